"""Reading: what could not be read for certain goes to a person; it never returns, never deducts.

The other rules judge certain values only and keep silent about the rest: it is all named here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cofund.claimable.cost import Paper, cost_base, counting_papers
from cofund.models.assessment import Finding
from cofund.models.claim import Document
from cofund.models.claim_file import ClaimFile
from cofund.models.evidence import Read
from cofund.models.extraction import (
    CommercialDocument,
    EventReport,
    Extraction,
    LineRead,
    PaymentOrder,
    Receipt,
    Unknown,
    Unreadable,
)
from cofund.rules.verdicts import passed, reason, unclear, where
from cofund.sure import sure

ACTIVE_CONTENT = frozenset({"script", "launch_action", "embedded_file"})


def document_readable(file: ClaimFile) -> tuple[Finding, ...]:
    """Send documents that could not be read, or are of no known kind, to a person."""
    findings = []
    for document, extraction in file.documents():
        if isinstance(extraction, Unreadable):
            why = reason(extraction.reason)
            findings.append(
                unclear("document_readable", "unreadable", document=document, reason=why)
            )
        elif isinstance(extraction, Unknown):
            findings.append(unclear("document_readable", "unknown", document=document))
    count = len(file.claim.documents)
    return tuple(findings) or (passed("document_readable", "all", documents=count),)


def document_flags(file: ClaimFile) -> tuple[Finding, ...]:
    """Show a person what is unusual about a file: hidden text, scripts, attachments."""
    findings = []
    for document, extraction in file.documents():
        if "hidden_text" in extraction.flags:
            findings.append(unclear("document_flags", "hidden_text", document=document))
        unusual = ACTIVE_CONTENT & set(extraction.flags)
        if unusual - ({"embedded_file"} if _brings_its_e_invoice(extraction) else set()):
            findings.append(unclear("document_flags", "active_content", document=document))
    return tuple(findings)


def _brings_its_e_invoice(extraction: Extraction) -> bool:
    """Whether the attached file is what it should be: the invoice itself, for programs."""
    if not isinstance(extraction, CommercialDocument):
        return False
    values = (extraction.number, extraction.gross)
    return any(value is not None and value.source == "xml" for value in values)


def value_certain(file: ClaimFile) -> tuple[Finding, ...]:
    """Send every value to a person that a rule or the waterfall needs and that is not certain."""
    findings = [
        finding
        for document, paper in counting_papers(file)
        for finding in _paper_values(file, document, paper)
    ]
    for document, extraction in file.documents():
        if isinstance(extraction, PaymentOrder):
            findings += _payment_values(document, extraction)
        elif isinstance(extraction, EventReport):
            findings += _uncertain(document, "event_day", extraction.first_day)
        elif document.document_id in file.participants and not file.rows_of(document):
            findings.append(unclear("value_certain", "participants", document=document))
    return tuple(findings) or (passed("value_certain", "all"),)


def _paper_values(file: ClaimFile, document: Document, paper: Paper) -> Iterator[Finding]:
    yield from _uncertain(document, "number", paper.number)
    yield from _uncertain(document, "issue_date", paper.issue_date)
    yield from _uncertain(document, "total", paper.gross)
    yield from _uncertain(document, "seller", paper.seller.tax_id)
    if not isinstance(paper, Receipt):
        yield from _uncertain(document, "buyer", paper.buyer.tax_id)
    if cost_base(file) == "net" and sure(paper.net) is None:
        yield from _uncertain(document, "vat", paper.tax)
    yield from _uncertain_lines(document, paper)


def _uncertain_lines(document: Document, paper: Paper) -> Iterator[Finding]:
    doubtful = [line for line in paper.lines if not _line_is_sure(line)]
    if not paper.lines:
        yield unclear("value_certain", "no_lines", document=document)
    if doubtful:
        evidence = where(*(line.amount or line.description for line in doubtful))
        yield unclear(
            "value_certain", "lines", document=document, evidence=evidence, lines=len(doubtful)
        )


def _line_is_sure(line: LineRead) -> bool:
    return sure(line.description) is not None and sure(line.amount) is not None


def _payment_values(document: Document, payment: PaymentOrder) -> Iterator[Finding]:
    yield from _uncertain(document, "payment_amount", payment.amount)
    yield from _uncertain(document, "payee", payment.payee.tax_id)


def _uncertain(document: Document, message: str, read: Read[Any] | None) -> Iterator[Finding]:
    if sure(read) is None:
        yield unclear("value_certain", message, document=document, evidence=where(read))
