"""Whoever holds a link proves themself: by the link's own form, a mailed code, or a sign-in.

The same for claims and for matters that wait for consent: what is counted of a link and its code
stands in the link's one item, whatever the link asks about.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Protocol

from cofund.approval import code_mac, same_secret, typed_code
from cofund.books.writing import integer
from cofund.errors import AlreadyDecided, Forbidden, NotFound, StaleVersion, TooMany
from cofund.items import Item
from cofund.models.approval import LinkRequest
from cofund.models.claim import Person
from cofund.pages import mail_code
from cofund.pages.views.frame import FieldError
from cofund.pages.views.mails import AskedAbout, CodeMail
from cofund.steps.mailing import mail_to
from cofund.steps.office import Office


class Opened(Protocol):
    """An open link, whatever it asks about."""

    @property
    def link(self) -> LinkRequest:
        """The link."""
        ...

    @property
    def item(self) -> Item:
        """What is counted of it, as it was opened."""
        ...

    @property
    def reviewer(self) -> Person:
        """Whose it is."""
        ...

    @property
    def wants_sign_in(self) -> bool:
        """Whether a mailed code is too weak a proof for what is decided."""
        ...

    @property
    def asked_about(self) -> tuple[AskedAbout, str]:
        """What kind of thing it asks about, and its id."""
        ...

    @property
    def zone(self) -> str:
        """The programme's time zone."""
        ...


def ensure_open(link: LinkRequest, session_login: str | None, *, moved: bool) -> None:
    """Stop whoever comes by a link that is over; ``moved``: what it asks about has changed.

    Raises:
        NotFound: used, revoked or stale: a stranger can't tell.
        AlreadyDecided: the link was used, and it is its proven reviewer who asks.
        StaleVersion: what it asks about has changed, and it is its proven reviewer who asks.
    """
    proven = session_login == link.reviewer
    if link.state == "USED" and proven:
        raise AlreadyDecided("the link was used")
    if link.state != "OPEN":
        raise NotFound("no such link")
    if moved:
        raise StaleVersion("it has changed") if proven else NotFound("no such link")


def ensure_links_form(opened: Opened, form: Mapping[str, str]) -> None:
    """Stop a form that the link's own page did not send; nothing is counted yet.

    Raises:
        Forbidden: the form carries another value than the link's, or none.
        StaleVersion: what is shown was changed by this link after the form was shown.
    """
    sent, shown = form.get("csrf", ""), opened.link.form_key
    if not same_secret(sent.partition(".")[0], shown.partition(".")[0]):
        raise Forbidden("this is not the link's form")
    if not same_secret(sent, shown):
        raise StaleVersion("it was changed since the form was shown")


def ensure_links_reviewer(opened: Opened, session_login: str | None, *, office: Office) -> None:
    """Count a POST, and stop whoever is signed in as another, or not where it is needed.

    Raises:
        TooMany: the link has had all its POSTs.
        Forbidden: not the link's reviewer, or not signed in where the amount wants it.
    """
    office.links.count_post(opened.link.jti)
    if session_login is not None and session_login != opened.link.reviewer:
        raise Forbidden("the link is another reviewer's")
    if opened.wants_sign_in and session_login is None:
        raise Forbidden("this amount wants a sign-in")


def send_code(opened: Opened, *, office: Office) -> None:
    """Mail the reviewer a new six-digit code for this link; the one before no longer works.

    Raises:
        TooMany: the link has had all its POSTs.
        Forbidden: the amount wants a sign-in, not a code.
    """
    if opened.wants_sign_in:
        raise Forbidden("this amount wants a sign-in")
    office.links.count_post(opened.link.jti)
    code = _six_digits(office.ids())
    now = office.clock()
    mac = code_mac(opened.link.jti, code, office.macs)
    expires_at = office.links.set_code(opened.link.jti, mac, now=now)
    kind, asked_id = opened.asked_about
    view = CodeMail(
        to_name=opened.reviewer.name,
        zone=opened.zone,
        asked_about=kind,
        asked_id=asked_id,
        code=code,
        expires_at=expires_at,
    )
    mail = mail_code(view, locale=opened.reviewer.locale)
    office.mailer.send(mail_to(opened.reviewer, mail, purpose="code"))


def code_errors(opened: Opened, typed: str, *, office: Office) -> list[FieldError]:
    """Check the mailed code; a good one is worth nothing for another link."""
    code = typed_code(typed)
    if not typed.strip():
        return [FieldError(field="code", problem="code_missing")]
    item = office.links.item(opened.link.jti)
    expires = item.get("code_expires")
    if expires is None or integer(expires) <= office.clock().timestamp():
        return [FieldError(field="code", problem="code_expired")]
    try:
        office.links.count_code_try(opened.link.jti)
    except TooMany:
        return [FieldError(field="code", problem="code_locked")]
    right = code is not None and same_secret(
        str(item.get("code_mac", "")), code_mac(opened.link.jti, code, office.macs)
    )
    return [] if right else [FieldError(field="code", problem="code_wrong")]


def is_replayed(jti: str, typed: str, *, office: Office) -> bool:
    """Say whether a used link comes again from its reviewer, proven by the same code.

    Each look counts as a POST, so that nobody can try all codes.

    Raises:
        NotFound: no such link.
        TooMany: the link has had all its POSTs.
    """
    item = office.links.item(jti)
    code = typed_code(typed)
    if item["state"] != "USED" or code is None:
        return False
    office.links.count_post(jti)
    return same_secret(str(item.get("code_mac", "")), code_mac(jti, code, office.macs))


def _six_digits(random_id: str) -> str:
    """Give six digits from a random id: as hard to guess as a million lets it be."""
    digest = hashlib.sha256(random_id.encode()).digest()
    return f"{int.from_bytes(digest, 'big') % 1_000_000:06d}"
