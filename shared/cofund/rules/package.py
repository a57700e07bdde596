"""Package: are all papers there that the activity's type needs, each what it is said to be?"""

from __future__ import annotations

from collections.abc import Iterator

from cofund.claimable.cost import CostPaper, cost_of
from cofund.models.assessment import Finding
from cofund.models.claim import Document
from cofund.models.claim_file import ClaimFile
from cofund.models.extraction import PaymentOrder, Unknown, Unreadable
from cofund.models.kinds import DocumentKind
from cofund.rules.payments import needs_payment, payments_of, unread_payments
from cofund.rules.verdicts import deducted, failed, kind_of, kinds, passed, unclear, where
from cofund.sure import sure
from cofund.terms.entitlement import documents_for


def required_documents(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that the claim holds what its activity type needs; name all that is missing at once.

    A document that could not be read may be what it is declared to be: it is not missing, and
    the *reading* rules send it to a person.
    """
    held = set(_kinds_held(file))
    needed = documents_for(file.programme, file.application.activity.activity_type)
    missing = [wanted[0] for wanted in needed if not held & set(wanted)]
    if missing:
        return (
            failed(
                file.programme,
                "required_documents",
                "missing",
                missing=kinds(*dict.fromkeys(missing)),
                source=file.terms.source,
            ),
        )
    count = len(file.claim.documents)
    return (passed("required_documents", "complete", documents=count),)


def declared_kind(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that every document is what the partner says it is; the words on it decide."""
    return tuple(
        failed(
            file.programme,
            "declared_kind",
            "another",
            document=document,
            declared=kind_of(document.declared_kind),
            read=kind_of(extraction.kind),
        )
        for document, extraction in file.documents()
        if not isinstance(extraction, Unknown | Unreadable)
        and extraction.kind != document.declared_kind
        and document.declared_kind != "unknown"
    )


def payment_proof(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that some payment went to the seller of every paper that states a cost.

    Whether the sums agree is another rule's question. Where no payment was sent in at all, the
    missing document is named by *required_documents*; here only single unpaid papers are.
    """
    payments, unread = payments_of(file), unread_payments(file)
    if not needs_payment(file) or not (payments or unread):
        return ()
    paid = {sure(payment.payee) for payment in payments}
    unnamed = unread or None in paid
    return tuple(
        _payment_proof(file, paper, paid=paid, unnamed=bool(unnamed))
        for paper in cost_of(file).papers
    )


def payment_executed(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that the bank marked every payment order as executed: before that nothing was paid.

    An order without any mark goes to a person.
    """
    return tuple(
        _payment_executed(file, document, extraction)
        for document, extraction in file.documents()
        if isinstance(extraction, PaymentOrder)
    )


def _payment_executed(file: ClaimFile, document: Document, order: PaymentOrder) -> Finding:
    marked, evidence = sure(order.executed), where(order.executed)
    if marked is None:
        return unclear("payment_executed", "no_mark", document=document, evidence=evidence)
    if marked:
        return passed("payment_executed", "executed", document=document, evidence=evidence)
    return failed(
        file.programme, "payment_executed", "not_yet", document=document, evidence=evidence
    )


def _payment_proof(
    file: ClaimFile, paper: CostPaper, *, paid: set[str | None], unnamed: bool
) -> Finding:
    seller = sure(paper.paper.seller.tax_id)
    seller_name = _seller_name(paper)
    if seller in paid and seller is not None:
        return passed("payment_proof", "paid", document=paper.document, seller=seller_name)
    if unnamed or seller is None:
        return unclear("payment_proof", "perhaps", document=paper.document, seller=seller_name)
    return deducted(
        file.programme,
        "payment_proof",
        "unpaid",
        amount=paper.cost,
        document=paper.document,
        evidence=where(paper.paper.seller.tax_id, paper.paper.gross),
        seller=seller_name,
    )


def _seller_name(paper: CostPaper) -> str:
    seller = paper.paper.seller
    shown = seller.name or seller.tax_id
    return "" if shown is None else shown.value


def _kinds_held(file: ClaimFile) -> Iterator[DocumentKind]:
    for document, extraction in file.documents():
        if isinstance(extraction, Unknown | Unreadable):
            yield document.declared_kind
        else:
            yield extraction.kind
