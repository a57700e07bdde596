"""A reviewer's link to a claim: what lies behind it, and for whom it opens.

To everybody but its proven reviewer a link that is forged, unknown, expired, used or revoked is the
same: it doesn't exist.
"""

from __future__ import annotations

from dataclasses import dataclass

from cofund.approval import needs_sign_in, read_link
from cofund.items import Item
from cofund.models.approval import ApprovalRequest
from cofund.models.assessment import Assessment
from cofund.models.claim import Claim, Person
from cofund.models.points import PointsPart
from cofund.models.programme import Programme
from cofund.money import Money
from cofund.pages.views.mails import AskedAbout
from cofund.steps.disputed import paid_before
from cofund.steps.held import held_amount, held_points
from cofund.steps.link_proof import ensure_open, is_replayed
from cofund.steps.office import Office
from cofund.steps.reviewing import judged


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
    points: PointsPart | None = None
    """The most that points can pay; None where none are held."""

    @property
    def payable(self) -> Money:
        """Give the most that is paid out, of the fund and of points together."""
        return self.held if self.points is None else self.held + self.points.value

    @property
    def wants_sign_in(self) -> bool:
        """Say whether a mailed code is too weak a proof for the amount."""
        return needs_sign_in(self.payable, self.programme.review)

    @property
    def asked_about(self) -> tuple[AskedAbout, str]:
        """Give that it asks about a claim, and which."""
        return "claim", self.claim.claim_id

    @property
    def zone(self) -> str:
        """Give the programme's time zone."""
        return self.programme.zone


def open_review(token: str, session_login: str | None, *, office: Office) -> Review:
    """Give the review behind a link.

    Raises:
        NotFound: the link is forged, unknown, expired, used or revoked: a stranger can't tell.
        AlreadyDecided: the link was used, and it is its proven reviewer who asks.
        StaleVersion: the claim has changed, and it is its proven reviewer who asks.
    """
    said = read_link(token, office.macs, now=office.clock())
    link, item = office.links.find(said.jti)
    claim = office.claims.get(link.claim_id)
    ensure_open(link, session_login, moved=_has_moved(claim, link))
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
        points=held_points(claim, assessment, office=office),
    )


def replayed_by_reviewer(token: str, typed: str, *, office: Office) -> bool:
    """Say whether a used link comes again from its reviewer, proven by the same code.

    Raises:
        NotFound: no such link.
        TooMany: the link has had all its POSTs.
    """
    said = read_link(token, office.macs, now=office.clock())
    return is_replayed(said.jti, typed, office=office)


def _has_moved(claim: Claim, link: ApprovalRequest) -> bool:
    same = claim.version == link.version and claim.content_hash == link.content_hash
    return not same or claim.state != "in_review"
