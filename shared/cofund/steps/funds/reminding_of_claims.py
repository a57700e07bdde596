"""Reminders before the last day to send a claim, or to send one again that came back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from cofund.calendar import local_day
from cofund.funds.claims_due import ClaimDue, claim_reminder_due, claims_due
from cofund.models.claim import Application, Person
from cofund.models.reminders import MAX_CLAIMS_DUE
from cofund.pages import mail_claims_due
from cofund.pages.views.mails import ClaimDueLine, ClaimsDueMail, Rendered
from cofund.steps.funds.mails import fact_of
from cofund.steps.funds.reminded import ensure_loud, note_sent, reminder_now, send_reminder
from cofund.steps.office import Office

if TYPE_CHECKING:
    from cofund.models.activity_terms import ReminderTerms


def remind_of_claims(partner_id: str, *, office: Office) -> int:
    """Remind a partner's people of claims that are due; give of how many.

    Run again it mails nobody twice.

    Raises:
        NotFound: no such partner.
        QuietHours: somebody should be mailed, and it is too late or too early for it.
        TryAgain: a mail is being sent at this moment.
    """
    programme = office.programme(office.directory.partner(partner_id).programme)
    terms = programme.reminders
    applications = office.directory.applications_of(partner_id) if terms else ()
    if terms is None or not applications:
        return 0
    today = local_day(office.clock(), programme.zone)
    due = _due_now(terms, applications, partner_id, today, office=office)
    found = sorted(due, key=lambda one: (one[0].until, one[0].about))[:MAX_CLAIMS_DUE]
    people = office.directory.people_of(partner_id) if found else ()
    if not people:
        return 0
    ensure_loud(terms, programme, office=office)
    _send(found, people, today, office=office)
    return len(found)


def _due_now(
    terms: ReminderTerms,
    applications: tuple[Application, ...],
    partner_id: str,
    today: date,
    *,
    office: Office,
) -> Iterator[tuple[ClaimDue, int]]:
    """Give the claims whose reminder is due, with the day it is for."""
    open_claims = claims_due(
        applications,
        office.claims.of_partner(partner_id),
        programme_of=lambda one: office.programme(one.programme, one.programme_version),
    )
    for due in open_claims:
        due_after = partial(_due_after, terms, due, today)
        days = reminder_now(due_after, about=due.about, office=office)
        if days is not None:
            yield due, days


def _due_after(terms: ReminderTerms, due: ClaimDue, today: date, sent: Iterable[int]) -> int | None:
    return claim_reminder_due(terms, due, today=today, sent=sent)


def _send(
    found: list[tuple[ClaimDue, int]], people: tuple[Person, ...], today: date, *, office: Office
) -> None:
    """Mail all that is due in one letter, and note each as reminded of."""
    lines = tuple(_line(due) for due, _ in found)
    link = f"{office.public_url}/{_page([due for due, _ in found])}"

    def mail_for(person: Person) -> Rendered:
        view = ClaimsDueMail(to_name=person.name, claims=lines, today=today, link=link)
        return mail_claims_due(view, locale=person.locale)

    once = fact_of("due", *(f"{due.about} {days}" for due, days in found))
    send_reminder(f"due-{once}", people, mail_for, office=office)
    for due, days in found:
        note_sent(due.about, days, office=office)


def _line(due: ClaimDue) -> ClaimDueLine:
    return ClaimDueLine(
        step="mend" if due.claim is not None and due.claim.returned_at else "send",
        activity=due.application.activity.name,
        approved=due.application.approved_amount,
        until=due.until,
    )


def _page(found: list[ClaimDue]) -> str:
    """Give where the mail leads: to the claim, to the form of a new one, or to all of them."""
    if len(found) > 1:
        return "claims"
    claim = found[0].claim
    return "claims/new" if claim is None else f"claims/{claim.claim_id}"
