"""The invoices that a claim stands on: what identifies each, and its part of the refund."""

from __future__ import annotations

from cofund.claimable.apportion import apportion
from cofund.claimable.cost import cost_of, identity
from cofund.claimable.eligible import eligible_cost
from cofund.models.assessment import Finding, InvoiceFacts
from cofund.models.claim_file import ClaimFile
from cofund.money import Money
from cofund.sure import sure_text


def invoice_facts(
    file: ClaimFile, findings: tuple[Finding, ...], claimable: Money
) -> tuple[InvoiceFacts, ...]:
    """Give the invoices that the claim stands on, each with its part of the claimable amount.

    The parts sum up to it exactly, but for what stands on papers that could not be read or whose
    seller, number or date is not certain.
    """
    eligible = eligible_cost(file, findings)
    weights = [*(paper.after_payment for paper in eligible.papers), eligible.stated]
    nothing = not any(weights)
    parts = [0 for _ in weights] if nothing else apportion(claimable.amount_minor, weights)
    facts = []
    for paper, part in zip(cost_of(file).papers, parts, strict=False):
        known = identity(paper.paper)
        if known is None or not paper.gross:
            continue
        seller, _, issued, _ = known
        facts.append(
            InvoiceFacts(
                seller=seller,
                number=sure_text(paper.paper.number),
                issue_date=issued,
                gross=paper.printed,
                document_id=paper.document_id,
                cost=paper.printed,
                share=Money(amount_minor=part, currency=claimable.currency),
            )
        )
    return tuple(facts)
