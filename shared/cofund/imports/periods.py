"""Which period a list speaks of: months, quarters and years as people and programs write them.

"Октябрь 2026", "10.2026", "2026M10", "01.10.2026 - 31.10.2026"; "3 кв. 2026", "Q3 2026", "III
квартал 2026 г."; "2025 год". A single date, as Excel keeps one behind "окт.26", is the first day of
a period as long as those that the programme counts turnover by. Two digits of a year are no year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from cofund.calendar import PeriodLength, last_day_of, period_of
from cofund.imports.cells import Wrong

MONTHS = (
    r"январ[ья]|янв\.?|january|jan\.?",
    r"феврал[ья]|февр?\.?|february|feb\.?",
    r"марта?|мар\.?|march|mar\.?",
    r"апрел[ья]|апр\.?|april|apr\.?",
    r"ма[йя]|may",
    r"июн[ья]|июн\.?|june|jun\.?",
    r"июл[ья]|июл\.?|july|jul\.?",
    r"августа?|авг\.?|august|aug\.?",
    r"сентябр[ья]|сент?\.?|september|sept?\.?",
    r"октябр[ья]|окт\.?|october|oct\.?",
    r"ноябр[ья]|ноя\.?|november|nov\.?",
    r"декабр[ья]|дек\.?|december|dec\.?",
)
ANY_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})(?!\w)")
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
YEAR = r"(?P<year>20\d\d)"
OF_THE_YEAR = r"(?:\s?г(?:\.|ода?|од)?)?"
DAY = r"(\d{1,2}\.\d{1,2}\.20\d\d|20\d\d-\d\d-\d\d)"

MONTH_NAMED = re.compile(rf"(?P<name>[a-zа-я]+\.?)[\s,]+{YEAR}{OF_THE_YEAR}")
MONTH_COUNTED = re.compile(
    rf"{YEAR}(?:m|[-./])(?P<month>0[1-9]|1[0-2])"
    rf"|(?P<month_first>0?[1-9]|1[0-2])[./-](?P<after>20\d\d){OF_THE_YEAR}"
)
QUARTER = re.compile(
    rf"(?P<number>[1-4]|i{{1,3}}|iv)\s?(?:[-\u2011]?[ыио]?й)?\s?кв(?:артала?|\.)?[\s,]*{YEAR}{OF_THE_YEAR}"
)
QUARTER_ABROAD = re.compile(
    rf"(?:q(?P<first>[1-4])|(?P<other>[1-4])q)[\s./-]?{YEAR}|(?P<before>20\d\d)[\s./-]?q(?P<last>[1-4])"
)
WHOLE_YEAR = re.compile(rf"(?:year\s)?{YEAR}{OF_THE_YEAR}")
ONE_DAY = re.compile(DAY)
TWO_DAYS = re.compile(rf"(?:с\s)?{DAY}\s?(?:[-–—]|по)\s?{DAY}")

LENGTHS: tuple[PeriodLength, ...] = ("month", "quarter", "year")


def period_named(text: str, each: PeriodLength | None) -> str | Wrong:
    """Give the period that a text names; ``each`` is as long as a single date's period."""
    bare = " ".join(text.lower().replace("\u00a0", " ").split()).removeprefix("за ")
    for reading in (_month, _counted_month, _quarter, _quarter_abroad, _year, _between):
        found = reading(bare)
        if found is not None:
            return found
    return _beginning(bare, each) or Wrong("not_a_period")


def speaks_of_time(text: str) -> bool:
    """Say whether a text could mean some period, be it never so unclear which."""
    return bool(re.search(r"\d\d|полугод|месяц|month|half", text.lower()) or names_month(text))


def names_month(text: str) -> bool:
    """Say whether a text holds the name of a month, or the word quarter."""
    lowered = text.lower()
    return bool(ANY_MONTH.search(lowered) or re.search(r"квартал|\bкв\.|quarter", lowered))


def period_length(period: str) -> PeriodLength:
    """Give how long a period is by the form of its name."""
    return "quarter" if "Q" in period else "month" if "M" in period else "year"


def _month(text: str) -> str | None:
    found = MONTH_NAMED.fullmatch(text)
    if found is None:
        return None
    for number, names in enumerate(MONTHS, start=1):
        if re.fullmatch(names, found["name"]):
            return f"{found['year']}M{number:02d}"
    return None


def _counted_month(text: str) -> str | None:
    found = MONTH_COUNTED.fullmatch(text)
    if found is None:
        return None
    return f"{found['year'] or found['after']}M{int(found['month'] or found['month_first']):02d}"


def _quarter(text: str) -> str | None:
    found = QUARTER.fullmatch(text)
    if found is None:
        return None
    number = ROMAN.get(found["number"]) or int(found["number"])
    return f"{found['year']}Q{number}"


def _quarter_abroad(text: str) -> str | None:
    found = QUARTER_ABROAD.fullmatch(text)
    if found is None:
        return None
    number = found["first"] or found["other"] or found["last"]
    return f"{found['year'] or found['before']}Q{number}"


def _year(text: str) -> str | None:
    found = WHOLE_YEAR.fullmatch(text)
    return found["year"] if found else None


def _between(text: str) -> str | None:
    """Give the period that two days begin and end."""
    found = TWO_DAYS.fullmatch(text)
    if found is None:
        return None
    first, last = map(_day, found.groups())
    if first is None or last is None:
        return None
    return next(_fitting(first, lambda period: last_day_of(period) == last), None)


def _beginning(text: str, each: PeriodLength | None) -> str | None:
    """Give the period of a length that a single day begins."""
    first = _day(text) if ONE_DAY.fullmatch(text) else None
    if first is None or each is None:
        return None
    return next(_fitting(first, lambda period: period_length(period) == each), None)


def _fitting(first: date, fits: Callable[[str], bool]) -> Iterator[str]:
    """Give the periods that begin on a day and fit."""
    for length in LENGTHS:
        period = period_of(first, length)
        if fits(period) and first == _first_day(first, length):
            yield period


def _first_day(day: date, length: PeriodLength) -> date:
    months = {"month": 1, "quarter": 3, "year": 12}[length]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _day(text: str) -> date | None:
    parts = text.split(".") if "." in text else text.split("-")[::-1]
    day, month, year = map(int, parts)
    try:
        return date(year, month, day)
    except ValueError:
        return None
