"""The waterfall: from the cost on the papers to the claimable amount, one reasoned step at a time.

Every step lowers the amount or leaves it; none brings it below zero. All steps are always there,
also those that change nothing, in this order:

invoiced → ineligible_lines → unproven_payment → sponsor_money → brand_share → refund_share →
activity_cap → claim_cap → souvenir_limit → approved_amount → claimed_amount → fund_balance

Papers that could not be read for certain count as much as the partner states: otherwise nothing
could be held while a person looks at them. The findings say that they are unclear.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from cofund.cost import cost_base, cost_of
from cofund.eligible import LINE_RULES, PAYMENT_RULES, Eligible, eligible_cost
from cofund.entitlement import refund_share
from cofund.models.assessment import (
    Finding,
    Waterfall,
    WaterfallStep,
    WaterfallStepName,
)
from cofund.models.claim_file import ClaimFile
from cofund.models.evidence import Evidence
from cofund.models.terms import amount_text, percent_text, share_of
from cofund.money import Money

MAX_EVIDENCE = 50


@dataclass(frozen=True)
class _Flow:
    """The waterfall so far: what is left, and the steps that led there."""

    amount: Money
    steps: tuple[WaterfallStep, ...] = ()

    def down_to(
        self,
        step: WaterfallStepName,
        amount: Money,
        *,
        term: str = "",
        source: str = "",
        evidence: Iterable[Evidence] = (),
    ) -> _Flow:
        """Add a step to this amount; a step never raises it and never leaves less than zero."""
        after = max(Money.zero(amount.currency), min(self.amount, amount))
        done = WaterfallStep(
            step=step,
            before=self.amount,
            after=after,
            term=term,
            source=source,
            evidence=tuple(evidence)[:MAX_EVIDENCE],
        )
        return _Flow(after, (*self.steps, done))

    def at_step(self, step: WaterfallStepName) -> Money:
        """Give the amount after a step."""
        return next(done.after for done in self.steps if done.step == step)


def run_waterfall(file: ClaimFile, findings: tuple[Finding, ...]) -> Waterfall:
    """Give the steps from the claim's cost to its claimable amount."""
    eligible = eligible_cost(file, findings)
    flow = _cost_steps(file, eligible, findings)
    flow = _share_steps(file, flow)
    flow = _cap_steps(file, flow)
    souvenirs = _souvenir_amount(file, eligible, flow.amount)
    flow = _souvenir_step(file, flow, souvenirs)
    flow = _last_steps(file, flow)
    return Waterfall(
        steps=flow.steps,
        claimable=flow.amount,
        souvenir_part=_souvenir_part(file, flow, souvenirs),
    )


def _cost_steps(file: ClaimFile, eligible: Eligible, findings: tuple[Finding, ...]) -> _Flow:
    programme, cost = file.programme, cost_of(file)
    flow = _Flow(_money(file, cost.gross.amount_minor + eligible.stated)).down_to(
        "invoiced",
        _money(file, eligible.cost),
        term=cost_base(file),
        source=programme.cost_base.source,
        evidence=[p.paper.gross.evidence for p in cost.papers if p.paper.gross is not None],
    )
    flow = flow.down_to(
        "ineligible_lines",
        _money(file, eligible.after_lines),
        source=_clauses(findings, LINE_RULES),
        evidence=_seen(findings, LINE_RULES),
    )
    flow = flow.down_to(
        "unproven_payment",
        _money(file, eligible.after_payment),
        source=_clauses(findings, PAYMENT_RULES),
        evidence=_seen(findings, PAYMENT_RULES),
    )
    sponsors = file.claim.request.sponsor_money
    return flow.down_to(
        "sponsor_money",
        flow.amount - sponsors,
        term=amount_text(sponsors),
        source=programme.sponsor_money.source,
    )


