"""What other facts of a partner would move in its funds, by what stands there. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from cofund.funds.calendar import FundDue
from cofund.funds.counting import accrued_by, parts_back, parts_of
from cofund.models.budgets import Budget, BudgetKey, BudgetPart
from cofund.models.claim import Partner
from cofund.models.fund_reports import FundRefusal
from cofund.models.imports import BudgetShort, FundEffect
from cofund.models.ledger import FundKey
from cofund.models.standing import Balance, Posted
from cofund.money import Money

BudgetOf = Callable[[BudgetKey], Budget | None]
"""Gives a budget; None where there is none, and grants are not limited."""


@dataclass(frozen=True)
class BudgetRoom:
    """What budgets have left while funds are weighed in the order in which they would be moved."""

    budget_of: BudgetOf
    _left: dict[BudgetKey, Money | None] = field(default_factory=dict)

    def take(self, fund: FundKey, parts: Sequence[BudgetPart]) -> tuple[BudgetShort, ...]:
        """Count a grant where all its budgets have room; else give those that have not."""
        short = tuple(self._short(fund, parts))
        if not short:
            for part in parts:
                self._add(fund, part.scope, -part.amount)
        return short

    def give_back(self, fund: FundKey, parts: Sequence[BudgetPart]) -> None:
        """Count what is taken out of a fund: there is room for others then."""
        for part in parts:
            self._add(fund, part.scope, part.amount)

    def _short(self, fund: FundKey, parts: Sequence[BudgetPart]) -> Iterator[BudgetShort]:
        for part in parts:
            left = self._left_of(fund, part.scope)
            if left is not None and left < part.amount:
                yield BudgetShort(scope=part.scope, left=left, lacks=part.amount - left)

    def _add(self, fund: FundKey, scope: str, amount: Money) -> None:
        left = self._left_of(fund, scope)
        if left is not None:
            self._left[BudgetKey.of(fund, scope)] = left + amount

    def _left_of(self, fund: FundKey, scope: str) -> Money | None:
        key = BudgetKey.of(fund, scope)
        if key not in self._left:
            budget = self.budget_of(key)
            self._left[key] = None if budget is None else budget.left
        return self._left[key]


@dataclass(frozen=True, kw_only=True)
class FundSeen:
    """What stands in a fund before it is weighed."""

    granted: Sequence[Posted]
    """By the terms so far, in the order of their posting."""
    available: Money


def effect_on(
    due: FundDue, partner: Partner, seen: FundSeen, *, row: int, room: BudgetRoom
) -> FundEffect | None:
    """Give what bringing a fund to what is due would move; None where nothing would.

    What should be taken back and is not available is short: then nothing of it is taken back. What
    some budget has no room for is not granted, not in part either.
    """
    nothing = Money.zero(due.granted.currency)
    change = due.granted - accrued_by(seen.granted, nothing.currency)
    if not change:
        return None
    if change > nothing:
        budgets = room.take(due.fund, parts_of(partner, change))
        return FundEffect(row=row, fund=due.fund, change=change, short=nothing, budgets=budgets)
    short = max(-change - seen.available, nothing)
    if not short:
        room.give_back(due.fund, parts_back(seen.granted, -change))
    return FundEffect(row=row, fund=due.fund, change=change, short=short)


def effect_on_ended(standing: Balance, change: Money, *, row: int) -> FundEffect | None:
    """Give what other facts would have put into a fund that has ended; nothing moves in it.

    None where nobody has to know: less would have been granted, and that much expired unused.
    """
    nothing = Money.zero(change.currency)
    used = standing.accrued - standing.available - standing.expired
    short = min(max(used - standing.accrued - change, nothing), max(-change, nothing))
    if change <= nothing and not short:
        return None
    return FundEffect(row=row, fund=standing.fund, change=change, short=short, ended=True)


def refused_as_ended(effects: Sequence[FundEffect]) -> tuple[FundRefusal, ...]:
    """Give what was granted too much to funds that have ended, and is used."""
    return tuple(
        FundRefusal(fund=one.fund, refusal="FundClosed", short=one.short)
        for one in effects
        if one.ended and one.short
    )


@dataclass(frozen=True)
class EffectsSummed:
    """What a list would move in all funds together; amounts are not negative."""

    granted: Money
    taken_back: Money
    refused: Money
    """What should be taken back and will not be, because it is spent or set aside."""
    over_budget: Money
    """What should be granted and will not be, because some budget has no room."""
    ended: int
    """How many funds have ended and stay as they were, whatever they should have been."""


def summed(effects: Sequence[FundEffect]) -> EffectsSummed:
    """Give the sums of some effects, at least one."""
    currency = effects[0].change.currency
    nothing = Money.zero(currency)
    open_ones = [one for one in effects if not one.ended]
    grants = [one for one in open_ones if one.change > nothing]
    back = [one for one in open_ones if one.change < nothing]
    return EffectsSummed(
        granted=Money.total((one.change for one in grants if not one.refused), currency),
        taken_back=Money.total((-one.change for one in back if not one.refused), currency),
        refused=Money.total((-one.change for one in back if one.refused), currency),
        over_budget=Money.total((one.change for one in grants if one.refused), currency),
        ended=len(effects) - len(open_ones),
    )
