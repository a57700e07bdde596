"""Reservations that nothing can use any more: their money goes back to the fund, or expires.

An activity's money stays reserved while a claim of it can still come, come again or be disputed,
also after its period's close. Then this step ends the reservation, once.
"""

from __future__ import annotations

from datetime import date

from cofund.calendar import local_day
from cofund.claim_states import DECIDED
from cofund.errors import NotFound
from cofund.matter_states import UNDECIDED
from cofund.models.claim import Application, Claim
from cofund.models.ledger import Unreserve
from cofund.models.programme import Programme
from cofund.steps.disputed import dispute_until
from cofund.steps.office import Office
from cofund.terms.due_days import report_due, resubmission_due

ACTOR = "end_reservations"
UNDECIDED_END = frozenset({"approved", "debited", "payout_sent"})
"""Decided, but not yet where a dispute begins."""


def end_reservations(partner_id: str, *, office: Office) -> tuple[str, ...]:
    """End a partner's reservations that are over; give their applications' ids.

    Raises:
        TryAgain: others kept moving the same money.
    """
    applications = office.directory.applications_of(partner_id)
    ended = [each for each in applications if _is_over(each, office=office)]
    for application in ended:
        office.ledger.post(
            Unreserve(
                fund=application.fund,
                actor=ACTOR,
                reason="nothing_left_to_claim",
                at=office.clock(),
                programme_version=application.programme_version,
                application=application.application_id,
            )
        )
    return tuple(application.application_id for application in ended)


def _is_over(application: Application, *, office: Office) -> bool:
    reservation = office.ledger.reservation(application.application_id)
    if reservation is None or reservation.state != "ACTIVE" or not reservation.remaining:
        return False
    programme = office.programme(application.programme, application.programme_version)
    today = local_day(office.clock(), programme.zone)
    if today <= report_due(programme, application.activity.last_day):
        return False
    if _is_to_change(application, office=office):
        return False
    claims = office.claims.of_partner(application.partner_id)
    return all(
        is_done(claim, programme, today, office=office)
        for claim in claims
        if claim.application_id == application.application_id
    )


def _is_to_change(application: Application, *, office: Office) -> bool:
    """Tell whether another version waits for consent, or for the beginning of its period.

    It will change this very reservation: one that has ended could not be moved any more. While an
    operator is needed it may be waiting too, and an error of ours ends nothing.
    """
    try:
        head = office.matters.get("application", application.application_id)
    except NotFound:
        return False
    agreement = office.directory.agreement(application.application_id)
    agreed_later = agreement is not None and agreement[1] != head.consented
    given_up = head.state in ("cancelled", "expired")
    return head.state in UNDECIDED | {"needs_operator"} or (agreed_later and not given_up)


def is_done(claim: Claim, programme: Programme, today: date, *, office: Office) -> bool:
    """Tell whether a claim can take no more money, the window for first claims being over."""
    if claim.state in ("draft", "returned"):
        back = claim.returned_at
        return back is None or today > resubmission_due(programme, local_day(back, programme.zone))
    if claim.state in DECIDED - UNDECIDED_END:
        return dispute_until(claim, office=office) is None
    return False
