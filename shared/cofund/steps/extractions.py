"""What was read from a document, found again; apart from where things lie, which all steps know."""

from __future__ import annotations

from pydantic import TypeAdapter

from cofund.models.base import WHEN_USED
from cofund.models.extraction import Extraction, Unreadable
from cofund.steps.office import Office
from cofund.steps.storage import MAX_RESULT_BYTES, document_note, extraction_key

EXTRACTIONS: TypeAdapter[Extraction] = TypeAdapter(Extraction, config=WHEN_USED)


def find_extraction(
    office: Office, claim_id: str, version: int, document_id: str, *, precheck: int | None = None
) -> Extraction | None:
    """Give what was read from a document, or None while it isn't read."""
    note = document_note(office, claim_id, version, document_id, precheck=precheck)
    if note is None:
        return None
    if note.area is None:
        return Unreadable(document_id=document_id, reason=note.reason or "reader_failed")
    key = extraction_key(claim_id, version, document_id, precheck=precheck)
    return EXTRACTIONS.validate_json(office.files.read(note.area, key, limit=MAX_RESULT_BYTES))
