"""Walks in which a year's budgets are made, set and nearly used up, under the same trouble."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from random import Random
from typing import Any

from cofund.books.budget_book import BudgetBook
from cofund.books.ledger_sight import Reader
from cofund.errors import BudgetExceeded, Refusal, TryAgain
from cofund.models.budgets import Budget, BudgetKey, BudgetPart
from cofund.models.ledger import Accrue, CorrectAccrual, Movement
from cofund.ports import Items
from tests.builders.movements import NOON, an_accrual, rub
from tests.fakes.faulty_items import Killed
from tests.ledger.duels import Duel, Duels
from tests.ledger.furniture import AT_ONCE
from tests.ledger.oracle import Objections, Oracle
from tests.ledger.proposals import FUNDS, Proposals
from tests.ledger.walk import MOST_DELIVERIES, Walker

SCOPES = ("all", "level.gold")
FRESH = range(100, 10_000)
"""Numbers of accruals that nobody else proposes."""


def key(scope: str) -> BudgetKey:
    """Give the key of the year's budget."""
    return BudgetKey.of(FUNDS[0], scope)


def counted(movement: Any) -> Any:
    """Give an accrual or its correction with what it is to the budgets; others as they are."""
    if not isinstance(movement, Accrue | CorrectAccrual):
        return movement
    parts = tuple(BudgetPart(scope=scope, amount=movement.amount) for scope in SCOPES)
    return movement.model_copy(update={"scopes": parts})


class BudgetOracle(Oracle):
    """Judges accruals by the budgets too."""

    def objections(self, movement: Movement) -> Objections:
        """Give what speaks against a movement that was not posted yet."""
        found = super().objections(movement)
        if isinstance(movement, Accrue):
            budgets = (self._reader.budget(key(scope)) for scope in SCOPES)
            if any(one is not None and one.left < movement.amount for one in budgets):
                found = found | {BudgetExceeded}
        return found


class BudgetProposals(Proposals):
    """Draws accruals and corrections more often than others do."""

    def __init__(self, items: Items) -> None:
        super().__init__(items)
        self._kinds |= {self._accrue: 14, self._correct: 10}

    def draw(self, chance: Random) -> Movement:
        """Give the next movement."""
        return counted(super().draw(chance))


class BudgetDuels(Duels):
    """Draws duels for what is left of a budget, and now and then another one."""

    def __init__(self, items: Items, proposals: Proposals) -> None:
        super().__init__(items, proposals)
        self._standing = Reader(items)

    def draw(self, chance: Random) -> Duel | None:
        """Give a duel, in either order."""
        duel = self._last_of_a_budget(chance) if chance.random() < 0.8 else None
        duel = duel or super().draw(chance)
        return None if duel is None else (counted(duel[0]), counted(duel[1]))

    def _last_of_a_budget(self, chance: Random) -> Duel | None:
        """Both take all that is left."""
        budgets = [self._standing.budget(key(scope)) for scope in SCOPES]
        left = [one.left.amount_minor for one in budgets if one is not None]
        funds = [fund for fund in FUNDS if self._room.is_open(fund)]
        if not left or not min(left) or not funds:
            return None
        one, other = (_accrual(chance, min(left), fund=chance.choice(funds)) for _ in range(2))
        return one, other


class BudgetWalker(Walker):
    """One ledger under budgets, and everybody who works on it."""

    def __init__(self, items: Items) -> None:
        self._budgets = BudgetBook(items, backoff=AT_ONCE)
        super().__init__(items)
        self._unsteady = BudgetBook(self._faulty, backoff=AT_ONCE)
        self._oracle, self._proposals = BudgetOracle(items), BudgetProposals(items)
        self._duels = BudgetDuels(items, self._proposals)

    def step(self, chance: Random) -> None:
        """Take one step and audit what it left behind."""
        (act,) = chance.choices((None, self._set, self._overtaken), weights=(7, 2, 1))
        if act is not None:
            act(chance)
        super().step(chance)

    def _commit(self, movement: Movement) -> None:
        super()._commit(counted(movement))

    def _set(self, chance: Random) -> None:
        """Set a budget while somebody grants, and die at the worst moments."""
        scope, granted = chance.choice(SCOPES), self._granted()
        cap = chance.choice((granted, granted + 30, granted + 60, granted + 200, granted - 1))
        if chance.random() < 0.7:
            rival = counted(_accrual(chance, chance.choice((1, 20)), fund=chance.choice(FUNDS)))
            self._faulty.before_the_write(partial(self._try, rival))
        if chance.random() < 0.6:
            self._faulty.faults.append(chance.choice(("killed_after", "conflict", "answer_lost")))
        try:
            budget = self._deliver_cap(chance, scope, cap)
        except BudgetExceeded:
            assert self._granted() > cap
        else:
            assert budget.granted == rub(self._granted())
            assert budget.cap == rub(cap) or budget.cap == budget.granted
        self._faulty.all_is_well()

    def _overtaken(self, chance: Random) -> None:
        """Grant while somebody makes a budget, or sets it tighter."""
        amount = chance.choice((1, 10, 20))
        movement = counted(_accrual(chance, amount, fund=chance.choice(FUNDS)))
        cap = rub(self._granted() + chance.choice((0, amount - 1, amount, 50)))
        about = {"by": "oleg", "reason": "sudden", "at": NOON}

        def meanwhile() -> None:
            with suppress(Refusal):
                self._budgets.set_cap(key(chance.choice(SCOPES)), cap, **about)  # type: ignore[arg-type]

        self._faulty.before_the_write(meanwhile)
        outcome = self._deliver(movement, [])
        self._faulty.all_is_well()
        if not isinstance(outcome, Refusal):
            self._remember(movement)

    def _deliver_cap(self, chance: Random, scope: str, cap: int) -> Budget:
        about = {"by": "maria", "reason": "plan", "at": NOON}
        for _ in range(MOST_DELIVERIES):
            try:
                return self._unsteady.set_cap(key(scope), rub(cap), **about)  # type: ignore[arg-type]
            except Killed:
                self._meet_a_half_made_one(chance)
        raise AssertionError("no answer")

    def _meet_a_half_made_one(self, chance: Random) -> None:
        """Grant while a budget is being counted: nothing may come of it."""
        half = [one for one in map(self._standing_budget, SCOPES) if one and not one.counted]
        movement = counted(_accrual(chance, 1, fund=chance.choice(FUNDS)))
        try:
            self._commit(movement)
        except (TryAgain, Refusal):
            return
        assert not half, "granted while a budget was being counted"

    def _standing_budget(self, scope: str) -> Budget | None:
        return Reader(self._items).budget(key(scope))

    def _granted(self) -> int:
        """Give what all funds of the year were granted, whatever budgets say."""
        balances = (self._rival.balance(fund) for fund in FUNDS)
        return sum(balance.accrued.amount_minor for balance in balances)


def _accrual(chance: Random, amount: int, **more: Any) -> Movement:
    return an_accrual(amount, source=f"turnover-{chance.choice(FRESH)}", **more)
