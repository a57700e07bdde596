"""Payments as the papers show them: payment orders, and receipts, which prove themselves."""

from __future__ import annotations

from dataclasses import dataclass

from cofund.models.claim import Document
from cofund.models.claim_file import ClaimFile
from cofund.models.evidence import Read
from cofund.models.extraction import Extraction, PaymentOrder, Receipt, Unknown, Unreadable
from cofund.models.kinds import DocumentKind
from cofund.money import Money

PAYMENT_KINDS: tuple[DocumentKind, ...] = ("payment_order", "receipt")


@dataclass(frozen=True)
class Payment:
    """One payment: to whom and how much, as far as it could be read."""

    document: Document
    payee: Read[str] | None
    """Tax number."""
    amount: Read[Money] | None


def needs_payment(file: ClaimFile) -> bool:
    """Tell whether the activity's type asks for proof of payment."""
    return any(set(wanted) & set(PAYMENT_KINDS) for wanted in file.terms.documents)


def payments_of(file: ClaimFile) -> tuple[Payment, ...]:
    """Give the payments, in the claim's order; the same file twice is one payment."""
    found: dict[str, Payment] = {}
    for document, extraction in file.documents():
        payment = _payment(document, extraction)
        if payment is not None:
            found.setdefault(document.sha256 or document.document_id, payment)
    return tuple(found.values())


def unread_payments(file: ClaimFile) -> bool:
    """Tell whether some document may be a payment and could not be read."""
    return any(
        isinstance(extraction, Unknown | Unreadable) and document.declared_kind in PAYMENT_KINDS
        for document, extraction in file.documents()
    )


def _payment(document: Document, extraction: Extraction) -> Payment | None:
    if isinstance(extraction, PaymentOrder):
        return Payment(document, extraction.payee.tax_id, extraction.amount)
    if isinstance(extraction, Receipt):
        return Payment(document, extraction.seller.tax_id, extraction.gross)
    return None
