"""Exact sources: what an e-invoice or a QR states against what the page prints, and its faults.

All of it goes to a person with both pieces of evidence; nothing is returned or deducted for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from cofund.models.assessment import Finding
from cofund.models.claim import Document
from cofund.models.claim_file import ClaimFile
from cofund.models.evidence import Disagreement
from cofund.models.exact import Problem
from cofund.models.extraction import Extraction
from cofund.rules.verdicts import unclear

TOTAL = frozenset({"gross", "due"})
TAXED = frozenset({"net", "tax"})
NAMED = TOTAL | TAXED | {"number", "issue_date", "seller_tax_id", "buyer_tax_id"}
"""Fields whose difference has a text of its own."""


def exact_sources(file: ClaimFile) -> tuple[Finding, ...]:
    """Show a person where an e-invoice or a QR differs from the page, and what is wrong in it."""
    return tuple(
        finding
        for document, extraction in file.documents()
        for finding in (
            *_differences(document, extraction.disagreements),
            *_problems(document, extraction),
        )
    )


def _differences(document: Document, found: tuple[Disagreement, ...]) -> Iterator[Finding]:
    yield from (_differs(document, "total", d) for d in found if d.field in TOTAL)
    yield from (_differs(document, "vat", d) for d in found if d.field in TAXED)
    yield from (_differs(document, "number", d) for d in found if d.field == "number")
    yield from (_differs(document, "issue_date", d) for d in found if d.field == "issue_date")
    yield from (_differs(document, "seller", d) for d in found if d.field == "seller_tax_id")
    yield from (_differs(document, "buyer", d) for d in found if d.field == "buyer_tax_id")
    yield from (_differs(document, "value", d) for d in found if d.field not in NAMED)


def _differs(document: Document, message: str, found: Disagreement) -> Finding:
    return unclear(
        "exact_sources",
        message,
        document=document,
        evidence=(found.exact, found.printed),
        stated=found.exact.text,
        printed=found.printed.text,
    )


def _problems(document: Document, extraction: Extraction) -> Iterator[Finding]:
    found = extraction.problems
    in_file = [p for p in found if p.line is not None]
    in_code = [p for p in found if p.line is None]
    yield from (_lacks(document, "missing", p) for p in in_file if p.code == "missing")
    yield from (_lacks(document, "wrong_value", p) for p in in_file if p.code == "wrong_value")
    yield from (_lacks(document, "malformed", p) for p in in_file if p.code == "malformed")
    yield from (_lacks(document, "version", p) for p in in_file if p.code == "unknown_version")
    yield from (_lacks(document, "syntax", p) for p in in_file if p.code == "unknown_syntax")
    yield from (_of_code(document, "missing_in_qr", p) for p in in_code if p.code == "missing")
    yield from (_of_code(document, "wrong_in_qr", p) for p in in_code if p.code == "wrong_value")
    yield from (_of_code(document, "forbidden", p) for p in in_code if p.code == "forbidden")
    yield from (_of_code(document, "too_large", p) for p in in_code if p.code == "too_large")
    yield from _not_printed(document, [p.field for p in in_code if p.code == "not_printed"])


def _lacks(document: Document, message: str, problem: Problem) -> Finding:
    """A fault of a file: its line and field are named as the file names them."""
    line = problem.line or 1
    return unclear("exact_sources", message, document=document, line=line, field=problem.field)


def _of_code(document: Document, message: str, problem: Problem) -> Finding:
    """A fault that has no line: of a QR, or of an attachment that was not opened."""
    return unclear("exact_sources", message, document=document, field=problem.field)


def _not_printed(document: Document, fields: list[str]) -> Iterator[Finding]:
    if "gross" in fields:
        yield unclear("exact_sources", "total_not_printed", document=document)
    if "number" in fields:
        yield unclear("exact_sources", "number_not_printed", document=document)
    if "issue_date" in fields:
        yield unclear("exact_sources", "issue_date_not_printed", document=document)
    if "net" in fields or "tax" in fields:
        yield unclear("exact_sources", "vat_not_printed", document=document)
