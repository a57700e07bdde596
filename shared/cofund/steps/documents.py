"""A claim's documents as lists on pages and in mails show them."""

from __future__ import annotations

from typing import Literal, cast, get_args

from cofund.errors import NotFound
from cofund.models.claim import Application, Claim, Document, Locale
from cofund.models.correction import CorrectKind
from cofund.models.kinds import DocumentKind
from cofund.pages.views.frame import DocumentLine
from cofund.steps.office import Office
from cofund.steps.storage import document_note


def document_lines(
    claim: Claim, *, precheck: int | None = None, office: Office
) -> tuple[DocumentLine, ...]:
    """Give a submitted claim's documents, or those of a pre-check; each with what became of it."""
    kinds = {} if precheck else _kinds_set_right(claim, office=office)
    lines = (_line(claim, document, precheck, office=office) for document in claim.documents)
    return tuple(_as_said(line, kinds.get(line.document_id)) for line in lines)


def find_document(claim: Claim, document_id: str) -> Document:
    """Give a claim's document.

    Raises:
        NotFound: it has no such document.
    """
    for document in claim.documents:
        if document.document_id == document_id:
            return document
    raise NotFound("no such document")


def _line(
    claim: Claim, document: Document, precheck: int | None, *, office: Office
) -> DocumentLine:
    where = (claim.claim_id, claim.version, document.document_id)
    note = document_note(office, *where, precheck=precheck)
    status: Literal["reading", "read", "unreadable"] = "reading"
    if note is not None:
        status = "unreadable" if note.reason else "read"
    return DocumentLine(
        document_id=document.document_id,
        kind=document.declared_kind,
        file_name=document.file_name,
        size_bytes=document.size_bytes,
        status=status,
        found_kind=known_kind(note.found_kind) if note else None,
        reason=note.reason if note else None,
    )


def _kinds_set_right(claim: Claim, *, office: Office) -> dict[str, DocumentKind]:
    """Give what reviewers say that documents are, by their ids."""
    found = office.corrections.up_to(claim.claim_id, claim.version)
    return {
        each.document_id: each.value.value for each in found if isinstance(each.value, CorrectKind)
    }


def _as_said(line: DocumentLine, kind: DocumentKind | None) -> DocumentLine:
    """Give a line with what a person says of it: whatever that is, somebody could read it."""
    if kind is None or line.status == "reading":
        return line
    return line.model_copy(update={"found_kind": kind, "status": "read", "reason": None})


def activity_type_name(application: Application, locale: Locale, *, office: Office) -> str:
    """Give the name of an application's activity type, from its programme."""
    programme = office.programme(application.programme, application.programme_version)
    names = programme.activities[application.activity.activity_type].names
    return names.ru if locale == "ru" else names.en


def known_kind(kind: str) -> DocumentKind | None:
    """Give a kind of document by its name; None for what could not be read."""
    return cast("DocumentKind", kind) if kind in get_args(DocumentKind) else None
