"""Where the rows of a list without borders part: several ways to cut, the best reading is kept."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cofund.extraction.layout.lines import box_of
from cofund.extraction.layout.passages import Piece
from cofund.extraction.people import looks

SHARED = 0.4
"""Words whose heights overlap by this share are of one band."""
CLEARLY = 1.0
"""Points: a gap so much wider than the others between two people is where the row ends."""
Cut = float


@dataclass(frozen=True)
class Gap:
    """The space between two bands of words: its middle and its height, which may be negative."""

    at: float
    height: float


def bands_of(pieces: Sequence[Piece]) -> list[tuple[float, float]]:
    """Give top and bottom of each stretch of the page that words fill without a break."""
    bands: list[tuple[float, float]] = []
    for piece in sorted(pieces, key=lambda each: box_of(each).top):
        box = box_of(piece)
        if bands and bands[-1][1] - box.top > SHARED * (box.bottom - box.top):
            bands[-1] = (bands[-1][0], max(bands[-1][1], box.bottom))
        else:
            bands.append((box.top, box.bottom))
    return bands


def gaps_of(bands: Sequence[tuple[float, float]]) -> list[Gap]:
    """Give the gaps between bands."""
    return [Gap((above[1] + below[0]) / 2, below[0] - above[1]) for above, below in pairwise(bands)]


def ways_to_cut(
    pieces: Sequence[Piece], columns: Sequence[Sequence[Piece]], level: Sequence[float]
) -> Iterator[list[Cut]]:
    """Give the ways: by drawn lines, numbers, addresses, phones, wide gaps, and at every line.

    ``columns`` are the same words column by column; ``level`` the heights of drawn lines.
    """
    gaps = gaps_of(bands_of(pieces))
    if len(level) >= 2:
        yield sorted(level)
    for anchors in _anchors(columns):
        cuts = _between(anchors, gaps)
        first = [gap for gap in gaps if gap.at < (anchors[0][0] + anchors[0][1]) / 2][-1:]
        if first and _are_tops(anchors, cuts, gaps):
            # What stands above the first of them is the rest of a row of the page before.
            yield [first[0].at, *cuts]
        yield cuts
        if first:
            yield [_cut(first, anchors[0][0]), *cuts]
    yield from _wide(gaps)
    yield from _starts(columns, gaps)
    yield [gap.at for gap in gaps]


def _anchors(columns: Sequence[Sequence[Piece]]) -> Iterator[list[tuple[float, float]]]:
    """Words of which every row has one: running numbers, addresses, phones' beginnings."""
    first = [piece for piece in columns[0] if looks.is_number(piece.text)] if columns else []
    if len(first) >= 2:
        yield _heights(first)
    for column in columns:
        for mark in ("@", "+7", "8("):
            marked = [piece for piece in column if _begins(piece.text, mark)]
            if len(marked) >= 2:
                yield _heights(marked)


def _begins(text: str, mark: str) -> bool:
    return mark in text if mark == "@" else text.startswith(mark)


def _heights(pieces: Sequence[Piece]) -> list[tuple[float, float]]:
    return sorted((box_of(piece).top, box_of(piece).bottom) for piece in pieces)


def _between(anchors: Sequence[tuple[float, float]], gaps: Sequence[Gap]) -> list[Cut]:
    """One cut between each two anchors: the clearly widest gap, else the last above the lower."""
    places = [gap.at for gap in gaps]
    cuts = []
    for above, below in pairwise(anchors):
        start = bisect_right(places, (above[0] + above[1]) / 2)
        end = bisect_right(places, (below[0] + below[1]) / 2)
        cuts.append(_cut(gaps[start:end], below[0]))
    return cuts


def _are_tops(
    anchors: Sequence[tuple[float, float]], cuts: Sequence[Cut], gaps: Sequence[Gap]
) -> bool:
    """Whether every row begins with its anchor: nothing stands between the cut and it."""
    places = [gap.at for gap in gaps]
    return all(
        bisect_right(places, cut) == bisect_left(places, (top + bottom) / 2)
        for cut, (top, bottom) in zip(cuts, anchors[1:], strict=True)
    )


def _cut(gaps: Sequence[Gap], below: float) -> Cut:
    if not gaps:
        return below
    ordered = sorted(gaps, key=lambda gap: gap.height)
    widest = ordered[-1]
    if len(gaps) == 1 or widest.height - ordered[-2].height > CLEARLY:
        return widest.at
    return gaps[-1].at


def _wide(gaps: Sequence[Gap]) -> Iterator[list[Cut]]:
    """Gaps between rows are wider than those inside: cut where the heights jump."""
    heights = sorted(gap.height for gap in gaps)
    jumps = sorted(
        ((above - below, (above + below) / 2) for below, above in pairwise(heights)), reverse=True
    )
    for jump, height in jumps[:2]:
        if jump >= 0.8:
            yield [gap.at for gap in gaps if gap.height > height]


def _starts(columns: Sequence[Sequence[Piece]], gaps: Sequence[Gap]) -> Iterator[list[Cut]]:
    """Rows begin where a column's words begin with a capital, if a column says so."""
    places = [gap.at for gap in gaps]
    for column in columns[:3]:
        tops = [box_of(piece).top for piece in _line_starts(column) if _is_start(piece.text)]
        middles = [bisect_right(places, top + 2) - 1 for top in tops]
        yield sorted({places[at] for at in middles if at >= 0})


def _line_starts(column: Sequence[Piece]) -> list[Piece]:
    """The first word of each of a column's lines."""
    ordered = sorted(column, key=lambda each: (round(box_of(each).top), box_of(each).x0))
    return [
        *ordered[:1],
        *(below for above, below in pairwise(ordered) if box_of(below).top - box_of(above).top > 2),
    ]


def _is_start(text: str) -> bool:
    return text[:1].isupper() and not (looks.PATRONYMIC.search(text) and len(text) > 5)
