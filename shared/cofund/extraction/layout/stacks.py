"""Rows that no line parts: lines of words below heads, or several rows in one bordered cell.

One column has something on every row and on none between (a position, an amount): its lines are
the rows' anchors. What stands beside, above or below them belongs to the nearest row, as the
table's own alignment says.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cofund.extraction.layout.lines import box_of, in_reading_order
from cofund.extraction.layout.passages import Origin, Passage, Piece
from cofund.extraction.layout.tables import Cell, Row

SAME_LEVEL = 0.6
"""Lines whose middles are nearer than this share of their height stand on one level."""
FAR = 2.6
"""A line so many heights away from a row's last one belongs to no row."""


@dataclass(frozen=True, slots=True)
class Level:
    """One line of a stack: its words, and where it stands."""

    words: tuple[Piece, ...]
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Half way down."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """The line's height."""
        return self.bottom - self.top


def level_of(line: Passage) -> Level:
    """Give a line of words as a level."""
    boxes = [box_of(piece) for piece in line.pieces]
    return Level(line.pieces, min(box.top for box in boxes), max(box.bottom for box in boxes))


def column_of(piece: Piece, borders: Sequence[float]) -> int:
    """Give the column that a word's middle stands in; ``borders`` part the columns."""
    box = box_of(piece)
    return bisect_right(borders, (box.x0 + box.x1) / 2)


def rows_of_stack(
    levels: Sequence[Level], anchors: Sequence[int], borders: Sequence[float], origin: Origin
) -> list[Row]:
    """Give the rows of a stack; ``anchors`` are the levels, by their places, that make rows."""
    if not anchors:
        return []
    owners = _owners(levels, anchors)
    groups: list[list[Piece]] = [[] for _ in anchors]
    for place, owner in enumerate(owners):
        if owner is not None:
            groups[owner].extend(levels[place].words)
    return [row_of(group, borders, origin) for group in groups]


def row_of(pieces: Sequence[Piece], borders: Sequence[float], origin: Origin) -> Row:
    """Give words as one row, each in the column it stands in."""
    columns: list[list[Piece]] = [[] for _ in range(len(borders) + 1)]
    for piece in pieces:
        columns[column_of(piece, borders)].append(piece)
    return Row(
        tuple(Cell(at, at + 1, in_reading_order(words, origin)) for at, words in enumerate(columns))
    )


def _owners(levels: Sequence[Level], anchors: Sequence[int]) -> list[int | None]:
    """For each level the row that it belongs to, None for what stands apart."""
    above = anchors[0] > 0 and _near(levels[anchors[0] - 1], levels[anchors[0]])
    below = anchors[-1] + 1 < len(levels) and _near(levels[anchors[-1]], levels[anchors[-1] + 1])
    if not above:
        return _from_anchor_down(levels, anchors)
    if not below:
        return _from_anchor_up(levels, anchors)
    return _around_anchors(levels, anchors)


def _near(upper: Level, lower: Level) -> bool:
    return lower.top - upper.bottom < (FAR - 1) * max(upper.height, lower.height)


def _from_anchor_down(levels: Sequence[Level], anchors: Sequence[int]) -> list[int | None]:
    """Rows whose first line has the numbers."""
    owners: list[int | None] = [None] * len(levels)
    for row, start in enumerate(anchors):
        until = anchors[row + 1] if row + 1 < len(anchors) else len(levels)
        for place in range(start, until):
            if place > start and not _near(levels[place - 1], levels[place]):
                break
            owners[place] = row
    return owners


def _from_anchor_up(levels: Sequence[Level], anchors: Sequence[int]) -> list[int | None]:
    """Rows whose last line has the numbers."""
    owners: list[int | None] = [None] * len(levels)
    for row, end in enumerate(anchors):
        first = anchors[row - 1] + 1 if row else 0
        for place in range(end, first - 1, -1):
            if place < end and not _near(levels[place], levels[place + 1]):
                break
            owners[place] = row
    return owners


def _around_anchors(levels: Sequence[Level], anchors: Sequence[int]) -> list[int | None]:
    """Rows whose numbers stand half way down: between two of them the widest gap parts."""
    owners: list[int | None] = [None] * len(levels)
    starts = [0]
    for upper, lower in pairwise(anchors):
        gaps = [
            (round(levels[at + 1].top - levels[at].bottom, 1), -abs(2 * at + 1 - upper - lower), at)
            for at in range(upper, lower)
        ]
        starts.append(max(gaps)[2] + 1)
    for row, start in enumerate(starts):
        until = starts[row + 1] if row + 1 < len(starts) else len(levels)
        for place in range(start, until):
            if place > anchors[row] and not _near(levels[place - 1], levels[place]):
                break
            owners[place] = row
    return owners
