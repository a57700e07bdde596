"""Digits by the model that knows them best.

The Russian model takes 3 for 5 in some faces, everywhere on a page alike; the English one does not,
but knows no Cyrillic. So words come from the first and, at a second look, numbers from the other.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cofund.extraction.ocr.engine import Seen

LANGUAGES = "eng"
NUMBER = re.compile(r"[(\-]?\d[\d.,/-]*[).,%:;]?")
HAS_DIGIT = re.compile(r"\d")
SHARED = 0.7
"""Of the wider one of two words: with less of it in common they are not the same word."""


def with_digits_of(words: Sequence[Seen], numbers: Sequence[Seen]) -> list[Seen]:
    """Give the words, those that are numbers as the other model reads them at the same place.

    A word is taken only where both models see as many characters.
    """
    known = sorted((each for each in numbers if NUMBER.fullmatch(each.text)), key=_top)
    tops = [each.top for each in known]
    return [_read_by(word, _on_level(word, known, tops)) for word in words]


def _top(word: Seen) -> float:
    return word.top


def _on_level(word: Seen, known: Sequence[Seen], tops: Sequence[float]) -> Iterator[Seen]:
    height = word.bottom - word.top
    for at in range(bisect_left(tops, word.top - height), len(known)):
        if tops[at] > word.bottom:
            return
        yield known[at]


def _read_by(word: Seen, candidates: Iterator[Seen]) -> Seen:
    if not HAS_DIGIT.search(word.text):
        return word
    for other in candidates:
        if len(other.text) == len(word.text) and _is_same_place(word, other):
            return replace(word, text=other.text)
    return word


def _is_same_place(one: Seen, other: Seen) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    wider = max(one.x1 - one.x0, other.x1 - other.x0)
    higher = max(one.bottom - one.top, other.bottom - other.top)
    return across >= SHARED * wider and down >= SHARED / 2 * higher
