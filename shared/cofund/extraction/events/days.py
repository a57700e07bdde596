"""The first and the last day of an event: "12–14 марта 2026 г.", "March 12-14, 2026"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from cofund.extraction.layout.passages import Passage
from cofund.extraction.reads import ONE_READING, read, read_one_of
from cofund.extraction.values import dates
from cofund.models.evidence import Read

ORDERED = "the first day is not after the last"
LONGEST_EVENT_DAYS = 200
_TO = r"\s*(?:[-–—]|,|по|до|и|and|to|till|until|through|bis|au)\s*"
FIRST_BEFORE = re.compile(
    rf"(?<!день\s)(?<!day\s)(?<!№\s)(?:^|(?<=[\s(:,.;с]))(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"(?:\.(?P<number>\d{{1,2}})\.?|\s+(?P<month>[^\W\d_]{{3,10}})\.?)?{_TO}$",
    re.IGNORECASE,
)
"""What stands right before the last day of a range: a day, perhaps with its month."""
MONTH_FIRST = re.compile(
    r"(?P<month>[^\W\d_]{3,10})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\s*(?:[-–—]|to|and|through)\s*"
    r"(?:(?P<other>[^\W\d_]{3,10})\.?\s+)?(?P<last>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
    re.IGNORECASE,
)
Days = tuple[Read[date] | None, Read[date] | None]


def days_of(passage: Passage | None, checks: Sequence[str]) -> Days:
    """Give the first and the last day that a text names; one day is both."""
    if passage is None:
        return None, None
    english = _month_first(passage, checks)
    if english is not None:
        return english
    found = [
        (passage.part(start, end), start, days)
        for start, end, days in dates.find_dates(passage.text)
    ]
    if not found:
        return None, None
    part, start, days = found[-1] if _is_range(found, passage.text) else found[0]
    last = read_one_of(days, part, passed=checks)
    if (part, start, days) is not found[0] and len(found) > 1:
        first = read_one_of(found[0][2], found[0][0], passed=checks)
    else:
        first = _first_before(passage, start, days, checks) or last
    return _in_order(first, last)


def _is_range(found: Sequence[tuple[Passage, int, tuple[date, ...]]], text: str) -> bool:
    """Whether the text's dates are one event's: with nothing but "–", "по", "to" between two."""
    if len(found) < 2:
        return False
    (first, start, _), (_, other, _) = found[0], found[1]
    between = text[start + len(first.text) : other]
    linked = re.fullmatch(rf"\s*(?:г\.?|года)?{_TO}(?:\S+\s+)?", between, re.IGNORECASE)
    return len(found) == 2 and bool(linked)


def _in_order(first: Read[date] | None, last: Read[date] | None) -> Days:
    if first is None or last is None or first.value <= last.value:
        return first, last
    contradicted = {"failed": (*first.failed, ORDERED), "status": "review"}
    return first.model_copy(update=contradicted), last.model_copy(update=contradicted)


def _first_before(
    passage: Passage, start: int, last: tuple[date, ...], checks: Sequence[str]
) -> Read[date] | None:
    match = FIRST_BEFORE.search(passage.text[:start][-40:])
    if match is None or len(last) != 1:
        return None
    day = _day(match, last[0])
    if day is None or not 0 <= (last[0] - day).days <= LONGEST_EVENT_DAYS:
        return None
    shift = max(0, start - 40)
    return read(
        day, passage.part(match.start("day") + shift, start).stripped(" ,–—-"), passed=checks
    )


def _day(match: re.Match[str], last: date) -> date | None:
    """The range's first day: its month is the last day's unless it has its own."""
    if match["month"]:
        return _earlier(dates.readings(f"{match['day']} {match['month']} {last.year}"), last)
    month = int(match["number"]) if match["number"] else last.month
    return _earlier(dates.readings(f"{int(match['day']):02d}.{month:02d}.{last.year}"), last)


def _earlier(days: Iterable[date], last: date) -> date | None:
    """A day after the last one is of the year before: 28 December – 3 January."""
    day = next(iter(days), None)
    if day is not None and day > last:
        return next(iter(dates.readings(f"{day.day:02d}.{day.month:02d}.{day.year - 1}")), None)
    return day


def _month_first(passage: Passage, checks: Sequence[str]) -> Days | None:
    match = MONTH_FIRST.search(passage.text)
    if match is None:
        return None
    month, year = match["month"], match["year"]
    first = dates.readings(f"{match['day']} {month} {year}")
    last = dates.readings(f"{match['last']} {match['other'] or month} {year}")
    if not first or not last:
        return None
    part = passage.part(*match.span())
    failed = () if len(first) == len(last) == 1 else (ONE_READING,)
    return (
        read(_earlier(first, last[0]) or first[0], part, passed=checks, failed=failed),
        read(last[0], part, passed=checks, failed=failed),
    )
