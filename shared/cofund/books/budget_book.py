"""A year's budgets: set by managers, counted by every accrual. Items: ``cofund.ledger.budgets``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from cofund.books.backoff import Backoff
from cofund.books.ledger_sight import Reader
from cofund.errors import BudgetExceeded, EntryConflict, NotFound
from cofund.items import Condition, Item, Put, Update, Write, WriteRefused
from cofund.ledger.budgets import budget_key, change_key, granted_before, name_key, read_change
from cofund.ledger.shapes import moment
from cofund.models.budgets import Budget, BudgetChange, BudgetKey
from cofund.money import Money
from cofund.ports import Items

MAX_BUDGETS = 200
"""Of one programme and year."""
ACTOR = "set_cap"
MEANWHILE = "granted_meanwhile"
"""Why a new budget's cap is higher than it was set: that much was granted while it was made."""
MAX_CHANGES = 500
"""Of one budget's cap that are shown."""


class BudgetBook:
    """How much a year's funds may be granted together."""

    def __init__(self, items: Items, *, backoff: Backoff) -> None:
        self._items = items
        self._reader = Reader(items)
        self._backoff = backoff

    def set_cap(self, key: BudgetKey, cap: Money, *, by: str, reason: str, at: datetime) -> Budget:
        """Make a budget, or set its cap; what was granted of the year before it counts too.

        Setting it again as it is changes nothing, and finishes what a crash cut short.

        Raises:
            BudgetExceeded: more is granted already.
            EntryConflict: the budget stands in another currency.
            TryAgain: the table is out of reach, or others came in between again and again.
        """

        def attempt() -> Budget | None:
            standing = self._reader.budget(key)
            if standing is None:
                if self._before(key) > cap.amount_minor:
                    raise BudgetExceeded(key.scope)
                self._write_if_unchanged(_first(key, cap, by=by, reason=reason, at=at))
            elif not standing.counted:
                self._write_if_unchanged(_counted(standing, self._before(key), at))
            elif standing.cap == cap:
                return standing
            else:
                self._write_if_unchanged(_changed(standing, cap, by=by, reason=reason, at=at))
            return None

        return self._backoff.until_settled(attempt)

    def budget(self, key: BudgetKey) -> Budget:
        """Give a budget.

        Raises:
            NotFound: there is none.
        """
        standing = self._reader.budget(key)
        if standing is None:
            raise NotFound("no such budget")
        return standing

    def of_year(self, programme: str, year: str) -> Iterator[Budget]:
        """Give a year's budgets by scope."""
        names = name_key(BudgetKey(programme=programme, year=year, scope="all"))
        for stored in self._items.query("ledger", names.pk, limit=MAX_BUDGETS):
            yield self.budget(BudgetKey(programme=programme, year=year, scope=stored.key.sk))

    def changes(self, key: BudgetKey) -> tuple[BudgetChange, ...]:
        """Give how a budget's cap was set, the first time first."""
        stored = self._items.query("ledger", budget_key(key).pk, prefix="SET#", limit=MAX_CHANGES)
        return tuple(read_change(int(one.key.sk[4:]), one.attributes) for one in stored)

    def _before(self, key: BudgetKey) -> int:
        """Give the minor units of the year that no budget of this scope has counted."""
        year = tuple(
            stored.attributes
            for stored in self._items.scan("ledger")
            if stored.key.sk.startswith("P#") and _is_of(stored.key.pk, key)
        )
        return granted_before(key.scope, year)

    def _write_if_unchanged(self, writes: tuple[Write, ...]) -> None:
        """Write, unless somebody else just did: the next look will tell."""
        try:
            self._items.write(writes)
        except WriteRefused:
            return


def _is_of(partition: str, key: BudgetKey) -> bool:
    kind, _, rest = partition.partition("#")
    if kind != "FUND":
        return False
    programme, _, period = rest.split("#")
    return programme == key.programme and period[:4] == key.year


def _first(key: BudgetKey, cap: Money, *, by: str, reason: str, at: datetime) -> tuple[Write, ...]:
    amount = cap.amount_minor
    made: Item = {"currency": cap.currency, "cap": amount, "granted": 0, "changes": 1}
    return (
        Put(budget_key(key), {**made, "counted": False}),
        Put(name_key(key), {"scope": key.scope}),
        _note(key, 1, cap, before=None, by=by, reason=reason, at=at),
    )


def _counted(standing: Budget, before: int, at: datetime) -> tuple[Write, ...]:
    """Count what was granted before; what came in since the first look lifts the cap with it."""
    cap = max(standing.cap, Money(amount_minor=before, currency=standing.cap.currency))
    number = standing.changes + (cap > standing.cap)
    counted = Update(
        budget_key(standing.key),
        assign={
            "granted": before,
            "cap": cap.amount_minor,
            "counted": True,
            "changes": number,
        },
        conditions=(Condition("counted", "=", False),),
    )
    if number == standing.changes:
        return (counted,)
    lifted = _note(
        standing.key, number, cap, before=standing.cap, by=ACTOR, reason=MEANWHILE, at=at
    )
    return (counted, lifted)


def _changed(
    standing: Budget, cap: Money, *, by: str, reason: str, at: datetime
) -> tuple[Write, ...]:
    if standing.cap.currency != cap.currency:
        raise EntryConflict("the budget stands in another currency")
    if cap < standing.granted:
        raise BudgetExceeded(standing.key.scope)
    number = standing.changes + 1
    change = Update(
        budget_key(standing.key),
        assign={"cap": cap.amount_minor, "changes": number},
        conditions=(
            Condition("changes", "=", standing.changes),
            Condition("granted", "<=", cap.amount_minor),
        ),
    )
    note = _note(standing.key, number, cap, before=standing.cap, by=by, reason=reason, at=at)
    return (change, note)


def _note(
    key: BudgetKey,
    number: int,
    cap: Money,
    *,
    before: Money | None,
    by: str,
    reason: str,
    at: datetime,
) -> Put:
    return Put(
        change_key(key, number),
        {
            "currency": cap.currency,
            "cap": cap.amount_minor,
            "before": None if before is None else before.amount_minor,
            "by": by,
            "reason": reason,
            "at": moment(at),
        },
    )
