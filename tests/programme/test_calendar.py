"""Days: Russia's production calendar, periods, days in a zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from cofund.calendar import is_working_day, local_day, period_of, working_days_before


@pytest.mark.parametrize(("year", "working_days"), [(2025, 247), (2026, 247), (2027, 247)])
def test_a_year_has_as_many_working_days_as_the_government_says(
    year: int, working_days: int
) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    assert sum(is_working_day(day, "RU") for day in days) == working_days


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 1, 9), False),  # moved from Saturday 3 January
        (date(2026, 1, 12), True),
        (date(2026, 3, 9), False),  # the Monday after Sunday 8 March
        (date(2026, 11, 4), False),
        (date(2026, 11, 21), False),  # a plain Saturday
        (date(2026, 12, 31), False),  # moved from Sunday 4 January
        (date(2027, 2, 20), True),  # a working Saturday
        (date(2027, 2, 22), False),  # its day off
    ],
)
def test_moved_days_off_and_working_saturdays_count(day: date, worked: bool) -> None:
    assert is_working_day(day, "RU") is worked


@pytest.mark.parametrize(
    ("day", "count", "before"),
    [
        (date(2026, 9, 15), 0, date(2026, 9, 15)),
        (date(2026, 9, 15), 1, date(2026, 9, 14)),
        (date(2026, 9, 14), 1, date(2026, 9, 11)),
        (date(2026, 9, 15), 10, date(2026, 9, 1)),
        (date(2026, 1, 12), 1, date(2025, 12, 30)),
        (date(2027, 2, 24), 1, date(2027, 2, 20)),
    ],
)
def test_working_days_are_counted_back_over_holidays(day: date, count: int, before: date) -> None:
    assert working_days_before(day, count, "RU") == before


@pytest.mark.parametrize("count", [-1, 251])
def test_a_lead_time_has_bounds(count: int) -> None:
    with pytest.raises(ValueError, match="working days"):
        working_days_before(date(2026, 9, 15), count, "RU")


def test_a_day_belongs_to_its_zone() -> None:
    late = datetime(2026, 12, 31, 21, 30, tzinfo=UTC)
    assert local_day(late, "Europe/Moscow") == date(2027, 1, 1)
    assert local_day(late, "UTC") == date(2026, 12, 31)


def test_a_moment_without_a_zone_belongs_to_no_day() -> None:
    with pytest.raises(ValueError, match="zone"):
        local_day(datetime(2026, 1, 1), "Europe/Moscow")  # noqa: DTZ001 - the naive one is the case


@pytest.mark.parametrize(
    ("day", "length", "period"),
    [
        (date(2026, 1, 1), "quarter", "2026Q1"),
        (date(2026, 3, 31), "quarter", "2026Q1"),
        (date(2026, 4, 1), "quarter", "2026Q2"),
        (date(2026, 12, 31), "quarter", "2026Q4"),
        (date(2028, 2, 29), "month", "2028M02"),
        (date(2026, 11, 21), "year", "2026"),
    ],
)
def test_a_day_falls_in_its_period(day: date, length: str, period: str) -> None:
    assert period_of(day, length) == period  # type: ignore[arg-type]
