"""Which claims use which files and invoices: what makes duplicates known across claims."""

from __future__ import annotations

import hashlib

from cofund.models.assessment import Assessment, InvoiceFacts
from cofund.models.claim import Claim
from cofund.models.claim_file import EarlierFile, EarlierInvoice
from cofund.steps.office import Office
from cofund.steps.storage import document_note


def earlier_files(claim: Claim, *, office: Office) -> list[EarlierFile]:
    """Give the files of a claim that stand in other claims."""
    found: list[EarlierFile] = []
    for document in claim.documents:
        if document.sha256 is None:
            continue
        for other in office.claims.other_users(f"FILE#{document.sha256}", claim.claim_id):
            partner = office.claims.get(other).partner_id
            found.append(EarlierFile(sha256=document.sha256, claim_id=other, partner_id=partner))
    return found


def earlier_invoices(
    claim: Claim, invoices: tuple[InvoiceFacts, ...], *, office: Office
) -> list[EarlierInvoice]:
    """Give the invoices of a claim that stand in other claims."""
    found: list[EarlierInvoice] = []
    for invoice in invoices:
        for other in office.claims.other_users(_fingerprint(invoice), claim.claim_id):
            found.append(
                EarlierInvoice(
                    seller=invoice.seller,
                    number=invoice.number,
                    issue_date=invoice.issue_date,
                    gross=invoice.gross,
                    claim_id=other,
                    partner_id=office.claims.get(other).partner_id,
                )
            )
    return found


def remember_uses(claim: Claim, assessment: Assessment, *, office: Office) -> None:
    """Note which files and invoices this claim uses, for the claims that come after it."""
    for document in claim.documents:
        note = document_note(office, claim.claim_id, claim.version, document.document_id)
        if note is not None and note.sha256:
            office.claims.remember_use(f"FILE#{note.sha256}", claim, document.document_id)
    for invoice in assessment.invoices:
        office.claims.remember_use(_fingerprint(invoice), claim, invoice.document_id)


def _fingerprint(invoice: InvoiceFacts) -> str:
    """Give what makes it the same invoice; hashed, for a sole trader's INN is personal."""
    number = "".join(invoice.number.split()).upper()
    gross = f"{invoice.gross.amount_minor}{invoice.gross.currency}"
    text = f"{invoice.seller}\n{number}\n{invoice.issue_date.isoformat()}\n{gross}"
    return f"INVOICE#{hashlib.sha256(text.encode()).hexdigest()}"
