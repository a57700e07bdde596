"""Tables drawn by ruling lines: which cells the lines make, and which whole words stand in them.

A word belongs to the cell that it overlaps most, and is never cut: what runs over a border is read
to its end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cofund.extraction.layout.lines import box_of, in_reading_order, overlap
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
    frames = [_frame(group) for group in _connected(rulings)]
    wanted = [frame for frame in frames if frame is not None]
    return [_table(frame, pieces, page, origin) for frame in sorted(wanted, key=lambda f: f.ys[0])]


def _connected(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    """Lines that touch, directly or through others, by bands of the page."""
    groups: list[list[Ruling]] = []
    bottom = float("-inf")
    for ruling in sorted(rulings, key=lambda each: each.top):
        if groups and ruling.top <= bottom + NEAR:
            groups[-1].append(ruling)
            bottom = max(bottom, ruling.bottom)
        else:
            groups.append([ruling])
            bottom = ruling.bottom
    return groups


def _frame(rulings: list[Ruling]) -> Frame | None:
    upright = [each for each in rulings if each.bottom - each.top > each.x1 - each.x0]
    level = [each for each in rulings if each.bottom - each.top <= each.x1 - each.x0]
    xs = _borders(each.x0 for each in upright)
    ys = _borders(each.top for each in level)
    if not (3 <= len(xs) <= MOST_COLUMNS and 2 <= len(ys) <= MOST_ROWS):
        return None
    return Frame(
        xs,
        ys,
        upright=_drawn(xs, [(each.x0, (each.top, each.bottom)) for each in upright]),
        level=_drawn(ys, [(each.top, (each.x0, each.x1)) for each in level]),
    )


def _drawn(
    borders: tuple[float, ...], lines: Sequence[tuple[float, Interval]]
) -> tuple[tuple[Interval, ...], ...]:
    stretches: list[list[Interval]] = [[] for _ in borders]
    for position, stretch in lines:
        stretches[max(0, bisect_right(borders, position) - 1)].append(stretch)
    return tuple(map(tuple, stretches))


def _borders(positions: Iterable[float]) -> tuple[float, ...]:
    borders: list[float] = []
    for position in sorted(positions):
        if not borders or position - borders[-1] > NEAR:
            borders.append(position)
    return tuple(borders)


def _table(frame: Frame, pieces: Sequence[Piece], page: int, origin: Origin) -> Table:
    owner = _owners(frame)
    words: dict[Position, list[Piece]] = defaultdict(list)
    for piece in pieces:
        if _inside(frame.box, box_of(piece)):
            words[_best(frame, owner, box_of(piece))].append(piece)
    spans = _column_spans(owner)
    rows = [
        Row(
            tuple(
                Cell(column, spans[row, column], in_reading_order(words[row, column], origin))
                for column in range(len(frame.xs) - 1)
                if (row, column) in spans
            )
        )
        for row in range(len(frame.ys) - 1)
    ]
    return Table(tuple(row for row in rows if row.cells), page, frame.box, frame.xs)


def _inside(frame: Box, word: Box) -> bool:
    middle = (word.top + word.bottom) / 2
    return frame.top <= middle <= frame.bottom and overlap(
        (frame.x0, frame.x1), (word.x0, word.x1)
    ) > 0.5 * min(word.x1 - word.x0, NEAR)


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
    return sum(overlap(stretch, side) for stretch in stretches) >= COVERS * (side[1] - side[0])


def _best(frame: Frame, owner: dict[Position, Position], word: Box) -> Position:
    middle = (word.top + word.bottom) / 2
    row = next(
        (index for index, (_, bottom) in enumerate(pairwise(frame.ys)) if middle <= bottom),
        len(frame.ys) - 2,
    )
    shares = [overlap(xs, (word.x0, word.x1)) for xs in pairwise(frame.xs)]
    return owner[row, shares.index(max(shares))]


def _column_spans(owner: dict[Position, Position]) -> dict[Position, int]:
    """For each cell, by its first position, the column before which it ends."""
    spans: dict[Position, int] = {}
    for (_, column), first in owner.items():
        spans[first] = max(spans.get(first, 0), column + 1)
    return spans
