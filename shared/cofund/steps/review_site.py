"""The reviewer's pages: one link shows a claim; its form, with proof of the person, decides it.

GET and HEAD change nothing, however often a mail scanner opens the link.
"""

from __future__ import annotations

import re
from typing import Literal

from cofund.errors import NotFound
from cofund.models.approval import (
    Approval,
    DecisionOutcome,
    InformationRequest,
)
from cofund.pages import render_decided
from cofund.pages.security_headers import image_headers
from cofund.pages.views.review import DecidedView
from cofund.steps.deciding import Answer, decide
from cofund.steps.link_pages import LinkPages, gone, login_of, visitor_of_link
from cofund.steps.link_proof import ensure_links_form
from cofund.steps.office import Office
from cofund.steps.rejudging import settle_corrections
from cofund.steps.review_links import Review, open_review, replayed_by_reviewer
from cofund.steps.review_page import granted_points, show_review
from cofund.steps.site import Visitor, frame_of
from cofund.steps.storage import working_prefix
from cofund.web import Page, Visit
from cofund.web import page as html_page

PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,2}")
MAX_IMAGE_BYTES = 5 * 1024 * 1024
IMAGE_TYPES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PN": "image/png"}
PAGES = LinkPages(
    path="/review/{token}", opens=open_review, shows=show_review, replayed=replayed_by_reviewer
)
"""What a link's pages do alike, whatever it asks about."""


def review_page(visit: Visit, *, office: Office, token: str) -> Page:
    """Show the claim behind a link; asked for a language, remember it first."""
    return PAGES.page(visit, token, office=office)


def review_decision(visit: Visit, *, office: Office, token: str) -> Page:
    """Take the reviewer's answer."""
    visitor = visitor_of_link(visit, office=office)
    try:
        review = open_review(token, login_of(visitor), office=office)
    except NotFound:
        return PAGES.gone_or_replayed(visit, token, office=office)
    visit.ensure_from(office.public_url)
    form = visit.form()
    if _caught_up(review, form, office=office):
        fresh = open_review(token, login_of(visitor), office=office)
        return show_review(
            visit, visitor, token, fresh, typed=form, notice="judged_anew", office=office
        )
    answer = decide(review, form, login_of(visitor), office=office)
    if isinstance(answer, tuple):
        return show_review(visit, visitor, token, review, typed=form, errors=answer, office=office)
    return _decided_page(visit, visitor, review, answer, office=office)


def review_code(visit: Visit, *, office: Office, token: str) -> Page:
    """Mail the reviewer a code and show the form again, with what was typed."""
    return PAGES.code(visit, token, office=office)


def review_sign_in(visit: Visit, *, office: Office, token: str) -> Page:
    """Sign the reviewer in and show the claim again."""
    return PAGES.sign_in(visit, token, office=office)


def review_image(visit: Visit, *, office: Office, token: str, document: str, page: str) -> Page:
    """Give the image of one page of a document of the claim behind a link."""
    visitor = visitor_of_link(visit, office=office)
    try:
        review = open_review(token, login_of(visitor), office=office)
        content = _image(review, document, page, office=office)
    except NotFound:
        return gone(visit, office=office)
    content_type = IMAGE_TYPES.get(content[:3], "application/octet-stream")
    return Page(status=200, body=content, headers=image_headers(content_type))


def _caught_up(review: Review, form: dict[str, str], *, office: Office) -> bool:
    """Judge what was corrected and is not judged yet, before anybody answers; say if any was."""
    ensure_links_form(review, form)
    which = (review.claim.claim_id, review.claim.version)
    waits = office.corrections.unjudged(*which)
    settle_corrections(*which, office=office)
    return waits


def _image(review: Review, document_id: str, number: str, *, office: Office) -> bytes:
    known = {document.document_id for document in review.claim.documents}
    if document_id not in known or not PAGE_NUMBER.fullmatch(number):
        raise NotFound("no such page")
    prefix = working_prefix(review.claim.claim_id, review.claim.version, document_id)
    return office.files.read("personal", f"{prefix}page-{number}", limit=MAX_IMAGE_BYTES)


def _decided_page(
    visit: Visit,
    visitor: Visitor | None,
    review: Review,
    answer: Answer,
    *,
    office: Office,
) -> Page:
    application = office.directory.application(review.claim.application_id)
    view = DecidedView(
        frame=frame_of(visit, visitor, zone=review.programme.zone, office=office).model_copy(
            update={"path": "/"}
        ),
        claim_id=review.claim.claim_id,
        activity_name=application.activity.name,
        outcome=_outcome(answer),
        amount=None if isinstance(answer, InformationRequest) else answer.amount,
        points=None if isinstance(answer, InformationRequest) else granted_points(review, answer),
    )
    return html_page(render_decided(view, locale=visit.locale))


def _outcome(answer: Answer) -> DecisionOutcome | Literal["first_of_two", "asked"]:
    match answer:
        case InformationRequest():
            return "asked"
        case Approval():
            return "first_of_two"
        case _:
            return answer.outcome
