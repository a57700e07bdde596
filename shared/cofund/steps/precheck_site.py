"""The page on which a partner sees how a draft would be answered, before sending it."""

from __future__ import annotations

from cofund.models.claim import Claim
from cofund.models.precheck import Precheck
from cofund.models.tasks import MAX_PRECHECKS
from cofund.pages import render_precheck
from cofund.pages.views.frame import FieldError
from cofund.pages.views.partner import PrecheckView
from cofund.steps.documents import document_lines
from cofund.steps.office import Office
from cofund.steps.partner_views import do_until, precheck_line, programme_of
from cofund.steps.partner_visits import PartnerVisitor, own_form, own_visit
from cofund.steps.prechecking import precheck, precheck_answer
from cofund.steps.site import frame_of
from cofund.steps.upload_site import documents_page
from cofund.steps.uploading import sent_files
from cofund.web import Page, Visit, page, see_other


def begin_precheck(visit: Visit, *, office: Office, claim: str) -> Page:
    """Let a draft be read and judged before it is sent."""
    visitor, found = own_form(visit, claim, office=office)
    files = sent_files(found, office=office)
    if found.state == "draft" and not any(file.storage_version for file in files):
        missing = FieldError(field="file", problem="missing")
        return documents_page(visit, visitor, found, (missing,), office=office)
    precheck(found, visitor.filer, office=office)
    return see_other(f"/claims/{found.claim_id}/precheck")


def precheck_page(visit: Visit, *, office: Office, claim: str) -> Page:
    """Show how the newest pre-check of a draft stands, and its answer."""
    visitor, found = own_visit(visit, claim, office=office)
    begun = office.prechecks.newest(found.claim_id, found.version)
    if found.state != "draft":
        return see_other(f"/claims/{found.claim_id}")
    if begun is None:
        return see_other(f"/claims/{found.claim_id}/documents")
    view = _view(visit, visitor, found, begun, office=office)
    return page(render_precheck(view, locale=visit.locale))


def _view(
    visit: Visit, visitor: PartnerVisitor, claim: Claim, begun: Precheck, *, office: Office
) -> PrecheckView:
    application = office.directory.application(claim.application_id)
    zone = programme_of(claim.partner_id, office=office).zone
    files = sent_files(claim, office=office)
    return PrecheckView(
        frame=frame_of(visit, visitor, zone=zone, office=office),
        claim_id=claim.claim_id,
        version=claim.version,
        activity=application.activity,
        precheck=precheck_line(begun, claim, files, now=office.clock()),
        left=MAX_PRECHECKS - begun.number,
        assessment=precheck_answer(begun, office=office),
        documents=document_lines(begun.claim, precheck=begun.number, office=office),
        do_until=do_until(claim, application, office=office),
    )
