"""Applications that nobody claimed in time: they expire, their money goes back, partners learn it.

Whatever was used by a claim stays agreed to: only what was never used expires.
"""

from __future__ import annotations

from cofund.books.matter_moves import MatterChange
from cofund.errors import NotAccepted
from cofund.models.consents import MatterHead
from cofund.steps.activities.filing import claim_until, free_reservation, today_of
from cofund.steps.activities.standing import agreed_of
from cofund.steps.consents.letters import applicants
from cofund.steps.mailing import mail_to, send_once
from cofund.steps.office import Office

ACTOR = "end_applications"
WAITS_FOR_CLAIMS = frozenset({"approved", "returned"})
"""*returned*: a change that the partner never mended; the consent before it is in force."""


def end_applications(partner_id: str, *, office: Office) -> tuple[str, ...]:
    """Let a partner's applications expire that were never used and no claim can use any more.

    Those that were given up while their money was on its way give it back. Give the ids of those
    that have expired.

    Raises:
        TryAgain: others kept moving the same money.
    """
    expired = []
    for head in office.matters.of_partner("application", partner_id):
        if head.state == "cancelled" and not office.directory.has_ended(head.matter.matter_id):
            free_reservation(head, reason="activity_cancelled", actor=ACTOR, office=office)
            office.directory.end_application(head.matter.matter_id)
        elif head.state in WAITS_FOR_CLAIMS and _is_over(head, office=office):
            _expire(head, office=office)
            expired.append(head.matter.matter_id)
    return tuple(expired)


def _is_over(head: MatterHead, *, office: Office) -> bool:
    """Say whether the time for claims is over, and none ever held money for the activity."""
    agreed = agreed_of(head, office=office)
    if agreed is None or today_of(head, office=office) <= claim_until(head, agreed, office=office):
        return False
    claims = office.claims.of_partner(head.partner_id)
    if any(one.application_id == head.matter.matter_id for one in claims):
        standing = office.ledger.reservation(head.matter.matter_id)
        return standing is not None and standing.state == "RELEASED" and not standing.uses
    return True


def _expire(head: MatterHead, *, office: Office) -> None:
    """Give the money back, tell the partner, and end it: whatever was done already stays done."""
    free_reservation(head, reason="nothing_left_to_claim", actor=ACTOR, office=office)
    for person in applicants(head, office=office):
        _tell(head, person.login, office=office)
    change = MatterChange(
        to_state="expired", at=office.clock(), actor=ACTOR, reason="not_claimed_in_time"
    )
    office.matters.advance(head.matter, head.state, change)
    office.directory.end_application(head.matter.matter_id)


def _tell(head: MatterHead, login: str, *, office: Office) -> None:
    from cofund.pages.of_activities import mail_activity_expired  # seldom: most runs tell nobody
    from cofund.pages.views.activities import ExpiredMail

    person = office.directory.person(login)
    agreed = agreed_of(head, office=office)
    assert agreed is not None
    standing = office.ledger.reservation(head.matter.matter_id)
    view = ExpiredMail(
        to_name=person.name,
        zone=office.programme(head.programme, head.programme_version).zone,
        application_id=head.matter.matter_id,
        name=agreed.activity.name,
        claim_until=claim_until(head, agreed, office=office),
        freed=standing.amount if standing else None,
        link=f"{office.public_url}/activities/{head.matter.matter_id}",
    )
    mail = mail_to(person, mail_activity_expired(view, locale=person.locale), purpose="letter")
    try:
        send_once(f"expired-{head.matter.matter_id}-{login}", mail, office=office)
    except NotAccepted:
        office.metrics.count("LetterRefused", step="end_applications")
