"""Where files of a claim lie, and how results are stored and found again."""

from __future__ import annotations

from typing import Literal

from pydantic import TypeAdapter

from cofund.books.claim_moves import assessed_key, read_key
from cofund.errors import NotFound
from cofund.items import Key, Value
from cofund.models.assessment import Assessment
from cofund.models.base import WHEN_USED, Model
from cofund.models.claim import Claim
from cofund.models.content import DocumentContent
from cofund.models.extraction import Extraction, PageSize, Unreadable
from cofund.models.unreadable import UnreadableReason
from cofund.steps.office import Office

MAX_RESULT_BYTES = 60 * 1024 * 1024
JSON = "application/json"
EXTRACTIONS: TypeAdapter[Extraction] = TypeAdapter(Extraction, config=WHEN_USED)
CONTENTS: TypeAdapter[DocumentContent | Unreadable] = TypeAdapter(
    DocumentContent | Unreadable, config=WHEN_USED
)


class DocumentNote(Model):
    """What became of one document: kept in the claims table, without its contents."""

    document_id: str
    sha256: str | None = None
    area: Literal["evidence", "personal"] | None = None
    """Where original and extraction lie; None for a document that was refused."""
    found_kind: str = "unreadable"
    reason: UnreadableReason | None = None
    pages: tuple[PageSize, ...] = ()
    """Pages of which there is an image."""


def quarantine_key(claim: Claim, document_id: str) -> str:
    """Give where a partner's browser sends a document of this version."""
    return f"{quarantine_prefix(claim)}{document_id}"


def quarantine_prefix(claim: Claim) -> str:
    """Give what the keys of a version's uploads begin with."""
    return f"{claim.partner_id}/{claim.claim_id}/{claim.version:04d}/"


def working_prefix(claim_id: str, version: int, document_id: str) -> str:
    """Give where intermediate results of one document lie, in the personal area."""
    return f"working/{claim_id}/{version:04d}/{document_id}/"


def scan_key(claim_id: str, version: int, document_id: str) -> Key:
    """Give where it is noted what the scan said of a document."""
    return Key("claims", f"CLM#{claim_id}", f"SCAN#{version:04d}#{document_id}")


def store_content(
    office: Office, claim_id: str, version: int, content: DocumentContent | Unreadable
) -> None:
    """Keep what the reader found until it is interpreted, and for the reviewer's page."""
    key = working_prefix(claim_id, version, content.document_id) + "content.json"
    office.files.write("personal", key, content.model_dump_json().encode(), content_type=JSON)


def find_content(
    office: Office, claim_id: str, version: int, document_id: str
) -> DocumentContent | Unreadable | None:
    """Give what the reader found, or None where it never came so far."""
    key = working_prefix(claim_id, version, document_id) + "content.json"
    try:
        stored = office.files.read("personal", key, limit=MAX_RESULT_BYTES)
    except NotFound:
        return None
    return CONTENTS.validate_json(stored)


def note_document(office: Office, claim_id: str, version: int, note: DocumentNote) -> None:
    """Note what became of a document; a retry notes it anew."""
    key = read_key(claim_id, version, note.document_id)
    office.claims.replace_note(key, {"note": note.model_dump_json()})


def document_note(
    office: Office, claim_id: str, version: int, document_id: str
) -> DocumentNote | None:
    """Give what became of a document, or None while it isn't read."""
    item = office.claims.noted(read_key(claim_id, version, document_id))
    return DocumentNote.model_validate_json(str(item["note"])) if item else None


def extraction_key(claim_id: str, version: int, document_id: str) -> str:
    """Give where a document's extraction lies in its area."""
    return f"extractions/{claim_id}/{version:04d}/{document_id}.json"


def find_extraction(
    office: Office, claim_id: str, version: int, document_id: str
) -> Extraction | None:
    """Give what was read from a document, or None while it isn't read."""
    note = document_note(office, claim_id, version, document_id)
    if note is None:
        return None
    if note.area is None:
        return Unreadable(document_id=document_id, reason=note.reason or "reader_failed")
    key = extraction_key(claim_id, version, document_id)
    return EXTRACTIONS.validate_json(office.files.read(note.area, key, limit=MAX_RESULT_BYTES))


def assessment_key(claim_id: str, version: int) -> str:
    """Give where a version's assessment lies; what it was made from lies beside it."""
    return f"assessments/{claim_id}/{version:04d}.json"


def store_assessment(office: Office, assessment: Assessment) -> Assessment:
    """Keep an assessment; the first one stored of a version is the one that counts."""
    claim_id, version = assessment.claim_id, assessment.version
    key = assessment_key(claim_id, version)
    content = assessment.model_dump_json().encode()
    office.files.write_once("evidence", key, content, content_type=JSON)
    attributes: dict[str, Value] = {"key": key}
    office.claims.note(assessed_key(claim_id, version), attributes)
    stored = find_assessment(office, claim_id, version)
    if stored is None:
        raise NotFound("the assessment was not stored")
    return stored


def find_assessment(office: Office, claim_id: str, version: int) -> Assessment | None:
    """Give a version's assessment, or None while it isn't judged."""
    item = office.claims.noted(assessed_key(claim_id, version))
    if item is None:
        return None
    stored = office.files.read("evidence", str(item["key"]), limit=MAX_RESULT_BYTES)
    return Assessment.model_validate_json(stored)
