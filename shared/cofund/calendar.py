"""Working days of a country's production calendar, periods, and days in a programme's zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from holidays import HolidayBase

PeriodLength = Literal["month", "quarter", "year"]
DayUnit = Literal["working", "calendar"]

LONGEST_LEAD_DAYS = 250
"""Bound of a lead time in working days: about one year."""
LONGEST_BREAK_DAYS = 31
"""No country rests longer than this in one go."""


def local_day(moment: datetime, zone: str) -> date:
    """Give the calendar day that an aware moment falls on in a zone ("Europe/Moscow").

    Raises:
        ValueError: the moment is naive.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without its zone belongs to no day")
    return moment.astimezone(ZoneInfo(zone)).date()


def is_working_day(day: date, country: str) -> bool:
    """Tell whether a country works on this day, moved days off and working Saturdays included.

    Source: for Russia the government's yearly decree on moved days off (package ``holidays``).
    """
    return bool(_production_calendar(country).is_working_day(day))


def working_days_before(day: date, count: int, country: str) -> date:
    """Give the day ``count`` working days before a day, the day itself not counted.

    Raises:
        ValueError: the count is negative or above a year's working days.
    """
    if not 0 <= count <= LONGEST_LEAD_DAYS:
        raise ValueError(f"{count} working days are outside 0–{LONGEST_LEAD_DAYS}")
    for _ in range(count):
        day = _next_worked(day, country, step=-1)
    return day


def day_before(day: date, count: int, *, unit: DayUnit, country: str) -> date:
    """Give the day ``count`` days before a day, worked ones or all; the day itself not counted."""
    if unit == "working":
        return working_days_before(day, count, country)
    return day - timedelta(days=count)


def day_after(day: date, count: int, *, unit: DayUnit, country: str) -> date:
    """Give the day ``count`` days after a day, worked ones or all; the day itself not counted.

    Raises:
        ValueError: so many working days are above a year's.
    """
    if unit == "calendar":
        return day + timedelta(days=count)
    if not 0 <= count <= LONGEST_LEAD_DAYS:
        raise ValueError(f"{count} working days are outside 0–{LONGEST_LEAD_DAYS}")
    for _ in range(count):
        day = _next_worked(day, country, step=1)
    return day


def period_of(day: date, length: PeriodLength) -> str:
    """Give the period that a day falls in: "2026M11", "2026Q4" or "2026"."""
    if length == "month":
        return f"{day.year}M{day.month:02d}"
    if length == "quarter":
        return f"{day.year}Q{(day.month + 2) // 3}"
    return f"{day.year}"


def last_day_of(period: str) -> date:
    """Give the last day of a period written as by ``period_of``.

    Raises:
        ValueError: the text is no period.
    """
    year, month = int(period[:4]), 12
    if "Q" in period:
        month = int(period.partition("Q")[2]) * 3
    elif "M" in period:
        month = int(period.partition("M")[2])
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def _next_worked(day: date, country: str, *, step: Literal[1, -1]) -> date:
    """Give the next worked day in the direction of ``step``."""
    for distance in range(1, LONGEST_BREAK_DAYS + 1):
        near = day + timedelta(days=step * distance)
        if is_working_day(near, country):
            return near
    raise ValueError(f"no working day in the {LONGEST_BREAK_DAYS} days from {day}")


@lru_cache(maxsize=8)
def _production_calendar(country: str) -> HolidayBase:
    # Imported here: it takes a third of a second, and most functions never ask for a working day.
    from holidays import country_holidays

    return country_holidays(country)
