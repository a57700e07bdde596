"""Printed dates, Russian and English. "2/3/26" may be two days: both readings are given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

MONTHS = {
    **{
        stem: number
        for number, stem in enumerate(
            ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"),
            start=1,
        )
    },
    **{
        stem: number
        for number, stem in enumerate(
            ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
            start=1,
        )
    },
}
MONTH = (
    r"(?P<month>январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|сентябр[ья]|"
    r"октябр[ья]|ноябр[ья]|декабр[ья]|january|february|march|april|may|june|july|august|september|"
    r"october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
)
YEARS = range(1990, 2100)

WORDED = (
    rf"[«\"“„]?(?P<day>\d{{1,2}})[»\"”“]?(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH},?\s+(?P<year>\d{{4}})"
)
MONTH_FIRST = rf"{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
ISO = r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"
DOTTED = r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}|\d{2})"
SLASHED = r"(?P<first>\d{1,2})[/-](?P<second>\d{1,2})[/-](?P<year>\d{4}|\d{2})"
FORMS = tuple(
    re.compile(rf"(?<![\w.,/-])(?:{form})(?![\w/-]|[.,]\d)", re.IGNORECASE)
    for form in (WORDED, MONTH_FIRST, ISO, DOTTED, SLASHED)
)
MOST_DATES = 500


def readings(text: str) -> tuple[date, ...]:
    """Give the days that the first date of a text may mean: none, one or two."""
    return next((found for _, _, found in find_dates(text)), ())


def find_dates(text: str) -> Iterator[tuple[int, int, tuple[date, ...]]]:
    """Give every date of a text: where it begins and ends, and the days it may mean."""
    matches = [match for form in FORMS for match in form.finditer(text)][:MOST_DATES]
    end = 0
    for match in sorted(matches, key=lambda each: (each.start(), -each.end())):
        days = _days(match)
        if match.start() >= end and days:
            end = match.end()
            yield match.start(), match.end(), days


def _days(match: re.Match[str]) -> tuple[date, ...]:
    named = match.groupdict()
    year = int(named["year"])
    year += 2000 if year < 100 else 0
    if "first" in named:
        first, second = int(named["first"]), int(named["second"])
        found = {_day(year, second, first), _day(year, first, second)}
        return tuple(sorted(day for day in found if day))
    day = _day(year, _month(named["month"]), int(named["day"]))
    return (day,) if day else ()


def _month(printed: str) -> int:
    if printed.isdigit():
        return int(printed)
    lowered = printed.lower()
    return MONTHS.get(lowered[:3]) or MONTHS[lowered[:2]]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None
