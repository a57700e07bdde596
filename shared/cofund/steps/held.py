"""What is held for a version of a claim and can still be approved: of the fund, and of points."""

from __future__ import annotations

from cofund.models.assessment import Assessment
from cofund.models.claim import Claim
from cofund.models.points import PointsPart
from cofund.money import Money
from cofund.steps.claim_points import approvable_points
from cofund.steps.office import Office


def held_amount(claim_id: str, assessment: Assessment, *, office: Office) -> Money:
    """Give the most that can be approved: what is held for the version and still claimable."""
    hold = office.ledger.hold(claim_id, assessment.version)
    claimable = assessment.waterfall.claimable
    return min(hold.amount, claimable) if hold else Money.zero(claimable.currency)


def held_points(claim: Claim, assessment: Assessment, *, office: Office) -> PointsPart | None:
    """Give the most points that can be approved beside the money; None where none are held."""
    hold = office.ledger.hold(claim.claim_id, assessment.version)
    return approvable_points(claim, hold, assessment, office=office)


def payable_amount(claim: Claim, assessment: Assessment, *, office: Office) -> Money:
    """Give the most that can be paid out: of the fund, and of points at their worth."""
    points = held_points(claim, assessment, office=office)
    held = held_amount(claim.claim_id, assessment, office=office)
    return held if points is None else held + points.value
