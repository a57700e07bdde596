"""Merged cells of spreadsheets and text documents: one cell that covers what it was merged over."""

from __future__ import annotations

from collections.abc import Sequence

from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.tables import Cell, Row, Table
from cofund.models.content import TableContent

Position = tuple[int, int]
MOST_COVERED = 200_000


def merged_tables(laid: LaidOut) -> Sequence[Table]:
    """Give the tables with merged cells as on a page: a covered place has no cell of its own."""
    if laid.content.pages or len(laid.tables) != len(laid.content.tables):
        return laid.tables
    return [
        _merged(table, content) if content.merged else table
        for table, content in zip(laid.tables, laid.content.tables, strict=True)
    ]


def _merged(table: Table, content: TableContent) -> Table:
    untils: dict[Position, int] = {}
    covered: set[Position] = set()
    for top, left, bottom, right in content.merged:
        if (bottom - top + 1) * (right - left + 1) + len(covered) > MOST_COVERED:
            break
        untils[top, left] = right + 1
        covered |= {
            (row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)
        } - {(top, left)}
    rows = (
        Row(
            tuple(
                Cell(cell.column, untils.get((at, cell.column), cell.until), cell.passage)
                for cell in row.cells
                if (at, cell.column) not in covered
            )
        )
        for at, row in enumerate(table.rows)
    )
    return Table(tuple(rows), table.page, table.box, table.borders)
