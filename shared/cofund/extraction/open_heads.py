"""Heads of columns that no border parts: which lines of a page make them, and what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cofund.extraction.layout.heads import OpenHead, heads_of_segments
from cofund.extraction.layout.passages import Passage
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.layout.stacks import level_of
from cofund.extraction.line_columns import (
    SAYS_MONEY,
    Columns,
    columns_of,
    meaning_of_head,
    telling,
)

MONEY_TEXT = re.compile(r"^[^\w(-]*[-−(]?\s?\d[\d\s.,'’)=-]*\W{0,3}(?:[^\W\d]{1,4}\.?)?$")
GAPS = (0.9, 0.45)
"""What parts two heads, in heights of a word: a wide gap, or in crowded heads a narrow one."""
HEAD_LINES = 3
FEWEST_KNOWN = 2
MOST_TRIED = 60
"""Lines of a page that have words of heads and are none: more than any honest page has."""
WRAPPED = 0.45
"""Lines of one cell stand closer than this share of their height."""
DIGITS = re.compile(r"\d")
NUMBER_SIGN = re.compile(r"^\W*(?:№|#|n[or]?|pos|поз|п\W?п)\W*$", re.IGNORECASE)

Found = tuple[tuple[OpenHead, ...], Columns, int]
"""Heads, what they mean, and after which line they end."""


def head_of_page(lines: Sequence[Passage]) -> Found | None:
    """The first table's heads: of all that its lines may make together, the most telling."""
    says_money = [SAYS_MONEY.search(line.text) is not None for line in lines]
    tried = 0
    for index, line in enumerate(lines):
        near = says_money[max(0, index - 2) : index + HEAD_LINES]
        if any(near) and _known_heads(line) >= FEWEST_KNOWN:
            tried += 1
            if tried > MOST_TRIED:
                return None
            found = list(_heads_around(lines, index))
            if found:
                return max(found, key=lambda each: each[:-1])[-1]
    return None


def _heads_around(
    lines: Sequence[Passage], index: int
) -> Iterator[tuple[tuple[int, int], bool, int, int, Found]]:
    """The heads that lines around one may make, each behind what speaks for it.

    Most meanings first; then heads that leave no line out that stands close above, then the fewest
    heads and lines.
    """
    for start in range(max(0, index - 2), index + 1):
        whole = start == 0 or not is_wrapped(lines[start - 1], lines[start])
        for depth in range(index - start + 1, HEAD_LINES + 1):
            for gap in GAPS:
                found = _head_of(lines, start, depth, gap)
                if found is not None:
                    yield telling(found[1]), whole, -len(found[0]), -depth, found


def _known_heads(line: Passage) -> int:
    meanings = {meaning_of_head(segment.text) for segment in segments_of(line, GAPS[-1])}
    return len(meanings - {None, "other"})


def _head_of(lines: Sequence[Passage], start: int, depth: int, gap: float) -> Found | None:
    window = lines[start : start + depth]
    if len(window) < depth or any(MONEY_TEXT.match(line.pieces[-1].text) for line in window):
        return None
    heads = heads_of_segments([_segments(line, gap) for line in window])
    columns = columns_of([head.text for head in heads])
    return (heads, columns, _end_of_head(lines, start + depth)) if columns else None


def _end_of_head(lines: Sequence[Passage], end: int) -> int:
    """After which line a head ends: the rest of wrapped heads follows closer than any row."""
    for at in range(end, min(end + HEAD_LINES, len(lines))):
        if not is_wrapped(lines[at - 1], lines[at]):
            return at
    return end


def is_wrapped(upper: Passage, lower: Passage) -> bool:
    """Whether two lines stand as close as those of one head's cell, and say no numbers."""
    above, below = level_of(upper), level_of(lower)
    close = below.top - above.bottom <= WRAPPED * below.height
    return close and not DIGITS.search(upper.text) and not DIGITS.search(lower.text)


def _segments(line: Passage, gap: float) -> list[Passage]:
    """A line's segments; the head of the positions stands close to the next one in some."""
    parted: list[Passage] = []
    for segment in segments_of(line, gap):
        first, *rest = segment.pieces
        if rest and NUMBER_SIGN.match(first.text):
            parted += [Passage((first,), line.origin), Passage(tuple(rest), line.origin)]
        else:
            parted.append(segment)
    return parted
