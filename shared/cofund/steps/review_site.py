"""The reviewer's pages: one link shows a claim; its form, with proof of the person, decides it.

GET and HEAD change nothing, however often a mail scanner opens the link.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Literal

from cofund.errors import NotFound, TooMany
from cofund.models.approval import (
    MAX_QUESTIONS,
    Approval,
    DecisionOutcome,
    InformationRequest,
)
from cofund.pages import render_decided, render_review
from cofund.pages.security_headers import (
    SESSION_COOKIE,
    image_headers,
    language_cookie,
    session_cookie,
)
from cofund.pages.views import (
    CodeProof,
    DecidedView,
    FieldError,
    Notice,
    Proven,
    ReviewView,
    SignInProof,
    TypedDecision,
)
from cofund.steps.deciding import Answer, decide
from cofund.steps.disputing import disputed_decision
from cofund.steps.documents import activity_type_name
from cofund.steps.office import Office
from cofund.steps.partner_views import timeline
from cofund.steps.review_links import (
    Review,
    ensure_links_form,
    open_review,
    replayed_by_reviewer,
    send_code,
)
from cofund.steps.review_views import review_documents
from cofund.steps.reviewing import first_approval
from cofund.steps.sign_in_site import SESSION_SECONDS, begin_session
from cofund.steps.site import Visitor, frame_of, plain_failure
from cofund.steps.storage import working_prefix
from cofund.web import Page, Visit, see_other
from cofund.web import page as html_page

PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,2}")
MAX_IMAGE_BYTES = 5 * 1024 * 1024
IMAGE_TYPES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PN": "image/png"}


def review_page(visit: Visit, *, office: Office, token: str) -> Page:
    """Show the claim behind a link; asked for a language, remember it first."""
    chosen = visit.query.get("language")
    if chosen in ("ru", "en"):
        return see_other(visit.path, cookies=(language_cookie(chosen),))
    visitor = _visitor(visit, office=office)
    try:
        review = open_review(token, _login(visitor), office=office)
    except NotFound:
        return _gone(visit, office=office)
    return _review_page(visit, visitor, token, review, office=office)


def review_decision(visit: Visit, *, office: Office, token: str) -> Page:
    """Take the reviewer's answer."""
    visitor = _visitor(visit, office=office)
    try:
        review = open_review(token, _login(visitor), office=office)
    except NotFound:
        return _gone_or_replayed(visit, token, office=office)
    visit.ensure_from(office.public_url)
    form = visit.form()
    answer = decide(review, form, _login(visitor), office=office)
    if isinstance(answer, tuple):
        return _review_page(visit, visitor, token, review, typed=form, errors=answer, office=office)
    return _decided_page(visit, visitor, review, answer, office=office)


def review_code(visit: Visit, *, office: Office, token: str) -> Page:
    """Mail the reviewer a code and show the form again, with what was typed."""
    visitor = _visitor(visit, office=office)
    try:
        review = open_review(token, _login(visitor), office=office)
    except NotFound:
        return _gone(visit, office=office)
    visit.ensure_from(office.public_url)
    form = visit.form()
    ensure_links_form(review, form)
    send_code(review, office=office)
    fresh = open_review(token, _login(visitor), office=office)
    return _review_page(visit, visitor, token, fresh, typed=form, notice="code_sent", office=office)


def review_sign_in(visit: Visit, *, office: Office, token: str) -> Page:
    """Sign the reviewer in and show the claim again."""
    try:
        review = open_review(token, None, office=office)
    except NotFound:
        return _gone(visit, office=office)
    visit.ensure_from(office.public_url)
    form = visit.form()
    ensure_links_form(review, form)
    office.links.count_post(review.link.jti)
    login = form.get("login", "").strip()
    secret = begin_session(login, form.get("password", ""), office=office)
    if not isinstance(secret, FieldError) and login != review.link.reviewer:
        office.sessions.end(secret)
        secret = FieldError(field="login", problem="other_reviewer")
    if isinstance(secret, FieldError):
        typed = {"login": login}
        return _review_page(
            visit, None, token, review, typed=typed, errors=(secret,), office=office
        )
    return see_other(f"/review/{token}", cookies=(session_cookie(secret, seconds=SESSION_SECONDS),))


