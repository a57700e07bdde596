"""Printed dates in the languages of partners' papers.

"2/3/26" may be two days: both readings are given, until the document's own habit decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

DateOrder = Literal["day first", "month first"]

MONTH_NAMES: tuple[tuple[int, str], ...] = (
    (1, "января январь янв january januar jänner jaenner janvier januari enero gennaio jan janv"),
    (2, "февраля февраль фев february februar feber février fevrier februari febrero febbraio feb"),
    (2, "févr fevr fév фев"),
    (3, "марта март мар march märz maerz mars maart marzo mar mrz mär mrt"),
    (4, "апреля апрель апр april avril abril aprile apr avr"),
    (5, "мая май may mai mei mayo maggio"),
    (6, "июня июнь июн june juni juin junio giugno jun"),
    (7, "июля июль июл july juli juillet julio luglio jul juil"),
    (8, "августа август авг august août aout augustus agosto aug"),
    (9, "сентября сентябрь сен сент september septembre septiembre settembre sep sept"),
    (10, "октября октябрь окт october oktober octobre octubre ottobre oct okt"),
    (11, "ноября ноябрь ноя november novembre noviembre nov"),
    (12, "декабря декабрь дек december dezember décembre decembre diciembre dicembre dec dez déc"),
)
MONTHS = {name: number for number, names in MONTH_NAMES for name in names.split()}
MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?![^\W\d_])\.?"
YEARS = range(1990, 2100)

ORDINAL = r"(?:st|nd|rd|th|er|re|\.|º|°)?"
WORDED = (
    rf"[«\"“„]?\s?(?P<day>\d{{1,2}}){ORDINAL}\s?[»\"”“]?\s?(?:of\s+|de\s+|d['’])?{MONTH}\s?,?\s*"
    r"(?:de\s+|del\s+)?(?P<year>\d{4})"
)
HYPHENED = rf"(?P<day>\d{{1,2}})(?P<mark>[-/. ]){MONTH}(?P=mark)(?P<year>\d{{4}}|(?<=[-/.])\d{{2}})"
MONTH_FIRST = rf"{MONTH}\s*(?P<day>\d{{1,2}}){ORDINAL}\s?,?\s+(?P<year>\d{{4}})"
YEAR_FIRST = (
    r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{2})(?P=mark)(?P<day>\d{2})(?!\d)(?:T[\d:.]+Z?)?"
)
DOTTED = r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}|\d{2})"
SPACED = r"(?P<day>\d{1,2})\s?\.\s?(?P<month>\d{1,2})\s?\.\s?(?P<year>\d{4})"
SLASHED = r"(?P<first>\d{1,2})\s?(?P<mark>[/-])\s?(?P<second>\d{1,2})\s?(?P=mark)\s?(?P<year>\d{4})"
SLASHED_SHORT = r"(?P<first>\d{1,2})(?P<mark>[/-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{2})"
FORMS = tuple(
    re.compile(rf"(?<![\w.,/-])(?:{form})(?![\w/-]|[.,]\d)", re.IGNORECASE)
    for form in (
        WORDED,
        HYPHENED,
        MONTH_FIRST,
        YEAR_FIRST,
        DOTTED,
        SPACED,
        SLASHED,
        SLASHED_SHORT,
    )
)
MAY_BE_DATE = re.compile(
    r"(?:19|20)\d\d|\d\s?[./-]\s?\d{1,2}\s?[./-]\s?\d\d|\d[-/.][^\W\d_]{3,12}[-/.]\d\d"
)
"""What every date has: most lines are told to have none before any form is tried."""
MOST_DATES = 500


def readings(text: str, order: DateOrder | None = None) -> tuple[date, ...]:
    """Give the days that the first date of a text may mean: none, one or two."""
    return next((found for _, _, found in find_dates(text, order)), ())


def find_dates(
    text: str, order: DateOrder | None = None
) -> Iterator[tuple[int, int, tuple[date, ...]]]:
    """Give every date of a text: where it begins and ends, and the days it may mean.

    ``order`` is the document's habit of writing days and months, where it is known.
    """
    if MAY_BE_DATE.search(text) is None:
        return
    matches = [match for form in FORMS for match in form.finditer(text)][:MOST_DATES]
    end = 0
    for match in sorted(matches, key=lambda each: (each.start(), -each.end())):
        days = _days(match, order)
        if match.start() >= end and days:
            end = match.end()
            yield match.start(), match.end(), days


def orders_of(text: str) -> set[DateOrder]:
    """Give the orders that a text's dates prove: "31/12/2026" can be read in one only."""
    proved: set[DateOrder] = set()
    for form in FORMS[-2:]:
        for match in form.finditer(text):
            first, second = int(match["first"]), int(match["second"])
            if first > 12 >= second:
                proved.add("day first")
            elif second > 12 >= first:
                proved.add("month first")
    return proved


def _days(match: re.Match[str], order: DateOrder | None) -> tuple[date, ...]:
    named = match.groupdict()
    year = int(named["year"])
    year += 2000 if year < 100 else 0
    if "first" in named:
        return _either_way(year, int(named["first"]), int(named["second"]), order)
    day = _day(year, _month(named["month"]), int(named["day"]))
    return (day,) if day else ()


def _either_way(year: int, first: int, second: int, order: DateOrder | None) -> tuple[date, ...]:
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if day_first and month_first and order is not None:
        return (day_first if order == "day first" else month_first,)
    return tuple(sorted({day for day in (day_first, month_first) if day}))


def _month(printed: str) -> int:
    return int(printed) if printed.isdigit() else MONTHS[printed.lower()]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None
