"""The reviewer's page as it is shown after whatever was sent from it."""

from __future__ import annotations

from typing import Any, Literal

from cofund.models.approval import MAX_QUESTIONS, Approval, Decision
from cofund.models.claim import Locale
from cofund.models.correction import Correction
from cofund.models.points import PointsPart
from cofund.money import Money
from cofund.pages import render_review
from cofund.pages.views.fields import TypedCorrections
from cofund.pages.views.frame import FieldError, Notice
from cofund.pages.views.review import ReviewView, TypedDecision
from cofund.steps.claim_points import points_of
from cofund.steps.correction_views import corrections_shown
from cofund.steps.corrections import claimable_before_and_now, corrections_in_force
from cofund.steps.deciding import second_is_wanted
from cofund.steps.documents import activity_type_name
from cofund.steps.link_pages import proof_of
from cofund.steps.office import Office
from cofund.steps.partner_views import timeline
from cofund.steps.review_links import Review
from cofund.steps.review_views import review_documents
from cofund.steps.reviewing import first_approval
from cofund.steps.site import Visitor, frame_of
from cofund.steps.storage import first_assessment
from cofund.steps.told import disputed_decision
from cofund.steps.version_views import changes_since_before
from cofund.web import Page, Visit
from cofund.web import page as html_page

MAX_TYPED = 250


def show_review(
    visit: Visit,
    visitor: Visitor | None,
    token: str,
    review: Review,
    *,
    typed: dict[str, str] | None = None,
    errors: tuple[FieldError, ...] = (),
    notice: Notice | None = None,
    office: Office,
) -> Page:
    """Show a claim to its reviewer, with what was typed and what is wrong with it."""
    form = typed or {}
    frame = frame_of(visit, visitor, zone=review.programme.zone, office=office)
    at_link = {"csrf": review.link.form_key, "path": f"/review/{token}"}
    view = ReviewView(
        frame=frame.model_copy(update={**at_link, "notice": notice or frame.notice}),
        token=token,
        proof=proof_of(visitor, review, login=form.get("login", "")),
        typed_corrections=_typed_corrections(form),
        typed=_typed(form),
        errors=errors,
        **_about(review, visit.locale, office=office),
        **_exchanged(review, office=office),
    )
    html = render_review(view, locale=visit.locale)
    return html_page(html, status=400 if errors else 200)


def _about(review: Review, locale: Locale, *, office: Office) -> dict[str, Any]:
    """Give the claim with its documents, what was set right in them, and what came before."""
    claim = review.claim
    application = office.directory.application(claim.application_id)
    first = first_approval(claim.claim_id, claim.version, office=office)
    corrections = corrections_in_force(claim, office=office)
    return {
        "stage": review.link.stage,
        "expires_at": review.link.expires_at,
        "claim": claim,
        "partner": office.directory.partner(claim.partner_id),
        "application": application,
        "activity_type": activity_type_name(application, locale, office=office),
        "assessment": review.assessment,
        "held": review.held,
        "points": review.points,
        "timeline": timeline(claim, office=office),
        "documents": review_documents(claim, review.assessment, corrections, office=office),
        **_set_right(review, corrections, office=office),
        "changes": changes_since_before(claim, review.assessment, office=office),
        "first_approval": first,
        "first_points": granted_points(review, first) if first else None,
        "first_approver": office.directory.person(first.reviewer).name if first else "",
    }


def granted_points(review: Review, answer: Decision | Approval) -> PointsPart | None:
    """Give what somebody grants of the points."""
    if review.points is None or not answer.points:
        return None
    return review.points.model_copy(update={"points": answer.points})


def _exchanged(review: Review, *, office: Office) -> dict[str, Any]:
    """Give what partner and reviewers have said to each other."""
    claim = review.claim
    asked = office.information.of_version(claim.claim_id, claim.version)
    disputed = disputed_decision(claim, office=office)
    return {
        "questions": office.information.of_claim(claim.claim_id),
        "may_ask": len(asked) < MAX_QUESTIONS,
        "dispute": office.information.dispute(claim.claim_id, claim.version),
        "disputed": disputed,
        "disputed_points": points_of(disputed, office=office),
        "paid_before": review.paid_before,
    }


def _set_right(
    review: Review, corrections: tuple[Correction, ...], *, office: Office
) -> dict[str, Any]:
    """Give what was corrected, and what it did."""
    claim = review.claim
    return {
        "corrections": corrections_shown(claim, corrections, office=office),
        "claimable_as_read": _as_read(review, corrections, office=office),
        "unjudged": office.corrections.unjudged(claim.claim_id, claim.version),
        "second": _second(review, corrections, office=office),
    }


def _typed(form: dict[str, str]) -> TypedDecision:
    return TypedDecision(
        choice=form.get("choice", ""),
        amount=form.get("amount", ""),
        points=form.get("points", ""),
        question=form.get("question", ""),
        remark=form.get("remark", ""),
        remarks={
            name.removeprefix("remark."): text
            for name, text in list(form.items())[:100]
            if name.startswith("remark.") and name.removeprefix("remark.").isidentifier()
        },
    )


def _as_read(
    review: Review, corrections: tuple[Correction, ...], *, office: Office
) -> Money | None:
    """Give what was claimable before this version's corrections."""
    claim = review.claim
    if not any(each.version == claim.version for each in corrections):
        return None
    return first_assessment(office, claim.claim_id, claim.version).waterfall.claimable


def _second(
    review: Review, corrections: tuple[Correction, ...], *, office: Office
) -> Literal["none", "amount", "raised"]:
    """Say why one person may not approve alone, if so."""
    pairs = claimable_before_and_now(corrections, office=office)
    if any(now > before for before, now in pairs):
        return "raised"
    return "amount" if second_is_wanted(review, office=office) else "none"


def _typed_corrections(form: dict[str, str]) -> TypedCorrections:
    if "document" not in form:
        return TypedCorrections()
    typed = {name: text for name, text in list(form.items())[:MAX_TYPED] if name != "csrf"}
    return TypedCorrections(document=form["document"][:64], values=typed)
