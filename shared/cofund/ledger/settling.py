"""Movements of money that leaves and comes back: debit a hold, reverse a debit.

Both write their message to finance and what they take of, or give back to, each invoice in the
same transaction: money without its message, or a message without its money, cannot exist.
"""

from __future__ import annotations

import hashlib

from cofund.errors import InvoiceAlreadyPaid, NotAccepted, NotFound, NotInThisState
from cofund.items import Condition, Key, Put, Update, Value, Write
from cofund.ledger.change import (
    Change,
    at_least,
    freed_bucket,
    is_status,
    require_currency,
)
from cofund.ledger.holding import IS_HELD, as_held, back_to_reservation, refill, require_held
from cofund.ledger.limits import refund_limit
from cofund.ledger.points_in_claims import (
    left_points,
    points_as_held,
    points_as_left,
    points_back,
    settled_points,
    spend_held,
)
from cofund.ledger.seen import Seen
from cofund.ledger.shapes import (
    clawback_key,
    fund_text,
    hold_key,
    invoice_items,
    invoice_key,
    moment,
    payout_key,
)
from cofund.models.ledger import Debit, FundKey, InvoiceShare, Reverse
from cofund.models.points import PointsPart
from cofund.models.standing import Balance, Hold
from cofund.money import Money


def debit(movement: Debit, balance: Balance, seen: Seen) -> Change:
    """Turn a hold into a debit; what is not debited goes back.

    Raises:
        NotFound: the version has no hold in this fund.
        NotInThisState: the hold was debited or released.
        NotAccepted: more than was held, of money or of points, or another currency.
        InvoiceAlreadyPaid: an invoice would be paid above its sum.
    """
    hold = require_held(seen.hold, movement.fund)
    _require_within(movement, balance, amount=hold.amount, souvenir=hold.souvenir)
    rest = hold.amount - movement.amount
    kept = back_to_reservation(movement, balance, seen, hold, rest)
    debited = movement.amount.amount_minor
    return Change(
        {
            "held": -hold.amount.amount_minor,
            "debited": debited,
            "reserved": kept.amount_minor,
            freed_bucket(balance): (rest - kept).amount_minor,
        },
        (is_status(balance), at_least("held", hold.amount)),
        (
            _settle(movement, hold),
            *refill(hold, kept),
            *refund_limit(seen.limit, hold.souvenir - movement.souvenir),
            *(_take(share, movement.claim, seen) for share in movement.invoices),
            *spend_held(movement, hold, seen),
            _message(movement, payout_key(movement.claim, movement.version), "PAYOUT"),
        ),
        noted=_told(movement),
    )


def reverse(movement: Reverse, balance: Balance, seen: Seen) -> Change:
    """Claw back what was debited, or a part of it.

    Raises:
        NotFound: the version has no hold in this fund.
        NotInThisState: the hold was not debited.
        NotAccepted: more than is left of the debit, its points, souvenir part or invoices; a total
            reversal that does not give back all of them; or another currency.
    """
    hold = _require_posted(seen.hold, movement.fund)
    _require_within(movement, balance, amount=hold.reversible, souvenir=hold.souvenir)
    left = hold.model_copy(
        update={
            "reversible": hold.reversible - movement.amount,
            "souvenir": hold.souvenir - movement.souvenir,
            "invoices": _remaining(hold.invoices, movement.invoices),
        }
    )
    _require_consistent(left, points_left=_points_left(movement, hold))
    returned = movement.amount.amount_minor
    place = clawback_key(movement.claim, movement.version, movement.number)
    return Change(
        {"debited": -returned, freed_bucket(balance): returned},
        (is_status(balance), at_least("debited", movement.amount)),
        (
            _unsettle(hold, left, movement.points),
            *refund_limit(seen.limit, movement.souvenir),
            *(_give_back(share) for share in movement.invoices),
            *points_back(movement, hold, seen),
            _message(movement, place, "CLAWBACK"),
        ),
        noted=_told(movement),
    )


def _require_within(
    movement: Debit | Reverse, balance: Balance, *, amount: Money, souvenir: Money
) -> None:
    require_currency(balance, movement.amount)
    require_currency(balance, movement.souvenir)
    if movement.amount > amount or movement.souvenir > souvenir:
        raise NotAccepted("more than stands there")


