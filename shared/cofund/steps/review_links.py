"""A reviewer's link: what lies behind it, for whom it opens, and the code that proves a mailbox.

To everybody but its proven reviewer a link that is forged, unknown, expired, used or revoked is the
same: it doesn't exist.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from cofund.approval import code_mac, needs_sign_in, read_link, same_secret, typed_code
from cofund.books.writing import integer
from cofund.errors import AlreadyDecided, Forbidden, NotFound, StaleVersion, TooMany
from cofund.items import Item
from cofund.models.approval import ApprovalRequest
from cofund.models.assessment import Assessment
from cofund.models.claim import Claim, Person
from cofund.models.programme import Programme
from cofund.money import Money
from cofund.pages import mail_code
from cofund.pages.views.frame import FieldError
from cofund.pages.views.mails import CodeMail
from cofund.steps.disputed import paid_before
from cofund.steps.mailing import mail_to
from cofund.steps.office import Office
from cofund.steps.reviewing import held_amount, judged


@dataclass(frozen=True)
class Review:
    """An open link with all that belongs to it."""

    link: ApprovalRequest
    item: Item
    claim: Claim
    assessment: Assessment
    programme: Programme
    reviewer: Person
    held: Money
    paid_before: Money | None
    """What the version before was paid, where this one disputes the rest."""

    @property
    def wants_sign_in(self) -> bool:
        """Say whether a mailed code is too weak a proof for the amount."""
        return needs_sign_in(self.held, self.programme.review)


def open_review(token: str, session_login: str | None, *, office: Office) -> Review:
    """Give the review behind a link.

    Raises:
        NotFound: the link is forged, unknown, expired, used or revoked: a stranger can't tell.
        AlreadyDecided: the link was used, and it is its proven reviewer who asks.
        StaleVersion: the claim has changed, and it is its proven reviewer who asks.
    """
    said = read_link(token, office.macs, now=office.clock())
    link, item = office.links.find(said.jti)
    proven = session_login == link.reviewer
    if link.state == "USED" and proven:
        raise AlreadyDecided("the link was used")
    if link.state != "OPEN":
        raise NotFound("no such link")
    claim = office.claims.get(link.claim_id)
    if _has_moved(claim, link):
        raise StaleVersion("the claim has changed") if proven else NotFound("no such link")
    assessment = judged(claim.claim_id, claim.version, office=office)
    return Review(
        link=link,
        item=item,
        claim=claim,
        assessment=assessment,
        programme=office.programme(assessment.programme, assessment.programme_version),
        reviewer=office.directory.person(link.reviewer),
        held=held_amount(claim.claim_id, assessment, office=office),
        paid_before=paid_before(claim, office=office),
    )


def ensure_links_form(review: Review, form: Mapping[str, str]) -> None:
    """Stop a form that the link's own page did not send; nothing is counted yet.

    Raises:
        Forbidden: the form carries another value than the link's, or none.
        StaleVersion: the claim was corrected by this link after the form was shown.
    """
    sent, shown = form.get("csrf", ""), review.link.form_key
    if not same_secret(sent.partition(".")[0], shown.partition(".")[0]):
        raise Forbidden("this is not the link's form")
    if not same_secret(sent, shown):
        raise StaleVersion("the claim was corrected since the form was shown")


def ensure_links_reviewer(review: Review, session_login: str | None, *, office: Office) -> None:
    """Count a POST, and stop whoever is signed in as another, or not where it is needed.

    Raises:
        TooMany: the link has had all its POSTs.
        Forbidden: not the link's reviewer, or not signed in where the amount wants it.
    """
    office.links.count_post(review.link.jti)
    if session_login is not None and session_login != review.link.reviewer:
        raise Forbidden("the link is another reviewer's")
    if review.wants_sign_in and session_login is None:
        raise Forbidden("this amount wants a sign-in")


def send_code(review: Review, *, office: Office) -> None:
    """Mail the reviewer a new six-digit code for this link; the one before no longer works.

    Raises:
        TooMany: the link has had all its POSTs.
        Forbidden: the amount wants a sign-in, not a code.
    """
    if review.wants_sign_in:
        raise Forbidden("this amount wants a sign-in")
    office.links.count_post(review.link.jti)
    code = _six_digits(office.ids())
    now = office.clock()
    mac = code_mac(review.link.jti, code, office.macs)
    expires_at = office.links.set_code(review.link.jti, mac, now=now)
    view = CodeMail(
        to_name=review.reviewer.name,
        zone=review.programme.zone,
        claim_id=review.claim.claim_id,
        code=code,
        expires_at=expires_at,
    )
    mail = mail_code(view, locale=review.reviewer.locale)
    office.mailer.send(mail_to(review.reviewer, mail, purpose="code"))


def replayed_by_reviewer(token: str, typed: str, *, office: Office) -> bool:
    """Say whether a used link comes again from its reviewer, proven by the same code.

    Each look counts as a POST, so that nobody can try all codes.

    Raises:
        NotFound: no such link.
        TooMany: the link has had all its POSTs.
    """
    said = read_link(token, office.macs, now=office.clock())
    link, item = office.links.find(said.jti)
    code = typed_code(typed)
    if link.state != "USED" or code is None:
        return False
    office.links.count_post(said.jti)
    return same_secret(str(item.get("code_mac", "")), code_mac(said.jti, code, office.macs))


def code_errors(review: Review, typed: str, *, office: Office) -> list[FieldError]:
    """Check the mailed code; a good one is worth nothing for another link."""
    code = typed_code(typed)
    if not typed.strip():
        return [FieldError(field="code", problem="code_missing")]
    _, item = office.links.find(review.link.jti)
    expires = item.get("code_expires")
    if expires is None or integer(expires) <= office.clock().timestamp():
        return [FieldError(field="code", problem="code_expired")]
    try:
        office.links.count_code_try(review.link.jti)
    except TooMany:
        return [FieldError(field="code", problem="code_locked")]
    right = code is not None and same_secret(
        str(item.get("code_mac", "")), code_mac(review.link.jti, code, office.macs)
    )
    return [] if right else [FieldError(field="code", problem="code_wrong")]


def _has_moved(claim: Claim, link: ApprovalRequest) -> bool:
    same = claim.version == link.version and claim.content_hash == link.content_hash
    return not same or claim.state != "in_review"


def _six_digits(random_id: str) -> str:
    """Give six digits from a random id: as hard to guess as a million lets it be."""
    digest = hashlib.sha256(random_id.encode()).digest()
    return f"{int.from_bytes(digest, 'big') % 1_000_000:06d}"
