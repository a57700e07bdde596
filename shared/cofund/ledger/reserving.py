"""Movements of pre-approved money: reserve it, and end the reservation."""

from __future__ import annotations

from cofund.errors import NotFound, NotInThisState
from cofund.items import Condition, Put, Update
from cofund.ledger.change import (
    Change,
    at_least,
    freed_bucket,
    is_status,
    require_available,
    require_currency,
)
from cofund.ledger.shapes import fund_text, reservation_key
from cofund.models.ledger import FundKey, Reserve, Unreserve
from cofund.models.standing import Balance, Reservation

STANDS = Condition("status", "=", "ACTIVE")


def stands_in(fund: FundKey) -> Condition:
    """Let the change happen only while the reservation is this fund's."""
    return Condition("fund", "=", fund_text(fund))


def reserve(movement: Reserve, balance: Balance, standing: Reservation | None) -> Change:
    """Set available money aside for an application.

    Raises:
        FundClosed: the period has ended.
        InsufficientFund: less is available.
        NotInThisState: the application has a reservation already.
        NotAccepted: the currency is another one.
    """
    require_currency(balance, movement.amount)
    if standing is not None:
        raise NotInThisState("the application has a reservation")
    require_available(balance, movement.amount)
    amount = movement.amount.amount_minor
    conditions = (is_status(balance), at_least("available", movement.amount))
    return Change({"available": -amount, "reserved": amount}, conditions, (_put(movement),))


def unreserve(movement: Unreserve, balance: Balance, standing: Reservation | None) -> Change:
    """Free what remains of a reservation.

    Raises:
        NotFound: the application has no reservation in this fund.
        NotInThisState: the reservation has ended, or nothing remains of it.
    """
    if standing is None or standing.fund != movement.fund:
        raise NotFound("no such reservation")
    if standing.state != "ACTIVE" or not standing.remaining:
        raise NotInThisState("nothing remains of the reservation")
    left = standing.remaining.amount_minor
    end = Update(
        reservation_key(movement.application),
        add={"remaining": -left},
        assign={"status": "RELEASED"},
        conditions=(STANDS, stands_in(standing.fund), Condition("remaining", "=", left)),
    )
    conditions = (is_status(balance), at_least("reserved", standing.remaining))
    return Change({"reserved": -left, freed_bucket(balance): left}, conditions, (end,))


def _put(movement: Reserve) -> Put:
    amount = movement.amount
    return Put(
        reservation_key(movement.application),
        {
            "fund": fund_text(movement.fund),
            "currency": amount.currency,
            "amount": amount.amount_minor,
            "remaining": amount.amount_minor,
            "uses": 0,
            "status": "ACTIVE",
        },
    )