def _share_steps(file: ClaimFile, flow: _Flow) -> _Flow:
    terms = file.programme.refund
    refund = refund_share(file.programme, file.application.activity.activity_type)
    steps: tuple[tuple[WaterfallStepName, Decimal], ...] = (
        ("brand_share", terms.brand_share),
        ("refund_share", refund),
    )
    for step, percent in steps:
        amount = flow.amount.times(share_of(percent), file.programme.rounding.value)
        flow = flow.down_to(step, amount, term=percent_text(percent), source=terms.source)
    return flow


def _cap_steps(file: ClaimFile, flow: _Flow) -> _Flow:
    activity, claim = file.programme.caps.per_activity, file.programme.caps.per_claim_without_tender
    tendered = claim.tender == "approval_above" and file.application.approved_amount > claim.value
    flow = flow.down_to(
        "activity_cap",
        activity.value,
        term=amount_text(activity.value),
        source=activity.source,
    )
    return flow.down_to(
        "claim_cap",
        flow.amount if tendered else claim.value,
        term="" if tendered else amount_text(claim.value),
        source=claim.source,
    )


def _souvenir_amount(file: ClaimFile, eligible: Eligible, amount: Money) -> Money:
    """Give how much of an amount stands on souvenirs, by their part of the eligible cost."""
    if not eligible.after_payment:
        return Money.zero(amount.currency)
    share = Fraction(eligible.souvenirs, eligible.after_payment)
    return amount.times(share, file.programme.rounding.value)


def _souvenir_step(file: ClaimFile, flow: _Flow, souvenirs: Money) -> _Flow:
    terms, left = file.programme.souvenirs, file.balances.souvenir_available
    limit = terms.limits[file.partner.level]
    above = souvenirs - left if left is not None and souvenirs > left else _money(file, 0)
    applies = left is not None and bool(souvenirs)
    return flow.down_to(
        "souvenir_limit",
        flow.amount - above,
        term=f"{percent_text(limit.share)}, {amount_text(limit.at_most)}" if applies else "",
        source=terms.source,
    )


def _last_steps(file: ClaimFile, flow: _Flow) -> _Flow:
    approved, claimed = file.application.approved_amount, file.claim.request.claimed
    flow = flow.down_to(
        "approved_amount",
        approved,
        term=amount_text(approved),
        source=f"Application {file.application.application_id}",
    )
    flow = flow.down_to(
        "claimed_amount",
        claimed,
        term=amount_text(claimed),
        source=f"Claim {file.claim.claim_id}",
    )
    covered = _covered(file)
    return flow.down_to(
        "fund_balance",
        covered,
        term=amount_text(covered),
        source=f"Fund {file.balances.fund.period}",
    )


def _covered(file: ClaimFile) -> Money:
    """Give what the fund can still pay: the activity's reservation, and free money while open."""
    balances = file.balances
    free = balances.available if balances.fund_open else Money.zero(file.programme.currency)
    return balances.reserved_for_activity + free


def _souvenir_part(file: ClaimFile, flow: _Flow, souvenirs: Money) -> Money:
    """Give what of the claimable amount counts against the souvenir limit; later steps lower it."""
    left, limited = file.balances.souvenir_available, flow.at_step("souvenir_limit")
    counted = souvenirs if left is None else min(souvenirs, left)
    if not limited or not counted:
        return Money.zero(flow.amount.currency)
    share = Fraction(counted.amount_minor, limited.amount_minor)
    return min(counted, flow.amount.times(share, file.programme.rounding.value))


def _clauses(findings: tuple[Finding, ...], rules: tuple[str, ...]) -> str:
    """Give the clauses that the deductions of some rules come from, each once."""
    found = [f.source for f in findings if f.rule in rules and f.effect == "deduct"]
    return "; ".join(dict.fromkeys(found))[:200]


def _seen(findings: tuple[Finding, ...], rules: tuple[str, ...]) -> list[Evidence]:
    return [e for f in findings if f.rule in rules and f.effect == "deduct" for e in f.evidence]


def _money(file: ClaimFile, minor: int) -> Money:
    return Money(amount_minor=minor, currency=file.programme.currency)
