"""Tables that tabs make: paragraphs of a text document with the same columns, and no table."""

from __future__ import annotations

from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Origin, Passage, Piece
from cofund.extraction.layout.tables import Cell, Row, Table

FEWEST_TABS = 1
FEWEST_ROWS = 3
MOST_COLUMNS = 40


def tabbed_table(laid: LaidOut) -> Table | None:
    """Give the lines with tabs as one table; None where hardly any line has some."""
    content = laid.content
    origin = Origin(content.document_id, "text", content.engine)
    rows = [
        _row(line, f"paragraph {number}", origin)
        for number, paragraph in enumerate(content.paragraphs, start=1)
        for line in paragraph.splitlines()
        if line.strip().count("\t") >= FEWEST_TABS
    ]
    return Table(tuple(rows)) if len(rows) >= FEWEST_ROWS else None


def _row(line: str, place: str, origin: Origin) -> Row:
    texts = [" ".join(part.split()) for part in line.split("\t")[:MOST_COLUMNS]]
    return Row(
        tuple(
            Cell(at, at + 1, Passage((Piece(text, 1, None, place),) if text else (), origin))
            for at, text in enumerate(texts)
        )
    )
