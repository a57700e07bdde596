"""The pages on which a partner sends a draft's documents, with script and without."""

from __future__ import annotations

from pydantic import ValidationError

from cofund.errors import CofundError, NotAccepted, TooMany
from cofund.models.claim import MAX_CLAIM_BYTES, MAX_DOCUMENTS, Claim, UploadTicket
from cofund.pages import render_documents, render_send_file
from cofund.pages.security_headers import json_headers, upload_headers
from cofund.pages.views.frame import FieldError
from cofund.pages.views.partner import AcceptedType, DocumentsView, SendFileView
from cofund.steps.filing import note_stand_in
from cofund.steps.office import Office
from cofund.steps.partner_views import (
    choosable_kinds,
    documents_sent,
    needed_kinds,
    precheck_line,
    programme_of,
)
from cofund.steps.partner_visits import PartnerVisitor, own_form, own_visit
from cofund.steps.site import Visitor, ensure_own_form, frame_of
from cofund.steps.uploading import (
    CONTENT_TYPES,
    TicketRequest,
    remove_document,
    sent_files,
    upload_ticket,
)
from cofund.web import MAX_BODY_BYTES, Page, Visit, see_other

ACCEPTED = tuple(
    AcceptedType(content_type=content_type, extensions=extensions)
    for content_type, extensions in CONTENT_TYPES.items()
)


def documents(visit: Visit, *, office: Office, claim: str) -> Page:
    """Show a draft's documents and the form to send more."""
    visitor, found = own_visit(visit, claim, office=office)
    if found.state != "draft":
        return see_other(f"/claims/{found.claim_id}")
    return documents_page(visit, visitor, found, (), office=office)


def uploads(visit: Visit, *, office: Office, claim: str) -> Page:
    """Give a ticket for one file: as JSON to the script, as a one-file form without it."""
    visitor, found = own_visit(visit, claim, office=office)
    if "application/json" in visit.headers.get("content-type", ""):
        return _ticket_as_json(visit, visitor, found, office=office)
    form = ensure_own_form(visit, visitor, office=office)
    kind, content_type = form.get("kind", ""), form.get("content_type", "")
    try:
        asked = TicketRequest.model_validate(
            {"kind": kind, "content_type": content_type, "file_name": f"{kind}"}
        )
        accepted = next(one for one in ACCEPTED if one.content_type == content_type)
    except (ValidationError, StopIteration):
        wrong = FieldError(field="kind" if not kind else "content_type", problem="not_in_list")
        return documents_page(visit, visitor, found, (wrong,), office=office)
    note_stand_in(found, visitor.filer, office=office)
    back = f"{office.public_url}/claims/{found.claim_id}/uploaded"
    ticket = upload_ticket(found, asked, redirect_to=back, office=office)
    return _send_file_page(visit, visitor, found, asked, accepted, ticket, office=office)


def uploaded(visit: Visit, *, office: Office, claim: str) -> Page:
    """Come back from storage after a file was sent without script."""
    _, found = own_visit(visit, claim, office=office)
    return see_other(f"/claims/{found.claim_id}/documents?notice=document_sent")


def remove(visit: Visit, *, office: Office, claim: str, document: str) -> Page:
    """Take a document out of a draft."""
    visitor, found = own_form(visit, claim, office=office)
    note_stand_in(found, visitor.filer, office=office)
    remove_document(found, document, by=visitor.filer.login, office=office)
    return see_other(f"/claims/{found.claim_id}/documents?notice=document_removed")


def documents_page(
    visit: Visit,
    visitor: Visitor,
    claim: Claim,
    errors: tuple[FieldError, ...],
    *,
    office: Office,
) -> Page:
    """Give the page of a draft's documents."""
    files = sent_files(claim, office=office)
    sent_bytes = sum(file.size_bytes or 0 for file in files)
    application = office.directory.application(claim.application_id)
    zone = programme_of(claim.partner_id, office=office).zone
    begun = office.prechecks.newest(claim.claim_id, claim.version)
    view = DocumentsView(
        frame=frame_of(visit, visitor, zone=zone, office=office),
        claim_id=claim.claim_id,
        activity=application.activity,
        documents=documents_sent(files),
        needed=needed_kinds(application, files, office=office),
        kinds=choosable_kinds(),
        accepted=ACCEPTED,
        remaining=max(0, MAX_DOCUMENTS - len(files)),
        remaining_bytes=max(0, MAX_CLAIM_BYTES - sent_bytes),
        storage_origin=office.storage_origin,
        precheck=precheck_line(begun, claim, files, now=office.clock()) if begun else None,
        errors=errors,
    )
    return _with_upload_headers(
        render_documents(view, locale=visit.locale), status=400 if errors else 200, office=office
    )


def _send_file_page(
    visit: Visit,
    visitor: Visitor,
    claim: Claim,
    asked: TicketRequest,
    accepted: AcceptedType,
    ticket: UploadTicket,
    *,
    office: Office,
) -> Page:
    zone = programme_of(claim.partner_id, office=office).zone
    view = SendFileView(
        frame=frame_of(visit, visitor, zone=zone, office=office),
        claim_id=claim.claim_id,
        kind=asked.kind,
        accepted=accepted,
        ticket=ticket,
        storage_origin=office.storage_origin,
    )
    html = render_send_file(view, locale=visit.locale)
    return _with_upload_headers(html, status=200, office=office)


def _with_upload_headers(html: str, *, status: int, office: Office) -> Page:
    return Page(status=status, body=html, headers=upload_headers(office.storage_origin))


def _ticket_as_json(visit: Visit, visitor: PartnerVisitor, claim: Claim, *, office: Office) -> Page:
    """Answer the upload script; every refusal has a code that the script shows in words."""
    visit.ensure_from(office.public_url)
    if visit.headers.get("x-csrf") != visitor.session.form_key:
        return _refused_json(403, "forbidden")
    if len(visit.body) > MAX_BODY_BYTES:
        return _refused_json(413, "too_large")
    try:
        asked = TicketRequest.model_validate_json(visit.body)
        note_stand_in(claim, visitor.filer, office=office)
        ticket = upload_ticket(claim, asked, redirect_to=None, office=office)
    except ValidationError:
        return _refused_json(400, "not_accepted")
    except TooMany:
        return _refused_json(409, "too_many")
    except NotAccepted:
        return _refused_json(400, "not_accepted")
    except CofundError as refused:
        return _refused_json(409, type(refused).__name__)
    return Page(status=201, body=ticket.model_dump_json(), headers=json_headers())


def _refused_json(status: int, code: str) -> Page:
    body = f'{{"error":{{"code":"{code}"}}}}'
    return Page(status=status, body=body, headers=json_headers())
