"""Groups of digits whose space was lost: "1549 396,27" is printed as "1 549 396,27"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from cofund.extraction.ocr.engine import Seen

RUN_TOGETHER = re.compile(r"(\d{1,3})(\d{3})")
NEXT_GROUP = re.compile(r"\d{3}(?:[.,]\d{2})?\W?")
NARROW = 0.6
"""Of the height of a line: the space inside a number is no wider, that between columns is."""


def with_digit_groups(words: Sequence[Seen]) -> list[Seen]:
    """Give the words with digits parted into thousands where the next word goes on with them."""
    parted = [part for word, after in pairwise(words) for part in _parted(word, after)]
    return [*parted, *words[-1:]]


def _parted(word: Seen, after: Seen) -> Iterator[Seen]:
    groups = RUN_TOGETHER.fullmatch(word.text)
    if groups is None or not NEXT_GROUP.fullmatch(after.text) or not _goes_on(word, after):
        yield word
        return
    middle = word.x0 + (word.x1 - word.x0) * len(groups[1]) / len(word.text)
    yield replace(word, text=groups[1], x1=middle)
    yield replace(word, text=groups[2], x0=middle)


def _goes_on(word: Seen, after: Seen) -> bool:
    height = word.bottom - word.top
    same_line = abs(word.bottom - after.bottom) < height / 2
    return same_line and 0 <= after.x0 - word.x1 < NARROW * height
