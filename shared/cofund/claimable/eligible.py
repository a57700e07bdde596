"""What is left of each paper's cost once the deductions of the findings are taken off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cofund.claimable.cost import Cost, CostPaper, cost_base, cost_of
from cofund.claimable.cost_lines import line_cost
from cofund.claimable.line_kinds import is_souvenir
from cofund.models.assessment import Finding
from cofund.models.claim_file import ClaimFile
from cofund.models.terms import share_of
from cofund.terms.entitlement import brand_share, refund_share

LINE_RULES = ("ineligible_lines", "souvenir_price")
PAYMENT_RULES = ("payment_proof",)

LARGEST_STATED_MINOR = 10**14
"""Bound of what a partner's claim may imply: ten times the largest single paper."""


@dataclass(frozen=True)
class PaperLeft:
    """One paper: its cost, and what is left of it after each kind of deduction. Minor units."""

    document_id: str
    cost: int
    after_lines: int
    after_payment: int
    souvenirs: int
    """How much of what is left at last is souvenirs."""


@dataclass(frozen=True)
class Eligible:
    """All papers, and what the partner states for those that could not be read. Minor units."""

    papers: tuple[PaperLeft, ...]
    stated: int
    """Cost beyond the papers that could be read; zero where all could."""
    stated_souvenirs: int

    @property
    def cost(self) -> int:
        """Give the cost before deductions."""
        return sum(paper.cost for paper in self.papers) + self.stated

    @property
    def after_lines(self) -> int:
        """Give what is left without the lines that are not refunded."""
        return sum(paper.after_lines for paper in self.papers) + self.stated

    @property
    def after_payment(self) -> int:
        """Give what is left without the papers that nobody paid."""
        return sum(paper.after_payment for paper in self.papers) + self.stated

    @property
    def souvenirs(self) -> int:
        """Give how much of that is souvenirs."""
        return sum(paper.souvenirs for paper in self.papers) + self.stated_souvenirs


def eligible_cost(file: ClaimFile, findings: Iterable[Finding]) -> Eligible:
    """Take the findings' deductions off the papers; none gets below zero."""
    cost, deductions = cost_of(file), tuple(f for f in findings if f.effect == "deduct")
    stated = _stated(file, cost)
    return Eligible(
        papers=tuple(_left(file, paper, deductions) for paper in cost.papers),
        stated=stated,
        stated_souvenirs=stated if file.terms.group == "souvenirs" else 0,
    )


def _left(file: ClaimFile, paper: CostPaper, deductions: tuple[Finding, ...]) -> PaperLeft:
    cost = paper.cost.amount_minor
    after_lines = max(0, cost - _deducted(deductions, paper, LINE_RULES))
    after_payment = max(0, after_lines - _deducted(deductions, paper, PAYMENT_RULES))
    souvenirs = _souvenirs(file, paper, deductions)
    return PaperLeft(
        document_id=paper.document_id,
        cost=cost,
        after_lines=after_lines,
        after_payment=after_payment,
        souvenirs=min(souvenirs, after_payment),
    )


def _deducted(deductions: tuple[Finding, ...], paper: CostPaper, rules: tuple[str, ...]) -> int:
    return sum(
        finding.deducted.amount_minor
        for finding in deductions
        if finding.rule in rules
        and finding.document_id == paper.document_id
        and finding.deducted is not None
    )


def _souvenirs(file: ClaimFile, paper: CostPaper, deductions: tuple[Finding, ...]) -> int:
    """Give what the paper's souvenirs cost: all of a souvenir order, else the lines that are."""
    if file.terms.group == "souvenirs":
        return paper.cost.amount_minor
    rounding, base = file.programme.rounding.value, cost_base(file)
    costs = [
        paper.counted(line_cost(paper.paper, line, base=base, rounding=rounding), rounding)
        for line in paper.paper.lines
        if is_souvenir(file.programme, line)
    ]
    total = sum(cost.amount_minor for cost in costs if cost is not None)
    return max(0, total - _deducted(deductions, paper, ("souvenir_price",)))


def _stated(file: ClaimFile, cost: Cost) -> int:
    """Give the cost that the partner's claim implies beyond the papers that could be read."""
    if not cost.unread:
        return 0
    request = file.claim.request
    share = share_of(refund_share(file.programme, file.application.activity.activity_type))
    paid_back = share * brand_share(file.programme, request.manufacturers)
    claimed = request.claimed.amount_minor
    implied = claimed if paid_back == 0 else -int(-claimed // paid_back)
    whole = min(LARGEST_STATED_MINOR, implied + request.sponsor_money.amount_minor)
    return max(0, whole - cost.total.amount_minor)