def review_image(visit: Visit, *, office: Office, token: str, document: str, page: str) -> Page:
    """Give the image of one page of a document of the claim behind a link."""
    visitor = _visitor(visit, office=office)
    try:
        review = open_review(token, _login(visitor), office=office)
        content = _image(review, document, page, office=office)
    except NotFound:
        return _gone(visit, office=office)
    content_type = IMAGE_TYPES.get(content[:3], "application/octet-stream")
    return Page(status=200, body=content, headers=image_headers(content_type))


def _image(review: Review, document_id: str, number: str, *, office: Office) -> bytes:
    known = {document.document_id for document in review.claim.documents}
    if document_id not in known or not PAGE_NUMBER.fullmatch(number):
        raise NotFound("no such page")
    prefix = working_prefix(review.claim.claim_id, review.claim.version, document_id)
    return office.files.read("personal", f"{prefix}page-{number}", limit=MAX_IMAGE_BYTES)


def _visitor(visit: Visit, *, office: Office) -> Visitor | None:
    session = office.sessions.find(visit.cookies.get(SESSION_COOKIE), now=office.clock())
    if session is None:
        return None
    return Visitor(person=office.directory.person(session.login), session=session)


def _login(visitor: Visitor | None) -> str | None:
    return visitor.person.login if visitor else None


def _gone(visit: Visit, *, office: Office) -> Page:
    """Answer for links that are unknown, forged, expired, used or revoked: always the same."""
    return plain_failure("gone", 410, visit, zone=office.programme_zone)


def _gone_or_replayed(visit: Visit, token: str, *, office: Office) -> Page:
    """Tell a reviewer who proves themself by the link's code that they have decided already."""
    code = visit.form().get("code", "")
    with suppress(NotFound, TooMany):
        if replayed_by_reviewer(token, code, office=office):
            return plain_failure("already_decided", 409, visit, zone=office.programme_zone)
    return _gone(visit, office=office)


def _review_page(
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
    form = typed or {}
    claim = review.claim
    application = office.directory.application(claim.application_id)
    first = first_approval(claim.claim_id, claim.version, office=office)
    asked = office.information.of_version(claim.claim_id, claim.version)
    frame = frame_of(visit, visitor, zone=review.programme.zone, office=office)
    view = ReviewView(
        frame=frame.model_copy(
            update={"csrf": review.link.form_key, "path": f"/review/{token}", "notice": notice}
        ),
        token=token,
        stage=review.link.stage,
        expires_at=review.link.expires_at,
        claim=claim,
        partner=office.directory.partner(claim.partner_id),
        application=application,
        activity_type=activity_type_name(application, visit.locale, office=office),
        assessment=review.assessment,
        held=review.held,
        timeline=timeline(claim, office=office),
        documents=review_documents(claim, review.assessment, office=office),
        proof=_proof(visitor, review, form),
        questions=office.information.of_claim(claim.claim_id),
        may_ask=len(asked) < MAX_QUESTIONS,
        dispute=office.information.dispute(claim.claim_id, claim.version),
        disputed=disputed_decision(claim, office=office),
        paid_before=review.paid_before,
        first_approval=first,
        first_approver=office.directory.person(first.reviewer).name if first else "",
        typed=_typed(form),
        errors=errors,
    )
    html = render_review(view, locale=visit.locale)
    return html_page(html, status=400 if errors else 200)


def _proof(
    visitor: Visitor | None, review: Review, form: dict[str, str]
) -> CodeProof | SignInProof | Proven:
    if visitor is not None and visitor.person.login == review.link.reviewer:
        return Proven()
    if review.wants_sign_in:
        return SignInProof(login=form.get("login", ""))
    return CodeProof(sent="code_mac" in review.item)


def _typed(form: dict[str, str]) -> TypedDecision:
    return TypedDecision(
        choice=form.get("choice", ""),
        amount=form.get("amount", ""),
        question=form.get("question", ""),
        remark=form.get("remark", ""),
        remarks={
            name.removeprefix("remark."): text
            for name, text in list(form.items())[:100]
            if name.startswith("remark.") and name.removeprefix("remark.").isidentifier()
        },
    )


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
