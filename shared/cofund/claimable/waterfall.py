"""The waterfall: from the cost on the papers to the claimable amount, one reasoned step at a time.

Every step lowers the amount or leaves it; none brings it below zero. All steps are always there,
also those that change nothing, in this order:

invoiced → ineligible_lines → unproven_payment → sponsor_money → brand_share → refund_share →
activity_cap → claim_cap → month_cap → year_cap → souvenir_limit → approved_amount →
claimed_amount → paid_before → fund_balance

Each is a line of its own: the amount before and after, the term as the programme writes it and the
clause it comes from. Only the shares round, each to the minor unit by the programme's named mode.
What other claims of the same activity, month or year hold or were paid lowers their caps.

Papers that could not be read for certain count as much as the partner states: otherwise nothing
could be held while a person looks at them. The findings say that they are unclear.
"""

from __future__ import annotations

from fractions import Fraction

from cofund.claimable.cost import Cost, cost_base, cost_of
from cofund.claimable.eligible import LINE_RULES, PAYMENT_RULES, Eligible, eligible_cost
from cofund.claimable.exchange import rate_text
from cofund.claimable.flow import Flow
from cofund.claimable.souvenirs import parts_of, souvenir_part, souvenir_step
from cofund.models.assessment import Finding, Waterfall, WaterfallStepName
from cofund.models.claim_file import ClaimFile
from cofund.models.evidence import Evidence
from cofund.models.terms import Term, amount_text, percent_text, share_of
from cofund.money import Money
from cofund.terms.entitlement import brand_share, brand_share_text, refund_share


def run_waterfall(file: ClaimFile, findings: tuple[Finding, ...]) -> Waterfall:
    """Give the steps from the claim's cost to its claimable amount."""
    eligible = eligible_cost(file, findings)
    flow = _cost_steps(file, eligible, findings)
    flow = _share_steps(file, flow)
    parts = parts_of(file, eligible, flow)
    flow = _cap_steps(file, flow)
    flow = souvenir_step(file, flow, parts)
    flow = _last_steps(file, flow)
    return Waterfall(
        steps=flow.steps,
        claimable=flow.amount,
        souvenir_part=souvenir_part(file, flow, parts),
    )


def _cost_steps(file: ClaimFile, eligible: Eligible, findings: tuple[Finding, ...]) -> Flow:
    programme, cost = file.programme, cost_of(file)
    flow = Flow(_money(file, cost.gross.amount_minor + eligible.stated)).down_to(
        "invoiced",
        _money(file, eligible.cost),
        term=cost_base(file),
        source=_with_rates(programme.cost_base.source, cost),
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


def _share_steps(file: ClaimFile, flow: Flow) -> Flow:
    programme, shown = file.programme, file.claim.request.manufacturers
    refund = refund_share(programme, file.application.activity.activity_type)
    steps: tuple[tuple[WaterfallStepName, Fraction, str], ...] = (
        ("brand_share", brand_share(programme, shown), brand_share_text(programme, shown)),
        ("refund_share", share_of(refund), percent_text(refund)),
    )
    for step, share, term in steps:
        amount = flow.amount.times(share, programme.rounding.value)
        flow = flow.down_to(step, amount, term=term, source=programme.refund.source)
    return flow


def _cap_steps(file: ClaimFile, flow: Flow) -> Flow:
    caps, balances = file.programme.caps, file.balances
    flow = _capped(flow, "activity_cap", caps.per_activity, balances.paid_for_activity)
    flow = _claim_cap(file, flow)
    flow = _capped(flow, "month_cap", caps.per_month, balances.claimed_in_month)
    return _capped(flow, "year_cap", caps.per_year, balances.claimed_in_year)


def _capped(
    flow: Flow, step: WaterfallStepName, cap: Term[Money] | None, taken: Money | None
) -> Flow:
    """Cut at what other claims left of a cap; where the programme has none, change nothing."""
    if cap is None:
        return flow.down_to(step, flow.amount)
    left = cap.value if taken is None else cap.value - taken
    return flow.down_to(step, left, term=_less(cap.value, taken), source=cap.source)


def _less(whole: Money, taken: Money | None) -> str:
    """Give an amount and what others have of it: "300 000 RUB − 120 000 RUB"."""
    return f"{amount_text(whole)} − {amount_text(taken)}" if taken else amount_text(whole)


def _claim_cap(file: ClaimFile, flow: Flow) -> Flow:
    cap = file.programme.caps.per_claim
    if cap is None:
        return flow.down_to("claim_cap", flow.amount)
    tendered = cap.tender == "approval_above" and file.application.approved_amount > cap.value
    return flow.down_to(
        "claim_cap",
        flow.amount if tendered else cap.value,
        term="" if tendered else amount_text(cap.value),
        source=cap.source,
    )


def _last_steps(file: ClaimFile, flow: Flow) -> Flow:
    approved, claimed = file.application.approved_amount, file.claim.request.claimed
    paid = file.balances.paid_for_activity
    flow = flow.down_to(
        "approved_amount",
        approved if paid is None else approved - paid,
        term=_less(approved, paid),
        source=f"Application {file.application.application_id}",
    )
    flow = flow.down_to(
        "claimed_amount",
        claimed,
        term=amount_text(claimed),
        source=f"Claim {file.claim.claim_id}",
    )
    before = file.balances.paid_before or _money(file, 0)
    flow = flow.down_to(
        "paid_before",
        flow.amount - before,
        term=amount_text(before) if before else "",
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


def _with_rates(source: str, cost: Cost) -> str:
    """Give a clause, and the rates by which papers in other currencies count."""
    rates = [rate_text(paper.rate) for paper in cost.papers if paper.rate is not None]
    return "; ".join(dict.fromkeys([source, *rates]))[:200]


def _clauses(findings: tuple[Finding, ...], rules: tuple[str, ...]) -> str:
    """Give the clauses that the deductions of some rules come from, each once."""
    found = [f.source for f in findings if f.rule in rules and f.effect == "deduct"]
    return "; ".join(dict.fromkeys(found))[:200]


def _seen(findings: tuple[Finding, ...], rules: tuple[str, ...]) -> list[Evidence]:
    return [e for f in findings if f.rule in rules and f.effect == "deduct" for e in f.evidence]


def _money(file: ClaimFile, minor: int) -> Money:
    return Money(amount_minor=minor, currency=file.programme.currency)
