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

SAME_GAP = 0.7
"""Gaps between lines that differ by less, in points, are alike."""
FAR = 2.6
"""A line so many heights away from a row's last one belongs to no row."""


@dataclass(frozen=True, slots=True)
class Level:
    """One line of a stack: its words, and where it stands."""

    words: tuple[Piece, ...]
    top: float
    bottom: float

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
    owners: list[int | None] = [None] * len(levels)
    starts = _starts(levels, anchors)
    for row, start in enumerate(starts):
        until = starts[row + 1] if row + 1 < len(starts) else len(levels)
        for place in range(start, until):
            if place > anchors[row] and not _near(levels[place - 1], levels[place]):
                break
            owners[place] = row
    return owners


def _starts(levels: Sequence[Level], anchors: Sequence[int]) -> list[int]:
    """Where each row begins: between two anchors at the widest gap.

    Where all gaps are alike rows are aligned as the first and the last one are: with lines above
    the first anchor they aren't aligned at the top, with lines below the last not at the bottom.
    """
    above = _reach(levels, anchors[0], -1)
    below = _reach(levels, anchors[-1], 1)
    starts = [anchors[0] - above]
    for upper, lower in pairwise(anchors):
        gaps = [levels[at + 1].top - levels[at].bottom for at in range(upper, lower)]
        widest = [at for at, gap in enumerate(gaps) if gap > max(gaps) - SAME_GAP]
        wanted = _wanted_gap(len(gaps), above, below)
        starts.append(upper + 1 + min(widest, key=lambda at: abs(at - wanted)))
    return starts


def _wanted_gap(gaps: int, above: int, below: int) -> float:
    """Which of so many equal gaps parts two rows."""
    if not above:
        return gaps - 1
    return (gaps - 1) / 2 if below else 0


def _reach(levels: Sequence[Level], anchor: int, step: int) -> int:
    """How many lines stand close above (-1) or below (1) an anchor."""
    count = 0
    at = anchor + step
    while 0 <= at < len(levels) and _near(levels[min(at, at - step)], levels[max(at, at - step)]):
        count, at = count + 1, at + step
    return count


def _near(upper: Level, lower: Level) -> bool:
    return lower.top - upper.bottom < (FAR - 1) * max(upper.height, lower.height)
