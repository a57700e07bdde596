"""A whole document as interpreters see it: its lines from first to last, and its tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cofund.extraction.layout.grid import ruled_tables
from cofund.extraction.layout.lines import lines_of, pieces_of
from cofund.extraction.layout.passages import Origin, Passage, Piece
from cofund.extraction.layout.tables import Table, table_of_rows
from cofund.extraction.placement import Placement
from cofund.models.content import DocumentContent, PageContent

HEADING_LINES = 20


@dataclass(frozen=True)
class LaidOut:
    """Lines in reading order and tables, of pages or of a file without pages."""

    content: DocumentContent
    lines: tuple[Passage, ...]
    tables: tuple[Table, ...]

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join(line.text for line in self.lines)

    @property
    def heading(self) -> tuple[Passage, ...]:
        """The first lines, where a document says what it is."""
        return self.lines[:HEADING_LINES]


def laid_out(content: DocumentContent) -> LaidOut:
    """Give a document's lines and tables."""
    if content.pages:
        lines: list[Passage] = []
        tables: list[Table] = []
        for page in content.pages:
            pieces, origin = pieces_of(page), _origin(content, page)
            lines += lines_of(pieces, origin)
            tables += ruled_tables(pieces, page.rulings, page.number, origin)
        return LaidOut(content, tuple(lines), tuple(tables))
    origin = Origin(content.document_id, "text", content.engine)
    cells = Origin(content.document_id, "cell", content.engine)
    tables = [table_of_rows(table, cells) for table in content.tables]
    lines = list(_in_order(content, origin, tables))
    return LaidOut(content, tuple(lines), tuple(tables))


def _origin(content: DocumentContent, page: PageContent) -> Origin:
    return Origin(content.document_id, page.source, page.engine, placement_of(page))


def _in_order(
    content: DocumentContent, origin: Origin, tables: Sequence[Table]
) -> Iterator[Passage]:
    """Paragraphs and the rows of the tables between them, as they stand in the file."""
    at = 0
    for held, table in zip(content.tables, tables, strict=True):
        yield from _paragraphs(content, origin, at, held.after)
        yield from _rows(table)
        at = max(at, held.after)
    yield from _paragraphs(content, origin, at, len(content.paragraphs))


def placement_of(page: PageContent) -> Placement | None:
    """Give how a straightened page lies on the page as drawn; None where they are the same."""
    given = page.upright_to_drawn
    if given is None:
        return None
    a, b, c, d, e, f, g, h, i = given
    return Placement((a, b, c, d, e, f, g, h, i))


def _paragraphs(
    content: DocumentContent, origin: Origin, start: int, end: int
) -> Iterator[Passage]:
    """Lines of paragraphs; tabs part what stands side by side."""
    for number, paragraph in enumerate(content.paragraphs[start:end], start=start + 1):
        for line in paragraph.splitlines():
            parts = (" ".join(part.split()) for part in line.split("\t"))
            place = f"paragraph {number}"
            pieces = tuple(Piece(part, 1, None, place) for part in parts if part)
            if pieces:
                yield Passage(pieces, origin)


def _rows(table: Table) -> Iterator[Passage]:
    for row in table.rows:
        cells = [cell for cell in row.cells if cell.text]
        if cells:
            pieces = (Piece(cell.text, 1, None, cell.passage.pieces[0].place) for cell in cells)
            yield Passage(tuple(pieces), cells[0].passage.origin)
