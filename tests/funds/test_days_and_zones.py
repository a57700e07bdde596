"""Days that are easily got wrong: daylight saving, month ends, 29 February, moved days off."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cofund.funds.calendar import funds_over
from cofund.funds.reminding import is_quiet, reminder_due
from cofund.models.ledger import FundKey
from cofund.programme import in_force_at, shipped_programmes, zone_of
from cofund.steps.funds.keeping_funds import keep_funds
from cofund.steps.funds.running import list_partners
from cofund.terms.due_days import application_due, report_due
from infra.local.expressions import next_due
from tests.builders.claim_files import a_partner, the_programme
from tests.builders.reads import roubles
from tests.fakes.clock import FakeClock
from tests.fakes.office import FakeOffice
from tests.funds.offices import OfficeOf, at_night

BERLIN = the_programme(zone="Europe/Berlin")
NIGHTLY, DAILY = "cron(30 0 * * ? *)", "cron(0 10 * * ? *)"


@pytest.mark.parametrize(
    ("last_moment", "ended", "begun"),
    [
        ("2026-03-31T21:59:59", "2026Q1", "2026Q2"),  # summer: two hours before UTC
        ("2026-09-30T21:59:59", "2026Q3", "2026Q4"),
        ("2026-12-31T22:59:59", "2026Q4", "2027Q1"),  # winter: one
    ],
)
def test_a_quarter_ends_at_midnight_of_the_zone_in_summer_and_in_winter(
    last_moment: str, ended: str, begun: str
) -> None:
    office = OfficeOf(
        clock=FakeClock(datetime.fromisoformat(last_moment + "+00:00")), installed=(BERLIN,)
    )
    office.directory.add_partner(a_partner())
    assert ended in {fund.period for fund in open_funds(office)}
    office.clock.move(timedelta(seconds=1))
    assert [fund.period for fund in keep_funds("integrator", office=office).closed][-1] == ended
    assert begun in {fund.period for fund in open_funds(office)}


def open_funds(office: FakeOffice) -> set[FundKey]:
    keep_funds("integrator", office=office)
    keys = (
        FundKey(programme="it-vendor", partner="integrator", period=period)
        for period in ("2026Q1", "2026Q2", "2026Q3", "2026Q4", "2027Q1")
    )
    stands = {stored.key.pk for stored in office.items.scan("ledger")}
    opened = (key for key in keys if f"FUND#it-vendor#integrator#{key.period}" in stands)
    return {key for key in opened if office.ledger.balance(key).status == "OPEN"}


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        ("2026-03-28T07:59:00+00:00", True),  # nine o'clock is eight in London
        ("2026-03-28T08:00:00+00:00", False),
        ("2026-03-29T06:59:00+00:00", True),  # the clocks went forward: now it is seven
        ("2026-03-29T07:00:00+00:00", False),
        ("2026-10-24T17:59:00+00:00", False),
        ("2026-10-24T18:00:00+00:00", True),
        ("2026-10-25T18:59:00+00:00", False),  # and back
        ("2026-10-25T19:00:00+00:00", True),
    ],
)
def test_quiet_hours_go_by_the_clock_on_the_wall(moment: str, quiet: bool) -> None:
    assert BERLIN.reminders is not None
    now = datetime.fromisoformat(moment)
    assert is_quiet(BERLIN.reminders, now, zone=BERLIN.zone) is quiet


@pytest.mark.parametrize("expression", [NIGHTLY, DAILY])
@pytest.mark.parametrize(
    ("zone", "left_out"),
    [
        ("Europe/Moscow", []),
        ("Europe/Berlin", []),
        ("Asia/Vladivostok", []),
        ("America/New_York", []),
        ("America/Havana", [date(2026, 3, 8)]),  # half past midnight comes twice on 1 November
        ("Africa/Cairo", [date(2026, 4, 24)]),
    ],
)
def test_each_day_of_a_year_has_one_run_but_one_whose_midnight_is_left_out(
    zone: str, expression: str, left_out: list[date]
) -> None:
    """In Cairo the clocks go forward at midnight: half past twelve does not exist that night."""
    moment, days = datetime(2026, 1, 1, tzinfo=UTC), []
    while moment < datetime(2027, 1, 1, tzinfo=UTC):
        moment = next_due(expression, after=moment, zone=ZoneInfo(zone)).astimezone(UTC)
        days.append(moment.astimezone(ZoneInfo(zone)).date())
    missing = left_out if expression == NIGHTLY else []
    every = (days[0] + timedelta(days=number) for number in range((days[-1] - days[0]).days + 1))
    assert days == [day for day in every if day not in missing]


def test_a_night_that_the_clock_leaves_out_is_made_up_by_the_next() -> None:
    cairo = the_programme(zone="Africa/Cairo")
    office = OfficeOf(installed=(cairo,))
    office.directory.add_partner(a_partner())
    at_night(office, date(2026, 4, 23))
    keep_funds("integrator", office=office)
    office.directory.add_partner(a_partner(turnover=roubles(26_000_000)))
    due = next_due(NIGHTLY, after=office.clock(), zone=ZoneInfo(cairo.zone))
    assert due.date() == date(2026, 4, 25)
    office.clock.set(due)
    assert keep_funds("integrator", office=office).granted == roubles(260_000 - 135_000)


def test_the_nightly_run_is_of_the_day_that_has_just_begun() -> None:
    half_past_midnight = datetime(2025, 12, 31, 21, 30, tzinfo=UTC)
    office = FakeOffice(clock=FakeClock(half_past_midnight))
    assert list_partners("keep", office=office).run_id == "it-vendor-2026-01-01-keep"
    moscow = shipped_programmes()
    assert zone_of(moscow, name="it-vendor") == "Europe/Moscow"
    assert in_force_at(moscow, name="it-vendor", now=half_past_midnight).version == "2026.1"


@pytest.mark.parametrize(
    ("last_day", "due"),
    [
        (date(2028, 1, 30), date(2028, 2, 29)),
        (date(2027, 1, 30), date(2027, 3, 1)),
        (date(2028, 2, 29), date(2028, 3, 30)),
        (date(2026, 8, 31), date(2026, 9, 30)),
        (date(2026, 12, 31), date(2027, 1, 30)),
    ],
)
def test_a_report_is_due_thirty_days_after_whatever_the_months_are_like(
    last_day: date, due: date
) -> None:
    assert report_due(the_programme(), last_day) == due


@pytest.mark.parametrize(
    ("first_day", "due"),
    [
        (date(2027, 2, 24), date(2027, 2, 9)),  # Saturday the 20th is worked, Monday is not
        (date(2027, 1, 18), date(2026, 12, 24)),  # over New Year's, with the 31st off
        (date(2026, 5, 15), date(2026, 4, 29)),  # over the May holidays
        (date(2026, 6, 15), date(2026, 5, 29)),  # over 12 June
    ],
)
def test_ten_working_days_go_by_the_production_calendar(first_day: date, due: date) -> None:
    assert application_due(the_programme(), first_day) == due


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2028, 1, 29), None),
        (date(2028, 1, 30), 30),
        (date(2028, 2, 15), 14),
        (date(2028, 2, 26), 3),
        (date(2028, 2, 29), 3),
        (date(2028, 3, 1), None),
    ],
)
def test_money_that_expires_on_29_february_is_reminded_of_in_days(
    today: date, due: int | None
) -> None:
    terms = the_programme().reminders
    assert terms is not None
    assert reminder_due(terms.days_before, date(2028, 2, 29), today=today, sent=()) == due


def test_a_leap_years_first_quarter_is_over_on_the_first_of_april_like_any_other() -> None:
    def over(today: date) -> list[str]:
        terms = the_programme()
        return [fund.period for fund in funds_over(terms, "a", today=today, last_years=terms)]

    for year in (2027, 2028):
        assert f"{year}Q1" not in over(date(year, 3, 31))
        assert f"{year}Q1" in over(date(year, 4, 1))
