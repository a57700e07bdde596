"""An approver's link to a matter: what lies behind it, and for whom it opens.

To everybody but its proven approver a link that is forged, unknown, expired, used or revoked is the
same: it doesn't exist.
"""

from __future__ import annotations

from dataclasses import dataclass

from cofund.approval import needs_sign_in
from cofund.consenting import read_consent_token
from cofund.items import Item
from cofund.models.claim import Person
from cofund.models.consents import ConsentRequest, MatterHead, MatterShown
from cofund.models.programme import Programme
from cofund.pages.views.mails import AskedAbout
from cofund.steps.consents.kinds import kind_of
from cofund.steps.link_proof import ensure_open, is_replayed
from cofund.steps.office import Office


@dataclass(frozen=True)
class Asked:
    """An open link with the matter that it asks about."""

    link: ConsentRequest
    item: Item
    head: MatterHead
    shown: MatterShown
    programme: Programme
    reviewer: Person

    @property
    def wants_sign_in(self) -> bool:
        """Say whether a mailed code is too weak a proof for what is asked for."""
        return needs_sign_in(self.shown.worth, self.programme.review)

    @property
    def asked_about(self) -> tuple[AskedAbout, str]:
        """Give what kind of matter it is, and which."""
        return self.link.matter.kind, self.link.matter.matter_id

    @property
    def zone(self) -> str:
        """Give the programme's time zone."""
        return self.programme.zone


def open_asked(token: str, session_login: str | None, *, office: Office) -> Asked:
    """Give the matter behind a link.

    Raises:
        NotFound: the link is forged, unknown, expired, used or revoked: a stranger can't tell.
        AlreadyDecided: the link was used, and it is its proven approver who asks.
        StaleVersion: the matter has changed, and it is its proven approver who asks.
    """
    said = read_consent_token(token, office.macs, now=office.clock())
    link, item = office.consent_links.find(said.jti)
    head = office.matters.get(link.matter.kind, link.matter.matter_id)
    ensure_open(link, session_login, moved=_has_moved(head, link))
    return Asked(
        link=link,
        item=item,
        head=head,
        shown=kind_of(link.matter).shown(link.matter, office),
        programme=office.programme(head.programme, head.programme_version),
        reviewer=office.directory.person(link.reviewer),
    )


def replayed_by_approver(token: str, typed: str, *, office: Office) -> bool:
    """Say whether a used link comes again from its approver, proven by the same code.

    Raises:
        NotFound: no such link.
        TooMany: the link has had all its POSTs.
    """
    said = read_consent_token(token, office.macs, now=office.clock())
    return is_replayed(said.jti, typed, office=office)


def _has_moved(head: MatterHead, link: ConsentRequest) -> bool:
    same = head.matter == link.matter and head.content_hash == link.content_hash
    return not same or head.state != "in_review"
