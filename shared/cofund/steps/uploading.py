"""Documents of a draft: leave to send them, what arrived of them, taking them out again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from pydantic import Field, field_validator

from cofund.books.claim_moves import head_key
from cofund.books.writing import TRIES, write_through
from cofund.errors import NotAccepted, NotInThisState, TooMany, TryAgain
from cofund.files.file_names import shown_name
from cofund.items import (
    Condition,
    Delete,
    Key,
    Put,
    Stored,
    Update,
    Value,
    WriteConflict,
    WriteRefused,
)
from cofund.models.base import Model, ShortText, is_identifier
from cofund.models.claim import (
    MAX_CLAIM_BYTES,
    MAX_DOCUMENT_BYTES,
    MAX_DOCUMENTS,
    Claim,
    Document,
    UploadTicket,
)
from cofund.models.kinds import DocumentKind
from cofund.steps.office import Office
from cofund.steps.storage import quarantine_key, quarantine_prefix

TICKET_LIFETIME = timedelta(minutes=10)
MAX_TICKETS = 200
"""Of one version: ten times the documents it may have, for those who change their mind."""

CONTENT_TYPES: dict[str, tuple[str, ...]] = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/tiff": (".tif", ".tiff"),
    "image/heic": (".heic", ".heif"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": (".pptx",),
    "application/vnd.ms-excel": (".xls",),
    "application/vnd.oasis.opendocument.spreadsheet": (".ods",),
    "text/csv": (".csv",),
    "text/xml": (".xml",),
}
"""What can be sent, with the endings by which a browser offers it."""


class TicketRequest(Model):
    """A file that a partner wants to send."""

    kind: DocumentKind
    content_type: ShortText
    file_name: ShortText
    size_bytes: int = Field(default=1, ge=1, le=MAX_DOCUMENT_BYTES)

    @field_validator("file_name", mode="before")
    @classmethod
    def _shown_harmlessly(cls, name: object) -> object:
        """Keep what can be read of a name, and its ending: names are shown, never obeyed."""
        return shown_name(name) if isinstance(name, str) else name


@dataclass(frozen=True)
class SentFile:
    """A file announced for a draft, and what arrived of it."""

    document_id: str
    kind: DocumentKind
    file_name: str
    content_type: str
    size_bytes: int | None
    storage_key: str
    storage_version: str | None
    """None while it has not arrived."""


def upload_ticket(
    claim: Claim, asked: TicketRequest, *, redirect_to: str | None, office: Office
) -> UploadTicket:
    """Give leave to send one file for a draft straight to storage.

    Raises:
        NotAccepted: files of this type are not taken, or the claim would be too large.
        TooMany: the claim has all the documents it may have.
        NotInThisState: the claim is no draft (any more).
    """
    _ensure_draft(claim)
    if asked.content_type not in CONTENT_TYPES:
        raise NotAccepted("files of this type are not taken")
    sent = sum(file.size_bytes or 0 for file in sent_files(claim, office=office))
    if sent + asked.size_bytes > MAX_CLAIM_BYTES:
        raise NotAccepted("the claim's documents would be too large together")
    document_id = office.ids()
    _announce(claim, document_id, asked, office=office)
    return office.files.ticket(
        quarantine_key(claim, document_id),
        document_id=document_id,
        claim_id=claim.claim_id,
        content_type=asked.content_type,
        redirect_to=redirect_to,
        expires_at=office.clock() + TICKET_LIFETIME,
    )


def sent_files(claim: Claim, *, office: Office) -> tuple[SentFile, ...]:
    """Give a draft's files: kept from the version before, announced, and arrived."""
    arrived = {
        file.key: file for file in office.files.arrived(quarantine_prefix(claim), limit=MAX_TICKETS)
    }
    announced = office.items.query(
        "claims", f"CLM#{claim.claim_id}", prefix=_upload_prefix(claim), limit=MAX_DOCUMENTS
    )
    new = []
    for stored in announced:
        file = _announced_file(claim, stored)
        there = arrived.get(file.storage_key)
        if there is not None:
            file = _arrived(file, size_bytes=there.size_bytes, version=there.version)
        new.append(file)
    return (*(_kept_file(document) for document in claim.documents), *new)


