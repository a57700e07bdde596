"""Changes of a reservation: to another amount, or to another period's fund.

What claims have used of a reservation stays used: it never gets smaller than that, and one that was
used at all stays in its fund, where the holds stand that used it.
"""

from __future__ import annotations

from cofund.errors import NotAccepted, NotFound, NotInThisState, ReservationUsed
from cofund.items import Condition, Put, Update, Write
from cofund.ledger.change import (
    Change,
    at_least,
    freed_bucket,
    is_status,
    posting,
    require_available,
    require_currency,
)
from cofund.ledger.reserving import STANDS, stands_in
from cofund.ledger.seen import Seen
from cofund.ledger.shapes import balance_key, fund_text, posting_key, reservation_key
from cofund.models.movements import Bucket
from cofund.models.reservations import ChangeReservation
from cofund.models.standing import Balance, Reservation


def change_reservation(movement: ChangeReservation, balance: Balance, seen: Seen) -> Change:
    """Set another amount aside, or the amount in another fund.

    Raises:
        NotFound: the application has no reservation there.
        NotInThisState: the reservation has ended, or was changed by a later version.
        ReservationUsed: claims have used more than would be left, or any of what is to move.
        FundClosed: available money is needed and the period has ended.
        InsufficientFund: less is available.
        NotAccepted: nothing would change, or the currency is another one.
    """
    require_currency(balance, movement.amount)
    standing = _changeable(movement, seen.reservation)
    if movement.from_fund is None:
        return _resized(movement, balance, standing)
    if seen.from_balance is None:
        raise NotFound("no such fund to move from")
    return _moved(movement, balance, seen.from_balance, standing)


def _changeable(movement: ChangeReservation, standing: Reservation | None) -> Reservation:
    home = movement.from_fund or movement.fund
    if standing is None or standing.fund != home:
        raise NotFound("no such reservation")
    if standing.state != "ACTIVE":
        raise NotInThisState("the reservation has ended")
    if standing.version >= movement.number:
        raise NotInThisState("a later version has changed the reservation")
    return standing


def _resized(movement: ChangeReservation, balance: Balance, standing: Reservation) -> Change:
    added = movement.amount - standing.amount
    if not added:
        raise NotAccepted("nothing would change")
    if movement.amount < standing.used:
        raise ReservationUsed("claims have used more than would be left")
    update = _update(movement, standing, remaining=added.amount_minor)
    if added.amount_minor > 0:
        require_available(balance, added)
        conditions = (is_status(balance), at_least("available", added))
        more = added.amount_minor
        return Change({"available": -more, "reserved": more}, conditions, (update,))
    conditions = (is_status(balance), at_least("reserved", -added))
    freed = -added.amount_minor
    return Change({"reserved": -freed, freed_bucket(balance): freed}, conditions, (update,))


def _moved(
    movement: ChangeReservation, balance: Balance, before: Balance, standing: Reservation
) -> Change:
    if standing.uses:
        raise ReservationUsed("claims have used the reservation where it stands")
    require_available(balance, movement.amount)
    amount, added = movement.amount.amount_minor, movement.amount - standing.amount
    return Change(
        {"available": -amount, "reserved": amount},
        (is_status(balance), at_least("available", movement.amount)),
        (
            _update(movement, standing, remaining=added.amount_minor),
            *_freed_before(movement, before, standing),
        ),
    )


def _freed_before(
    movement: ChangeReservation, before: Balance, standing: Reservation
) -> tuple[Write, ...]:
    """Give the posting and the balance of the fund that the reservation leaves."""
    freed = standing.amount.amount_minor
    deltas: dict[Bucket, int] = {"reserved": -freed, freed_bucket(before): freed}
    change = Change(deltas, (is_status(before), at_least("reserved", standing.amount)))
    return (
        Put(
            posting_key(before.fund, movement.entry_id),
            posting(movement, change, before.currency).attributes,
        ),
        Update(
            balance_key(before.fund),
            add=dict(deltas.items()),
            conditions=change.conditions,
        ),
    )


def _update(movement: ChangeReservation, standing: Reservation, *, remaining: int) -> Update:
    """Give the reservation's change; it was worked out from what was seen, which must stand.

    What remains may grow meanwhile, where a hold gives back to it: that is harmless.
    """
    return Update(
        reservation_key(movement.application),
        add={"remaining": remaining},
        assign={
            "fund": fund_text(movement.fund),
            "amount": movement.amount.amount_minor,
            "version": movement.number,
        },
        conditions=(
            STANDS,
            stands_in(standing.fund),
            Condition("amount", "=", standing.amount.amount_minor),
            Condition("uses", "=", standing.uses),
        ),
    )
