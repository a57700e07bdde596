"""What a partner is told of a claim's end, where that is more than the reviewer's decision."""

from __future__ import annotations

from cofund.models.approval import Decision
from cofund.models.assessment import Assessment, Finding
from cofund.models.claim import Claim
from cofund.steps.documents import find_document
from cofund.steps.office import Office
from cofund.steps.uses import earlier_invoices


def told_decision(claim: Claim, decision: Decision) -> Decision:
    """Give the decision that counts: an approval that the ledger refused is a rejection."""
    if claim.state != "rejected" or decision.outcome != "approved":
        return decision
    return decision.model_copy(
        update={"outcome": "rejected", "amount": None, "decided_by": ("release_hold",)}
    )


def told_assessment(
    claim: Claim, decision: Decision, assessment: Assessment, *, office: Office
) -> Assessment:
    """Give the assessment, with the invoices that were paid elsewhere after it was made."""
    if told_decision(claim, decision) == decision:
        return assessment
    findings = (*assessment.findings, *_paid_elsewhere(claim, assessment, office=office))
    return assessment.model_copy(update={"findings": findings})


def _paid_elsewhere(claim: Claim, assessment: Assessment, *, office: Office) -> tuple[Finding, ...]:
    from cofund.rules.duplicates import paid_meanwhile  # all rules, which pages else do without

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
