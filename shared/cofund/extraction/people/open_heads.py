"""The heads of a list without borders: which lines of a page they are, and where each stands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cofund.extraction.layout.passages import Passage
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.people.heads import are_heads, meanings_of

HEAD_LINES = 40
SHORT_HEAD = 4
WIDE_WORDS = 0.45
"""Of a word's height: heads this far apart may be two."""


def heads_at(lines: Sequence[Passage]) -> tuple[int, int] | None:
    """Give where the heads begin, and the line below them; heads may be wrapped over some lines."""
    for at, line in enumerate(lines[:HEAD_LINES]):
        if are_heads([meanings_of(each.text) for each in heads_in(line)]):
            start, end = at, at + 1
            while end < len(lines) and end < at + 3 and _belongs(lines[end]):
                end += 1
            while start > 0 and start > at - 2 and _is_above(lines[start - 1], lines[start]):
                start -= 1
            return start, end
    return None


def _belongs(line: Passage) -> bool:
    """A line of heads that were wrapped: more heads, or words that begin small."""
    heads = [each.text for each in heads_in(line)]
    return bool(heads) and all(
        (meanings_of(text) and len(text) < 40)
        or (text[:1].islower() and "@" not in text and len(text) < 25)
        for text in heads
    )


def _is_above(line: Passage, below: Passage) -> bool:
    """A line of heads over heads, or the first line of heads that are wrapped."""
    heads = heads_in(line)
    known = all(meanings_of(each.text) or len(each.text) <= SHORT_HEAD for each in heads)
    upper, lower = line.box, below.box
    close = upper is not None and lower is not None and lower.top < upper.bottom + 2
    return known and (len(heads) > 1 or close)


def heads_in(line: Passage) -> list[Passage]:
    """Give a line's heads; two that stand close are parted where each means something."""
    return [part for segment in segments_of(line) for part in _parted(segment)]


def _parted(segment: Passage) -> list[Passage]:
    for at, (left, right) in enumerate(pairwise(segment.pieces), start=1):
        if left.box is None or right.box is None:
            return [segment]
        gap = right.box.x0 - left.box.x1
        first = Passage(segment.pieces[:at], segment.origin)
        rest = Passage(segment.pieces[at:], segment.origin)
        meant = meanings_of(first.text), meanings_of(rest.text)
        if gap > WIDE_WORDS * (left.box.bottom - left.box.top) and all(meant):
            return [first, *_parted(rest)]
    return [segment]
