"""The partner's words on a claim's page: an answer to a question, or a dispute of the decision."""

from __future__ import annotations

from collections.abc import Mapping

from cofund.models.claim import Claim
from cofund.pages import render_claim
from cofund.pages.views.frame import FieldError
from cofund.steps.disputing import dispute
from cofund.steps.informing import answer_question
from cofund.steps.office import Office
from cofund.steps.partner_views import claim_view, programme_of
from cofund.steps.partner_visits import PartnerVisitor, own_form
from cofund.steps.site import frame_of
from cofund.web import Page, Visit, page, see_other


def answer(visit: Visit, *, office: Office, claim: str) -> Page:
    """Answer the reviewer's question."""
    visitor, found = own_form(visit, claim, office=office)
    form = visit.form()
    text = form.get("answer", "").strip()
    if not text and found.state == "information_requested":
        return _claim_page(visit, visitor, found, field="answer", office=office)
    number = form.get("number", "")
    which = int(number) if number in ("1", "2", "3", "4", "5") else 0
    answer_question(found, which, text, visitor.filer, office=office)
    return see_other(f"/claims/{found.claim_id}?notice=question_answered")


def dispute_claim(visit: Visit, *, office: Office, claim: str) -> Page:
    """Dispute the decision."""
    visitor, found = own_form(visit, claim, office=office)
    text = visit.form().get("dispute", "").strip()
    if not text:
        return _claim_page(visit, visitor, found, field="dispute", office=office)
    dispute(found, text, visitor.filer, office=office)
    return see_other(f"/claims/{found.claim_id}?notice=claim_disputed")


def _claim_page(
    visit: Visit, visitor: PartnerVisitor, claim: Claim, *, field: str, office: Office
) -> Page:
    """Show the claim's page again: a field that needs words is empty."""
    zone = programme_of(claim.partner_id, office=office).zone
    frame = frame_of(visit, visitor, zone=zone, office=office)
    shown: Mapping[str, object] = {"errors": (FieldError(field=field, problem="missing"),)}
    view = claim_view(claim, frame, locale=visit.locale, office=office).model_copy(update=shown)
    return page(render_claim(view, locale=visit.locale), status=400)
