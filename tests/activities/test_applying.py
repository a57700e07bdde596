"""What the terms say of an application, at the borders: the last day, one kopeck over."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import get_args

import pytest

from cofund.models.activities import ApplicationCheck, ApplicationContent, PlanLine
from cofund.models.assessment import Effect
from cofund.models.claim import Locale
from cofund.models.money_terms import CapTerms
from cofund.models.programme import Programme
from cofund.models.terms import FailingRule
from cofund.money import Money
from cofund.pages.messages import said_text
from cofund.steps.activities.standing import checks_of
from cofund.terms.applying import Standing, application_checks
from cofund.terms.due_days import application_due, earliest_day
from cofund.terms.entitlement import fund_period, most_refunded
from tests.builders.claim_files import an_activity, the_programme
from tests.builders.claims import an_office
from tests.builders.matters import a_content
from tests.builders.reads import roubles

TODAY = date(2026, 9, 1)
IN_TIME = date(2026, 9, 15)
"""Ten working days after 1 September 2026."""


def standing(**changes: object) -> Standing:
    plain: dict[str, object] = {
        "today": TODAY,
        "applied_on": TODAY,
        "fund": "OPEN",
        "available": roubles(100_000),
    }
    return Standing(**(plain | changes))  # type: ignore[arg-type]


def on(
    first: date = IN_TIME, last: date | None = None, *, asked: Money | None = None, **more: object
) -> ApplicationContent:
    activity = an_activity(first_day=first, last_day=last or first, **more)
    return a_content(asked=asked or roubles(40_000), activity=activity)


def said(
    content: ApplicationContent, programme: Programme | None = None, **changes: object
) -> dict[str, ApplicationCheck]:
    """Give what is said that is not good, by its check."""
    checks = application_checks(content, programme or the_programme(), standing(**changes))
    for check in checks:
        assert all(said_text(check.said, locale) for locale in get_args(Locale))
    return {check.check: check for check in checks if check.outcome != "good"}


def with_effect(rule: FailingRule, effect: Effect) -> Programme:
    effects = the_programme().effects
    by_rule = {**effects.by_rule, rule: effect}
    return the_programme(effects=effects.model_copy(update={"by_rule": by_rule}))


def test_a_good_application_is_only_told_what_is_good() -> None:
    checks = application_checks(on(), the_programme(), standing())
    assert {check.outcome for check in checks} == {"good"}
    assert {check.check for check in checks} == {"lead_time", "period", "amount"}


def test_a_type_that_the_programme_no_longer_has_stops_and_nothing_else_is_said() -> None:
    assert set(said(on(activity_type="fireworks"))) == {"activity_type"}


@pytest.mark.parametrize(
    ("first_day", "found"), [(IN_TIME, set()), (date(2026, 9, 14), {"lead_time"})]
)
def test_the_last_possible_day_is_in_time_and_a_day_later_is_named(
    first_day: date, found: set[str]
) -> None:
    assert set(said(on(first_day))) == found


def test_who_is_late_learns_the_last_day_and_the_earliest_possible_one() -> None:
    late = said(on(date(2026, 9, 14)))["lead_time"]
    days = {name: getattr(value, "value", None) for name, value in late.params.items()}
    assert late.outcome == "stops"
    assert days["latest"] == date(2026, 8, 31)
    assert days["earliest"] == IN_TIME
    assert late.source


def test_where_the_term_only_asks_for_a_look_late_is_a_warning() -> None:
    programme = with_effect("application_lead_time", "review")
    assert said(on(date(2026, 9, 14)), programme)["lead_time"].outcome == "warns"


def test_the_first_filings_day_counts_for_the_lead_time() -> None:
    assert said(on(date(2026, 9, 14)), applied_on=date(2026, 8, 31)) == {}


@pytest.mark.parametrize("today", [date(2026, 9, day) for day in range(1, 15)])
def test_the_earliest_day_is_in_time_and_the_day_before_is_not(today: date) -> None:
    programme = the_programme()
    day = earliest_day(programme, today)
    assert application_due(programme, day) >= today
    assert application_due(programme, date.fromordinal(day.toordinal() - 1)) < today


@pytest.mark.parametrize(
    ("first", "last", "message"),
    [
        (date(2026, 8, 31), date(2026, 9, 20), "past"),
        (date(2026, 8, 20), date(2026, 8, 31), "past"),
    ],
)
def test_consent_is_given_ahead_only(first: date, last: date, message: str) -> None:
    assert said(on(first, last), applied_on=date(2026, 7, 1))["days"].message == message


def test_a_running_activity_can_go_on_longer() -> None:
    longer = on(date(2026, 8, 20), date(2026, 9, 20))
    asked = longer.model_copy(update={"asking": "extension", "why": "Площадка"})
    assert "days" not in said(asked, applied_on=date(2026, 7, 1))


@pytest.mark.parametrize(
    ("first", "fund", "message", "outcome"),
    [
        (date(2027, 1, 20), None, "another_year", "stops"),
        (date(2026, 9, 15), "CLOSED", "closed", "stops"),
        (date(2026, 11, 10), None, "coming", "warns"),
    ],
)
def test_the_period_has_to_be_open_or_coming_this_year(
    first: date, fund: str | None, message: str, outcome: str
) -> None:
    check = said(on(first), fund=fund, available=roubles(0))["period"]
    assert (check.message, check.outcome) == (message, outcome)


def test_the_last_day_says_whose_fund_pays() -> None:
    assert fund_period(the_programme(), date(2026, 9, 30)) == "2026Q3"
    assert fund_period(the_programme(), date(2026, 10, 1)) == "2026Q4"


def test_no_more_is_asked_than_the_refunded_share() -> None:
    most = most_refunded(the_programme(), "business_dinner", roubles(250_000))
    assert most == roubles(125_000)
    kopeck = Money(amount_minor=1, currency="RUB")
    enough = standing().available + most
    assert "amount" not in said(on(asked=most), available=enough)
    assert said(on(asked=most + kopeck), available=enough)["amount"].outcome == "stops"


def test_an_activitys_cap_stops_and_a_tender_is_remembered() -> None:
    cost = roubles(2_000_000)
    rich = roubles(1_000_000)
    plan = (PlanLine(what="Всё", amount=cost),)
    at_cap, above = (
        on(asked=asked, planned_cost=cost).model_copy(update={"plan": plan})
        for asked in (roubles(500_000), roubles("500000.01"))
    )
    assert set(said(at_cap, available=rich)) == {"tender"}
    assert said(above, available=rich)["activity_cap"].outcome == "stops"
    uncapped = the_programme(caps=CapTerms())
    assert said(above, uncapped, available=rich) == {}


def test_a_budget_that_does_not_add_up_stops() -> None:
    lines = (PlanLine(what="Ресторан", amount=roubles("249999.99")),)
    assert said(on().model_copy(update={"plan": lines}))["plan"].outcome == "stops"


def test_a_goal_that_is_not_foreseen_is_said() -> None:
    dinner = the_programme().activities["business_dinner"].model_copy(update={"goals": ("sales",)})
    types = {**the_programme().activities, "business_dinner": dinner}
    check = said(on(goal="promotion"), the_programme(activities=types))["goal"]
    assert check.outcome == "warns"
    assert said(on(goal="sales"), the_programme(activities=types)) == {}


def test_fewer_participants_than_the_term_asks_are_a_warning() -> None:
    four, five = (
        on().model_copy(update={"audience": on().audience.model_copy(update={"how_many": count})})
        for count in (4, 5)
    )
    assert said(four)["participants"].outcome == "warns"
    assert said(five) == {}


def test_more_than_is_available_is_a_warning() -> None:
    assert said(on(), available=roubles(40_000)) == {}
    assert said(on(), available=roubles("39999.99"))["available"].outcome == "warns"


@pytest.mark.parametrize(
    ("applied", "outcome"), [(date(2026, 9, 30), None), (date(2026, 10, 1), "stops")]
)
def test_souvenirs_have_windows_instead_of_a_lead_time(applied: date, outcome: str | None) -> None:
    found = said(
        on(date(2026, 10, 5), activity_type="souvenirs"), today=applied, applied_on=applied
    )
    assert "lead_time" not in found
    check = found.get("order_window")
    assert (check.outcome if check else None) == outcome


@pytest.mark.parametrize(
    ("first_day", "latest"),
    [
        (date(2028, 2, 29), date(2028, 2, 14)),  # a leap day; 23 February is a day off
        (date(2028, 3, 1), date(2028, 2, 15)),
        (date(2026, 1, 12), date(2025, 12, 17)),  # over the long holidays
        (date(2024, 5, 13), date(2024, 4, 23)),  # 27 April, a Saturday, was worked for the 29th
        (date(2026, 9, 13), date(2026, 8, 31)),  # an event on a Sunday
    ],
)
def test_the_last_day_to_apply_goes_by_the_working_days_of_the_calendar(
    first_day: date, latest: date
) -> None:
    assert application_due(the_programme(), first_day) == latest


@pytest.mark.parametrize(
    ("filed_at", "stops"),
    [
        (datetime(2026, 9, 1, 20, 59, tzinfo=UTC), False),
        (datetime(2026, 9, 1, 21, 0, tzinfo=UTC), True),
    ],
)
def test_the_day_of_an_application_ends_by_the_programmes_clock(
    filed_at: datetime, stops: bool
) -> None:
    office = an_office()
    office.clock.set(filed_at)
    checks = checks_of(on(IN_TIME), "integrator", None, filed_at=filed_at, office=office)
    assert any(one.check == "lead_time" and one.outcome == "stops" for one in checks) == stops
