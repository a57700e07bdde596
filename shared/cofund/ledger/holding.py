"""Movements of money that waits for a decision: hold it, hold more of it, and let it go."""

from __future__ import annotations

from cofund.errors import InsufficientFund, NotFound, NotInThisState
from cofund.items import Check, Condition, Item, Put, Update, Write
from cofund.ledger.change import (
    Change,
    at_least,
    freed_bucket,
    is_status,
    require_available,
    require_currency,
)
from cofund.ledger.limits import charge_limit, refund_limit
from cofund.ledger.points_in_claims import (
    first_points,
    hold_points,
    more_points,
    points_as_held,
    release_points,
)
from cofund.ledger.reserving import STANDS, stands_in
from cofund.ledger.seen import Seen
from cofund.ledger.shapes import fund_text, hold_key, reservation_key, use_key
from cofund.models.ledger import Debit, FundKey, PlaceHold, RaiseHold, Release
from cofund.models.standing import Balance, Hold, Reservation
from cofund.money import Money

IS_HELD = Condition("status", "=", "HELD")


def place_hold(movement: PlaceHold, balance: Balance, seen: Seen) -> Change:
    """Hold reserved money first, then available money.

    Raises:
        FundClosed: available money is needed and the period has ended.
        InsufficientFund: less is available, or another claim of the activity was held meanwhile.
        LimitReached: less is left of the year's souvenir limit.
        AccountClosed: points are needed and their year has ended.
        InsufficientPoints: fewer points are available.
        NotInThisState: the version has a hold already, or the reservation is another fund's.
        NotAccepted: the currency is another one.
    """
    require_currency(balance, movement.amount)
    require_currency(balance, movement.souvenir)
    if seen.hold is not None:
        raise NotInThisState("this version has a hold")
    used = _usable(movement, seen.reservation)
    reserved = _use_reservation(movement, movement.application, used, seen)
    points = hold_points(movement, seen)
    writes = (_put(movement, used), *_noted_use(movement), *reserved, *points)
    return _hold_more(movement, balance, seen, used, writes)


def raise_hold(movement: RaiseHold, balance: Balance, seen: Seen) -> Change:
    """Hold more than is held, by the same conditions.

    Raises:
        NotFound: the version has no hold in this fund.
        NotInThisState: the hold was debited or released, or the reservation is another fund's.
        FundClosed: available money is needed and the period has ended.
        InsufficientFund: less is available, or another claim of the activity was held meanwhile.
        LimitReached: less is left of the year's souvenir limit.
        AccountClosed: points are needed and their year has ended.
        InsufficientPoints: fewer points are available.
        NotAccepted: the currency is another one.
    """
    require_currency(balance, movement.amount)
    require_currency(balance, movement.souvenir)
    hold = require_held(seen.hold, movement.fund)
    used = _usable(movement, seen.reservation)
    reserved = _use_reservation(movement, hold.application, used, seen)
    points = hold_points(movement, seen)
    raised = _add(movement, used, hold)
    return _hold_more(movement, balance, seen, used, (raised, *reserved, *points))


def release(movement: Release, balance: Balance, seen: Seen) -> Change:
    """Let a hold go.

    Raises:
        NotFound: the version has no hold in this fund.
        NotInThisState: the hold was debited or released.
    """
    hold = require_held(seen.hold, movement.fund)
    kept = back_to_reservation(movement, balance, seen, hold, hold.amount)
    freed = hold.amount - kept
    let_go = Update(
        hold_key(hold.claim, hold.version),
        assign={"status": "RELEASED"},
        conditions=(IS_HELD, as_held(hold), points_as_held(hold)),
    )
    return Change(
        {
            "held": -hold.amount.amount_minor,
            "reserved": kept.amount_minor,
            freed_bucket(balance): freed.amount_minor,
        },
        (is_status(balance), at_least("held", hold.amount)),
        (
            let_go,
            *refill(hold, kept),
            *refund_limit(seen.limit, hold.souvenir),
            *release_points(movement, hold, seen),
        ),
    )


def require_held(hold: Hold | None, fund: FundKey) -> Hold:
    """Give the hold if it still holds money of this fund.

    Raises:
        NotFound: the version has no hold in this fund.
        NotInThisState: the hold was debited or released.
    """
    if hold is None or hold.fund != fund:
        raise NotFound("no such hold")
    if hold.state != "HELD":
        raise NotInThisState("the hold was debited or released")
    return hold


def as_held(hold: Hold) -> Condition:
    """Let the change happen only while no more is held than was seen."""
    return Condition("amount", "=", hold.amount.amount_minor)


