"""Lines of text: words that stand on one baseline, from left to right."""

from __future__ import annotations

from collections.abc import Iterable

from cofund.extraction.layout.passages import Origin, Passage, Piece
from cofund.models.content import PageContent
from cofund.models.evidence import Box

SAME_LINE = 0.5
"""Words share a line when their heights overlap by this share of the smaller one."""
MOST_WORDS = 300
"""No printed line has more. Patterns are matched against whole lines: their length is bounded."""


def pieces_of(page: PageContent) -> list[Piece]:
    """Give the words that a person sees."""
    return [Piece(word.text, page.number, word.box) for word in page.words if not word.hidden]


def lines_of(pieces: Iterable[Piece], origin: Origin) -> list[Passage]:
    """Give words as lines, from the top down."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=_middle):
        if rows and len(rows[-1]) < MOST_WORDS and _shares_line(rows[-1], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [Passage(tuple(sorted(row, key=_left)), origin) for row in rows]


def in_reading_order(pieces: Iterable[Piece], origin: Origin) -> Passage:
    """Give words as one passage, line by line."""
    lines = lines_of(pieces, origin)
    return Passage(tuple(piece for line in lines for piece in line.pieces), origin)


def box_of(piece: Piece) -> Box:
    """Give where a word of a page stands."""
    assert piece.box is not None, "words of pages have boxes"
    return piece.box


def overlap(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Give the length that two intervals share; 0 when they don't."""
    return max(0.0, min(one[1], other[1]) - max(one[0], other[0]))


def _shares_line(row: list[Piece], piece: Piece) -> bool:
    """Compared with the last word only, so that a slightly tilted line stays one line."""
    last, box = box_of(row[-1]), box_of(piece)
    shared = overlap((last.top, last.bottom), (box.top, box.bottom))
    return shared >= SAME_LINE * min(last.bottom - last.top, box.bottom - box.top)


def _middle(piece: Piece) -> tuple[float, float]:
    box = box_of(piece)
    return (box.top + box.bottom) / 2, box.x0


def _left(piece: Piece) -> float:
    return box_of(piece).x0
