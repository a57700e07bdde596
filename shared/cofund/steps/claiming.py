"""What a partner does with a claim: submit what arrived, mend it, ask for a person."""

from __future__ import annotations

import hashlib
from datetime import datetime

from cofund.books.claim_moves import Change, start_key, version_key
from cofund.claim_states import IN_WORK
from cofund.errors import (
    NotAccepted,
    NotInThisState,
    TooMany,
)
from cofund.items import Condition, Put, Value, Write
from cofund.models.claim import (
    MAX_CLAIM_BYTES,
    MAX_DOCUMENTS,
    Claim,
    Document,
)
from cofund.steps.filing import Filer, on_behalf_of, stand_ins_with
from cofund.steps.office import Office
from cofund.steps.uploading import SentFile, sent_files

MAX_VERSIONS = 50


def submit(claim: Claim, filer: Filer, *, office: Office) -> Claim:
    """Submit a draft with what really arrived, and start its review; again, it changes nothing.

    Raises:
        NotAccepted: not one document has arrived, or they are too large together.
        NotInThisState: the claim is neither a draft nor being looked at, or its application ended.
        TryAgain: the draft is being edited at this moment.
    """
    if claim.state == "draft":
        if office.directory.has_ended(claim.application_id):
            raise NotInThisState("the claim's application has ended")
        claim = _submit_draft(claim, filer, office=office)
    if claim.state not in IN_WORK:
        raise NotInThisState(f"the claim is {claim.state}")
    if claim.state == "submitted":
        start_submitted(claim, office=office)
    return claim


def revise(claim: Claim, filer: Filer, *, office: Office) -> Claim:
    """Open the next version of a returned claim as a draft that keeps its documents.

    Raises:
        NotInThisState: the claim is not returned.
        TooMany: the claim has had all the versions it may have.
    """
    return _next_version(claim, filer, person_requested=False, office=office)


def ask_person(claim: Claim, filer: Filer, *, office: Office) -> Claim:
    """Send a claim that the rules returned before a person, as it is.

    Raises:
        NotInThisState: the claim is not returned, or a person returned it.
        TooMany: the claim has had all the versions it may have.
    """
    if claim.state == "returned" and returned_by_person(claim, office=office):
        raise NotInThisState("a person has looked already")
    draft = _next_version(claim, filer, person_requested=True, office=office)
    return submit(draft, filer, office=office)


def returned_by_person(claim: Claim, *, office: Office) -> bool:
    """Say whether a person sent the claim back, and not the rules."""
    return office.approvals.decision(claim.claim_id, claim.version) is not None


def draft_as_submitted(draft: Claim, filer: Filer, *, office: Office) -> Claim:
    """Give a draft as it would be submitted now: with what really arrived.

    Raises:
        NotAccepted: not one document has arrived, or they are too large together.
    """
    documents = tuple(
        _document(file) for file in sent_files(draft, office=office) if file.storage_version
    )
    _ensure_sendable(documents)
    return _submitted(draft, documents, filer, office=office)


def execution_name(claim_id: str, version: int) -> str:
    """Give the name of a version's workflow: one name, one run."""
    return f"{claim_id}-v{version}"


def _submit_draft(claim: Claim, filer: Filer, *, office: Office) -> Claim:
    """Submit what stands in the draft now; where a document comes or goes meanwhile, not at all."""
    standing, edits = office.claims.with_edits(claim.claim_id)
    if standing.state != "draft":
        return standing
    submitted = draft_as_submitted(standing, filer, office=office)
    change = Change(
        to_state="submitted",
        at=office.clock(),
        actor=filer.login,
        on_behalf_of=on_behalf_of(filer),
        assign={
            "claim": submitted.model_dump_json(),
            "content_hash": submitted.content_hash or "",
        },
        conditions=(Condition("edits", "=", edits),),
    )
    writes = submission_writes(submitted, at=office.clock())
    return office.claims.advance(
        claim.claim_id, standing.version, "draft", change, also=lambda _head: writes
    )


def submission_writes(claim: Claim, *, at: datetime) -> tuple[Write, ...]:
    """Give the writes that go with a submission: the version, and that its workflow must begin."""
    where = (claim.claim_id, claim.version)
    waiting: dict[str, Value] = {
        "claim": claim.claim_id,
        "gsi1pk": "WAITING#START",
        "gsi1sk": at.isoformat(),
    }
    content = {"claim": claim.model_dump_json()}
    return Put(version_key(*where), content), Put(start_key(*where), waiting)


def _ensure_sendable(documents: tuple[Document, ...]) -> None:
    if not documents:
        raise NotAccepted("not one document has arrived")
    if len(documents) > MAX_DOCUMENTS:
        raise NotAccepted("the claim has more documents than it may have")
    if sum(document.size_bytes for document in documents) > MAX_CLAIM_BYTES:
        raise NotAccepted("the claim's documents are too large together")


def _submitted(
    draft: Claim, documents: tuple[Document, ...], filer: Filer, *, office: Office
) -> Claim:
    now = office.clock()
    submitted = draft.model_copy(
        update={
            "documents": documents,
            "submitted_at": now,
            "first_submitted_at": draft.first_submitted_at or now,
            "edited_by": filer.login,
            "stand_ins": stand_ins_with(draft, filer),
        }
    )
    return submitted.model_copy(update={"content_hash": content_hash(submitted)})


def start_submitted(claim: Claim, *, office: Office) -> None:
    """Start the workflow of a submitted version; started again, it runs once."""
    name = execution_name(claim.claim_id, claim.version)
    office.workflow.start(name, claim_id=claim.claim_id, version=claim.version)


def content_hash(claim: Claim) -> str:
    """Give the hash over what a reviewer decides on: request, activity and documents."""
    seen = claim.model_dump_json(
        include={"claim_id", "version", "application_id", "request", "documents"}
    )
    return hashlib.sha256(seen.encode()).hexdigest()


def _next_version(claim: Claim, filer: Filer, *, person_requested: bool, office: Office) -> Claim:
    if claim.state != "returned":
        raise NotInThisState("the claim is not returned")
    if claim.version >= MAX_VERSIONS:
        raise TooMany("the claim has had all the versions it may have")
    draft = claim.model_copy(
        update={
            "version": claim.version + 1,
            "state": "draft",
            "submitted_at": None,
            "content_hash": None,
            "person_requested": person_requested,
            "edited_by": filer.login,
            "stand_ins": stand_ins_with(claim, filer),
        }
    )
    change = Change(
        to_state="draft",
        at=office.clock(),
        actor=filer.login,
        on_behalf_of=on_behalf_of(filer),
        reason="person_requested" if person_requested else "revised",
        assign={
            "version": draft.version,
            "claim": draft.model_dump_json(),
            "uploads": len(draft.documents),
            "tickets": 0,
        },
        remove=("content_hash", "review_began_at", "withdrawing", "approved_once"),
    )
    return office.claims.move(claim.claim_id, claim.version, "returned", change)


def _document(file: SentFile) -> Document:
    return Document(
        document_id=file.document_id,
        declared_kind=file.kind,
        file_name=file.file_name,
        content_type=file.content_type,
        size_bytes=file.size_bytes or 0,
        storage_key=file.storage_key,
        storage_version=file.storage_version or "",
    )
