"""Groups of digits put right: "1549 396,27" is "1 549 396,27", "2 676, 48" is "2 676,48"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from cofund.extraction.ocr.engine import Seen

RUN_TOGETHER = re.compile(r"(\d{1,3})(\d{3})")
NEXT_GROUP = re.compile(r"\d{3}(?:[.,]\d{2})?\W?")
FIRST_GROUP, LAST_GROUP = re.compile(r"\d{1,3}"), re.compile(r"\d{3}[.,]")
KOPECKS = re.compile(r"\d{2}")
NARROW, LESS_NARROW = 0.8, 1.1
"""Of the height of a line: the space inside a number is no wider, that between columns is."""


def with_digit_groups(words: Sequence[Seen]) -> list[Seen]:
    """Give the words with digits parted into thousands, and kopecks put to their number."""
    parted = [part for word, after in pairwise(words) for part in _parted(word, after)]
    joined: list[Seen] = []
    for word in (*parted, *words[-1:]):
        if _is_cut_off(joined, word):
            joined[-1] = _put_together(joined[-1], word)
        else:
            joined.append(word)
    return joined


def _is_cut_off(before: Sequence[Seen], word: Seen) -> bool:
    """Whether a word is the kopecks of the thousands before it."""
    if len(before) < 2 or not KOPECKS.fullmatch(word.text):
        return False
    thousands, hundreds = before[-2:]
    groups = FIRST_GROUP.fullmatch(thousands.text) and LAST_GROUP.fullmatch(hundreds.text)
    near = (_goes_on(*pair, LESS_NARROW) for pair in pairwise((thousands, hundreds, word)))
    return bool(groups) and all(near)


def _put_together(one: Seen, other: Seen) -> Seen:
    return replace(
        one,
        text=one.text + other.text,
        top=min(one.top, other.top),
        x1=other.x1,
        bottom=max(one.bottom, other.bottom),
        confidence=min(one.confidence, other.confidence),
    )


def _parted(word: Seen, after: Seen) -> Iterator[Seen]:
    groups = RUN_TOGETHER.fullmatch(word.text)
    if groups is None or not NEXT_GROUP.fullmatch(after.text) or not _goes_on(word, after, NARROW):
        yield word
        return
    middle = word.x0 + (word.x1 - word.x0) * len(groups[1]) / len(word.text)
    yield replace(word, text=groups[1], x1=middle)
    yield replace(word, text=groups[2], x0=middle)


def _goes_on(word: Seen, after: Seen, most: float) -> bool:
    height = word.bottom - word.top
    same_line = abs(word.bottom - after.bottom) < height / 2
    return same_line and 0 <= after.x0 - word.x1 < most * height
