"""A year's budgets, which stand above the funds: each accrual counts against those that exist.

The posting says to which scopes the money belonged on its day (``scopes``: minor units, negative
where they are given back) and which of their budgets it was counted in (``budgets``). So a partner
who changes level or region later moves no history, and a budget that is made in mid-year counts
what the earlier postings say. Until it has, nothing is granted against it.

=========  =====================================  ==========================================
item       pk / sk                                attributes
=========  =====================================  ==========================================
budget     ``BUDGET#p#2026#level.gold`` / ``BAL`` currency, cap, granted, counted, changes
change     the budget's / ``SET#{number:06d}``    currency, cap, before, by, reason, at
name       ``BUDGETS#p#2026`` / the scope         scope
=========  =====================================  ==========================================
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cofund.errors import BudgetExceeded, NotAccepted, TryAgain
from cofund.items import Check, Condition, Item, Key, Update, Value, Write
from cofund.models.budgets import Budget, BudgetChange, BudgetKey, BudgetPart, CountedMovement
from cofund.money import Money

ABSENT = Condition("cap", "absent")


def budget_key(key: BudgetKey) -> Key:
    """Give where a budget stands."""
    return Key("ledger", f"BUDGET#{key.programme}#{key.year}#{key.scope}", "BAL")


def change_key(key: BudgetKey, number: int) -> Key:
    """Give where it stands how a budget was set."""
    return Key("ledger", budget_key(key).pk, f"SET#{number:06d}")


def name_key(key: BudgetKey) -> Key:
    """Give where it stands that a year has this budget."""
    return Key("ledger", f"BUDGETS#{key.programme}#{key.year}", key.scope)


def read_budget(key: BudgetKey, item: Item) -> Budget:
    """Give a budget from its item."""
    fields: Any = {name: item[name] for name in ("counted", "changes")}
    return Budget(key=key, cap=_money(item, "cap"), granted=_money(item, "granted"), **fields)


def read_change(number: int, item: Item) -> BudgetChange:
    """Give how a budget was set from its item."""
    before = None if item["before"] is None else _money(item, "before")
    fields: Any = {name: item[name] for name in ("by", "reason", "at")}
    return BudgetChange(number=number, cap=_money(item, "cap"), before=before, **fields)


def charge_budgets(movement: CountedMovement, budgets: Mapping[str, Budget]) -> tuple[Write, ...]:
    """Give the writes that count an accrual; where no budget stands, none may appear meanwhile.

    Raises:
        BudgetExceeded: one has less left.
        NotAccepted: one is in another currency.
        TryAgain: one was just made and is being counted.
    """
    return tuple(_charged(movement, part, budgets.get(part.scope)) for part in movement.scopes)


def refund_budgets(movement: CountedMovement, budgets: Mapping[str, Budget]) -> tuple[Write, ...]:
    """Give the writes that give a correction back to the budgets that its accruals counted in.

    Raises:
        TryAgain: one was just made and is being counted.
    """
    return tuple(_refunded(movement, part, budgets.get(part.scope)) for part in movement.scopes)


def noted_scopes(
    movement: CountedMovement, budgets: Mapping[str, Budget], *, sign: int
) -> dict[str, Value]:
    """Give what the posting says of the budgets; nothing where the movement names no scope."""
    if not movement.scopes:
        return {}
    counted: list[Value] = [part.scope for part in movement.scopes if part.scope in budgets]
    return {
        "scopes": {part.scope: sign * part.amount.amount_minor for part in movement.scopes},
        "budgets": counted,
    }


def granted_before(scope: str, postings: Iterable[Item]) -> int:
    """Give the minor units that a scope was granted by postings which no budget counted."""
    found: list[Any] = [
        posting["scopes"]
        for posting in postings
        if "scopes" in posting and scope not in _names(posting)
    ]
    return sum(scopes.get(scope, 0) for scopes in found)


def _charged(movement: CountedMovement, part: BudgetPart, budget: Budget | None) -> Write:
    if budget is None:
        return Check(budget_key(BudgetKey.of(movement.fund, part.scope)), (ABSENT,))
    _require_counted(budget)
    if budget.cap.currency != part.amount.currency:
        raise NotAccepted("the budget is in another currency")
    if budget.left < part.amount:
        raise BudgetExceeded(part.scope)
    room = (budget.cap - part.amount).amount_minor
    fits = (Condition("cap", "=", budget.cap.amount_minor), Condition("granted", "<=", room))
    return _add(budget, part.amount, fits)


def _refunded(movement: CountedMovement, part: BudgetPart, budget: Budget | None) -> Write:
    if budget is None:
        return Check(budget_key(BudgetKey.of(movement.fund, part.scope)), (ABSENT,))
    _require_counted(budget)
    return _add(budget, -part.amount, (Condition("granted", ">=", part.amount.amount_minor),))


def _require_counted(budget: Budget) -> None:
    if not budget.counted:
        raise TryAgain("the budget is being counted: set it again if that was cut short")


def _add(budget: Budget, part: Money, conditions: tuple[Condition, ...]) -> Update:
    added = {"granted": part.amount_minor}
    return Update(budget_key(budget.key), add=added, conditions=conditions)


def _names(posting: Item) -> list[Any]:
    names: Any = posting["budgets"]
    return list(names)


def _money(item: Item, name: str) -> Money:
    amount: Any = item[name]
    return Money(amount_minor=amount, currency=str(item["currency"]))