def back_to_reservation(
    movement: Release | Debit, balance: Balance, seen: Seen, hold: Hold, freed: Money
) -> Money:
    """Give how much of what a hold frees goes back to the reservation that it was taken from."""
    stands = seen.reservation is not None and seen.reservation.state == "ACTIVE"
    lasts = movement.back_to == "where_it_lasts" and balance.status == "CLOSED"
    if stands and (lasts or movement.back_to == "reservation"):
        return min(freed, hold.from_reservation)
    return Money.zero(freed.currency)


def refill(hold: Hold, kept: Money) -> tuple[Write, ...]:
    """Give the write that puts kept money back into the reservation."""
    if not kept:
        return ()
    assert hold.application is not None
    return (
        Update(
            reservation_key(hold.application),
            add={"remaining": kept.amount_minor},
            conditions=(STANDS,),
        ),
    )


def _hold_more(
    movement: PlaceHold | RaiseHold,
    balance: Balance,
    seen: Seen,
    used: Money,
    writes: tuple[Write, ...],
) -> Change:
    """Take what the reservation cannot bear from available money, and charge the limit."""
    rest = movement.amount - used
    return Change(
        {
            "reserved": -used.amount_minor,
            "available": -rest.amount_minor,
            "held": movement.amount.amount_minor,
        },
        _taking(balance, used, rest),
        (*writes, *charge_limit(seen.limit, movement.souvenir)),
        noted={"points_worth": movement.points.worth.amount_minor} if movement.points else {},
    )


def _usable(movement: PlaceHold | RaiseHold, reservation: Reservation | None) -> Money:
    """Give what the reservation can bear; one that has ended, or never was, bears nothing."""
    if reservation is None or reservation.state != "ACTIVE":
        return Money.zero(movement.amount.currency)
    if reservation.fund != movement.fund:
        raise NotInThisState("the reservation stands in another fund")
    return min(movement.amount, reservation.remaining)


def _taking(balance: Balance, used: Money, rest: Money) -> tuple[Condition, ...]:
    """Claims come weeks after the event: only available money needs an open period."""
    conditions: tuple[Condition, ...] = ()
    if used:
        if balance.reserved < used:
            raise InsufficientFund("less is reserved than the reservation says")
        conditions += (at_least("reserved", used),)
    if rest:
        require_available(balance, rest)
        conditions += (is_status(balance), at_least("available", rest))
    return conditions


def _use_reservation(
    movement: PlaceHold | RaiseHold, application: str | None, used: Money, seen: Seen
) -> tuple[Write, ...]:
    """Give the write to the reservation; where none stands, none may appear meanwhile.

    Each hold counts as a use, also of a reservation that has nothing left: so two claims of one
    activity never decide at the same moment how much they may hold.
    """
    if application is None:
        return ()
    key = reservation_key(application)
    if seen.reservation is None:
        return (Check(key, (Condition("status", "absent"),)),)
    enough = (STANDS, stands_in(movement.fund), at_least("remaining", used)) if used else ()
    return (
        Update(
            key,
            add={"remaining": -used.amount_minor, "uses": 1},
            conditions=(*enough, *_as_often_used(movement, seen.reservation)),
        ),
    )


def _as_often_used(
    movement: PlaceHold | RaiseHold, reservation: Reservation
) -> tuple[Condition, ...]:
    """Let it happen only if no other hold came in since the amount was decided."""
    if movement.uses_seen is None:
        return ()
    if movement.uses_seen != reservation.uses:
        raise InsufficientFund("another claim has held money for the activity meanwhile")
    return (Condition("uses", "=", movement.uses_seen),)


def _noted_use(movement: PlaceHold) -> tuple[Write, ...]:
    if movement.application is None:
        return ()
    noted: Item = {"claim": movement.claim, "version": movement.version}
    return (Put(use_key(movement.application, movement.claim, movement.version), noted),)


def _add(movement: RaiseHold, used: Money, hold: Hold) -> Update:
    points, first = more_points(movement.points, hold)
    added = {
        "amount": movement.amount.amount_minor,
        "from_reservation": used.amount_minor,
        "souvenir": movement.souvenir.amount_minor,
    }
    return Update(
        hold_key(movement.claim, movement.version),
        add={**added, **points},
        assign=first,
        conditions=(IS_HELD, *((points_as_held(hold),) if movement.points else ())),
    )


def _put(movement: PlaceHold, used: Money) -> Put:
    return Put(
        hold_key(movement.claim, movement.version),
        {
            "fund": fund_text(movement.fund),
            "currency": movement.amount.currency,
            "amount": movement.amount.amount_minor,
            "application": movement.application,
            "from_reservation": used.amount_minor,
            "souvenir": movement.souvenir.amount_minor,
            "status": "HELD",
            "posted": 0,
            "reversible": 0,
            "invoices": [],
            **first_points(movement.points),
        },
    )