def remove_document(claim: Claim, document_id: str, *, by: str, office: Office) -> None:
    """Take a document out of a draft; one that is not in it (any more) changes nothing.

    Raises:
        NotInThisState: the claim is no draft (any more).
        TryAgain: others keep editing it.
    """
    if not is_identifier(document_id):
        return
    for _ in range(TRIES):
        standing, edits = office.claims.with_edits(claim.claim_id)
        _ensure_draft(standing)
        writes = _removal(standing, document_id, edits, by=by, office=office)
        if not writes:
            return
        try:
            office.items.write(writes)
        except (WriteRefused, WriteConflict):
            continue
        return
    raise TryAgain("the draft is being edited by others")


def _removal(
    claim: Claim, document_id: str, edits: int, *, by: str, office: Office
) -> tuple[Update | Delete, ...]:
    """Give the writes that take a document out: kept from the version before, or announced."""
    kept = tuple(one for one in claim.documents if one.document_id != document_id)
    edited = claim.model_copy(update={"documents": kept, "edited_by": by})
    fewer = Update(
        head_key(claim.claim_id),
        add={"uploads": -1, "edits": 1},
        assign={"claim": edited.model_dump_json()},
        conditions=(*_still_draft(claim), Condition("edits", "=", edits)),
    )
    if kept != claim.documents:
        return (fewer,)
    upload = _upload_key(claim, document_id)
    if office.items.get(upload) is None:
        return ()
    return (fewer, Delete(upload, (Condition("document_id", "present"),)))


def _announce(claim: Claim, document_id: str, asked: TicketRequest, *, office: Office) -> None:
    announced: dict[str, Value] = {
        "document_id": document_id,
        "kind": asked.kind,
        "file_name": asked.file_name,
        "content_type": asked.content_type,
        "announced_at": office.clock().isoformat(),
    }
    counted = Update(
        head_key(claim.claim_id),
        add={"uploads": 1, "tickets": 1, "edits": 1},
        conditions=(
            *_still_draft(claim),
            Condition("uploads", "<", MAX_DOCUMENTS),
            Condition("tickets", "<", MAX_TICKETS),
        ),
    )
    try:
        write_through(office.items, (counted, Put(_upload_key(claim, document_id), announced)))
    except WriteRefused as refused:
        standing = office.claims.get(claim.claim_id)
        _ensure_draft(standing)
        if standing.version != claim.version:
            raise NotInThisState("the claim has another version now") from refused
        raise TooMany("the claim has all the documents it may have") from refused


def _still_draft(claim: Claim) -> tuple[Condition, Condition]:
    return (Condition("state", "=", "draft"), Condition("version", "=", claim.version))


def _ensure_draft(claim: Claim) -> None:
    if claim.state != "draft":
        raise NotInThisState("the claim is no draft any more")


def _upload_prefix(claim: Claim) -> str:
    return f"UPLOAD#{claim.version:04d}#"


def _upload_key(claim: Claim, document_id: str) -> Key:
    return Key("claims", f"CLM#{claim.claim_id}", f"{_upload_prefix(claim)}{document_id}")


def _announced_file(claim: Claim, stored: Stored) -> SentFile:
    asked = TicketRequest.model_validate(
        {name: stored.attributes[name] for name in ("kind", "file_name", "content_type")}
    )
    document_id = str(stored.attributes["document_id"])
    return SentFile(
        document_id=document_id,
        kind=asked.kind,
        file_name=asked.file_name,
        content_type=asked.content_type,
        size_bytes=None,
        storage_key=quarantine_key(claim, document_id),
        storage_version=None,
    )


def _arrived(file: SentFile, *, size_bytes: int, version: str) -> SentFile:
    return replace(file, size_bytes=size_bytes, storage_version=version)


def _kept_file(document: Document) -> SentFile:
    return SentFile(
        document_id=document.document_id,
        kind=document.declared_kind,
        file_name=document.file_name,
        content_type=document.content_type,
        size_bytes=document.size_bytes,
        storage_key=document.storage_key,
        storage_version=document.storage_version,
    )
