"""Applications as matters: what their approver sees, and what follows from an answer."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from cofund.books.matter_moves import content_hash
from cofund.calendar import local_day
from cofund.matter_states import consents_given
from cofund.models.activities import ApplicationCheck, ApplicationContent
from cofund.models.assessment import (
    CountValue,
    DateValue,
    MoneyValue,
    NamedValue,
    NamesValue,
    Param,
    TextValue,
)
from cofund.models.claim import Activity
from cofund.models.consents import (
    Consent,
    Matter,
    MatterFact,
    MatterHead,
    MatterShown,
    Said,
)
from cofund.models.programme import Programme
from cofund.pages.formats import money
from cofund.pages.messages import period_name
from cofund.steps.activities.filing import claim_until
from cofund.steps.activities.standing import (
    agreed_consent,
    applied_at,
    available_in,
    balance_of,
    checks_of,
    content_of,
    filed_at,
    fund_of_activity,
)
from cofund.steps.consents.kinds import ConsentKind
from cofund.steps.office import Office
from cofund.terms.due_days import application_due

MAX_WARNINGS = 20
PIECE = 180
"""Letters of a long text in one fact."""


def shown(matter: Matter, office: Office) -> MatterShown:
    """Give an application's version as its approver sees it."""
    head = office.matters.get(matter.kind, matter.matter_id)
    content = content_of(head, office=office, version=matter.version)
    programme = office.programme(head.programme, head.programme_version)
    filed = filed_at(head, matter.version, office=office)
    checks = checks_of(content, head.partner_id, head, filed_at=filed, office=office)
    warnings = (*_changes(head, content, programme, office=office), *_warnings(checks))
    return MatterShown(
        matter=matter,
        content_hash=content_hash(content),
        title=content.activity.name,
        partner_name=office.directory.partner(head.partner_id).name,
        facts=tuple(_facts(content, programme))
        + tuple(_standing(head, content, programme, office=office)),
        warnings=warnings[:MAX_WARNINGS],
        amount=content.asked,
        worth=content.asked,
    )


def follows(matter: Matter, consent: Consent, office: Office) -> tuple[Said, ...]:
    """Give what follows from an answer: the money, the last day for a claim, or what to mend."""
    head = office.matters.get(matter.kind, matter.matter_id)
    content = content_of(head, office=office, version=matter.version)
    if consent.outcome == "approved":
        return tuple(_after_consent(head, content, consent, office=office))
    if consent.outcome == "returned":
        programme = office.programme(head.programme, head.programme_version)
        latest = application_due(programme, content.activity.first_day)
        day = DateValue(value=max(latest, local_day(head.opened_at, programme.zone)))
        return (_said("mend", latest=day, begins=DateValue(value=content.activity.first_day)),)
    return (_said(f"after_{consent.outcome}"),)


def _after_consent(
    head: MatterHead, content: ApplicationContent, consent: Consent, *, office: Office
) -> Iterator[Said]:
    assert consent.amount is not None
    amount, version = MoneyValue(value=consent.amount), consent.matter.version
    programme = office.programme(head.programme, head.programme_version)
    fund = fund_of_activity(content.activity, head.partner_id, programme)
    period = _period(fund.period)
    given = consents_given(office.matters.audit(head.matter.kind, head.matter.matter_id))
    if version in given.undone:
        available = MoneyValue(value=available_in(fund, programme, office=office))
        why = given.undone[version]
        yield _said(f"short_{why}", available=available, amount=amount, period=period)
        return
    if consent.amount < content.asked:
        yield _said("part", amount=amount, asked=MoneyValue(value=content.asked))
    agreement = office.directory.agreement(head.matter.matter_id)
    reserved = agreement is not None and agreement[1] >= version
    yield _said("reserved" if reserved else "waits", amount=amount, period=period)
    until = claim_until(head, content, office=office)
    ends = DateValue(value=content.activity.last_day)
    yield _said("claim", until=DateValue(value=until), ends=ends)


