"""Heads of tables: what stands above each column, over one row or several that span each other."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from cofund.extraction.layout.lines import box_of, overlap
from cofund.extraction.layout.passages import Passage, Piece
from cofund.extraction.layout.tables import Cell, Table

DEEPEST = 3
"""Rows that make one head: a group's name, the columns' names, their wrapped second line."""
SHARES_COLUMN = 0.3
SPACE = 0.5
"""A gap narrower than so many heights is a space between words."""
WIDE = 1.25
"""So many letters' widths likewise: a typewriter's spaces are as wide as its letters."""

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of the columns from ``column`` to before ``until``, all its rows joined."""

    text: str
    column: int
    until: int


@dataclass(frozen=True, slots=True)
class OpenHead:
    """The head of a column without borders, and from where to where it reaches across the page."""

    text: str
    left: float
    right: float


def heads_of_rows(table: Table, index: int, depth: int) -> tuple[Head, ...]:
    """Give the heads that so many rows of a table make together, from a row on."""
    rows = table.rows[index : index + depth]
    filled = [[cell for cell in row.cells if cell.text] for row in rows]
    starts = sorted({cell.column for cells in filled for cell in cells})
    if not starts:
        return ()
    filled = [_widened(cells, starts, filled[at + 1 :]) for at, cells in enumerate(filled)]
    ends = [*starts[1:], max((cell.until for row in rows for cell in row.cells), default=0)]
    return tuple(
        Head(_above(filled, start), start, max(until, start + 1))
        for start, until in zip(starts, ends, strict=True)
    )


def _above(rows: Sequence[Sequence[Cell]], column: int) -> str:
    texts = (cell.text for cells in rows for cell in cells if cell.column <= column < cell.until)
    return " ".join(texts)


def _widened(
    cells: Sequence[Cell], starts: Sequence[int], below: Sequence[Sequence[Cell]]
) -> list[Cell]:
    """A group's head reaches over all that stands below it and has no other head above.

    A spreadsheet's merged cell is its first one only; some forms leave the group's other cells
    empty.
    """
    lower = {cell.column for row in below for cell in row}
    widened: list[Cell] = []
    for at, cell in enumerate(cells):
        limit = cells[at + 1].column if at + 1 < len(cells) else starts[-1] + 1
        limit = limit if cell.column in lower else cell.until
        until = cell.until
        for start in starts:
            if until <= start < limit:
                if start not in lower:
                    break
                until = start + 1
        widened.append(Cell(cell.column, until, cell.passage))
    return widened


def heads_of_segments(lines: Sequence[Sequence[Passage]]) -> tuple[OpenHead, ...]:
    """Give the heads that lines of text make together, each line given by its segments."""
    levels = [[_reach(each) for each in line] for line in lines]
    base = max(levels, key=len)
    columns = base
    for level in levels:
        if level is not base:
            columns = _joined(columns, level, before=levels.index(level) < levels.index(base))
    found = [OpenHead(*column) for column in columns]
    return tuple(sorted(found, key=lambda head: head.left))


Reach = tuple[str, float, float]


def _reach(segment: Passage) -> Reach:
    boxes = [box_of(piece) for piece in segment.pieces]
    return segment.text, min(box.x0 for box in boxes), max(box.x1 for box in boxes)


def _joined(columns: list[Reach], level: list[Reach], *, before: bool) -> list[Reach]:
    """Each part joined to all the columns that it stands above or below, or a column of its own."""
    made = list(columns)
    for text, left, right in level:
        under = [at for at, column in enumerate(made) if _shares(column, left, right)]
        for at in under:
            own, start, end = made[at]
            if len(under) == 1:
                start, end = min(left, start), max(right, end)
            made[at] = (f"{text} {own}" if before else f"{own} {text}", start, end)
        if not under:
            made.append((text, left, right))
    return made


def _shares(column: Reach, left: float, right: float) -> bool:
    _, start, end = column
    return overlap((left, right), (start, end)) > SHARES_COLUMN * min(right - left, end - start)


def column_starts(
    heads: Sequence[OpenHead], lines: Sequence[Sequence[Piece]], narrow: Container[int]
) -> list[float]:
    """Give the borders between heads: in each gap the place that the fewest words cross.

    A column's numbers may stand left of their head and a description may be wider than its own.
    Of equal places that one is taken which the fewest runs of words cross (a space inside
    "1 000,00" parts nothing); then the rightmost, or behind a ``narrow`` column, by its place among
    the heads, the leftmost.
    """
    words = [_across(word) for line in lines for word in line]
    runs = [run for line in lines for run in _runs(line)]
    borders = []
    for at, (left, right) in enumerate(pairwise(heads)):
        places = _places(words, runs, left, right)
        behind = [place for place in places if place >= left.right]
        borders.append(behind[0] if at in narrow and behind else places[-1])
    return borders


def _across(word: Piece) -> Interval:
    box = box_of(word)
    return box.x0, box.x1


def _runs(line: Sequence[Piece]) -> list[Interval]:
    """From where to where words stand so close that only spaces part them."""
    runs: list[Interval] = []
    for word in line:
        box = box_of(word)
        letter = (box.x1 - box.x0) / max(1, len(word.text))
        if runs and box.x0 - runs[-1][1] < max(SPACE * (box.bottom - box.top), WIDE * letter):
            runs[-1] = (runs[-1][0], box.x1)
        else:
            runs.append((box.x0, box.x1))
    return runs


def _places(
    words: Sequence[Interval], runs: Sequence[Interval], left: OpenHead, right: OpenHead
) -> list[float]:
    """The places between two heads' beginnings that are crossed least, from left to right."""
    start, end = left.left + 2, max(right.left, left.left + 3)
    crossings = list(zip(_crossed(words, start, end), _crossed(runs, start, end), strict=True))
    fewest = min(crossings)
    return [start + at for at, crossed in enumerate(crossings) if crossed == fewest]


def _crossed(stretches: Sequence[Interval], start: float, end: float) -> list[int]:
    """How many stretches each point from start to end lies inside of."""
    changes = [0] * (int(end - start) + 2)
    for x0, x1 in stretches:
        if x1 > start and x0 < end:
            first = max(0, int(x0 - start) + 1)
            last = min(len(changes) - 1, int(x1 - start) + 1)
            if first < last:
                changes[first] += 1
                changes[last] -= 1
    return list(accumulate(changes))[:-1]
