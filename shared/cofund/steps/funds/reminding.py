"""Reminders before money expires: what is left, what can be done with it by when, one next step."""

from __future__ import annotations

from datetime import date

from cofund.books.writing import integer
from cofund.calendar import local_day
from cofund.errors import NotAccepted, NotFound
from cofund.funds.calendar import fund_keys
from cofund.funds.reminding import chances, is_quiet, reminder_due
from cofund.items import Key
from cofund.ledger.shapes import fund_text
from cofund.models.activity_terms import ReminderTerms
from cofund.models.claim import Application, Partner
from cofund.models.ledger import FundKey
from cofund.models.programme import Programme
from cofund.models.reminders import NextStep
from cofund.models.standing import Balance
from cofund.pages import mail_reminder
from cofund.pages.views.mails import ReminderMail, UnclaimedActivity
from cofund.steps.mailing import mail_to, send_once
from cofund.steps.office import Office
from cofund.terms.entitlement import expires_on

MAX_SENT = 20
LINKS: dict[NextStep, str] = {
    "claim": "claims/new",
    "apply": "activities/new",
    "order": "orders",
    "none": "balance",
}
"""Where the mail leads, by its next step."""


def remind(partner_id: str, *, office: Office) -> int:
    """Remind a partner's people of money that is about to expire; give how many funds they read of.

    Run again it mails nobody twice; in quiet hours nobody at all, the next run does.

    Raises:
        NotFound: no such partner.
        TryAgain: a mail is being sent at this moment.
    """
    partner = office.directory.partner(partner_id)
    programme = office.programme(partner.programme)
    terms, now = programme.reminders, office.clock()
    if terms is None or is_quiet(terms, now, zone=programme.zone):
        return 0
    today = local_day(now, programme.zone)
    ending = _ending(programme, partner, terms, today, office=office)
    for balance, days in ending:
        _send(balance, days, partner, programme, today, office=office)
    return len(ending)


def _ending(
    programme: Programme, partner: Partner, terms: ReminderTerms, today: date, *, office: Office
) -> list[tuple[Balance, int]]:
    """Give the open funds with free money whose reminder is due, with the day it is for."""
    found = []
    for fund in fund_keys(programme, partner.partner_id, year=today.year):
        due = reminder_due(
            terms,
            expires_on(programme, fund.period),
            today=today,
            sent=_sent(fund, office=office),
        )
        balance = None if due is None else _balance(fund, office=office)
        if due is not None and balance is not None and balance.available.amount_minor:
            found.append((balance, due))
    return found


def _balance(fund: FundKey, *, office: Office) -> Balance | None:
    try:
        balance = office.ledger.balance(fund)
    except NotFound:
        return None
    return balance if balance.status == "OPEN" else None


def _send(
    balance: Balance,
    days: int,
    partner: Partner,
    programme: Programme,
    today: date,
    *,
    office: Office,
) -> None:
    fund = balance.fund
    left = chances(
        programme,
        _unclaimed(fund, office=office),
        expires_on=expires_on(programme, fund.period),
        today=today,
    )
    for person in office.directory.people_of(partner.partner_id):
        view = ReminderMail(
            to_name=person.name,
            period=fund.period,
            available=balance.available,
            expires_on=left.activity_until,
            today=today,
            next_step=left.next_step,
            do_until=left.do_until,
            unclaimed=tuple(
                UnclaimedActivity(name=one.activity.name, approved=one.approved_amount)
                for one in left.unclaimed
            ),
            link=f"{office.public_url}/{LINKS[left.next_step]}",
        )
        mail = mail_to(person, mail_reminder(view, locale=person.locale), purpose="letter")
        try:
            send_once(f"expires-{fund_text(fund)}-{days}-{person.login}", mail, office=office)
        except NotAccepted:
            office.metrics.count("LetterRefused", step="remind")
    office.claims.note(_sent_key(fund, days), {"days": days, "at": office.clock().isoformat()})


def _unclaimed(fund: FundKey, *, office: Office) -> list[Application]:
    """Give a fund's approved activities that nobody has claimed yet."""
    claimed = {claim.application_id for claim in office.claims.of_partner(fund.partner)}
    return [
        application
        for application in office.directory.applications_of(fund.partner)
        if application.fund == fund and application.application_id not in claimed
    ]


def _sent(fund: FundKey, *, office: Office) -> list[int]:
    stored = office.items.query("claims", _partition(fund), prefix="EXPIRES#", limit=MAX_SENT)
    return [integer(one.attributes["days"]) for one in stored]


def _sent_key(fund: FundKey, days: int) -> Key:
    return Key("claims", _partition(fund), f"EXPIRES#{days:03d}")


def _partition(fund: FundKey) -> str:
    return f"REMINDED#{fund_text(fund)}"
