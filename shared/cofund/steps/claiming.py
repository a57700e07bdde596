"""What a partner does with a claim: open it, send documents, submit, mend, withdraw."""

from __future__ import annotations

import hashlib

from cofund.books.claim_book import start_key, version_key
from cofund.books.claim_moves import Change
from cofund.claim_states import DECIDED
from cofund.errors import AlreadyDecided, NotAccepted, NotFound, NotInThisState
from cofund.items import Put, Value
from cofund.models.approval import Decision
from cofund.models.claim import MAX_DOCUMENTS, Claim, ClaimRequest, Document, Person
from cofund.steps.office import Office
from cofund.steps.uploading import SentFile, sent_files


def open_claim(request: ClaimRequest, person: Person, *, office: Office) -> Claim:
    """Open a draft for an approved application of the person's own partner.

    Raises:
        NotFound: there is no such application, or it is another partner's.
    """
    application = office.directory.application(request.application_id)
    if application.partner_id != person.partner_id:
        raise NotFound("no such application")
    claim = Claim(
        claim_id=office.ids(),
        version=1,
        partner_id=application.partner_id,
        application_id=application.application_id,
        request=request,
        state="draft",
        revision=0,
        opened_at=office.clock(),
        opened_by=person.login,
        edited_by=person.login,
        locale=person.locale,
    )
    office.claims.open(claim)
    return claim


def own_claim(claim_id: str, person: Person, *, office: Office) -> Claim:
    """Give a claim of the person's own partner.

    Raises:
        NotFound: no such claim, or another partner's: the two look alike.
    """
    claim = office.claims.get(claim_id)
    if person.partner_id is None or claim.partner_id != person.partner_id:
        raise NotFound("no such claim")
    return claim


def submit(claim: Claim, person: Person, *, office: Office) -> Claim:
    """Submit a draft with what really arrived, and start its review; again, it changes nothing.

    Raises:
        NotAccepted: not one document has arrived.
        NotInThisState: the claim is neither a draft nor submitted.
    """
    if claim.state == "draft":
        claim = _submit_draft(claim, person, office=office)
    _start(claim, office=office)
    return claim


def revise(claim: Claim, person: Person, *, office: Office) -> Claim:
    """Open the next version of a returned claim as a draft that keeps its documents.

    Raises:
        NotInThisState: the claim is not returned.
    """
    return _next_version(claim, person, person_requested=False, office=office)


def ask_person(claim: Claim, person: Person, *, office: Office) -> Claim:
    """Send a claim that the rules returned before a person, as it is.

    Raises:
        NotInThisState: the claim is not returned, or a person returned it.
    """
    if claim.state == "returned" and returned_by_person(claim, office=office):
        raise NotInThisState("a person has looked already")
    draft = _next_version(claim, person, person_requested=True, office=office)
    return submit(draft, person, office=office)


def withdraw(claim: Claim, person: Person, *, office: Office) -> None:
    """Withdraw a claim on which nothing was decided; what was held for it is let go.

    Raises:
        AlreadyDecided: somebody has decided.
    """
    now = office.clock()
    if claim.state in ("draft", "returned"):
        change = Change(to_state="withdrawn", at=now, actor=person.login)
        office.claims.advance(claim.claim_id, claim.version, claim.state, change)
        return
    decision = Decision(
        claim_id=claim.claim_id,
        version=claim.version,
        outcome="withdrawn",
        decided_at=now,
        decided_by=(person.login,),
    )
    if claim.state == "in_review":
        office.approvals.decide(decision, link=None)
    elif claim.state in DECIDED:
        raise AlreadyDecided("somebody has decided")
    else:
        office.approvals.withdraw_early(decision)


def returned_by_person(claim: Claim, *, office: Office) -> bool:
    """Say whether a person sent the claim back, and not the rules."""
    return office.approvals.decision(claim.claim_id, claim.version) is not None


def execution_name(claim_id: str, version: int) -> str:
    """Give the name of a version's workflow: one name, one run."""
    return f"{claim_id}-v{version}"


def _submit_draft(claim: Claim, person: Person, *, office: Office) -> Claim:
    documents = tuple(
        _document(file) for file in sent_files(claim, office=office) if file.storage_version
    )
    if not documents:
        raise NotAccepted("not one document has arrived")
    now = office.clock()
    submitted = claim.model_copy(
        update={
            "documents": documents[:MAX_DOCUMENTS],
            "submitted_at": now,
            "first_submitted_at": claim.first_submitted_at or now,
            "edited_by": person.login,
        }
    )
    submitted = submitted.model_copy(update={"content_hash": content_hash(submitted)})
    waiting: dict[str, Value] = {"gsi1pk": "WAITING#START", "gsi1sk": now.isoformat()}
    version = version_key(claim.claim_id, claim.version)
    change = Change(
        to_state="submitted",
        at=now,
        actor=person.login,
        assign={
            "claim": submitted.model_dump_json(),
            "content_hash": submitted.content_hash or "",
        },
    )
    return office.claims.advance(
        claim.claim_id,
        claim.version,
        "draft",
        change,
        also=lambda _head: (
            Put(version, {"claim": submitted.model_dump_json()}),
            Put(start_key(claim.claim_id, claim.version), {"claim": claim.claim_id, **waiting}),
        ),
    )


def _start(claim: Claim, *, office: Office) -> None:
    name = execution_name(claim.claim_id, claim.version)
    office.workflow.start(name, claim_id=claim.claim_id, version=claim.version)


def content_hash(claim: Claim) -> str:
    """Give the hash over what a reviewer decides on: request, activity and documents."""
    seen = claim.model_dump_json(
        include={"claim_id", "version", "application_id", "request", "documents"}
    )
    return hashlib.sha256(seen.encode()).hexdigest()


def _next_version(claim: Claim, person: Person, *, person_requested: bool, office: Office) -> Claim:
    if claim.state != "returned":
        raise NotInThisState("the claim is not returned")
    draft = claim.model_copy(
        update={
            "version": claim.version + 1,
            "state": "draft",
            "submitted_at": None,
            "content_hash": None,
            "person_requested": person_requested,
            "edited_by": person.login,
        }
    )
    change = Change(
        to_state="draft",
        at=office.clock(),
        actor=person.login,
        reason="person_requested" if person_requested else "revised",
        assign={
            "version": draft.version,
            "claim": draft.model_dump_json(),
            "uploads": len(draft.documents),
        },
        remove=("content_hash", "review_began_at", "withdrawing", "approved_once"),
    )
    office.claims.advance(claim.claim_id, claim.version, "returned", change)
    return office.claims.get(claim.claim_id)


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