def _require_posted(hold: Hold | None, fund: FundKey) -> Hold:
    if hold is None or hold.fund != fund:
        raise NotFound("no such hold")
    if hold.state != "POSTED":
        raise NotInThisState("the hold was not debited")
    return hold


def _points_left(movement: Reverse, hold: Hold) -> int:
    return hold.points_reversible - (movement.points.points if movement.points else 0)


def _require_consistent(left: Hold, *, points_left: int) -> None:
    """A part cannot outlive the whole."""
    gone = not left.reversible and not points_left
    if left.souvenir > left.reversible or (left.invoices and gone):
        raise NotAccepted("a total reversal gives back souvenir part and invoices too")


def _settle(movement: Debit, hold: Hold) -> Update:
    amount = movement.amount.amount_minor
    return Update(
        hold_key(movement.claim, movement.version),
        assign={
            "status": "POSTED",
            "posted": amount,
            "reversible": amount,
            "souvenir": movement.souvenir.amount_minor,
            "invoices": invoice_items(movement.invoices),
            **settled_points(movement.points, hold),
        },
        conditions=(IS_HELD, as_held(hold), points_as_held(hold)),
    )


def _unsettle(hold: Hold, left: Hold, points: PointsPart | None) -> Update:
    """The parts were worked out from what was seen, so what was seen must still stand."""
    return Update(
        hold_key(hold.claim, hold.version),
        assign={
            "reversible": left.reversible.amount_minor,
            "souvenir": left.souvenir.amount_minor,
            "invoices": invoice_items(left.invoices),
            **left_points(points, hold),
        },
        conditions=(
            Condition("status", "=", "POSTED"),
            Condition("reversible", "=", hold.reversible.amount_minor),
            *points_as_left(hold),
        ),
    )


def _take(invoice: InvoiceShare, claim: str, seen: Seen) -> Write:
    """Give the write that takes a share, never above the invoice's sum."""
    key, share = invoice_key(invoice), invoice.share.amount_minor
    if key not in seen.paid:
        return Put(key, {**_sum_of(invoice), "paid": share, "claim": claim})
    room = invoice.gross.amount_minor - share
    if seen.paid[key] > room:
        raise InvoiceAlreadyPaid("the invoice would be paid above its sum")
    fits = Condition("paid", "<=", room)
    return Update(key, add={"paid": share}, assign={"claim": claim}, conditions=(fits,))


def _sum_of(invoice: InvoiceShare) -> dict[str, Value]:
    return {"currency": invoice.gross.currency, "gross": invoice.gross.amount_minor}


def _give_back(invoice: InvoiceShare) -> Update:
    share = invoice.share.amount_minor
    stands = Condition("paid", ">=", share)
    return Update(invoice_key(invoice), add={"paid": -share}, conditions=(stands,))


def _remaining(
    taken: tuple[InvoiceShare, ...], returned: tuple[InvoiceShare, ...]
) -> tuple[InvoiceShare, ...]:
    """Give what a hold keeps of its invoices.

    Raises:
        NotAccepted: more is returned than was taken.
    """
    kept = {invoice.identity(): invoice for invoice in taken}
    for invoice in returned:
        standing = kept.pop(invoice.identity(), None)
        if standing is None or standing.share < invoice.share:
            raise NotAccepted("more is returned of an invoice than was taken")
        left = standing.share - invoice.share
        if left:
            kept[invoice.identity()] = standing.model_copy(update={"share": left})
    return tuple(kept.values())


def _told(movement: Debit | Reverse) -> dict[str, Value]:
    """Give what the posting says of its message: under its seal nobody changes that one unseen."""
    return {"message_sha256": hashlib.sha256(movement.payload.encode()).hexdigest()}


def _message(movement: Debit | Reverse, key: Key, kind: str) -> Put:
    return Put(
        key,
        {
            "event_id": movement.event_id,
            "kind": kind,
            "claim": movement.claim,
            "version": movement.version,
            "fund": fund_text(movement.fund),
            "currency": movement.paid.currency,
            "amount": movement.paid.amount_minor,
            "payload": movement.payload,
            "outbox_state": "PENDING",
            "outbox_at": moment(movement.at),
        },
    )
