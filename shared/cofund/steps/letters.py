"""Letters to the partner: one for each answer, with everything in it that they need."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from cofund.books.clawbacks import Clawback, clawbacks_of, note_told
from cofund.calendar import local_day
from cofund.errors import NotAccepted
from cofund.models.approval import Decision, InformationRequest
from cofund.models.assessment import Assessment
from cofund.models.claim import Application, Claim, Person
from cofund.models.ledger import clawback_event_id, payout_event_id
from cofund.pages import (
    mail_clawed_back,
    mail_decided,
    mail_paid,
    mail_question,
    mail_returned,
)
from cofund.pages.views.mails import (
    ClawbackLetter,
    DecidedLetter,
    PaidLetter,
    QuestionLetter,
    Rendered,
    ReturnedLetter,
)
from cofund.steps.claim_points import points_of
from cofund.steps.disputed import dispute_until, paid_before
from cofund.steps.documents import activity_type_name, document_lines
from cofund.steps.mailing import mail_to, send_once
from cofund.steps.office import Office
from cofund.steps.reviewing import judged
from cofund.steps.told import told_assessment, told_decision
from cofund.terms.due_days import resubmission_due

if TYPE_CHECKING:
    # The terms are much to import, and most of what is told needs none.
    from cofund.models.programme import Programme


def send_return_letter(
    claim: Claim, assessment: Assessment, *, decision: Decision | None, office: Office
) -> None:
    """Mail the partner every fix at once, and until when it can be mended."""
    programme, application = _context(claim, assessment, office=office)
    for person in addressees(claim, office=office):
        view = ReturnedLetter(
            **_about(claim, person, programme, application, office=office),
            assessment=assessment,
            documents=document_lines(claim, office=office),
            decision=decision,
            today=local_day(office.clock(), programme.zone),
            mend_until=mend_until(claim, programme, office=office),
            link=claim_url(claim, office=office),
        )
        _send("returned", mail_returned(view, locale=person.locale), claim, person, office=office)


def send_question_letter(claim: Claim, question: InformationRequest, *, office: Office) -> None:
    """Mail the partner a reviewer's question, and until when it can be answered."""
    application = office.directory.application(claim.application_id)
    programme = office.programme(application.programme, application.programme_version)
    for person in addressees(claim, office=office):
        view = QuestionLetter(
            **_about(claim, person, programme, application, office=office),
            question=question.question,
            answer_until=question.answer_until,
            link=claim_url(claim, office=office),
        )
        kind = f"question{question.number}"
        _send(kind, mail_question(view, locale=person.locale), claim, person, office=office)


def notify_partner(claim: Claim, *, office: Office) -> None:
    """Mail the partner what was decided."""
    assessment = judged(claim.claim_id, claim.version, office=office)
    decision = office.approvals.decision(claim.claim_id, claim.version)
    if decision is None:
        return
    assessment = told_assessment(claim, decision, assessment, office=office)
    decision = told_decision(claim, decision)
    if decision.outcome == "returned":
        send_return_letter(claim, assessment, decision=decision, office=office)
        return
    programme, application = _context(claim, assessment, office=office)
    for person in addressees(claim, office=office):
        view = DecidedLetter(
            **_about(claim, person, programme, application, office=office),
            claimed=claim.request.claimed,
            paid_before=paid_before(claim, office=office),
            dispute_until=dispute_until(claim, office=office),
            decision=decision,
            points=points_of(decision, office=office),
            assessment=assessment,
            documents=document_lines(claim, office=office),
            link=claim_url(claim, office=office),
        )
        _send("decided", mail_decided(view, locale=person.locale), claim, person, office=office)


def send_paid_letter(claim: Claim, *, office: Office) -> None:
    """Mail the partner that finance has booked the payout."""
    assessment = judged(claim.claim_id, claim.version, office=office)
    decision = office.approvals.decision(claim.claim_id, claim.version)
    if decision is None or decision.amount is None:
        return
    programme, application = _context(claim, assessment, office=office)
    for person in addressees(claim, office=office):
        view = PaidLetter(
            **_about(claim, person, programme, application, office=office),
            amount=decision.amount,
            points=points_of(decision, office=office),
            booked_at=office.clock(),
            dispute_until=dispute_until(office.claims.get(claim.claim_id), office=office),
            link=claim_url(claim, office=office),
        )
        _send("paid", mail_paid(view, locale=person.locale), claim, person, office=office)


def tell_clawback(event_id: str, *, office: Office) -> None:
    """Mail the partner about a clawback, known by finance's message, unless that was done."""
    entry = office.outbox.entry(event_id)
    for clawback in clawbacks_of(entry.claim, items=office.items):
        named = clawback_event_id(entry.claim, clawback.version, clawback.number)
        if named == event_id and not clawback.told:
            _send_clawback_letter(clawback, office=office)
            note_told(clawback, at=office.clock(), items=office.items)


def _send_clawback_letter(clawback: Clawback, *, office: Office) -> None:
    """Mail the partner that money is taken back, how much of what was paid, and why."""
    claim = office.claims.version(clawback.claim_id, clawback.version)
    payout = office.outbox.entry(payout_event_id(clawback.claim_id, clawback.version))
    assessment = judged(claim.claim_id, claim.version, office=office)
    programme, application = _context(claim, assessment, office=office)
    for person in addressees(claim, office=office):
        view = ClawbackLetter(
            **_about(claim, person, programme, application, office=office),
            amount=clawback.amount,
            points=clawback.points,
            paid=payout.amount,
            reason=clawback.reason,
            link=claim_url(claim, office=office),
        )
        letter = mail_clawed_back(view, locale=person.locale)
        _send(f"clawback{clawback.number}", letter, claim, person, office=office)


def addressees(claim: Claim, *, office: Office) -> tuple[Person, ...]:
    """Give who gets the letters about a claim: who filed it last, of the partner's own people.

    Where only a manager filed it, on the partner's behalf, all the partner's people get them.
    """
    for login in dict.fromkeys((claim.edited_by, claim.opened_by)):
        person = office.directory.person(login)
        if person.partner_id == claim.partner_id:
            return (person,)
    return office.directory.people_of(claim.partner_id)


def mend_until(claim: Claim, programme: Programme, *, office: Office) -> date:
    """Give the last day on which a returned claim can come again."""
    returned = claim.returned_at or office.clock()
    return resubmission_due(programme, local_day(returned, programme.zone))


def claim_url(claim: Claim, *, office: Office) -> str:
    """Give the address of a claim's page; it asks to sign in."""
    return f"{office.public_url}/claims/{claim.claim_id}"


def _context(
    claim: Claim, assessment: Assessment, *, office: Office
) -> tuple[Programme, Application]:
    return (
        office.programme(assessment.programme, assessment.programme_version),
        office.directory.application(claim.application_id),
    )


def _about(
    claim: Claim,
    person: Person,
    programme: Programme,
    application: Application,
    *,
    office: Office,
) -> dict[str, Any]:
    return {
        "to_name": person.name,
        "zone": programme.zone,
        "claim_id": claim.claim_id,
        "version": claim.version,
        "activity_name": application.activity.name,
        "activity_type": activity_type_name(application, person.locale, office=office),
    }


def _send(kind: str, letter: Rendered, claim: Claim, person: Person, *, office: Office) -> None:
    """Send a letter; an address refused for good loses the mail, the page still tells all."""
    mail = mail_to(person, letter, purpose="letter")
    try:
        send_once(f"{kind}-{claim.claim_id}-v{claim.version}-{person.login}", mail, office=office)
    except NotAccepted:
        office.metrics.count("LetterRefused", step="letters")
