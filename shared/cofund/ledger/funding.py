"""Movements between the outside and a fund: accrue, correct an accrual, close the period."""

from __future__ import annotations

from collections.abc import Mapping

from cofund.items import Condition
from cofund.ledger.budgets import charge_budgets, noted_scopes, refund_budgets
from cofund.ledger.change import (
    Change,
    at_least,
    is_status,
    require_available,
    require_currency,
    require_open,
)
from cofund.models.budgets import Budget
from cofund.models.ledger import Accrue, CorrectAccrual
from cofund.models.standing import Balance


def accrue(movement: Accrue, balance: Balance, budgets: Mapping[str, Budget]) -> Change:
    """Put money into an open fund.

    Raises:
        FundClosed: the period has ended.
        BudgetExceeded: a budget has less left.
        NotAccepted: the currency is another one.
        TryAgain: a budget that was just made is being counted.
    """
    require_currency(balance, movement.amount)
    require_open(balance)
    added = movement.amount.amount_minor
    return Change(
        {"accrued": added, "available": added},
        (is_status(balance),),
        charge_budgets(movement, budgets),
        noted=noted_scopes(movement, budgets, sign=1),
    )


def correct_accrual(
    movement: CorrectAccrual, balance: Balance, budgets: Mapping[str, Budget]
) -> Change:
    """Take wrongly accrued money back out of what is available; its budgets get it back.

    Raises:
        FundClosed: the period has ended.
        InsufficientFund: less is available.
        NotAccepted: the currency is another one.
        TryAgain: a budget that was just made is being counted.
    """
    require_currency(balance, movement.amount)
    require_available(balance, movement.amount)
    taken = -movement.amount.amount_minor
    conditions = (is_status(balance), at_least("available", movement.amount))
    return Change(
        {"accrued": taken, "available": taken},
        conditions,
        refund_budgets(movement, budgets),
        noted=noted_scopes(movement, budgets, sign=-1),
    )


def close_period(balance: Balance) -> Change:
    """Let what is available expire, exactly what was seen; holds and reservations live on.

    Raises:
        FundClosed: the period has ended already.
    """
    require_open(balance)
    left = balance.available.amount_minor
    conditions = (is_status(balance), Condition("available", "=", left))
    return Change({"available": -left, "expired": left}, conditions, assign={"status": "CLOSED"})
