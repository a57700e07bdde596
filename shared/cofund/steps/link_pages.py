"""What all pages behind a link do alike: who visits, what proves them, signing in, a dead link."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from cofund.errors import NotFound, TooMany
from cofund.pages.security_headers import SESSION_COOKIE, language_cookie, session_cookie
from cofund.pages.views.frame import FieldError, Notice
from cofund.pages.views.review import CodeProof, Proven, SignInProof
from cofund.steps.link_proof import Opened, ensure_links_form, send_code
from cofund.steps.office import Office
from cofund.steps.sign_in_site import SESSION_SECONDS, begin_session
from cofund.steps.site import Visitor, plain_failure
from cofund.web import Page, Visit, see_other

Behind = TypeVar("Behind", bound=Opened)
Behind_co = TypeVar("Behind_co", bound=Opened, covariant=True)
Behind_contra = TypeVar("Behind_contra", bound=Opened, contravariant=True)


class Opens(Protocol[Behind_co]):
    """Gives what lies behind a link."""

    def __call__(self, token: str, session_login: str | None, *, office: Office) -> Behind_co:
        """Open the link.

        Raises:
            NotFound: the link is forged, unknown, expired, used or revoked.
            AlreadyDecided: it was used, and it is its proven reviewer who asks.
            StaleVersion: what it asks about has changed, and it is its proven reviewer who asks.
        """
        ...


class Shows(Protocol[Behind_contra]):
    """Shows what lies behind a link, with the form that answers it."""

    def __call__(
        self,
        visit: Visit,
        visitor: Visitor | None,
        token: str,
        opened: Behind_contra,
        /,
        *,
        typed: dict[str, str] | None = None,
        errors: tuple[FieldError, ...] = (),
        notice: Notice | None = None,
        office: Office,
    ) -> Page:
        """Give the page, with what was typed and what is wrong with it."""
        ...


class Replayed(Protocol):
    """Says whether a used link comes again from whom it was sent to."""

    def __call__(self, token: str, typed: str, *, office: Office) -> bool:
        """Look at the link and at the code that was typed.

        Raises:
            NotFound: no such link.
            TooMany: the link has had all its POSTs.
        """
        ...


@dataclass(frozen=True)
class LinkPages(Generic[Behind]):
    """The pages behind one kind of link: shown, proven by a code or a sign-in, gone."""

    path: str
    """Where they are, with ``{token}`` in it."""
    opens: Opens[Behind]
    shows: Shows[Behind]
    replayed: Replayed

    def page(self, visit: Visit, token: str, *, office: Office) -> Page:
        """Show what lies behind a link; asked for a language, remember it first."""
        chosen = visit.query.get("language")
        if chosen in ("ru", "en"):
            return see_other(visit.path, cookies=(language_cookie(chosen),))
        visitor = visitor_of_link(visit, office=office)
        try:
            opened = self.opens(token, login_of(visitor), office=office)
        except NotFound:
            return gone(visit, office=office)
        return self.shows(visit, visitor, token, opened, office=office)

    def code(self, visit: Visit, token: str, *, office: Office) -> Page:
        """Mail the link's reviewer a code and show the form again, with what was typed."""
        visitor = visitor_of_link(visit, office=office)
        try:
            opened = self.opens(token, login_of(visitor), office=office)
        except NotFound:
            return gone(visit, office=office)
        visit.ensure_from(office.public_url)
        form = visit.form()
        ensure_links_form(opened, form)
        send_code(opened, office=office)
        fresh = self.opens(token, login_of(visitor), office=office)
        return self.shows(
            visit, visitor, token, fresh, typed=form, notice="code_sent", office=office
        )

    def sign_in(self, visit: Visit, token: str, *, office: Office) -> Page:
        """Sign the link's reviewer in and show it again."""
        try:
            opened = self.opens(token, None, office=office)
        except NotFound:
            return gone(visit, office=office)
        back = self.path.format(token=token)
        answer = sign_in_at_link(visit, opened, back=back, office=office)
        if isinstance(answer, Page):
            return answer
        typed = {"login": visit.form().get("login", "").strip()}
        return self.shows(visit, None, token, opened, typed=typed, errors=(answer,), office=office)

    def gone_or_replayed(self, visit: Visit, token: str, *, office: Office) -> Page:
        """Tell whoever proves themself by the link's code that they have answered already."""
        with suppress(NotFound, TooMany):
            if self.replayed(token, visit.form().get("code", ""), office=office):
                return plain_failure("already_decided", 409, visit, zone=office.programme_zone)
        return gone(visit, office=office)


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
