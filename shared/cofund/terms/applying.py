"""What a programme's terms say of an application, before it is sent: each check by its own term.

Pure: shown at once on the form, asked again when it is sent, and shown to the approver. All days
are days of the programme's zone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from cofund.calendar import last_day_of
from cofund.models.activities import (
    ApplicationCheck,
    ApplicationContent,
    CheckName,
    CheckOutcome,
    SimilarActivity,
)
from cofund.models.assessment import (
    CountValue,
    DateValue,
    MoneyValue,
    NamedValue,
    Param,
    TextValue,
)
from cofund.models.ledger import FundStatus
from cofund.models.programme import Programme
from cofund.models.terms import FailingRule
from cofund.money import Money
from cofund.terms.due_days import application_due, earliest_day
from cofund.terms.entitlement import fund_period, most_refunded
from cofund.terms.ordering import order_days

LONGEST_NAME = 100


@dataclass(frozen=True)
class Standing:
    """What the checks go by beside the terms."""

    today: date
    applied_on: date
    """The day that counts for the lead time: of a change that comes no earlier, the first one."""
    fund: FundStatus | None
    """Of the period that would be charged; None where it has not begun."""
    available: Money
    """In that fund, with what this application has reserved there already; zero if not begun."""
    similar: tuple[SimilarActivity, ...] = ()


Checked: TypeAlias = Iterator[ApplicationCheck]
_Check: TypeAlias = Callable[[ApplicationContent, Programme, Standing], Checked]


def application_checks(
    content: ApplicationContent, programme: Programme, standing: Standing
) -> tuple[ApplicationCheck, ...]:
    """Give what the terms say of an application, those that stop it first."""
    if content.activity.activity_type not in programme.activities:
        return (_check("activity_type", "stops", "not_offered", programme.refund.source),)
    found = [one for check in CHECKS for one in check(content, programme, standing)]
    order: dict[CheckOutcome, int] = {"stops": 0, "warns": 1, "good": 2}
    return tuple(sorted(found, key=lambda one: order[one.outcome]))


def _lead_time(content: ApplicationContent, programme: Programme, standing: Standing) -> Checked:
    """Say whether it is early enough, with the last possible day; souvenirs have windows."""
    if programme.activities[content.activity.activity_type].group == "souvenirs":
        return
    first_day, terms = content.activity.first_day, programme.deadlines.application_days
    latest = application_due(programme, first_day)
    said: dict[str, Param] = {"latest": _day(latest), "event": _day(first_day)}
    source = terms.source
    if standing.applied_on <= latest:
        yield _good("lead_time", "in_time", source, **said)
        return
    said |= {
        "days": CountValue(value=terms.value),
        "earliest": _day(earliest_day(programme, standing.today)),
    }
    outcome = _outcome(programme, "application_lead_time")
    message = "late_working" if terms.unit == "working" else "late_calendar"
    yield _check("lead_time", outcome, message, source, **said)


def _order_window(content: ApplicationContent, programme: Programme, standing: Standing) -> Checked:
    group = programme.activities[content.activity.activity_type].group
    terms = programme.souvenirs
    if group != "souvenirs" or terms is None or terms.windows is None:
        return
    days = order_days(terms, standing.applied_on)
    if days.state != "closed" or days.first is None:
        yield _good("order_window", "inside", terms.windows.source)
        return
    outcome = _outcome(programme, "souvenir_window")
    opens = _day(days.first)
    yield _check("order_window", outcome, "outside", terms.windows.source, opens=opens)


def _days(content: ApplicationContent, _programme: Programme, standing: Standing) -> Checked:
    activity, today = content.activity, standing.today
    if content.asking == "extension":
        if activity.last_day < today:
            yield _check("days", "stops", "past", "")
        return
    if activity.first_day < today:
        yield _check("days", "stops", "past", "")


def _period(content: ApplicationContent, programme: Programme, standing: Standing) -> Checked:
    last_day, source = content.activity.last_day, programme.fund.source
    period = fund_period(programme, last_day)
    said: dict[str, Param] = {"ends": _day(last_day_of(period))}
    if last_day.year != standing.today.year:
        year = TextValue(value=str(standing.today.year))
        yield _check("period", "stops", "another_year", source, year=year)
    elif standing.fund == "CLOSED" or (standing.fund is None and _is_over(period, standing)):
        yield _check("period", "stops", "closed", source, **said)
    elif standing.fund is None:
        yield _check("period", "warns", "coming", source, **said)
    else:
        available = MoneyValue(value=standing.available)
        yield _good("period", "charged", source, available=available, **said)


def _is_over(period: str, standing: Standing) -> bool:
    return last_day_of(period) < standing.today


def _available(content: ApplicationContent, _programme: Programme, standing: Standing) -> Checked:
    if standing.fund == "OPEN" and content.asked > standing.available:
        available = MoneyValue(value=standing.available)
        yield _check("available", "warns", "short", "", available=available)


def _amount(content: ApplicationContent, programme: Programme, _standing: Standing) -> Checked:
    activity, source = content.activity, programme.refund.source
    most = most_refunded(programme, activity.activity_type, activity.planned_cost)
    outcome: CheckOutcome = "good" if content.asked <= most else "stops"
    message = "within" if content.asked <= most else "above"
    yield _check("amount", outcome, message, source, most=MoneyValue(value=most))


def _caps(content: ApplicationContent, programme: Programme, _standing: Standing) -> Checked:
    caps = programme.caps
    for cap in (caps.per_activity, caps.per_month, caps.per_year):
        if cap is not None and content.asked > cap.value:
            most = MoneyValue(value=cap.value)
            yield _check("activity_cap", "stops", "above", cap.source, most=most)
            return


def _tender(content: ApplicationContent, programme: Programme, _standing: Standing) -> Checked:
    """Say that the approver will look for a tender, where one is needed above an amount."""
    cap = programme.caps.per_claim
    if cap is None or content.asked <= cap.value:
        return
    message = "needed" if cap.tender == "approval_above" else "in_parts"
    yield _check("tender", "warns", message, cap.source, most=MoneyValue(value=cap.value))


def _plan(content: ApplicationContent, _programme: Programme, _standing: Standing) -> Checked:
    cost, planned = content.activity.planned_cost, content.planned
    if planned != cost:
        said = {"planned": MoneyValue(value=planned), "cost": MoneyValue(value=cost)}
        yield _check("plan", "stops", "differs", "", **said)


def _goal(content: ApplicationContent, programme: Programme, _standing: Standing) -> Checked:
    terms = programme.activities[content.activity.activity_type]
    goal = content.activity.goal
    if terms.goals and goal not in terms.goals:
        goals = NamedValue(group="goal", value=terms.goals)
        outcome = _outcome(programme, "activity_goal")
        yield _check("goal", outcome, "not_foreseen", terms.source, goals=goals)


def _participants(
    content: ApplicationContent, programme: Programme, _standing: Standing
) -> Checked:
    terms = programme.activities[content.activity.activity_type]
    expected, least = content.audience.how_many, terms.participants_at_least
    if least is not None and expected < least:
        said = {"least": CountValue(value=least), "expected": CountValue(value=expected)}
        yield _check("participants", "warns", "few", terms.source, **said)
    most = terms.cost_per_head_at_most
    if most is not None and content.activity.planned_cost.amount_minor > (
        most.amount_minor * expected
    ):
        yield _check("cost_per_head", "warns", "dear", terms.source, most=MoneyValue(value=most))


def _similar(content: ApplicationContent, _programme: Programme, standing: Standing) -> Checked:
    del content
    for other in standing.similar:
        said: dict[str, Param] = {
            "name": TextValue(value=other.activity.name[:LONGEST_NAME]),
            "partner": TextValue(value=other.partner_name),
            "first": _day(other.activity.first_day),
            "last": _day(other.activity.last_day),
        }
        whose = "own" if other.own else "anothers"
        one_day = other.activity.first_day == other.activity.last_day
        yield _check("similar", "warns", f"{whose}_day" if one_day else whose, "", **said)


CHECKS: tuple[_Check, ...] = (
    _lead_time,
    _order_window,
    _days,
    _period,
    _amount,
    _caps,
    _tender,
    _plan,
    _goal,
    _participants,
    _available,
    _similar,
)


def _outcome(programme: Programme, rule: FailingRule) -> CheckOutcome:
    """Give what a failing check does: as the rule of the claim that will ask the same."""
    return "stops" if programme.effects.by_rule[rule] == "return" else "warns"


def _good(check: CheckName, message: str, source: str, **params: Param) -> ApplicationCheck:
    return _check(check, "good", message, source, **params)


def _check(
    check: CheckName, outcome: CheckOutcome, message: str, source: str, **params: Param
) -> ApplicationCheck:
    return ApplicationCheck(
        check=check, outcome=outcome, message=message, source=source, params=params
    )


def _day(day: date) -> DateValue:
    return DateValue(value=day)
