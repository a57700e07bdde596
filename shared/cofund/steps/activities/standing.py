"""What an application is checked against, from the books: days, fund, similar activities."""

from __future__ import annotations

from datetime import date, datetime

from cofund.calendar import local_day
from cofund.errors import NotFound
from cofund.funds.calendar import fund_keys
from cofund.matter_states import consents_given, was_undone
from cofund.models.activities import (
    ApplicationCheck,
    ApplicationContent,
)
from cofund.models.claim import Activity
from cofund.models.consents import Consent, Matter, MatterHead
from cofund.models.ledger import FundKey
from cofund.models.programme import Programme
from cofund.models.standing import Balance
from cofund.money import Money
from cofund.steps.activities.similar import similar_activities
from cofund.steps.office import Office
from cofund.terms.applying import Standing, application_checks
from cofund.terms.entitlement import fund_period


def checks_of(
    content: ApplicationContent,
    partner_id: str,
    head: MatterHead | None,
    *,
    filed_at: datetime,
    office: Office,
) -> tuple[ApplicationCheck, ...]:
    """Give what the terms say of an application as things stand now.

    ``head`` is what the content is a version of, or is to be; None for a new application.
    """
    partner = office.directory.partner(partner_id)
    programme = office.programme(partner.programme)
    balance = balance_of(fund_of_activity(content.activity, partner_id, programme), office=office)
    standing = Standing(
        today=local_day(office.clock(), programme.zone),
        applied_on=local_day(
            applied_at(content, head, filed_at=filed_at, office=office), programme.zone
        ),
        fund=None if balance is None else balance.status,
        available=_available(balance, head, programme, office=office),
        similar=similar_activities(content.activity, partner, head, office=office),
    )
    return application_checks(content, programme, standing)


def programme_of(partner_id: str, *, office: Office) -> Programme:
    """Give the newest version of a partner's programme."""
    return office.programme(office.directory.partner(partner_id).programme)


def fund_of_activity(activity: Activity, partner_id: str, programme: Programme) -> FundKey:
    """Give the fund that pays an activity: that of its last day's period."""
    period = fund_period(programme, activity.last_day)
    return FundKey(programme=programme.programme, partner=partner_id, period=period)


def balance_of(fund: FundKey, *, office: Office) -> Balance | None:
    """Give where a fund's money is; None while its period has not begun."""
    try:
        return office.ledger.balance(fund)
    except NotFound:
        return None


def available_in(fund: FundKey, programme: Programme, *, office: Office) -> Money:
    """Give what is free in a fund; nothing while its period has not begun."""
    balance = balance_of(fund, office=office)
    return Money.zero(programme.currency) if balance is None else balance.available


def open_funds(
    programme: Programme, partner_id: str, today: date, *, office: Office
) -> tuple[Balance, ...]:
    """Give where the money of this year's open funds is, the newest period first."""
    keys = fund_keys(programme, partner_id, year=today.year)
    found = (balance_of(key, office=office) for key in keys)
    return tuple(one for one in found if one is not None and one.status == "OPEN")


def applied_at(
    content: ApplicationContent, head: MatterHead | None, *, filed_at: datetime, office: Office
) -> datetime:
    """Give the moment that counts for the lead time of a content filed at ``filed_at``.

    It is the first filing's while the activity begins no earlier than was filed then: whoever
    mends or postpones an application that came in time is in time.
    """
    if head is None:
        return filed_at
    first = content_of(head, office=office, version=1)
    postponed = content.activity.first_day >= first.activity.first_day
    return head.opened_at if postponed else filed_at


def filed_at(head: MatterHead, version: int, *, office: Office) -> datetime:
    """Give when a version was filed."""
    if version == head.matter.version:
        return head.submitted_at
    entries = office.matters.audit(head.matter.kind, head.matter.matter_id)
    return next(
        entry.at
        for entry in entries
        if entry.matter.version == version and entry.to_state == "submitted"
    )


def content_of(
    head: MatterHead, *, office: Office, version: int | None = None
) -> ApplicationContent:
    """Give what a version asks consent for; without one the last that was filed."""
    matter = head.matter
    if version is not None:
        matter = Matter(kind=matter.kind, matter_id=matter.matter_id, version=version)
    return office.matters.content(matter, ApplicationContent)


def to_mend(head: MatterHead, *, office: Office) -> ApplicationContent:
    """Give what the partner asked for last and did not get: the next version begins with it.

    It is the last version, or an earlier one that was agreed to and could not be reserved later,
    when the last had its own end already.
    """
    life = office.matters.audit(head.matter.kind, head.matter.matter_id)
    answer = office.matters.consent(head.matter)
    if was_undone(life[-1]) and answer is not None and answer.outcome != "returned":
        undone = next(reversed(consents_given(life).undone))
        return content_of(head, office=office, version=undone)
    return content_of(head, office=office)


def agreed_of(head: MatterHead, *, office: Office) -> ApplicationContent | None:
    """Give what consent was given to and is in force; None where none was given."""
    if head.consented is None:
        return None
    return content_of(head, office=office, version=head.consented)


def before_change(head: MatterHead, *, office: Office) -> ApplicationContent:
    """Give what a next version is compared with: what is agreed to, or else the last version."""
    return agreed_of(head, office=office) or content_of(head, office=office)


def agreed_consent(head: MatterHead, *, office: Office) -> Consent | None:
    """Give the consent that counts; None where none was given."""
    if head.consented is None:
        return None
    return office.matters.consent(head.matter.model_copy(update={"version": head.consented}))


def _available(
    balance: Balance | None, head: MatterHead | None, programme: Programme, *, office: Office
) -> Money:
    """Give what the fund has for an application: free money, and what is reserved for it there."""
    if balance is None:
        return Money.zero(programme.currency)
    reservation = None if head is None else office.ledger.reservation(head.matter.matter_id)
    if reservation is None or (reservation.fund, reservation.state) != (balance.fund, "ACTIVE"):
        return balance.available
    return balance.available + reservation.remaining
