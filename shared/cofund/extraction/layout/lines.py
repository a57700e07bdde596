"""Lines of text: words that stand on one baseline, from left to right."""

from __future__ import annotations

from collections.abc import Iterable

from cofund.extraction.layout.passages import Origin, Passage, Piece
from cofund.models.content import PageContent
from cofund.models.evidence import Box

SAME_LINE = 0.5
"""Words share a line when their heights overlap by this share of the smaller one."""
TURNED = 2.2
"""A word of several letters this much higher than wide runs up or down the page."""
LOWER = 0.5
"""A word so many of its heights lower than a line's first one may stand below the line's words."""
MOST_WORDS = 300
"""No printed line has more. Patterns are matched against whole lines: their length is bounded."""


def pieces_of(page: PageContent) -> list[Piece]:
    """Give the words that a person sees."""
    return [Piece(word.text, page.number, word.box) for word in page.words if not word.hidden]


def lines_of(pieces: Iterable[Piece], origin: Origin) -> list[Passage]:
    """Give words as lines, from the top down; a word that runs up the page is a line of its own.

    A word is compared with the last one of its line only, so that a slightly tilted line stays one;
    words above each other are never one line, whatever stands between their heights beside them.
    """
    rows: list[list[tuple[float, Piece]]] = []
    turned: list[Passage] = []
    top = bottom = 0.0
    first = 0.0
    for middle, _, x0, y0, y1, piece in _from_the_top(pieces):
        if _is_turned(piece):
            turned.append(Passage((piece,), origin))
            continue
        shared = min(bottom, y1) - max(top, y0)
        shares = rows and shared >= SAME_LINE * min(bottom - top, y1 - y0)
        lower = middle - first > LOWER * (y1 - y0)
        if (
            shares
            and len(rows[-1]) < MOST_WORDS
            and not (lower and _stands_below(rows[-1], box_of(piece)))
        ):
            rows[-1].append((x0, piece))
        else:
            rows.append([(x0, piece)])
            first = middle
        top, bottom = y0, y1
    lines = [Passage(tuple(piece for _, piece in sorted(row, key=_first)), origin) for row in rows]
    return lines + turned


def _stands_below(row: list[tuple[float, Piece]], box: Box) -> bool:
    return any(
        overlap((box.x0, box.x1), (each.x0, each.x1)) > 0
        for each in (box_of(piece) for _, piece in row)
    )


def _from_the_top(
    pieces: Iterable[Piece],
) -> list[tuple[float, float, float, float, float, Piece]]:
    """Words with the middles of their heights, by which they are ordered, and their places."""
    placed = []
    for piece in pieces:
        box = box_of(piece)
        placed.append(((box.top + box.bottom) / 2, box.x0, box.x0, box.top, box.bottom, piece))
    placed.sort(key=_place)
    return placed


def _place(placed: tuple[float, float, float, float, float, Piece]) -> tuple[float, float]:
    return placed[0], placed[1]


def _is_turned(piece: Piece) -> bool:
    box = box_of(piece)
    return len(piece.text) > 1 and box.bottom - box.top > TURNED * (box.x1 - box.x0)


def in_reading_order(pieces: Iterable[Piece], origin: Origin) -> Passage:
    """Give words as one passage, line by line."""
    known = tuple(pieces)
    if len(known) < 2:
        return Passage(known, origin)
    lines = lines_of(known, origin)
    return Passage(tuple(piece for line in lines for piece in line.pieces), origin)


def box_of(piece: Piece) -> Box:
    """Give where a word of a page stands."""
    assert piece.box is not None, "words of pages have boxes"
    return piece.box


def overlap(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Give the length that two intervals share; 0 when they don't."""
    return max(0.0, min(one[1], other[1]) - max(one[0], other[0]))


def _first(placed: tuple[float, Piece]) -> float:
    return placed[0]
