"""A whole document as interpreters see it: its lines from first to last, and its tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cofund.extraction.layout.grid import ruled_tables
from cofund.extraction.layout.lines import lines_of, pieces_of
from cofund.extraction.layout.passages import Origin, Passage, Piece
from cofund.extraction.layout.tables import Table, table_of_rows
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
        lines = [line for page in content.pages for line in _page_lines(content, page)]
        tables = [table for page in content.pages for table in _page_tables(content, page)]
        return LaidOut(content, tuple(lines), tuple(tables))
    origin = Origin(content.document_id, "text", content.engine)
    cells = Origin(content.document_id, "cell", content.engine)
    tables = [table_of_rows(table, cells) for table in content.tables]
    lines = [*_paragraphs(content, origin), *_rows(tables)]
    return LaidOut(content, tuple(lines), tuple(tables))


def _page_lines(content: DocumentContent, page: PageContent) -> list[Passage]:
    return lines_of(pieces_of(page), _origin(content, page))


def _page_tables(content: DocumentContent, page: PageContent) -> list[Table]:
    return ruled_tables(pieces_of(page), page.rulings, page.number, _origin(content, page))


def _origin(content: DocumentContent, page: PageContent) -> Origin:
    return Origin(content.document_id, page.source, page.engine)


def _paragraphs(content: DocumentContent, origin: Origin) -> Iterator[Passage]:
    for number, paragraph in enumerate(content.paragraphs, start=1):
        for line in paragraph.splitlines():
            words = " ".join(line.split())
            if words:
                yield Passage((Piece(words, 1, None, f"paragraph {number}"),), origin)


def _rows(tables: list[Table]) -> Iterator[Passage]:
    for table in tables:
        for row in table.rows:
            pieces = tuple(piece for cell in row.cells for piece in cell.passage.pieces)
            if pieces:
                yield Passage(pieces, row.cells[0].passage.origin)
