"""Movements between the outside and a fund: accrue, correct an accrual, close the period."""

from __future__ import annotations

from cofund.items import Condition
from cofund.ledger.change import (
    Change,
    at_least,
    is_status,
    require_available,
    require_currency,
    require_open,
)
from cofund.models.ledger import Accrue, CorrectAccrual
from cofund.models.standing import Balance


def accrue(movement: Accrue, balance: Balance) -> Change:
    """Put money into an open fund.

    Raises:
        FundClosed: the period has ended.
        NotAccepted: the currency is another one.
    """
    require_currency(balance, movement.amount)
    require_open(balance)
    added = movement.amount.amount_minor
    return Change({"accrued": added, "available": added}, (is_status(balance),))


def correct_accrual(movement: CorrectAccrual, balance: Balance) -> Change:
    """Take wrongly accrued money back out of what is available.

    Raises:
        FundClosed: the period has ended.
        InsufficientFund: less is available.
        NotAccepted: the currency is another one.
    """
    require_currency(balance, movement.amount)
    require_available(balance, movement.amount)
    taken = -movement.amount.amount_minor
    conditions = (is_status(balance), at_least("available", movement.amount))
    return Change({"accrued": taken, "available": taken}, conditions)


def close_period(balance: Balance) -> Change:
    """Let what is available expire, exactly what was seen; holds and reservations live on.

    Raises:
        FundClosed: the period has ended already.
    """
    require_open(balance)
    left = balance.available.amount_minor
    conditions = (is_status(balance), Condition("available", "=", left))
    return Change({"available": -left, "expired": left}, conditions, assign={"status": "CLOSED"})
