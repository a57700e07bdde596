"""A partner disagrees with what was decided: the claim goes to other people, once, as it is.

A dispute opens the next version of the claim with the same documents. It begins with its
submission, so there is no moment at which a paid claim is a draft; what was paid stays paid,
whatever comes of the rest. See docs/adr/0017.
"""

from __future__ import annotations

from cofund.books.claim_moves import Change
from cofund.books.information_book import put_dispute
from cofund.errors import NotInThisState, TooMany
from cofund.models.approval import Dispute
from cofund.models.claim import Claim
from cofund.steps.claiming import (
    MAX_VERSIONS,
    content_hash,
    start_submitted,
    submission_writes,
)
from cofund.steps.disputed import dispute_until
from cofund.steps.filing import Filer, on_behalf_of, stand_ins_with
from cofund.steps.office import Office


def dispute(claim: Claim, text: str, filer: Filer, *, office: Office) -> Claim:
    """Send a decided claim to other people with the reasons for it; again, it changes nothing.

    Raises:
        NotInThisState: there is nothing to dispute (any more), or it was disputed already.
        TooMany: the claim has had all the versions it may have.
        TryAgain: the claim is moving on at this moment.
    """
    if not _is_replayed(claim, text, office=office):
        claim = _dispute(claim, text, filer, office=office)
    if claim.state == "submitted":
        start_submitted(claim, office=office)
    return claim


def _is_replayed(claim: Claim, text: str, *, office: Office) -> bool:
    """Say whether just this dispute is the claim's last move by its partner."""
    standing = office.information.dispute(claim.claim_id, claim.version)
    return standing is not None and standing.text == text


def _dispute(claim: Claim, text: str, filer: Filer, *, office: Office) -> Claim:
    if dispute_until(claim, office=office) is None:
        raise NotInThisState("there is nothing to dispute")
    if claim.version >= MAX_VERSIONS:
        raise TooMany("the claim has had all the versions it may have")
    now = office.clock()
    disputing = _next_version(claim, filer)
    reasons = Dispute(
        claim_id=claim.claim_id,
        version=disputing.version,
        disputes=claim.version,
        text=text,
        filed_by=filer.login,
        filed_at=now,
    )
    change = Change(
        to_state="submitted",
        at=now,
        actor=filer.login,
        reason="disputed",
        on_behalf_of=on_behalf_of(filer),
        assign={
            "version": disputing.version,
            "claim": disputing.model_dump_json(),
            "content_hash": disputing.content_hash or "",
            "stood_at": claim.state,
        },
        remove=("review_began_at", "withdrawing", "approved_once"),
    )
    writes = (*submission_writes(disputing, at=now), put_dispute(reasons))
    return office.claims.move(
        claim.claim_id, claim.version, claim.state, change, also=lambda _head: writes
    )


def _next_version(claim: Claim, filer: Filer) -> Claim:
    """Give the version that disputes: nothing new is sent, so it came in when the one before did.

    It came in time, or too late, just as that one.
    """
    disputing = claim.model_copy(
        update={
            "version": claim.version + 1,
            "state": "draft",
            "person_requested": True,
            "disputes": claim.version,
            "edited_by": filer.login,
            "stand_ins": stand_ins_with(claim, filer),
        }
    )
    return disputing.model_copy(update={"content_hash": content_hash(disputing)})
