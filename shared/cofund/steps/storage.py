"""Where files of a claim lie, and how results are stored and found again."""

from __future__ import annotations

from typing import Literal

from cofund.books.claim_moves import assessed_key, read_key
from cofund.books.writing import change_if_older, integer
from cofund.errors import NotFound
from cofund.items import Key, Value
from cofund.models.assessment import Assessment
from cofund.models.base import Model
from cofund.models.claim import Claim
from cofund.models.evidence import PageSize
from cofund.models.unreadable import UnreadableReason
from cofund.steps.office import Office

MAX_RESULT_BYTES = 60 * 1024 * 1024
JSON = "application/json"


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


def precheck_prefix(claim_id: str, version: int) -> str:
    """Give where all of a draft's pre-checks lies, in the personal area: forgotten by itself."""
    return f"prechecks/{claim_id}/{version:04d}/"


def scan_key(claim_id: str, version: int, document_id: str, *, precheck: int | None = None) -> Key:
    """Give where it is noted what the scan said of a document."""
    if precheck is not None:
        kept = f"PRESCAN#{version:04d}#{precheck:02d}#{document_id}"
        return Key("claims", f"CLM#{claim_id}", kept)
    return Key("claims", f"CLM#{claim_id}", f"SCAN#{version:04d}#{document_id}")


def note_document(
    office: Office,
    claim_id: str,
    version: int,
    note: DocumentNote,
    *,
    precheck: int | None = None,
) -> None:
    """Note what became of a document; a retry notes it anew."""
    key = _note_key(claim_id, version, note.document_id, precheck)
    office.claims.replace_note(key, {"note": note.model_dump_json()})


def document_note(
    office: Office, claim_id: str, version: int, document_id: str, *, precheck: int | None = None
) -> DocumentNote | None:
    """Give what became of a document, or None while it isn't read."""
    item = office.claims.noted(_note_key(claim_id, version, document_id, precheck))
    return DocumentNote.model_validate_json(str(item["note"])) if item else None


def extraction_key(
    claim_id: str, version: int, document_id: str, *, precheck: int | None = None
) -> str:
    """Give where a document's extraction lies in its area."""
    if precheck is not None:
        return f"{precheck_prefix(claim_id, version)}{precheck:02d}/{document_id}.json"
    return f"extractions/{claim_id}/{version:04d}/{document_id}.json"


def with_hashes(claim: Claim, *, office: Office) -> Claim:
    """Give a submitted version with the hash of each of its files."""
    hashed = []
    for document in claim.documents:
        note = document_note(office, claim.claim_id, claim.version, document.document_id)
        hashed.append(document.model_copy(update={"sha256": note.sha256 if note else None}))
    return claim.model_copy(update={"documents": tuple(hashed)})


def assessment_key(claim_id: str, version: int, *, corrections: int = 0) -> str:
    """Give where a version's assessment lies; what it was made from lies beside it.

    After so many ``corrections`` it is another one, and the first stays.
    """
    place = f"{version:04d}-{corrections:03d}" if corrections else f"{version:04d}"
    return f"assessments/{claim_id}/{place}.json"


def store_assessment(office: Office, assessment: Assessment, *, corrections: int = 0) -> Assessment:
    """Keep an assessment; of a version and its corrections the first one stored counts.

    One after more corrections takes the place of those before.
    """
    claim_id, version = assessment.claim_id, assessment.version
    key = assessment_key(claim_id, version, corrections=corrections)
    content = assessment.model_dump_json().encode()
    office.files.write_once("evidence", key, content, content_type=JSON)
    attributes: dict[str, Value] = {"key": key, "corrections": corrections}
    if corrections:
        place = assessed_key(claim_id, version)
        change_if_older(office.items, place, attributes, counted="corrections")
    else:
        office.claims.note(assessed_key(claim_id, version), attributes)
    stored = find_assessment(office, claim_id, version)
    if stored is None:
        raise NotFound("the assessment was not stored")
    return stored


def corrections_judged(office: Office, claim_id: str, version: int) -> int:
    """Give after how many corrections a version was judged last."""
    item = office.claims.noted(assessed_key(claim_id, version)) or {}
    return integer(item.get("corrections", 0))


def find_assessment(office: Office, claim_id: str, version: int) -> Assessment | None:
    """Give a version's newest assessment, or None while it isn't judged."""
    item = office.claims.noted(assessed_key(claim_id, version))
    return None if item is None else _assessment_at(str(item["key"]), office)


def first_assessment(office: Office, claim_id: str, version: int) -> Assessment:
    """Give a version's assessment as it was before any correction.

    Raises:
        NotFound: it isn't judged.
    """
    return _assessment_at(assessment_key(claim_id, version), office)


def _assessment_at(key: str, office: Office) -> Assessment:
    return Assessment.model_validate_json(
        office.files.read("evidence", key, limit=MAX_RESULT_BYTES)
    )


def _note_key(claim_id: str, version: int, document_id: str, precheck: int | None) -> Key:
    if precheck is None:
        return read_key(claim_id, version, document_id)
    kept = f"PREREAD#{version:04d}#{precheck:02d}#{document_id}"
    return Key("claims", f"CLM#{claim_id}", kept)
