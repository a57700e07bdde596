"""From submitted to read: start the review, scan, read, recognise and interpret every document.

A document that cannot be read becomes ``Unreadable`` with its reason; it never stops a claim. Each
step may run twice: it stores the same result again.
"""

from __future__ import annotations

import hashlib
from typing import Literal

from cofund.books.claim_moves import Change
from cofund.errors import NotAccepted, NotFound
from cofund.extraction import (
    interpret,
    read_and_draw,
    read_document,
    recognise,
)
from cofund.items import Item
from cofund.models.claim import MAX_DOCUMENT_BYTES, Document
from cofund.models.content import DocumentContent
from cofund.models.evidence import PageSize
from cofund.models.extraction import Extraction, Unreadable
from cofund.models.unreadable import UnreadableReason
from cofund.steps.contents import (
    draft_content_key,
    find_content,
    find_draft_content,
    find_recognised,
    store_content,
    store_draft_content,
)
from cofund.steps.documents import find_document
from cofund.steps.extractions import EXTRACTIONS
from cofund.steps.office import Office
from cofund.steps.storage import (
    JSON,
    DocumentNote,
    extraction_key,
    note_document,
    scan_key,
    working_prefix,
)

SCAN_REFUSALS: dict[str, UnreadableReason] = {"infected": "infected", "failed": "scan_failed"}


def start_review(claim_id: str, version: int, *, office: Office) -> list[str]:
    """Begin the review of a submitted version; give its documents' ids."""
    change = Change(to_state="reading", at=office.clock(), actor="start_review")
    office.claims.advance(claim_id, version, "submitted", change)
    office.claims.started(claim_id, version)
    claim = office.claims.version(claim_id, version)
    return [document.document_id for document in claim.documents]


def scan_document(
    claim_id: str, version: int, document_id: str, *, precheck: int | None = None, office: Office
) -> Literal["clean", "refused"]:
    """Wait for the scan of one document and note its hash, or why it is refused.

    Raises:
        ScanPending: the scan has not answered yet.
    """
    document = _document(claim_id, version, document_id, precheck, office=office)
    refused = SCAN_REFUSALS.get(
        office.scanner.answer(document.storage_key, document.storage_version)
    )
    sha256 = _hash_of(document, office=office)
    if sha256 is None:
        refused = refused or "too_large"
    note: Item = {"sha256": sha256 or "", "refused": refused or ""}
    office.claims.replace_note(scan_key(claim_id, version, document_id, precheck=precheck), note)
    return "refused" if refused else "clean"


def read_pages(
    claim_id: str, version: int, document_id: str, *, precheck: int | None = None, office: Office
) -> bool:
    """Read one document and draw its pages; say whether some page has no text of its own.

    A pre-check draws nothing, and reads the same bytes once.
    """
    document = _document(claim_id, version, document_id, precheck, office=office)
    if precheck is not None:
        return _read_draft(claim_id, version, document, office=office)
    content = _original(document, office=office)
    found, images = read_and_draw(content, document_id=document_id)
    store_content(office, claim_id, version, found)
    prefix = working_prefix(claim_id, version, document_id)
    for number, image in enumerate(images, 1):
        office.files.write(
            "personal", f"{prefix}page-{number}", image.jpeg, content_type="image/jpeg"
        )
    return _lacks_text(found)


def ocr_pages(
    claim_id: str, version: int, document_id: str, *, precheck: int | None = None, office: Office
) -> None:
    """Recognise the pages of one document that have no text of their own.

    What a pre-check recognised in the same bytes is not recognised again.
    """
    document = _document(claim_id, version, document_id, precheck, office=office)
    if precheck is not None:
        _recognise_draft(claim_id, version, document, office=office)
        return
    if not _lacks_text(find_content(office, claim_id, version, document_id)):
        return
    known = find_recognised(office, claim_id, version, document)
    store_content(office, claim_id, version, known or _recognised(document, office=office))


