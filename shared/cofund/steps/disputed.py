"""What may be disputed and until when, and what was paid before a dispute about the rest."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cofund.calendar import local_day
from cofund.claim_states import DISPUTABLE
from cofund.models.claim import Claim
from cofund.money import Money
from cofund.steps.office import Office
from cofund.terms.due_days import dispute_due

if TYPE_CHECKING:  # who judges a claim asks here, and moves no money
    from cofund.models.standing import Hold


def dispute_until(claim: Claim, *, office: Office) -> date | None:
    """Give the last day for a dispute; None where the claim's end cannot be disputed.

    Of a paid claim only what was not paid can be.
    """
    if claim.state not in DISPUTABLE or claim.disputes is not None:
        return None
    if claim.state == "paid" and not _is_paid_in_part(claim, office=office):
        return None
    application = office.directory.application(claim.application_id)
    programme = office.programme(application.programme, application.programme_version)
    ended_at = office.claims.audit(claim.claim_id)[-1].at
    last = dispute_due(programme, local_day(ended_at, programme.zone))
    return last if local_day(office.clock(), programme.zone) <= last else None


def paid_before(claim: Claim, *, office: Office) -> Money | None:
    """Give what the version before a dispute was paid; None where nothing was.

    What was clawed back of it counts too: a dispute does not pay it again.
    """
    if claim.disputes is None or office.claims.stood_at(claim.claim_id) != "paid":
        return None
    decision = office.approvals.decision(claim.claim_id, claim.disputes)
    return decision.amount if decision else None


def hold_disputed(claim: Claim, *, office: Office) -> Hold | None:
    """Give the hold of the version whose decision is disputed; None where there is none."""
    if claim.disputes is None:
        return None
    return office.ledger.hold(claim.claim_id, claim.disputes)


def _is_paid_in_part(claim: Claim, *, office: Office) -> bool:
    decision = office.approvals.decision(claim.claim_id, claim.version)
    if decision is None or decision.amount is None:
        return False
    if decision.amount < claim.request.claimed:
        return True
    asked = decision.points < claim.request.points
    hold = office.ledger.hold(claim.claim_id, claim.version) if asked else None
    return hold is not None and hold.points is not None and decision.points < hold.points.points
