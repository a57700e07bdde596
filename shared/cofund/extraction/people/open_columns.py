"""The columns of a list without borders: between its heads, or where nothing stands all the way."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cofund.extraction.layout.lines import box_of, in_reading_order
from cofund.extraction.layout.passages import Passage, Piece
from cofund.extraction.layout.tables import Cell, Row
from cofund.extraction.people.open_heads import heads_in
from cofund.extraction.people.tables import TOTAL_ROW

FINENESS = 2
"""Places across the page that are looked at, to a point."""
FEWEST_COLUMNS = 2
MOST_COLUMNS = 24
FEWEST_LINES = 2
MANY_LINES = 12
RIVERS = (5.0, 3.5, 2.2)
"""Points that stay empty down the whole list part two columns; the longer it is, the fewer do."""
MOSTLY = 0.03
"""Of the lines so many may cross a gap: titles, sums, what overflows its column."""
OVER = 0.3
"""The share of a word that may stand left of its column, where columns are set to the right."""


@dataclass(frozen=True)
class Frame:
    """The columns of a list: their borders, and its heads where it has any on this page."""

    borders: tuple[float, ...]
    heads: tuple[Row, ...] = ()

    def column(self, piece: Piece) -> int:
        """Give the column that a word begins in, or stands only a little to the left of."""
        box = box_of(piece)
        return bisect_right(self.borders, box.x0 + max(0.5, OVER * (box.x1 - box.x0)))


def frames_of(
    heads: Sequence[Passage], body: Sequence[Passage], width: float, before: Frame | None
) -> Iterator[Frame]:
    """Give the columns that a list may have, the likeliest first, none of them twice."""
    if len(body) < FEWEST_LINES:
        return
    yield from _different(_frames(heads, body, width, before))


def _frames(
    heads: Sequence[Passage], body: Sequence[Passage], width: float, before: Frame | None
) -> Iterator[Frame]:
    if before is not None:
        yield before
    if heads:
        framed = _with_heads(heads, body, width)
        yield from [framed] if framed else []
    rows = [line for line in body if not TOTAL_ROW.match(line.text)]
    filled = _filled(rows, width)
    for river in RIVERS if len(rows) >= MANY_LINES else RIVERS[:1]:
        borders = tuple(_rivers(filled, allowed=round(MOSTLY * len(rows)), river=river))
        if 1 <= len(borders) < MOST_COLUMNS:
            yield Frame(borders, _heads_over(heads, borders))


def _different(frames: Iterable[Frame]) -> Iterator[Frame]:
    seen: set[tuple[int, ...]] = set()
    for frame in frames:
        key = tuple(round(border) for border in frame.borders)
        if key not in seen:
            seen.add(key)
            yield frame


def _heads_over(heads: Sequence[Passage], borders: tuple[float, ...]) -> tuple[Row, ...]:
    """The heads' words over the columns that they stand in the middle of."""
    if not heads:
        return ()
    columns: list[list[Piece]] = [[] for _ in range(len(borders) + 1)]
    for piece in (piece for line in heads for piece in line.pieces):
        box = box_of(piece)
        columns[bisect_right(borders, (box.x0 + box.x1) / 2)].append(piece)
    origin = heads[0].origin
    cells = (
        Cell(at, at + 1, in_reading_order(column, origin)) for at, column in enumerate(columns)
    )
    return (Row(tuple(cells)),)


def _with_heads(heads: Sequence[Passage], body: Sequence[Passage], width: float) -> Frame | None:
    groups = _stacked([each for line in heads for each in heads_in(line)])
    if not FEWEST_COLUMNS <= len(groups) <= MOST_COLUMNS:
        return None
    filled = _filled([*body], width)
    boxes = [(min(box_of(p).x0 for p in g), max(box_of(p).x1 for p in g)) for g in groups]
    borders = tuple(_gap(left[0], right[0], filled) for left, right in pairwise(boxes))
    origin = heads[0].origin
    cells = tuple(
        Cell(at, at + 1, in_reading_order(group, origin)) for at, group in enumerate(groups)
    )
    return Frame(borders, (Row(cells),))


def _stacked(heads: Sequence[Passage]) -> list[list[Piece]]:
    """Heads that stand above one another are one, the lowest line's places count."""
    groups: list[list[Piece]] = []
    for head in heads:
        own = [box_of(piece) for piece in head.pieces]
        x0, x1 = own[0].x0, own[-1].x1
        over = [
            group
            for group in groups
            if min(max(box_of(p).x1 for p in group), x1) - max(min(box_of(p).x0 for p in group), x0)
            > 0
        ]
        if len(over) == 1:
            over[0].extend(head.pieces)
        else:
            groups.append(list(head.pieces))
    return sorted(groups, key=lambda group: min(box_of(piece).x0 for piece in group))


def _filled(lines: Sequence[Passage], width: float) -> list[int]:
    """For every place across the page how many lines' words stand over it."""
    places = max(1, int(width * FINENESS))
    steps = [0] * (places + 2)
    for line in lines:
        for piece in line.pieces:
            box = box_of(piece)
            steps[min(places, max(0, int(box.x0 * FINENESS)))] += 1
            steps[min(places, max(0, int(box.x1 * FINENESS))) + 1] -= 1
    filled, total = [], 0
    for step in steps[: places + 1]:
        total += step
        filled.append(total)
    return filled


def _gap(left: float, right: float, filled: Sequence[int]) -> float:
    """Where between two heads the fewest words are cut: the widest such gap, of equals the last."""
    start, end = (
        int((left + 2) * FINENESS),
        max(int(right * FINENESS), int((left + 2) * FINENESS) + 1),
    )
    stretch = filled[start:end] or [0]
    fewest = min(stretch)
    best = (0, 0)
    run = 0
    for at, count in enumerate([*stretch, fewest + 1]):
        if count == fewest:
            run += 1
            continue
        best = max(best, (run, at))
        run = 0
    return (start + best[1] - 1) / FINENESS


def _rivers(filled: Sequence[int], *, allowed: int, river: float) -> list[float]:
    """The middles of wide stretches that hardly any word crosses, page margins left out."""
    rivers, start = [], None
    used = [at for at, count in enumerate(filled) if count > allowed]
    if not used:
        return []
    for at in range(used[0], used[-1] + 1):
        if filled[at] <= allowed:
            start = at if start is None else start
        elif start is not None:
            if at - start >= river * FINENESS:
                rivers.append((at - 1) / FINENESS)
            start = None
    return rivers
