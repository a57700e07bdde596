"""From a movement and what was seen to the writes of one transaction."""

from __future__ import annotations

from typing import assert_never

from cofund.errors import NotFound
from cofund.items import Write
from cofund.ledger.change import Change, balance_update, posting
from cofund.ledger.changing import change_reservation
from cofund.ledger.funding import accrue, close_period, correct_accrual
from cofund.ledger.holding import place_hold, raise_hold, release
from cofund.ledger.ordering import order_change
from cofund.ledger.points_in_claims import convert_points
from cofund.ledger.reserving import reserve, unreserve
from cofund.ledger.seen import Seen
from cofund.ledger.settling import debit, reverse
from cofund.models.ledger import (
    Accrue,
    ClosePeriod,
    CorrectAccrual,
    Debit,
    Movement,
    PlaceHold,
    RaiseHold,
    Release,
    Reserve,
    Reverse,
    Unreserve,
)
from cofund.models.order_movements import CancelOrder, PlaceOrder, ReturnOrder, ShipOrder
from cofund.models.points import ConvertPoints
from cofund.models.reservations import ChangeReservation
from cofund.models.standing import Balance


def plan(movement: Movement, seen: Seen) -> tuple[Write, ...]:
    """Give the writes of the movement; the first is its posting, the second the balance.

    Raises:
        Refusal: by the name that the movement's function lists; ``NotFound`` without a fund.
    """
    if seen.balance is None:
        raise NotFound("no such fund")
    change = _change(movement, seen.balance, seen)
    put = posting(movement, change, seen.balance.currency)
    return (put, balance_update(movement, change), *change.writes)


def _change(movement: Movement, balance: Balance, seen: Seen) -> Change:
    match movement:
        case Accrue():
            return accrue(movement, balance, seen.budgets)
        case CorrectAccrual():
            return correct_accrual(movement, balance, seen.budgets)
        case ClosePeriod():
            return close_period(balance)
        case Reserve() | Unreserve() | ChangeReservation():
            return _reservation_change(movement, balance, seen)
        case ConvertPoints():
            return convert_points(movement, balance, seen)
        case PlaceOrder() | ShipOrder() | CancelOrder() | ReturnOrder():
            return order_change(movement, balance, seen)
        case _:
            return _claim_change(movement, balance, seen)


def _reservation_change(
    movement: Reserve | Unreserve | ChangeReservation, balance: Balance, seen: Seen
) -> Change:
    match movement:
        case Reserve():
            return reserve(movement, balance, seen.reservation)
        case Unreserve():
            return unreserve(movement, balance, seen.reservation)
        case ChangeReservation():
            return change_reservation(movement, balance, seen)
        case _:
            assert_never(movement)


def _claim_change(
    movement: PlaceHold | RaiseHold | Release | Debit | Reverse, balance: Balance, seen: Seen
) -> Change:
    match movement:
        case PlaceHold():
            return place_hold(movement, balance, seen)
        case RaiseHold():
            return raise_hold(movement, balance, seen)
        case Release():
            return release(movement, balance, seen)
        case Debit():
            return debit(movement, balance, seen)
        case Reverse():
            return reverse(movement, balance, seen)
        case _:
            assert_never(movement)