def interpret_document(
    claim_id: str, version: int, document_id: str, *, precheck: int | None = None, office: Office
) -> None:
    """Make an extraction of what was found in one document, and keep the original.

    Participant lists, by what they are or are said to be, go to storage from which they can be
    deleted; everything else is locked as evidence. Of a pre-check nothing is locked or kept.
    """
    document = _document(claim_id, version, document_id, precheck, office=office)
    scan = office.claims.noted(scan_key(claim_id, version, document_id, precheck=precheck)) or {}
    found = _found(claim_id, version, document, precheck, office=office)
    extraction = _interpreted(document, str(scan.get("refused", "scan_failed")), found)
    note = DocumentNote(
        document_id=document_id,
        sha256=str(scan.get("sha256") or "") or None,
        found_kind=extraction.kind,
        reason=extraction.reason if isinstance(extraction, Unreadable) else None,
        pages=_drawn(claim_id, version, found, office=office) if precheck is None else (),
    )
    if not scan.get("refused") and scan:
        area = _area(document, extraction, precheck)
        note = note.model_copy(update={"area": area})
        if precheck is None:
            name = f"originals/{claim_id}/{version:04d}/{document_id}"
            office.files.keep(document.storage_key, document.storage_version, area=area, to=name)
        office.files.write(
            area,
            extraction_key(claim_id, version, document_id, precheck=precheck),
            EXTRACTIONS.dump_json(extraction),
            content_type=JSON,
        )
    note_document(office, claim_id, version, note, precheck=precheck)


def _document(
    claim_id: str, version: int, document_id: str, precheck: int | None, *, office: Office
) -> Document:
    """Give a document of a submitted version, or of a draft as a pre-check found it."""
    if precheck is None:
        return find_document(office.claims.version(claim_id, version), document_id)
    return find_document(office.prechecks.get(claim_id, version, precheck).claim, document_id)


def _read_draft(claim_id: str, version: int, document: Document, *, office: Office) -> bool:
    known = find_draft_content(office, claim_id, version, document)
    if isinstance(known, DocumentContent):
        return _lacks_text(known)
    content = _original(document, office=office)
    found = read_document(content, document_id=document.document_id)
    store_draft_content(office, draft_content_key(claim_id, version, document, "read"), found)
    return _lacks_text(found)


def _recognise_draft(claim_id: str, version: int, document: Document, *, office: Office) -> None:
    if find_recognised(office, claim_id, version, document) is None:
        key = draft_content_key(claim_id, version, document, "recognised")
        store_draft_content(office, key, _recognised(document, office=office))


def _recognised(document: Document, *, office: Office) -> DocumentContent | Unreadable:
    return recognise(_original(document, office=office), document_id=document.document_id)


def _found(
    claim_id: str, version: int, document: Document, precheck: int | None, *, office: Office
) -> DocumentContent | Unreadable | None:
    if precheck is None:
        return find_content(office, claim_id, version, document.document_id)
    return find_draft_content(office, claim_id, version, document)


def _lacks_text(found: DocumentContent | Unreadable | None) -> bool:
    return isinstance(found, DocumentContent) and bool(found.pages_without_text)


def _original(document: Document, *, office: Office) -> bytes:
    return office.files.read(
        "quarantine",
        document.storage_key,
        version=document.storage_version,
        limit=MAX_DOCUMENT_BYTES,
    )


def _hash_of(document: Document, *, office: Office) -> str | None:
    try:
        return hashlib.sha256(_original(document, office=office)).hexdigest()
    except NotAccepted:
        return None


def _interpreted(
    document: Document, refused: str, found: DocumentContent | Unreadable | None
) -> Extraction:
    if refused:
        return Unreadable.model_validate({"document_id": document.document_id, "reason": refused})
    if found is None:
        return Unreadable(document_id=document.document_id, reason="reader_failed")
    if isinstance(found, Unreadable):
        return found
    return interpret(found, declared=document.declared_kind)


def _drawn(
    claim_id: str, version: int, found: DocumentContent | Unreadable | None, *, office: Office
) -> tuple[PageSize, ...]:
    """Give the pages of which there is an image; what can be read cannot always be drawn."""
    if not isinstance(found, DocumentContent) or not found.pages:
        return ()
    first = f"{working_prefix(claim_id, version, found.document_id)}page-1"
    try:
        office.files.read("personal", first, limit=MAX_DOCUMENT_BYTES)
    except NotFound:
        return ()
    return tuple(
        PageSize(width=page.width, height=page.height, has_text=page.has_text)
        for page in found.pages
    )


def _area(
    document: Document, extraction: Extraction, precheck: int | None
) -> Literal["evidence", "personal"]:
    """Give where what was read is kept: only what was submitted, and of no people, is locked."""
    of_people = "participant_list" in (document.declared_kind, extraction.kind)
    return "personal" if of_people or precheck is not None else "evidence"
