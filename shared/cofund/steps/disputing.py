"""A partner disagrees with what was decided: the claim goes to other people, once, as it is.

A dispute opens the next version of the claim with the same documents. It begins with its
submission, so there is no moment at which a paid claim is a draft; what was paid stays paid,
whatever comes of the rest. See docs/adr/0017.
"""

from __future__ import annotations

from datetime import date, timedelta

from cofund.books.claim_moves import Change
from cofund.books.information_book import put_dispute
from cofund.calendar import local_day
from cofund.claim_states import DISPUTABLE
from cofund.errors import NotInThisState, TooMany
from cofund.models.approval import Decision, Dispute
from cofund.models.claim import Claim
from cofund.models.standing import Hold
from cofund.money import Money
from cofund.steps.claiming import (
    MAX_VERSIONS,
    content_hash,
    start_submitted,
    submission_writes,
)
from cofund.steps.filing import Filer, on_behalf_of, stand_ins_with
from cofund.steps.office import Office
from cofund.steps.told import told_decision


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


def dispute_until(claim: Claim, *, office: Office) -> date | None:
    """Give the last day for a dispute; None where the claim's end cannot be disputed.

    Of a paid claim only what was not paid can be.
    """
    if claim.state not in DISPUTABLE or claim.disputes is not None:
        return None
    if claim.state == "paid" and not _is_paid_in_part(claim, office=office):
        return None
    application = office.directory.application(claim.application_id)
    programme = office.programme(application.programme, application.programme_version)
    ended_at = office.claims.audit(claim.claim_id)[-1].at
    days = programme.deadlines.dispute_days.value
    last = local_day(ended_at, programme.zone) + timedelta(days=days)
    return last if local_day(office.clock(), programme.zone) <= last else None


def paid_before(claim: Claim, *, office: Office) -> Money | None:
    """Give what the version before a dispute was paid; None where nothing was.

    What was clawed back of it counts too: a dispute does not pay it again.
    """
    if claim.disputes is None or office.claims.stood_at(claim.claim_id) != "paid":
        return None
    decision = office.approvals.decision(claim.claim_id, claim.disputes)
    return decision.amount if decision else None


def hold_disputed(claim: Claim, *, office: Office) -> Hold | None:
    """Give the hold of the version whose decision is disputed; None where there is none."""
    if claim.disputes is None:
        return None
    return office.ledger.hold(claim.claim_id, claim.disputes)


def disputed_decision(claim: Claim, *, office: Office) -> Decision | None:
    """Give the decision that is disputed, as the partner was told it; None where none is."""
    if claim.disputes is None:
        return None
    decision = office.approvals.decision(claim.claim_id, claim.disputes)
    refused = office.claims.stood_at(claim.claim_id) == "rejected"
    before = claim.model_copy(update={"state": "rejected"}) if refused else claim
    return told_decision(before, decision) if decision else None


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


def _is_paid_in_part(claim: Claim, *, office: Office) -> bool:
    decision = office.approvals.decision(claim.claim_id, claim.version)
    amount = decision.amount if decision else None
    return amount is not None and amount < claim.request.claimed
