"""What running text tells where no label does: when and where it was held, who came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cofund.extraction.events.words import (
    ACTIVITY_KINDS,
    APPROXIMATE,
    HELD,
    NAMED_HELD,
    OTHERS_QUOTED,
    VENUE,
    VENUE_ABROAD,
    WHOLE,
)
from cofund.extraction.layout.passages import Passage, joined
from cofund.extraction.people import QUOTED
from cofund.extraction.reads import LABEL, ONE_VALUE, read
from cofund.models.evidence import Read

TOLD = "told in the text"
EXACT_COUNT = "a count, not an estimate"
FULL_STOP = re.compile(r"(?<=[^\W\d_]{2}|[»)\d]{2})[.!?]\s+(?=[А-ЯЁA-Z«])")
MOST_LINES = 3_000
WINDOW = 3


def sentences(lines: Sequence[Passage]) -> Iterator[Passage]:
    """Give each line with the ones it runs on to: on pages sentences seldom end with lines."""
    for at, line in enumerate(lines[:MOST_LINES]):
        whole = joined([line, *_after(lines, at)])
        if whole is not None:
            yield whole


def _after(lines: Sequence[Passage], at: int) -> list[Passage]:
    """The lines that a line runs on to."""
    more: list[Passage] = []
    for above, below in pairwise(lines[at : at + WINDOW]):
        if not _runs_on(above, below):
            break
        more.append(below)
    return more


def held_in(lines: Sequence[Passage]) -> Passage | None:
    """Give the sentence that tells that the event was held."""
    for at, line in enumerate(lines[:MOST_LINES]):
        if HELD.search(line.text):
            before = [lines[at - 1]] if at and _runs_on(lines[at - 1], line) else []
            return _sentence(joined([*before, line, *_after(lines, at)]))
    return None


def _runs_on(above: Passage, below: Passage) -> bool:
    """Whether two lines are of one paragraph of a page."""
    first, second = above.box, below.box
    if first is None or second is None or above.page != below.page or above.text.endswith("."):
        return False
    return second.top - first.bottom < 0.8 * (second.bottom - second.top)


def _sentence(passage: Passage | None) -> Passage | None:
    """The sentence with the telling word, out of some lines."""
    if passage is None:
        return None
    ends = [0, *(match.end() for match in FULL_STOP.finditer(passage.text)), len(passage.text)]
    parts = (passage.part(start, end) for start, end in pairwise(ends))
    return next((part for part in parts if HELD.search(part.text)), passage)


def counted(
    passage: Passage | None, patterns: Sequence[re.Pattern[str]], lines: Sequence[Passage]
) -> Read[int] | None:
    """Give one whole number, at its label or told; two different ones wait for a person."""
    if passage is not None:
        found = [(each, "") for each in passage.find_all(WHOLE, "count")]
        return _one_count(found, passage, LABEL)
    for window in sentences(lines):
        told = [
            (window.part(*match.span("count")), window.text[: match.start("count")])
            for pattern in patterns
            if (match := pattern.search(window.text))
        ]
        if told:
            return _one_count(told, window, TOLD)
    return None


def _one_count(
    found: Sequence[tuple[Passage, str]], passage: Passage, check: str
) -> Read[int] | None:
    if not found:
        return None
    first, before = found[0]
    others = [each.text for each, _ in found if _number(each) != _number(first)]
    text = before or passage.text[: passage.text.find(first.text)]
    failed = [ONE_VALUE] if others else []
    failed += [EXACT_COUNT] if APPROXIMATE.search(text) else []
    return read(_number(first), first, passed=(check,), failed=failed, alternates=others)


def _number(passage: Passage) -> int:
    return int("".join(filter(str.isdigit, passage.text)))


def place_told(lines: Sequence[Passage]) -> Passage | None:
    """Give the place that the text names where it tells that the event was held."""
    held = held_in(lines)
    if held is None:
        return None
    found = held.find(VENUE) or held.find(VENUE_ABROAD)
    if found is None:
        return None
    told = HELD.search(found.text)
    return (found.part(0, told.start()) if told else found).stripped(" ,;:.–—")


def name_told(lines: Sequence[Passage]) -> Passage | None:
    """Give the event's name where the text tells that it was held."""
    held = held_in(lines)
    if held is None:
        return None
    return own_quoted(held) or held.find(NAMED_HELD, "v")


def own_quoted(passage: Passage) -> Passage | None:
    """Give the first name in quotation marks that is neither a venue's nor a company's."""
    for match in QUOTED.finditer(passage.text):
        if not OTHERS_QUOTED.search(passage.text[: match.start()]):
            return passage.part(*match.span("v"))
    return None


def kind_told(passages: Sequence[Passage]) -> Read[str] | None:
    """Give the first kind of activity that is named, as a dictionary has it."""
    for passage in passages:
        found = [
            (match.start(), name, match)
            for name, pattern in ACTIVITY_KINDS
            if (match := pattern.search(passage.text))
        ]
        if found:
            _, name, match = min(found, key=lambda each: each[0])
            return read(name, passage.part(*match.span()), passed=(TOLD,))
    return None
