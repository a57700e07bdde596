"""What a partner is told of a claim's end, where that is more than the reviewer's decision."""

from __future__ import annotations

from cofund.models.approval import Decision
from cofund.models.assessment import Assessment, Finding
from cofund.models.claim import Claim
from cofund.money import Money
from cofund.steps.claim_points import points_of
from cofund.steps.disputed import paid_before
from cofund.steps.documents import find_document
from cofund.steps.office import Office


def told_decision(claim: Claim, decision: Decision) -> Decision:
    """Give the decision that counts: an approval that the ledger refused is a rejection."""
    if claim.state != "rejected" or decision.outcome != "approved":
        return decision
    return decision.model_copy(
        update={
            "outcome": "rejected",
            "amount": None,
            "points": 0,
            "decided_by": ("release_hold",),
        }
    )


def disputed_decision(claim: Claim, *, office: Office) -> Decision | None:
    """Give the decision that is disputed, as the partner was told it; None where none is."""
    if claim.disputes is None:
        return None
    decision = office.approvals.decision(claim.claim_id, claim.disputes)
    refused = office.claims.stood_at(claim.claim_id) == "rejected"
    before = claim.model_copy(update={"state": "rejected"}) if refused else claim
    return told_decision(before, decision) if decision else None


def approved_in_all(claim: Claim, *, office: Office) -> Money | None:
    """Give what was approved of a claim in all: before a dispute about the rest, and by it.

    What points pay counts at its worth.
    """
    decision = office.approvals.decision(claim.claim_id, claim.version)
    told = told_decision(claim, decision) if decision else None
    disputed = disputed_decision(claim, office=office)
    before = paid_before(claim, office=office)
    parts = [
        _with_points(told.amount if told else None, told, office=office),
        _with_points(before, disputed, office=office),
    ]
    amounts = [amount for amount in parts if amount is not None]
    return Money.total(amounts, amounts[0].currency) if amounts else None


def _with_points(
    amount: Money | None, decision: Decision | None, *, office: Office
) -> Money | None:
    """Give an amount together with what points pay by the same decision."""
    part = points_of(decision, office=office)
    return amount if amount is None or part is None else amount + part.value


def told_assessment(
    claim: Claim, decision: Decision, assessment: Assessment, *, office: Office
) -> Assessment:
    """Give the assessment, with the invoices that were paid elsewhere after it was made."""
    if told_decision(claim, decision) == decision:
        return assessment
    findings = (*assessment.findings, *_paid_elsewhere(claim, assessment, office=office))
    return assessment.model_copy(update={"findings": findings})


def _paid_elsewhere(claim: Claim, assessment: Assessment, *, office: Office) -> tuple[Finding, ...]:
    # All rules and terms, which pages and letters else do without.
    from cofund.rules.duplicates import paid_meanwhile
    from cofund.steps.uses import earlier_invoices

    programme = office.programme(assessment.programme, assessment.programme_version)
    paid = {
        (use.seller, use.number)
        for use in earlier_invoices(claim, assessment.invoices, office=office)
    }
    return tuple(
        paid_meanwhile(programme, find_document(claim, invoice.document_id), invoice.number)
        for invoice in assessment.invoices
        if (invoice.seller, invoice.number) in paid
    )
