"""What files without fixed pages hold, in its order: paragraphs, and tables between them."""

from __future__ import annotations

from typing import NoReturn

from cofund.extraction.found import TableFound
from cofund.extraction.limits import Limits
from cofund.extraction.refused import CannotRead

MOST_TABLES = 200
LONGEST_PARAGRAPH = 4_000


class Flow:
    """Paragraphs and tables as they come, no more of them than the limits allow."""

    def __init__(self, limits: Limits) -> None:
        """Begin with nothing."""
        self.paragraphs: list[str] = []
        self.tables: list[TableFound] = []
        self._limits = limits
        self._cells = 0

    def add_paragraph(self, text: str) -> None:
        """Add what is not empty.

        Raises:
            CannotRead: the file holds more than the limit.
        """
        words = text.strip()[:LONGEST_PARAGRAPH]
        if words:
            self.paragraphs.append(words)
        if len(self.paragraphs) > self._limits.paragraphs:
            self.refuse()

    def add_table(self, table: TableFound) -> None:
        """Add a table that stands below the paragraphs so far.

        Raises:
            CannotRead: the file holds more than the limit.
        """
        self._cells += sum(map(len, table["rows"]))
        self.tables.append({**table, "after": len(self.paragraphs)})
        if len(self.tables) > MOST_TABLES or self._cells > self._limits.cells:
            self.refuse()

    def refuse(self) -> NoReturn:
        """Give up on a file that holds more than any honest one."""
        raise CannotRead("too_much_content")
