"""Souvenirs in the waterfall: what a year's limit leaves of them, and what counts against it.

What is no souvenir is refunded by itself and fills the caps first; souvenirs add to it what is left
of the limit. So no line that costs more, of whatever kind, ever makes a claim worth less.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from cofund.claimable.eligible import Eligible
from cofund.claimable.flow import Flow
from cofund.models.activity_terms import SouvenirLimitTerms
from cofund.models.claim_file import ClaimFile
from cofund.models.terms import amount_text, percent_text
from cofund.money import Money
from cofund.terms.entitlement import refunded


@dataclass(frozen=True)
class Parts:
    """What souvenirs and everything else are refunded, before any cap."""

    others: Money
    souvenirs: Money
    """No more than what is left of the year's limit."""

    @property
    def together(self) -> Money:
        """Give both."""
        return self.others + self.souvenirs


def parts_of(file: ClaimFile, eligible: Eligible, flow: Flow) -> Parts:
    """Part the refund by the eligible cost: what is no souvenir is refunded by itself."""
    after, whole = flow.at_step("sponsor_money"), flow.at_step("refund_share")
    others = whole
    if eligible.souvenirs:
        cost = eligible.after_payment - eligible.souvenirs
        others = refunded(
            file.programme,
            file.application.activity.activity_type,
            manufacturers=file.claim.request.manufacturers,
            cost_minor=Fraction(after.amount_minor * cost, eligible.after_payment),
        )
    souvenirs, left = whole - others, file.balances.souvenir_available
    return Parts(others, souvenirs if left is None else min(souvenirs, left))


def souvenir_step(file: ClaimFile, flow: Flow, parts: Parts) -> Flow:
    """Cut at the refund of everything else and what is left for souvenirs: so a cap counts once."""
    terms, left = file.programme.souvenirs, file.balances.souvenir_available
    if terms is None:
        return flow.down_to("souvenir_limit", flow.amount)
    limit = terms.limits.get(file.partner.level)
    applies = left is not None and flow.at_step("refund_share") > parts.others
    return flow.down_to(
        "souvenir_limit",
        parts.together,
        term=_limit_text(limit) if applies and limit is not None else "",
        source=terms.source,
    )


def _limit_text(limit: SouvenirLimitTerms) -> str:
    return f"{percent_text(limit.share)}, {amount_text(limit.at_most)}"


def souvenir_part(file: ClaimFile, flow: Flow, parts: Parts) -> Money:
    """Give what of the claimable amount counts against the souvenir limit; caps lower it, too."""
    if not parts.souvenirs or not flow.amount:
        return Money.zero(flow.amount.currency)
    share = Fraction(parts.souvenirs.amount_minor, parts.together.amount_minor)
    return min(parts.souvenirs, flow.amount.times(share, file.programme.rounding.value))
