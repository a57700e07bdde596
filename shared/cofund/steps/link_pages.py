"""What all pages behind a link do alike: who visits, what proves them, signing in, a dead link."""

from __future__ import annotations

from cofund.pages.security_headers import SESSION_COOKIE, session_cookie
from cofund.pages.views.frame import FieldError
from cofund.pages.views.review import CodeProof, Proven, SignInProof
from cofund.steps.link_proof import Opened, ensure_links_form
from cofund.steps.office import Office
from cofund.steps.sign_in_site import SESSION_SECONDS, begin_session
from cofund.steps.site import Visitor, plain_failure
from cofund.web import Page, Visit, see_other


def visitor_of_link(visit: Visit, *, office: Office) -> Visitor | None:
    """Give who visits, where somebody is signed in: a link opens to strangers too."""
    session = office.sessions.find(visit.cookies.get(SESSION_COOKIE), now=office.clock())
    if session is None:
        return None
    return Visitor(person=office.directory.person(session.login), session=session)


def login_of(visitor: Visitor | None) -> str | None:
    """Give the login of who visits."""
    return visitor.person.login if visitor else None


def gone(visit: Visit, *, office: Office) -> Page:
    """Answer for links that are unknown, forged, expired, used or revoked: always the same."""
    return plain_failure("gone", 410, visit, zone=office.programme_zone)


def proof_of(
    visitor: Visitor | None, opened: Opened, *, login: str
) -> CodeProof | SignInProof | Proven:
    """Give how whoever visits has to prove themself; ``login`` is what they typed before."""
    if login_of(visitor) == opened.link.reviewer:
        return Proven()
    if opened.wants_sign_in:
        return SignInProof(login=login)
    return CodeProof(sent="code_mac" in opened.item)


def sign_in_at_link(
    visit: Visit, opened: Opened, *, back: str, office: Office
) -> Page | FieldError:
    """Sign the link's reviewer in and send them ``back``; or give what is wrong with the form.

    Raises:
        Forbidden: not this link's form, or not from our page.
        TooMany: the link has had all its POSTs.
    """
    visit.ensure_from(office.public_url)
    form = visit.form()
    ensure_links_form(opened, form)
    office.links.count_post(opened.link.jti)
    login = form.get("login", "").strip()
    secret = begin_session(login, form.get("password", ""), office=office)
    if isinstance(secret, FieldError):
        return secret
    if login != opened.link.reviewer:
        office.sessions.end(secret)
        return FieldError(field="login", problem="other_reviewer")
    return see_other(back, cookies=(session_cookie(secret, seconds=SESSION_SECONDS),))
