"""Tables drawn by ruling lines: which cells the lines make, and which whole words stand in them.

A word belongs to the cell that it overlaps most, and is never cut: what runs over a border is read
to its end.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cofund.extraction.layout.lines import box_of, in_reading_order, overlap
from cofund.extraction.layout.nets import Line, Net, nets_of
from cofund.extraction.layout.passages import Origin, Piece
from cofund.extraction.layout.tables import Cell, Row, Table
from cofund.models.content import Ruling
from cofund.models.evidence import Box

NEAR = 2.5
"""Lines this close, in points, are one border."""
COVERS = 0.8
"""A line that runs along this share of a cell's side is its border."""
MOST_COLUMNS = 64
MOST_ROWS = 400
MOST_TABLES = 200
"""On one page; the largest are kept."""
INSIDE = 0.5

Position = tuple[int, int]
Interval = tuple[float, float]


@dataclass(frozen=True)
class Frame:
    """One table's borders and the lines that draw them."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    upright: tuple[tuple[Interval, ...], ...]
    """For each of the xs the stretches that are drawn along it."""
    level: tuple[tuple[Interval, ...], ...]
    """For each of the ys likewise."""

    @property
    def box(self) -> Box:
        """The rectangle that the outer borders make."""
        return Box(x0=self.xs[0], top=self.ys[0], x1=self.xs[-1], bottom=self.ys[-1])


def ruled_tables(
    pieces: Sequence[Piece], rulings: Sequence[Ruling], page: int, origin: Origin
) -> list[Table]:
    """Give the page's ruled tables, from the top down; a mere frame is none."""
    frames = [frame for net in nets_of(rulings) if (frame := _frame(net)) is not None]
    kept = sorted(frames, key=_size, reverse=True)[:MOST_TABLES]
    ordered = sorted(kept, key=lambda frame: (frame.ys[0], frame.xs[0]))
    held = _held(ordered, pieces)
    return [_table(*both, page, origin) for both in zip(ordered, held, strict=True)]


def _frame(net: Net) -> Frame | None:
    xs = _borders(line.at for line in net.upright)
    ys = _borders(line.at for line in net.level)
    if not (3 <= len(xs) <= MOST_COLUMNS and 2 <= len(ys) <= MOST_ROWS):
        return None
    return Frame(xs, ys, upright=_drawn(xs, net.upright), level=_drawn(ys, net.level))


def _drawn(borders: tuple[float, ...], lines: Sequence[Line]) -> tuple[tuple[Interval, ...], ...]:
    stretches: list[list[Interval]] = [[] for _ in borders]
    for line in lines:
        stretches[max(0, bisect_right(borders, line.at) - 1)].append((line.start, line.end))
    return tuple(map(tuple, stretches))


def _borders(positions: Iterable[float]) -> tuple[float, ...]:
    borders: list[float] = []
    for position in sorted(positions):
        if not borders or position - borders[-1] > NEAR:
            borders.append(position)
    return tuple(borders)


def _held(frames: Sequence[Frame], pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The words of each frame; of frames within frames the innermost holds a word."""
    held: list[list[Piece]] = [[] for _ in frames]
    boxes = [(frame.xs[0], frame.ys[0], frame.xs[-1], frame.ys[-1]) for frame in frames]
    by_area = sorted(range(len(frames)), key=lambda at: _area(*boxes[at]))
    for piece in pieces:
        word = box_of(piece)
        x0, x1, middle = word.x0, word.x1, (word.top + word.bottom) / 2
        least = INSIDE * min(x1 - x0, NEAR)
        for at in by_area:
            left, top, right, bottom = boxes[at]
            if top <= middle <= bottom and min(right, x1) - max(left, x0) > least:
                held[at].append(piece)
                break
    return held


def _size(frame: Frame) -> float:
    return _area(frame.xs[0], frame.ys[0], frame.xs[-1], frame.ys[-1])


def _area(left: float, top: float, right: float, bottom: float) -> float:
    return (right - left) * (bottom - top)


def _table(frame: Frame, pieces: Sequence[Piece], page: int, origin: Origin) -> Table:
    owner = _owners(frame)
    words: dict[Position, list[Piece]] = defaultdict(list)
    for piece in pieces:
        words[owner[_best(frame, box_of(piece))]].append(piece)
    spans = _column_spans(owner)
    by_row: dict[int, list[Cell]] = defaultdict(list)
    for (row, column), until in sorted(spans.items()):
        passage = in_reading_order(words.get((row, column), ()), origin)
        by_row[row].append(Cell(column, until, passage))
    rows = tuple(Row(tuple(by_row[row])) for row in sorted(by_row))
    return Table(rows, page, frame.box, frame.xs)


def _owners(frame: Frame) -> dict[Position, Position]:
    """For every crossing of row and column the cell that it belongs to: its first position."""
    owner: dict[Position, Position] = {}
    for row, ys in enumerate(pairwise(frame.ys)):
        for column, xs in enumerate(pairwise(frame.xs)):
            left, above = owner.get((row, column - 1)), owner.get((row - 1, column))
            if left is not None and not _covers(frame.upright[column], ys):
                owner[row, column] = left
            elif above is not None and not _covers(frame.level[row], xs):
                owner[row, column] = above
            else:
                owner[row, column] = (row, column)
    return owner


def _covers(stretches: Sequence[Interval], side: Interval) -> bool:
    """Whether what is drawn along a border runs along a cell's side."""
    start, end = side
    wanted = COVERS * (end - start)
    covered = 0.0
    for low, high in stretches:
        shared = (high if high < end else end) - (low if low > start else start)
        if shared > 0:
            covered += shared
            if covered >= wanted:
                return True
    return False


def _best(frame: Frame, word: Box) -> Position:
    """The row that a word's middle stands in, and the column that holds most of it."""
    row = bisect_left(frame.ys, (word.top + word.bottom) / 2) - 1
    last = len(frame.xs) - 2
    first = max(0, min(bisect_right(frame.xs, word.x0) - 1, last))
    until = max(first, min(bisect_left(frame.xs, word.x1) - 1, last))
    column = first
    if until > first:
        column = max(
            range(first, until + 1),
            key=lambda at: (overlap((frame.xs[at], frame.xs[at + 1]), (word.x0, word.x1)), -at),
        )
    return max(0, min(row, len(frame.ys) - 2)), column


def _column_spans(owner: dict[Position, Position]) -> dict[Position, int]:
    """For each cell, by its first position, the column before which it ends."""
    spans: dict[Position, int] = {}
    for (_, column), first in owner.items():
        spans[first] = max(spans.get(first, 0), column + 1)
    return spans
