"""What the reader found in documents, until they are interpreted and for the reviewer's page.

Apart from ``storage``: most functions never see contents, and their models take time to import.
"""

from __future__ import annotations

import hashlib
from typing import Literal

from pydantic import TypeAdapter

from cofund.errors import NotFound
from cofund.models.base import WHEN_USED
from cofund.models.claim import Document
from cofund.models.content import DocumentContent
from cofund.models.extraction import Unreadable
from cofund.steps.office import Office
from cofund.steps.storage import JSON, MAX_RESULT_BYTES, precheck_prefix, working_prefix

CONTENTS: TypeAdapter[DocumentContent | Unreadable] = TypeAdapter(
    DocumentContent | Unreadable, config=WHEN_USED
)


def draft_content_key(
    claim_id: str, version: int, document: Document, stage: Literal["read", "recognised"]
) -> str:
    """Give where the contents of a draft's document lie: of just the bytes that stood there."""
    bytes_read = hashlib.sha256(document.storage_version.encode()).hexdigest()[:16]
    prefix = precheck_prefix(claim_id, version)
    return f"{prefix}{document.document_id}/{bytes_read}/{stage}.json"


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
    return _content_at(working_prefix(claim_id, version, document_id) + "content.json", office)


def store_draft_content(office: Office, key: str, content: DocumentContent | Unreadable) -> None:
    """Keep what the reader found in a draft's document, for its next pre-check."""
    office.files.write("personal", key, content.model_dump_json().encode(), content_type=JSON)


def find_draft_content(
    office: Office, claim_id: str, version: int, document: Document
) -> DocumentContent | Unreadable | None:
    """Give what pre-checks found in just these bytes of a draft's document; None where nothing."""
    recognised = draft_content_key(claim_id, version, document, "recognised")
    read = draft_content_key(claim_id, version, document, "read")
    return _content_at(recognised, office) or _content_at(read, office)


def find_recognised(
    office: Office, claim_id: str, version: int, document: Document
) -> DocumentContent | None:
    """Give these bytes' recognised contents, where a pre-check recognised them."""
    found = _content_at(draft_content_key(claim_id, version, document, "recognised"), office)
    return found if isinstance(found, DocumentContent) else None


def _content_at(key: str, office: Office) -> DocumentContent | Unreadable | None:
    try:
        stored = office.files.read("personal", key, limit=MAX_RESULT_BYTES)
    except NotFound:
        return None
    return CONTENTS.validate_json(stored)
