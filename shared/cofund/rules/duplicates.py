"""Duplicates: the same file, invoice or photo, in this claim or in another one.

Another partner's claim is never named: the partner reads these findings too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cofund.claimable.cost import CostPaper, InvoiceIdentity, cost_of, identity, plain_number
from cofund.models.assessment import Finding
from cofund.models.claim import Document
from cofund.models.claim_file import ClaimFile, EarlierFile, EarlierInvoice, EarlierPhoto
from cofund.models.evidence import Evidence, PhotoPrint
from cofund.models.extraction import EventReport, Photo
from cofund.models.programme import Programme
from cofund.photo_likeness import MOST_DIFFERENT, differing_bits
from cofund.rules.verdicts import failed, passed, where


def same_file_in_claim(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that no file is in the claim twice; it counts once."""
    findings = tuple(
        failed(file.programme, "same_file_in_claim", "twice", document=copy, other=first.file_name)
        for first, copy in _copies(file)
    )
    return findings or (passed("same_file_in_claim", "none"),)


def same_invoice_in_claim(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that no invoice is in the claim as two different files; it counts once."""
    copies = {copy.document_id for _, copy in _copies(file)}
    findings = tuple(
        failed(
            file.programme,
            "same_invoice_in_claim",
            "twice",
            document=paper.document,
            evidence=where(paper.paper.number, paper.paper.gross),
            number=_number(paper),
        )
        for paper in cost_of(file).repeated
        if paper.document_id not in copies
    )
    return findings or (passed("same_invoice_in_claim", "none"),)


def same_file_elsewhere(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that no file stands in another claim of any partner."""
    earlier = {use.sha256: use for use in file.earlier_uses if isinstance(use, EarlierFile)}
    findings = tuple(
        _file_elsewhere(file, document, earlier[document.sha256])
        for document in file.claim.documents
        if document.sha256 is not None and document.sha256 in earlier
    )
    return findings or (passed("same_file_elsewhere", "none"),)


def same_invoice_elsewhere(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that no invoice stands in another claim: same seller, number, date and sum."""
    earlier = {
        _identity_of(use): use for use in file.earlier_uses if isinstance(use, EarlierInvoice)
    }
    findings = tuple(
        _invoice_elsewhere(file, paper, earlier[known])
        for paper in cost_of(file).papers
        for known in (identity(paper.paper),)
        if known is not None and known in earlier
    )
    return findings or (passed("same_invoice_elsewhere", "none"),)


def similar_photo(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that no photo, alone or in a report, shows what a photo of another claim shows.

    Files that stand there byte for byte are the rule *same_file_elsewhere*'s.
    """
    known = {use.sha256 for use in file.earlier_uses if isinstance(use, EarlierFile)}
    earlier = [use for use in file.earlier_uses if isinstance(use, EarlierPhoto)]
    photos = [photo for photo in photos_of(file) if photo.document.sha256 not in known]
    findings = tuple(
        _similar_photo(file, photo, min(alike, key=lambda use: _difference(photo, use)))
        for photo in photos
        if (alike := [use for use in earlier if _difference(photo, use) <= MOST_DIFFERENT])
    )
    if findings or not photos:
        return findings
    return (passed("similar_photo", "none", photos=len(photos)),)


@dataclass(frozen=True)
class PhotoShown:
    """One photo of a claim that can be known again."""

    document: Document
    page: int | None
    """None where the document has no pages."""
    fingerprint: PhotoPrint


def photos_of(file: ClaimFile) -> Iterator[PhotoShown]:
    """Give the photos of a claim, alone or in reports, that have fingerprints."""
    for document, extraction in file.documents():
        if isinstance(extraction, Photo) and extraction.fingerprint is not None:
            yield PhotoShown(document, 1, extraction.fingerprint)
        elif isinstance(extraction, EventReport):
            for picture in extraction.pictures:
                if picture.fingerprint is not None:
                    yield PhotoShown(document, picture.page, picture.fingerprint)


def paid_meanwhile(programme: Programme, document: Document, number: str) -> Finding:
    """Say that an invoice was paid with another claim after this one was judged."""
    return failed(programme, "same_invoice_elsewhere", "paid", document=document, number=number)


def _copies(file: ClaimFile) -> Iterator[tuple[Document, Document]]:
    """Give each file that stands in the claim again, after the first of its kind."""
    first: dict[str, Document] = {}
    for document in file.claim.documents:
        if document.sha256 is None:
            continue
        known = first.setdefault(document.sha256, document)
        if known is not document:
            yield known, document


def _identity_of(use: EarlierInvoice) -> InvoiceIdentity:
    return (use.seller, plain_number(use.number), use.issue_date, use.gross.amount_minor)


def _file_elsewhere(file: ClaimFile, document: Document, use: EarlierFile) -> Finding:
    if use.partner_id == file.partner.partner_id:
        return failed(
            file.programme, "same_file_elsewhere", "own", document=document, claim=use.claim_id
        )
    return failed(file.programme, "same_file_elsewhere", "other", document=document)


def _invoice_elsewhere(file: ClaimFile, paper: CostPaper, use: EarlierInvoice) -> Finding:
    evidence = where(paper.paper.number, paper.paper.issue_date, paper.paper.gross)
    if use.partner_id == file.partner.partner_id:
        return failed(
            file.programme,
            "same_invoice_elsewhere",
            "own",
            document=paper.document,
            evidence=evidence,
            number=_number(paper),
            claim=use.claim_id,
        )
    return failed(
        file.programme,
        "same_invoice_elsewhere",
        "other",
        document=paper.document,
        evidence=evidence,
        number=_number(paper),
    )


def _difference(photo: PhotoShown, use: EarlierPhoto) -> int:
    return differing_bits(photo.fingerprint, use.fingerprint)


def _similar_photo(file: ClaimFile, photo: PhotoShown, use: EarlierPhoto) -> Finding:
    document_id = photo.document.document_id
    places = () if photo.page is None else (photo.page,)
    evidence = tuple(Evidence(document_id=document_id, page=page, text="") for page in places)
    if use.partner_id != file.partner.partner_id:
        return failed(
            file.programme, "similar_photo", "other", document=photo.document, evidence=evidence
        )
    return failed(
        file.programme,
        "similar_photo",
        "own",
        document=photo.document,
        evidence=evidence,
        claim=use.claim_id,
    )


def _number(paper: CostPaper) -> str:
    return "" if paper.paper.number is None else paper.paper.number.value
