"""How much of a claim points may pay: the part of its eligible cost that the fund does not."""

from __future__ import annotations

from cofund.models.assessment import Assessment, WaterfallStepName
from cofund.money import Money

ELIGIBLE_AFTER: WaterfallStepName = "brand_share"
"""What is left here is the vendor's part of what was really paid for the activity; the share that
is refunded, caps and limits come after it, and bind the fund only."""


def points_room(assessment: Assessment) -> Money:
    """Give what the fund leaves of the eligible cost; what it paid before a dispute counts too."""
    waterfall = assessment.waterfall
    eligible = next(step.after for step in waterfall.steps if step.step == ELIGIBLE_AFTER)
    zero = Money.zero(eligible.currency)
    before = assessment.balances.paid_before or zero
    return max(zero, eligible - waterfall.claimable - before)


def whole_points(room: Money, worth: Money) -> int:
    """Give how many whole points fit into an amount."""
    return room.amount_minor // worth.amount_minor
