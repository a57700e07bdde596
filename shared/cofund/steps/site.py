"""What all pages have in common: who visits, which failure shows which page, the frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cofund.books.session_book import Session
from cofund.errors import (
    AlreadyDecided,
    CofundError,
    Forbidden,
    InsufficientFund,
    NotAccepted,
    NotFound,
    NotInThisState,
    SamePerson,
    StaleVersion,
    TooLate,
    TooMany,
    TryAgain,
)
from cofund.models.claim import Locale, Person
from cofund.pages import render_failure
from cofund.pages.security_headers import SESSION_COOKIE
from cofund.pages.views.frame import Failure, FailureView, Frame, Notice, Reader
from cofund.steps.office import Office
from cofund.steps.routes import NotSignedIn
from cofund.web import Page, Visit, page

FAILURES: tuple[tuple[type[CofundError], int, Failure], ...] = (
    (SamePerson, 409, "same_person"),
    (NotFound, 404, "not_found"),
    (Forbidden, 403, "forbidden"),
    (StaleVersion, 409, "stale"),
    (AlreadyDecided, 409, "already_decided"),
    (NotInThisState, 409, "not_in_this_state"),
    (InsufficientFund, 409, "insufficient_fund"),
    (TooMany, 429, "too_many"),
    (TooLate, 409, "too_late"),
    (NotAccepted, 400, "not_accepted"),
    (TryAgain, 503, "try_again"),
)
"""Which refusal shows which page; the first that fits."""


@dataclass(frozen=True)
class Visitor:
    """Somebody who is signed in."""

    person: Person
    session: Session


def visitor_of(visit: Visit, *, office: Office) -> Visitor:
    """Give who visits.

    Raises:
        NotSignedIn: nobody is signed in, or the session is over.
    """
    session = office.sessions.find(visit.cookies.get(SESSION_COOKIE), now=office.clock())
    if session is None:
        raise NotSignedIn
    return Visitor(person=office.directory.person(session.login), session=session)


def ensure_own_form(visit: Visit, visitor: Visitor, *, office: Office) -> dict[str, str]:
    """Give a form's fields, once it is sure that our own page sent it in this session.

    Raises:
        Forbidden: another site sent it, or it belongs to another session.
    """
    visit.ensure_from(office.public_url)
    form = visit.form()
    ensure_own_fields(form, visitor)
    return form


def ensure_own_fields(fields: Mapping[str, str], visitor: Visitor) -> None:
    """Make sure that a form's fields are of this session.

    Raises:
        Forbidden: they belong to another session.
    """
    if fields.get("csrf") != visitor.session.form_key:
        raise Forbidden("the form belongs to another session")


def frame_of(
    visit: Visit, visitor: Visitor | None, *, zone: str, office: Office, csrf: str = ""
) -> Frame:
    """Give what stands around a page."""
    notice = visit.query.get("notice")
    return Frame(
        zone=zone,
        path=visit.path[:500] if visit.path.startswith("/") else "/",
        reader=_reader(visitor, office=office),
        csrf=visitor.session.form_key if visitor else csrf,
        notice=NOTICES.get(notice or ""),
    )


NOTICES: Mapping[str, Notice] = {
    name: name
    for name in (
        "signed_in",
        "signed_out",
        "claim_opened",
        "document_sent",
        "document_removed",
        "claim_submitted",
        "claim_revised",
        "request_changed",
        "claim_withdrawn",
        "person_asked",
        "question_answered",
        "claim_disputed",
        "code_sent",
        "corrected",
        "judged_anew",
        "stood_in",
        "award_filed",
        "award_withdrawn",
        "publication_ordered",
        "points_given_back",
        "points_converted",
        "activity_filed",
        "activity_changed",
        "activity_withdrawn",
        "activity_cancelled",
        "order_placed",
        "order_cancelled",
        "order_shipped",
        "return_asked",
        "return_taken",
        "return_refused",
        "list_taken",
        "list_changed",
        "funds_kept",
        "budget_set",
    )
}


def failure_page(
    failure: CofundError, visit: Visit, *, zone: str, locale: Locale | None = None
) -> Page:
    """Give the page that says why something cannot be done, and what to do instead."""
    for kind, status, name in FAILURES:
        if isinstance(failure, kind):
            return plain_failure(name, status, visit, zone=zone, locale=locale)
    raise failure


def plain_failure(
    name: Failure, status: int, visit: Visit, *, zone: str, locale: Locale | None = None
) -> Page:
    """Give a failure's page without knowing more of the reader than their language."""
    frame = Frame(zone=zone, path="/")
    html = render_failure(
        FailureView(frame=frame, failure=name, back="/"), locale=locale or visit.locale
    )
    return page(html, status=status)


def _reader(visitor: Visitor | None, *, office: Office) -> Reader | None:
    if visitor is None:
        return None
    person = visitor.person
    chosen = visitor.session.on_behalf_of if person.role == "manager" else None
    partner_id = person.partner_id or chosen
    organisation = office.directory.partner(partner_id).name if partner_id else ""
    return Reader(
        name=person.name,
        organisation=organisation,
        stands_in=chosen is not None,
        manages=person.role == "manager" and chosen is None,
    )
