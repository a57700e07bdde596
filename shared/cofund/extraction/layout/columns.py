"""Tables without ruling lines: the heads' places part the columns, the first column the rows."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise

from cofund.extraction.layout.lines import box_of, in_reading_order
from cofund.extraction.layout.passages import Origin, Passage, Piece
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.layout.tables import Cell, Row, Table

POSITION = re.compile(r"^\d{1,4}[.)]?$")
STEP = 1.0
MOST_LINES = 2_000
FEWEST_COLUMNS = 3


def open_table(
    lines: Sequence[Passage], is_head: Callable[[Passage], bool], ends: Callable[[Passage], bool]
) -> Table | None:
    """Give the table below the first line that is a head; None without one.

    The last column's numbers may stand left of their head and the description may be wider than
    its own: each border is the gap between two heads that the fewest words cross.
    """
    start = next((number for number, line in enumerate(lines) if is_head(line)), None)
    if start is None or lines[start].box is None:
        return None
    heads = segments_of(lines[start])
    body = _body(lines[start + 1 :], ends)
    if len(heads) < FEWEST_COLUMNS or not body:
        return None
    borders = _borders(heads, [piece for line in body for piece in line.pieces])
    rows = [heads, *([each] for each in body)]
    origin = lines[start].origin
    made = tuple(_row(row, borders, origin) for row in _grouped(rows, borders))
    return Table(made, page=lines[start].page)


def _body(lines: Sequence[Passage], ends: Callable[[Passage], bool]) -> list[Passage]:
    body: list[Passage] = []
    for line in lines[:MOST_LINES]:
        if ends(line) or line.box is None:
            break
        body.append(line)
    return body


def _borders(heads: list[Passage], words: list[Piece]) -> list[float]:
    boxes = [box_of(word) for word in words]
    starts = [box_of(head.pieces[0]).x0 for head in heads]
    return [
        _gap(left, right, [(box.x0, box.x1) for box in boxes]) for left, right in pairwise(starts)
    ]


def _gap(left: float, right: float, words: list[tuple[float, float]]) -> float:
    """Where the fewest words are cut; of equal places the rightmost."""
    places = [left + STEP * step for step in range(2, max(3, int((right - left) / STEP)))]
    return min(places, key=lambda x: (sum(x0 < x < x1 for x0, x1 in words), -x))


def _grouped(rows: Sequence[Sequence[Passage]], borders: list[float]) -> list[list[Piece]]:
    """Lines that belong to one row: a row begins where the first column has a number."""
    groups: list[list[Piece]] = []
    for row in rows:
        pieces = [piece for passage in row for piece in passage.pieces]
        first = [piece.text for piece in pieces if _column(piece, borders) == 0]
        begins = len(groups) < 2 or any(POSITION.match(text) for text in first)
        if begins:
            groups.append(pieces)
        else:
            groups[-1] += pieces
    return groups


def _row(pieces: list[Piece], borders: list[float], origin: Origin) -> Row:
    columns: list[list[Piece]] = [[] for _ in range(len(borders) + 1)]
    for piece in pieces:
        columns[_column(piece, borders)].append(piece)
    cells = (
        Cell(number, number + 1, in_reading_order(column, origin))
        for number, column in enumerate(columns)
    )
    return Row(tuple(cells))


def _column(piece: Piece, borders: list[float]) -> int:
    return bisect_right(borders, box_of(piece).x0 + STEP)
