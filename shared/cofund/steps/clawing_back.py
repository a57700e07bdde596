"""Clawback: a manager or finance takes money back that was paid, whole or in parts.

One clawback is named by claim, version and its number: asked for again, it is found and not made
again, and what a crash left out (finance's message, the partner's letter) is made good.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pydantic import Field

from cofund.books.clawbacks import MAX_CLAWBACKS, Clawback, clawbacks_of
from cofund.errors import EntryConflict, Forbidden, NotAccepted, NotFound, NotInThisState
from cofund.models.base import Identifier, Model, ShortText
from cofund.models.claim import Claim
from cofund.models.ledger import Reverse, clawback_event_id, payout_event_id
from cofund.models.payout import PayoutApproved
from cofund.models.points import PointsOrZero
from cofund.models.standing import Hold
from cofund.money import Money
from cofund.payout import payload, payout_clawback, read_payload
from cofund.steps.letters import tell_clawback
from cofund.steps.money import send_message
from cofund.steps.office import Office

REASON = "clawed_back"
"""What ledger and feed say: the words are the partner's, and may name people."""


class ClawbackOrder(Model):
    """What somebody wants to take back."""

    claim_id: Identifier
    version: int = Field(ge=1, le=50)
    number: int = Field(ge=1, le=MAX_CLAWBACKS)
    """The how-maniest clawback of this version."""
    amount: Money
    """For the fund; zero where points alone come back."""
    points: PointsOrZero = 0
    """How many points come back to their account, beside it."""
    reason: ShortText = Field(min_length=1)
    """What the partner is told."""
    by: Identifier
    """Login of a manager or of finance."""


@dataclass(frozen=True)
class ClawedBack:
    """A clawback that stands."""

    clawback: Clawback
    left: Money
    """What of the version's payout can still be clawed back for the fund."""
    replayed: bool
    """Whether it stood there already."""
    left_points: int = 0
    """How many of the payout's points can still be clawed back."""


def claw_back(order: ClawbackOrder, *, office: Office) -> ClawedBack:
    """Take back what an order names, once; tell finance and the partner.

    Raises:
        NotFound: no such claim, person or payout.
        Forbidden: the person is neither manager nor finance.
        NotInThisState: the payout is not sent yet, or the claim is being looked at again.
        NotAccepted: more than is left, another currency, or a number before its turn.
        EntryConflict: the number is taken by another clawback.
    """
    _ensure_may_claw_back(order.by, office=office)
    claim = office.claims.get(order.claim_id)
    hold = posted_hold(order.claim_id, order.version, office=office)
    standing = _standing(order, office=office)
    if standing is None:
        _ensure_possible(order, claim, hold, office=office)
        office.ledger.post(_reversal(order, hold, office=office))
    made = _standing(order, office=office)
    if made is None:
        raise NotFound("no such clawback")
    event_id = clawback_event_id(made.claim_id, made.version, made.number)
    send_message(event_id, office=office)
    tell_clawback(event_id, office=office)
    left = posted_hold(order.claim_id, order.version, office=office)
    replayed = standing is not None
    return ClawedBack(made, left.reversible, replayed, left_points=left.points_reversible)


def paid_version(claim_id: str, *, office: Office) -> int:
    """Give the newest version of a claim whose payout can still be clawed back.

    Where none has anything left, the newest that was paid.

    Raises:
        NotFound: nothing was paid on the claim.
    """
    newest = office.claims.get(claim_id).version
    holds = [office.ledger.hold(claim_id, version) for version in range(newest, 0, -1)]
    posted = [hold for hold in holds if hold is not None and hold.state == "POSTED"]
    if not posted:
        raise NotFound("nothing was paid on this claim")
    return next((hold.version for hold in posted if hold.left), posted[0].version)


def posted_hold(claim_id: str, version: int, *, office: Office) -> Hold:
    """Give the hold that was debited for a claim's version.

    Raises:
        NotFound: nothing was paid on this version.
    """
    hold = office.ledger.hold(claim_id, version)
    if hold is None or hold.state != "POSTED":
        raise NotFound("nothing was paid on this version")
    return hold


def _ensure_may_claw_back(login: str, *, office: Office) -> None:
    if office.directory.person(login).role not in ("manager", "finance"):
        raise Forbidden("only managers and finance claw back")


def _standing(order: ClawbackOrder, *, office: Office) -> Clawback | None:
    """Give the clawback of the order's number, if it stands.

    Raises:
        EntryConflict: it is another one.
    """
    for clawback in clawbacks_of(order.claim_id, items=office.items):
        if (clawback.version, clawback.number) == (order.version, order.number):
            points = clawback.points.points if clawback.points else 0
            asked = (order.amount, order.points, order.reason)
            if (clawback.money, points, clawback.reason) != asked:
                raise EntryConflict(
                    f"clawback {order.number} took {clawback.amount.decimal_text()} back already; "
                    f"a further one is number {_next_number(order, office=office)}"
                )
            return clawback
    return None


def _ensure_possible(order: ClawbackOrder, claim: Claim, hold: Hold, *, office: Office) -> None:
    if claim.state not in ("payout_sent", "paid"):
        raise NotInThisState(f"the claim is {claim.state}: its payout must be sent or paid")
    if order.number != _next_number(order, office=office):
        raise NotAccepted(f"the next clawback is number {_next_number(order, office=office)}")
    if order.amount.currency != hold.reversible.currency:
        raise NotAccepted(f"the payout was in {hold.reversible.currency}")
    if order.points > hold.points_reversible:
        raise NotAccepted(f"at most {hold.points_reversible} points can be clawed back")
    least = 0 if order.points else 1
    if not least <= order.amount.amount_minor <= hold.reversible.amount_minor:
        raise NotAccepted(f"at most {hold.reversible.decimal_text()} can be clawed back")


def _next_number(order: ClawbackOrder, *, office: Office) -> int:
    clawbacks = clawbacks_of(order.claim_id, items=office.items)
    return 1 + sum(1 for clawback in clawbacks if clawback.version == order.version)


def _reversal(order: ClawbackOrder, hold: Hold, *, office: Office) -> Reverse:
    """Give the movement: a part of the payout gives back its part of the souvenir limit.

    The invoices are free again only when nothing is left of the payout that stands on them.
    """
    paid, now = _payout_of(order, office=office), office.clock()
    total = (order.amount, order.points) == (hold.reversible, hold.points_reversible)
    souvenir = Fraction(hold.souvenir.amount_minor, hold.reversible.amount_minor or 1)
    part = hold.points.part(order.points) if hold.points else None
    points = None if part is None else part.value
    message = payout_clawback(
        paid,
        number=order.number,
        amount=order.amount if points is None else order.amount + points,
        points_part=points,
        entry=f"{order.claim_id}#{order.version}#REV{order.number}",
        reason=REASON,
        at=now,
    )
    return Reverse(
        fund=hold.fund,
        actor=order.by,
        reason=REASON,
        at=now,
        programme_version=paid.data.programme_version,
        claim=order.claim_id,
        version=order.version,
        number=order.number,
        amount=order.amount,
        points=part,
        souvenir=order.amount.times(souvenir, "down"),
        invoices=hold.invoices if total else (),
        payload=payload(message),
        told=order.reason,
    )


def _payout_of(order: ClawbackOrder, *, office: Office) -> PayoutApproved:
    entry = office.outbox.entry(payout_event_id(order.claim_id, order.version))
    message = read_payload(entry.payload)
    assert isinstance(message, PayoutApproved), "a payout's id names a payout"
    return message
