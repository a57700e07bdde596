"""Budgets: a manager sets how much a year's funds may be granted together; anybody may look."""

from __future__ import annotations

from cofund.errors import Forbidden, NotAccepted, NotFound
from cofund.models.budgets import Budget, BudgetChange, BudgetKey
from cofund.money import Money
from cofund.steps.office import Office


def set_budget(key: BudgetKey, cap: Money, *, by: str, reason: str, office: Office) -> Budget:
    """Make a year's budget, or set its cap; who did it and why is kept with it.

    Raises:
        Forbidden: the login is no manager's.
        NotFound: nobody has this login, or there is no such programme.
        NotAccepted: the programme is in another currency.
        BudgetExceeded: more is granted already.
        TryAgain: others came in between; setting it again is safe.
    """
    currencies = {one.currency for one in office.programmes if one.programme == key.programme}
    if not currencies:
        raise NotFound("no such programme is installed")
    if cap.currency not in currencies:
        raise NotAccepted("the programme is in another currency")
    if office.directory.person(by).role != "manager":
        raise Forbidden("only a programme manager sets budgets")
    return office.budgets.set_cap(key, cap, by=by, reason=reason, at=office.clock())


def budgets_of(programme: str, year: str, *, office: Office) -> tuple[Budget, ...]:
    """Give a year's budgets by scope."""
    return tuple(office.budgets.of_year(programme, year))


def budget_history(key: BudgetKey, *, office: Office) -> tuple[BudgetChange, ...]:
    """Give how a budget's cap was set, the first time first."""
    return office.budgets.changes(key)
