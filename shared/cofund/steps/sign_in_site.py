"""Signing in and out, the language, and the files that every page loads."""

from __future__ import annotations

from cofund.books.session_book import LIFETIME
from cofund.errors import NotFound, TooMany
from cofund.pages import render_sign_in
from cofund.pages.security_headers import (
    SESSION_COOKIE,
    language_cookie,
    own_path,
    session_cookie,
    static_headers,
)
from cofund.pages.static_files import static_file
from cofund.pages.views.frame import FieldError
from cofund.pages.views.partner import SignInView
from cofund.steps.office import Office
from cofund.steps.site import ensure_own_form, frame_of, visitor_of
from cofund.web import Page, Visit, page, see_other

SESSION_SECONDS = int(LIFETIME.total_seconds())


def sign_in_form(visit: Visit, *, office: Office) -> Page:
    """Show the sign-in form."""
    return _sign_in_page(visit, (), office=office)


def sign_in(visit: Visit, *, office: Office) -> Page:
    """Check login and password and begin a session."""
    visit.ensure_from(office.public_url)
    form = visit.form()
    login, next_path = form.get("login", "").strip(), own_path(form.get("next") or "/")
    secret = begin_session(login, form.get("password", ""), office=office)
    if isinstance(secret, FieldError):
        return _sign_in_page(visit, (secret,), login=login, next_path=next_path, office=office)
    return see_other(next_path, cookies=(session_cookie(secret, seconds=SESSION_SECONDS),))


def begin_session(login: str, password: str, *, office: Office) -> str | FieldError:
    """Give a new session's secret, or what is wrong with login and password."""
    try:
        if not login or not password or not office.sign_in.check(login, password):
            return FieldError(field="password", problem="wrong_password")
        office.directory.person(login)
    except TooMany:
        return FieldError(field="password", problem="login_locked")
    except NotFound:
        return FieldError(field="password", problem="wrong_password")
    return office.sessions.begin(login, now=office.clock(), ids=office.ids)


def sign_out(visit: Visit, *, office: Office) -> Page:
    """End the session."""
    visitor = visitor_of(visit, office=office)
    ensure_own_form(visit, visitor, office=office)
    office.sessions.end(visit.cookies.get(SESSION_COOKIE, ""))
    return see_other("/sign-in?notice=signed_out", cookies=(session_cookie("", seconds=0),))


def choose_language(visit: Visit, *, locale: str, **_unused: object) -> Page:
    """Remember the language and show the page again."""
    if locale not in ("ru", "en"):
        raise NotFound("no such language")
    back = own_path(visit.query.get("back") or "/")
    return see_other(back, cookies=(language_cookie(locale),))


def static(_visit: Visit, *, file: str, **_unused: object) -> Page:
    """Give the stylesheet, the upload script or the icon."""
    found = static_file(file)
    return Page(status=200, body=found.content, headers=static_headers(found.content_type))


def sign_in_instead(visit: Visit) -> Page:
    """Send somebody who isn't signed in to the sign-in page, and from there back."""
    wanted = visit.path if visit.method == "GET" else "/"
    return see_other(own_path(f"/sign-in?next={own_path(wanted)}"))


def _sign_in_page(
    visit: Visit,
    errors: tuple[FieldError, ...],
    *,
    login: str = "",
    next_path: str | None = None,
    office: Office,
) -> Page:
    zone = office.programme_zone
    view = SignInView(
        frame=frame_of(visit, None, zone=zone, office=office),
        login=login,
        next_path=next_path or own_path(visit.query.get("next") or "/"),
        errors=errors,
    )
    return page(render_sign_in(view, locale=visit.locale), status=400 if errors else 200)
