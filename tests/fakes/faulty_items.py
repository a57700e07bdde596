"""A table that goes wrong as scripted, with others who write at the worst moment."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import Literal

from cofund.errors import TryAgain
from cofund.items import IndexName, Item, Key, Stored, TableName, Write, WriteConflict
from cofund.ports import Items

Fault = Literal["none", "killed_before", "killed_after", "conflict", "throttled", "answer_lost"]

FAULTS: tuple[Fault, ...] = (
    "none",
    "none",
    "conflict",
    "throttled",
    "answer_lost",
    "killed_before",
    "killed_after",
)
"""What to draw from: often nothing goes wrong."""


class Killed(Exception):
    """The process died here; nobody in it noticed."""


class FaultyItems:
    """Hands calls on to other items, except where the script says otherwise."""

    def __init__(self, items: Items) -> None:
        self.items = items
        self.faults: deque[Fault] = deque()
        """One for each coming write; none left means that all goes well."""
        self._meanwhile: Callable[[], None] | None = None
        self._reads_left = 0

    def before_the_write(self, meanwhile: Callable[[], None]) -> None:
        """Let somebody act between the coming reads and the write that follows them."""
        self.after_reads(10**6, meanwhile)

    def after_reads(self, reads: int, meanwhile: Callable[[], None]) -> None:
        """Let somebody act after so many coming reads, or before the write if it comes first."""
        self._meanwhile, self._reads_left = meanwhile, reads

    def all_is_well(self) -> None:
        """Forget the faults and the others that it did not come to."""
        self.faults.clear()
        self._meanwhile = None

    def get(self, key: Key) -> Item | None:
        """Give an item."""
        found = self.items.get(key)
        self._reads_left -= 1
        if self._reads_left == 0:
            self._act()
        return found

    def query(
        self, table: TableName, pk: str, *, prefix: str = "", limit: int, after: str | None = None
    ) -> tuple[Stored, ...]:
        """Give items of a partition."""
        return self.items.query(table, pk, prefix=prefix, limit=limit, after=after)

    def query_newest(
        self, table: TableName, pk: str, *, prefix: str = "", limit: int, before: str | None = None
    ) -> tuple[Stored, ...]:
        """Give items of a partition, newest first."""
        return self.items.query_newest(table, pk, prefix=prefix, limit=limit, before=before)

    def query_index(
        self,
        index: IndexName,
        pk: str,
        *,
        limit: int,
        first: str = "",
        last: str | None = None,
        after: Stored | None = None,
    ) -> tuple[Stored, ...]:
        """Give items of an index partition."""
        return self.items.query_index(index, pk, limit=limit, first=first, last=last, after=after)

    def scan(self, table: TableName) -> Iterator[Stored]:
        """Give every item."""
        return self.items.scan(table)

    def write(self, writes: tuple[Write, ...]) -> None:
        """Write, or go wrong."""
        self._act()
        fault = self.faults.popleft() if self.faults else "none"
        if fault == "conflict":
            raise WriteConflict("another writer was there")
        if fault == "throttled":
            raise TryAgain("too much at once")
        if fault == "killed_before":
            raise Killed
        self.items.write(writes)
        if fault == "killed_after":
            raise Killed
        if fault == "answer_lost":
            raise TryAgain("the answer was lost")

    def _act(self) -> None:
        meanwhile, self._meanwhile = self._meanwhile, None
        if meanwhile is not None:
            meanwhile()
