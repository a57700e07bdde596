"""Reminders before money expires: what is left, what can be done with it by when, one next step."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

from cofund.calendar import local_day
from cofund.errors import NotFound
from cofund.funds.calendar import fund_keys
from cofund.funds.reminding import chances, reminder_due
from cofund.ledger.shapes import fund_text
from cofund.models.activity_terms import ReminderTerms
from cofund.models.claim import Partner, Person
from cofund.models.ledger import FundKey
from cofund.models.programme import Programme
from cofund.models.reminders import Chances, NextStep, Unclaimed
from cofund.models.standing import Balance
from cofund.pages import mail_reminder
from cofund.pages.views.mails import ReminderMail, Rendered, UnclaimedActivity
from cofund.steps.funds.reminded import ensure_loud, note_sent, reminder_now, send_reminder
from cofund.steps.office import Office
from cofund.terms.due_days import report_due
from cofund.terms.entitlement import expires_on

LINKS: dict[NextStep, str] = {
    "claim": "claims/new",
    "apply": "activities/new",
    "order": "orders",
    "none": "balance",
}
"""Where the mail leads, by its next step."""


def remind(partner_id: str, *, office: Office) -> int:
    """Remind a partner's people of money that is about to expire; give how many funds they read of.

    Run again it mails nobody twice. A partner whose first person comes later is reminded then.

    Raises:
        NotFound: no such partner.
        QuietHours: somebody should be mailed, and it is too late or too early for it.
        TryAgain: a mail is being sent at this moment.
    """
    partner = office.directory.partner(partner_id)
    programme = office.programme(partner.programme)
    terms = programme.reminders
    if terms is None:
        return 0
    today = local_day(office.clock(), programme.zone)
    ending = _ending(programme, partner, terms, today, office=office)
    people = office.directory.people_of(partner_id) if ending else ()
    if not people:
        return 0
    ensure_loud(terms, programme, office=office)
    for balance, days in ending:
        _send(balance, days, people, programme, today, office=office)
    return len(ending)


def _ending(
    programme: Programme, partner: Partner, terms: ReminderTerms, today: date, *, office: Office
) -> list[tuple[Balance, int]]:
    """Give the open funds with free money whose reminder is due, with the day it is for."""
    found = []
    for fund in fund_keys(programme, partner.partner_id, year=today.year):
        last_day = expires_on(programme, fund.period)
        due_after = partial(_due_after, terms, last_day, today)
        due = reminder_now(due_after, about=fund_text(fund), office=office)
        balance = None if due is None else _balance(fund, office=office)
        if due is not None and balance is not None and balance.available.amount_minor:
            found.append((balance, due))
    return found


def _due_after(
    terms: ReminderTerms, last_day: date, today: date, sent: Iterable[int]
) -> int | None:
    return reminder_due(terms.days_before, last_day, today=today, sent=sent)


def _balance(fund: FundKey, *, office: Office) -> Balance | None:
    try:
        balance = office.ledger.balance(fund)
    except NotFound:
        return None
    return balance if balance.status == "OPEN" else None


def _send(
    balance: Balance,
    days: int,
    people: tuple[Person, ...],
    programme: Programme,
    today: date,
    *,
    office: Office,
) -> None:
    fund = balance.fund
    left = _chances(balance, programme, today, office=office)

    def mail_for(person: Person) -> Rendered:
        view = ReminderMail(
            to_name=person.name,
            period=fund.period,
            available=balance.available,
            expires_on=expires_on(programme, fund.period),
            activity_until=left.activity_until,
            today=today,
            next_step=left.next_step,
            do_until=left.do_until,
            unclaimed=tuple(
                UnclaimedActivity(
                    name=one.application.activity.name,
                    approved=one.application.approved_amount,
                    claim_until=one.claim_until,
                )
                for one in left.unclaimed
            ),
            link=f"{office.public_url}/{LINKS[left.next_step]}",
        )
        return mail_reminder(view, locale=person.locale)

    about = fund_text(fund)
    send_reminder(f"expires-{about}-{days}", people, mail_for, office=office)
    note_sent(about, days, office=office)


def _chances(balance: Balance, programme: Programme, today: date, *, office: Office) -> Chances:
    from cofund.steps.orders.payers import bears_an_order  # the catalogue, which most runs skip

    return chances(
        programme,
        _unclaimed(balance.fund, office=office),
        period=balance.fund.period,
        today=today,
        can_order=bears_an_order(balance, programme, office=office),
    )


def _unclaimed(fund: FundKey, *, office: Office) -> list[Unclaimed]:
    """Give a fund's approved activities that nobody has claimed yet."""
    claims = office.claims.of_partner(fund.partner)
    claimed = {claim.application_id for claim in claims if claim.state != "withdrawn"}
    waiting = (
        application
        for application in office.directory.applications_of(fund.partner)
        if application.fund == fund and application.application_id not in claimed
    )
    return [
        Unclaimed(
            application=one,
            claim_until=report_due(
                office.programme(one.programme, one.programme_version), one.activity.last_day
            ),
        )
        for one in waiting
    ]
