"""Bordered tables whose rows no line parts: several lines of goods in one row of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cofund.extraction.layout.heads import Head
from cofund.extraction.layout.lines import lines_of
from cofund.extraction.layout.passages import Piece
from cofund.extraction.layout.stacks import Level, level_of, row_of, rows_of_stack
from cofund.extraction.layout.tables import Cell, Row, Table
from cofund.extraction.line_columns import MONEY, Column
from cofund.extraction.line_rows import CARRIED, TOTAL_ROW, LinesHead
from cofund.extraction.open_lines import anchors_of

WHOLE_NUMBER = re.compile(r"^\W*\d[\d\s\u00a0.,'’-]*\W{0,3}(?:[^\W\d]{1,4}\W?)?$")
NUMBER_IN_CELL = re.compile(r"^\W*\d[\d\s\u00a0.,'’-]*\W{0,3}(?:[^\W\d]{1,4}\W?)?$|^\W+$")
WITH_DECIMALS = re.compile(r"[.,=-]\d\d\b")
NUMBERED: tuple[Column, ...] = ("position", "quantity", "unit_price", *MONEY)
MANY_HEADS = 3


def parted_rows(rows: Sequence[Row], known: LinesHead, table: Table) -> list[Row]:
    """Give a table's rows, those that hold several lines of goods parted into them."""
    return [part for row in rows for part in _parts(row, known, table)]


def _parts(row: Row, known: LinesHead, table: Table) -> Iterator[Row]:
    if not table.borders:
        yield row
        return
    if not (_is_stack(row, known) or _spans_heads(row, known)):
        yield _unmerged(row, known, table)
        return
    pieces = [piece for cell in row.cells for piece in cell.passage.pieces]
    origin = row.cells[0].passage.origin
    levels = [level for level in map(level_of, lines_of(pieces, origin)) if not _is_sum(level)]
    borders = [table.borders[head.column] for head in known.heads[1:]]
    anchors = anchors_of(levels, borders, known.columns)
    parts = rows_of_stack(levels, anchors, borders, origin)
    yield from (_in_grid(part, known) for part in parts) if parts else (row,)


def _unmerged(row: Row, known: LinesHead, table: Table) -> Row:
    """The same row, a cell that lacks its inner borders parted where numbers stand under heads."""
    cells: list[Cell] = []
    for cell in row.cells:
        under = [head for head in known.heads if cell.column <= head.column < cell.until]
        parts = _parts_of_cell(cell, under, table) if len(under) > 1 and cell.text else []
        cells += parts or [cell]
    return Row(tuple(cells))


def _parts_of_cell(cell: Cell, under: Sequence[Head], table: Table) -> list[Cell]:
    """The cell's words by the heads they stand under; nothing where those aren't all numbers."""
    borders = [table.borders[head.column] for head in under[1:]]
    parts = row_of(cell.passage.pieces, borders, cell.passage.origin).cells
    numbers = [part.text for part in parts[1:] if part.text]
    if not numbers or not all(map(NUMBER_IN_CELL.match, numbers)):
        return []
    return [
        Cell(head.column, head.until, part.passage) for head, part in zip(under, parts, strict=True)
    ]


def _in_grid(part: Row, known: LinesHead) -> Row:
    """The same row, its cells numbered like the table's."""
    return Row(
        tuple(
            Cell(head.column, head.until, cell.passage)
            for head, cell in zip(known.heads, part.cells, strict=True)
        )
    )


def _is_stack(row: Row, known: LinesHead) -> bool:
    """Whether numbers stand in two columns on the same two or more lines.

    One number broken over two lines has its decimals on the last one only.
    """
    counts = [
        count
        for column in NUMBERED
        for place in known.columns.get(column, ())
        for cell in row.within(known.heads[place].column, known.heads[place].until)
        if (count := _numbers_on_lines(cell)) > 1
    ]
    return len(counts) > 1 and max(counts.count(each) for each in counts) > 1


def _numbers_on_lines(cell: Cell) -> int:
    """The lines of a cell, if all of them are whole numbers; else 0."""
    tops = {round(piece.box.top) for piece in cell.passage.pieces if piece.box}
    if len(tops) < 2:
        return 0
    texts = [line.text for line in lines_of(cell.passage.pieces, cell.passage.origin)]
    broken = WITH_DECIMALS.search(texts[-1]) and not WITH_DECIMALS.search(texts[0])
    return 0 if broken or not all(map(WHOLE_NUMBER.match, texts)) else len(texts)


def _spans_heads(row: Row, known: LinesHead) -> bool:
    """Whether one cell of several lines reaches under most heads: its columns have no borders."""
    for cell in row.cells:
        under = sum(cell.column <= head.column < cell.until for head in known.heads)
        if under >= MANY_HEADS and under > len(known.heads) / 2 and _has_lines(cell.passage.pieces):
            return True
    return False


def _has_lines(pieces: Sequence[Piece]) -> bool:
    return any(WITH_DECIMALS.search(piece.text) for piece in pieces)


def _is_sum(level: Level) -> bool:
    text = " ".join(piece.text for piece in level.words)
    return bool(TOTAL_ROW.match(text) or CARRIED.match(text))
