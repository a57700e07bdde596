"""Unusual input has a defined answer: the table of docs/rules.md, row by row."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from cofund.calendar import day_after, day_before, period_of
from cofund.errors import NotFound
from cofund.judgement import assess
from cofund.models.money_terms import EqualParts
from cofund.money import LARGEST_MINOR, Money
from cofund.programme import in_force
from cofund.rules import judge
from cofund.terms.entitlement import accrued
from tests.builders.claim_files import (
    a_claim_file,
    a_request,
    an_activity,
    an_application,
    balances,
    judged,
    moment,
    the_programme,
    with_paper,
)
from tests.builders.reads import a_line, an_event_programme, an_invoice, read, roubles

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
THIRTEEN_DIGITS = Money(amount_minor=9_999_999_999_999, currency="RUB")
"""99 999 999 999.99: thirteen digits with its kopecks, the dearest paper that is believed."""


def test_a_version_of_the_future_is_in_force_from_its_first_day_in_the_programmes_zone() -> None:
    now, future = the_programme(), the_programme(version="2027.1", in_force_from=date(2027, 1, 1))
    assert in_force((future, now), name="it-vendor", day=date(2026, 12, 31)) == now
    assert in_force((future, now), name="it-vendor", day=date(2027, 1, 1)) == future
    with pytest.raises(NotFound):
        in_force((future,), name="it-vendor", day=date(2026, 12, 31))


@pytest.mark.parametrize(("turnover", "fund"), [(0, 0), ("4999999.99", 0), (5_000_000, 100_000)])
def test_a_turnover_below_the_first_band_gives_no_fund(turnover: int | str, fund: int) -> None:
    given = accrued(the_programme(), level="platinum", turnover=roubles(turnover))
    assert given == roubles(fund)


def test_an_empty_fund_leaves_nothing_and_returns_nothing() -> None:
    empty = balances(available=roubles(0), reserved_for_activity=roubles(0))
    assessment = assess(a_claim_file(balances=empty))
    assert (assessment.waterfall.claimable, assessment.outcome) == (roubles(0), "review")


@pytest.mark.parametrize(
    ("event", "latest"),
    [(date(2028, 3, 14), date(2028, 2, 29)), (date(2027, 3, 14), date(2027, 2, 28))],
)
def test_days_are_counted_over_29_february(event: date, latest: date) -> None:
    assert day_before(event, 14, unit="calendar", country="RU") == latest
    assert day_after(latest, 14, unit="calendar", country="RU") == event


def test_a_souvenir_window_up_to_28_february_is_shut_on_the_29th() -> None:
    souvenirs = the_programme().souvenirs
    assert souvenirs is not None
    assert souvenirs.windows is not None
    (window, *_) = souvenirs.windows.value
    shut = window.model_copy(update={"last": "02-28"})
    windows = souvenirs.windows.model_copy(update={"value": (shut,)})
    terms = the_programme(souvenirs=souvenirs.model_copy(update={"windows": windows}))
    for day, expected in ((28, [("pass", "inside")]), (29, [("fail", "outside")])):
        application = an_application(
            activity=an_activity(activity_type="souvenirs"),
            submitted_at=moment(date(2028, 2, day)),
        )
        file = a_claim_file(programme=terms, application=application)
        assert judged(file, "souvenir_window") == expected


NEW_YEARS_EVE = an_activity(first_day=date(2026, 12, 31), last_day=date(2027, 1, 1))


@pytest.mark.parametrize(("day", "verdict"), [(30, "fail"), (31, "pass"), (1, "pass"), (2, "fail")])
def test_an_activity_over_midnight_has_two_days_and_papers_may_name_either(
    day: int, verdict: str
) -> None:
    printed = date(2026, 12, day) if day > 2 else date(2027, 1, day)
    timetable = an_event_programme(event_date=read(printed))
    later = moment(date(2027, 1, 20))
    file = a_claim_file(
        with_paper(timetable),
        application=an_application(activity=NEW_YEARS_EVE),
        claim={"submitted_at": later, "first_submitted_at": later},
        assessed_at=later,
    )
    found = judged(file, "activity_dates")
    assert verdict in [said for said, _ in found]


def test_an_activity_over_new_year_belongs_to_the_period_of_its_last_day() -> None:
    assert period_of(NEW_YEARS_EVE.last_day, "quarter") == "2027Q1"


@pytest.mark.parametrize(
    ("zone", "in_time"), [("Europe/Moscow", True), ("Asia/Vladivostok", False)]
)
def test_a_moment_counts_by_the_day_that_it_is_in_the_programmes_zone(
    zone: str, in_time: bool
) -> None:
    # 15 October 2026, the last day, at 20:00 in Moscow; in Vladivostok it is the 16th already.
    came = datetime(2026, 10, 15, 20, tzinfo=ZoneInfo("Europe/Moscow"))
    file = a_claim_file(
        programme=the_programme(zone=zone),
        claim={"submitted_at": came, "first_submitted_at": came},
        assessed_at=came,
    )
    assert judged(file, "claim_window")[0][0] == ("pass" if in_time else "fail")


def test_a_claim_over_nothing_or_below_cannot_be_opened() -> None:
    for amount in (roubles(0), roubles(-1)):
        with pytest.raises(ValidationError, match="above zero"):
            type(a_request()).model_validate(a_request().model_dump() | {"claimed": amount})


def test_an_invoice_over_nothing_is_worth_nothing() -> None:
    file = a_claim_file(with_paper(an_invoice(lines=(a_line(price=0),))))
    assert assess(file).waterfall.claimable == roubles(0)


@pytest.mark.parametrize(("more", "counted"), [(0, THIRTEEN_DIGITS), (2, roubles(244_000))])
def test_thirteen_digits_are_judged_and_more_count_as_misread(more: int, counted: Money) -> None:
    gross = Money(amount_minor=THIRTEEN_DIGITS.amount_minor + more, currency="RUB")
    file = a_claim_file(with_paper(an_invoice(gross=read(gross))))
    waterfall = assess(file).waterfall
    assert waterfall.steps[0].before == counted
    assert waterfall.claimable == roubles(122_000)
    assert ("line_amounts", "pass") in {(found.rule, found.verdict) for found in judge(file)}


def test_amounts_that_no_money_can_be_are_refused() -> None:
    with pytest.raises(ValidationError):
        Money(amount_minor=LARGEST_MINOR + 1, currency="RUB")


def test_a_hundred_manufacturers_leave_a_hundredth_and_none_are_no_number() -> None:
    brand = {"brand_share": EqualParts(by="equal_parts")}
    terms = the_programme(refund=the_programme().refund.model_copy(update=brand))
    file = a_claim_file(programme=terms, request=a_request(manufacturers=100))
    steps = {step.step: step.after for step in assess(file).waterfall.steps}
    assert steps["brand_share"] == roubles(2_440)
    for wrong in (0, -1, 101):
        with pytest.raises(ValidationError):
            type(a_request()).model_validate(a_request().model_dump() | {"manufacturers": wrong})


def test_the_page_of_rules_tells_every_case() -> None:
    table = PAGE.read_text("utf-8").partition("## Unusual input")[2]
    rows = re.findall(r"^\| (?!Case|---)(.+?) \|", table, re.MULTILINE)
    assert len(rows) >= 15
    for word in ("leap", "midnight", "zone", "thirteen", "future", "overlap", "level", "10,000"):
        assert any(word in row for row in rows), word
