"""Number and date as Russian papers print them: "Счёт № 5 от …", in one line or in several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from cofund.extraction.heading_words import (
    CONTRACT,
    FROM,
    NUMBER_LINE,
    RUSSIAN,
    RUSSIAN_OTHER,
    TITLE_LINE,
)
from cofund.extraction.layout.passages import Passage, joined
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.reads import HEADING, read, read_one_of
from cofund.extraction.values import dates
from cofund.models.evidence import Read

LINES_ABOVE, LINES_BELOW = 2, 4
"""Where a date without a label still belongs to the title."""
TOWN = re.compile(
    r"\W*(?:дата\W*)?(?:г(?:ор(?:од)?)?\.?\s*[А-ЯЁ][а-яё]+(?:[\s-][А-ЯЁа-яё]+){0,3})?"
    r"[\W_]*(?:г(?:од)?а?\.?)?[\W_]*"
)
"""What may stand beside such a date: "г. Москва", and nothing else."""


def russian_number(heading: Sequence[Passage]) -> Read[str] | None:
    """Give the number behind a title, or on the line below it."""
    titled = False
    for line in heading:
        own = _own(line)
        number = line.part(*own.span("number")) if own else None
        number = number or (line.find(NUMBER_LINE, "number") if titled else None)
        if number is not None:
            printed = number.stripped()
            return read(printed.text, printed, passed=(HEADING,))
        titled = titled or TITLE_LINE.match(line.text) is not None
    return None


def _own(line: Passage) -> re.Match[str] | None:
    """A title with its number, not the name of another paper in a sentence."""
    for match in RUSSIAN.finditer(line.text):
        before = line.text[: match.start()]
        if not (before and (CONTRACT.match(match[0]) or RUSSIAN_OTHER.search(before))):
            return match
    return None


def russian_date(heading: Sequence[Passage]) -> Read[date] | None:
    """Give the date behind "№ … от", which may run on to the next line; else one near the title."""
    titled = False
    for at, line in enumerate(heading):
        title = _own(line) or (NUMBER_LINE.match(line.text) if titled else None)
        titled = titled or TITLE_LINE.match(line.text) is not None
        if title is None:
            continue
        both = joined(heading[at : at + 2])
        assert both is not None, "lines have words"
        for start, end, days in dates.find_dates(both.text, "day first"):
            gap = both.text[title.end() : start]
            if start >= title.end() and FROM.fullmatch(gap.strip(' «"')) is not None:
                return read_one_of(days, both.part(start, end), passed=(HEADING,))
        return _date_alone(heading[max(0, at - LINES_ABOVE) : at + LINES_BELOW])
    return None


def _date_alone(near: Sequence[Passage]) -> Read[date] | None:
    """A date near the title that stands by itself, or with the town that the paper is from."""
    for line in near:
        for segment in [line, *segments_of(line)]:
            for start, end, days in dates.find_dates(segment.text, "day first"):
                rest = segment.text[:start] + " " + segment.text[end:]
                if TOWN.fullmatch(rest) is not None:
                    return read_one_of(days, segment.part(start, end), passed=(HEADING,))
    return None