def _facts(content: ApplicationContent, programme: Programme) -> Iterator[MatterFact]:
    activity = content.activity
    names = programme.activities[activity.activity_type].names
    for piece in textwrap.wrap(content.why, PIECE):
        yield _fact("why", TextValue(value=piece))
    yield _fact("type", NamesValue(ru=names.ru, en=names.en))
    yield _fact("first_day", DateValue(value=activity.first_day))
    yield _fact("last_day", DateValue(value=activity.last_day))
    yield _fact("place", TextValue(value=activity.place))
    if activity.goal is not None:
        yield _fact("goal", NamedValue(group="goal", value=(activity.goal,)))
    for piece in textwrap.wrap(content.aim, PIECE):
        yield _fact("aim", TextValue(value=piece))
    yield _fact("audience", TextValue(value=content.audience.who))
    yield _fact("how_many", CountValue(value=content.audience.how_many))
    yield _fact("planned_cost", MoneyValue(value=activity.planned_cost))
    for line in content.plan:
        ru, en = (f"{line.what[: PIECE - 40]}: {money(line.amount, to)}" for to in ("ru", "en"))
        yield _fact("plan", NamesValue(ru=ru, en=en))


def _standing(
    head: MatterHead, content: ApplicationContent, programme: Programme, *, office: Office
) -> Iterator[MatterFact]:
    """Give the lead time, and what the fund has."""
    applied = applied_at(content, head, filed_at=head.submitted_at, office=office)
    latest = application_due(programme, content.activity.first_day)
    yield _fact("applied_on", DateValue(value=local_day(applied, programme.zone)))
    if programme.activities[content.activity.activity_type].group != "souvenirs":
        yield _fact("latest_day", DateValue(value=latest))
    fund = fund_of_activity(content.activity, head.partner_id, programme)
    yield _fact("period", _period(fund.period))
    balance = balance_of(fund, office=office)
    if balance is not None:
        yield _fact("available", MoneyValue(value=balance.available))
    reservation = office.ledger.reservation(head.matter.matter_id)
    if reservation is not None and reservation.state == "ACTIVE":
        yield _fact("reserved", MoneyValue(value=reservation.amount))


def _changes(
    head: MatterHead, content: ApplicationContent, programme: Programme, *, office: Office
) -> Iterator[Said]:
    """Give what differs from what was consented to before; nothing for a first consent."""
    if head.consented is None or head.consented == head.matter.version:
        return
    before = content_of(head, office=office, version=head.consented)
    consent = agreed_consent(head, office=office)
    agreed = consent.amount if consent is not None and consent.amount else before.asked
    was, now = before.activity, content.activity
    pairs: tuple[tuple[str, Param, Param], ...] = (
        ("type", _type(was, programme), _type(now, programme)),
        ("name", TextValue(value=was.name), TextValue(value=now.name)),
        ("first_day", DateValue(value=was.first_day), DateValue(value=now.first_day)),
        ("last_day", DateValue(value=was.last_day), DateValue(value=now.last_day)),
        ("place", TextValue(value=was.place), TextValue(value=now.place)),
        ("cost", MoneyValue(value=was.planned_cost), MoneyValue(value=now.planned_cost)),
        ("amount", MoneyValue(value=agreed), MoneyValue(value=content.asked)),
    )
    for what, old, new in pairs:
        if old != new:
            yield Said(message=f"activity.changed.{what}", params={"before": old, "now": new})


def _type(activity: Activity, programme: Programme) -> Param:
    """Give what people call an activity's type, also one that the programme has dropped."""
    terms = programme.activities.get(activity.activity_type)
    if terms is None:
        return TextValue(value=activity.activity_type)
    return NamesValue(ru=terms.names.ru, en=terms.names.en)


def _warnings(checks: tuple[ApplicationCheck, ...]) -> Iterator[Said]:
    return (check.said for check in checks if check.outcome != "good")


def _period(period: str) -> NamesValue:
    return NamesValue(ru=period_name(period, "ru"), en=period_name(period, "en"))


def _fact(label: str, value: Param) -> MatterFact:
    return MatterFact(label=f"activity.fact.{label}", value=value)


def _said(message: str, **params: Param) -> Said:
    return Said(message=f"activity.follows.{message}", params=params)


KIND = ConsentKind(shown=shown, follows=follows, page="/activities/{matter_id}")
"""The row of ``cofund.steps.consents.kinds``."""
