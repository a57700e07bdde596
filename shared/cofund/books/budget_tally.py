"""A year's budgets as an audit adds them up: granted by postings, set by managers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cofund.books.broken_laws import broken, unequal
from cofund.books.writing import integer
from cofund.items import Stored
from cofund.ledger.budgets import budget_key
from cofund.ledger.shapes import fund_key
from cofund.models.budgets import BudgetKey
from cofund.models.standing import Violation

BUDGET_LAWS = {
    "I17": "granted of a budget = what the year's postings say, at most the cap that was set last",
}


@dataclass(frozen=True)
class Standing:
    """A budget's item; amounts in minor units."""

    cap: int
    granted: int
    counted: bool
    changes: int


@dataclass(frozen=True)
class Setting:
    """What a manager set a cap to, and what it was before; in minor units."""

    cap: int
    before: int | None


@dataclass
class BudgetTally:
    """Sums by the budgets' partition keys."""

    budgets: dict[str, Standing] = field(default_factory=dict)
    granted: Counter[str] = field(default_factory=Counter)
    """What postings say, whether a budget stood on their day or not."""
    settings: defaultdict[str, dict[int, Setting]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """As managers set them, by number."""
    names: set[str] = field(default_factory=set)
    """The budgets that their years say they have."""

    def add_posting(self, stored: Stored) -> None:
        """Take a fund's posting in: most name no scope."""
        scopes: Any = stored.attributes.get("scopes", {})
        for scope, minor in scopes.items():
            self.granted[budget_key(BudgetKey.of(fund_key(stored.key.pk), scope)).pk] += minor

    def add_budget(self, stored: Stored) -> None:
        """Take a budget in, or one setting of its cap."""
        item = stored.attributes
        cap = integer(item["cap"])
        if stored.key.sk == "BAL":
            granted, changes = integer(item["granted"]), integer(item["changes"])
            self.budgets[stored.key.pk] = Standing(cap, granted, item["counted"] is True, changes)
        else:
            number = int(stored.key.sk.removeprefix("SET#"))
            before = None if item["before"] is None else integer(item["before"])
            self.settings[stored.key.pk][number] = Setting(cap, before)

    def add_name(self, stored: Stored) -> None:
        """Take a budget's name among its year's in."""
        if stored.attributes["scope"] != stored.key.sk:
            raise ValueError("a name stands under its own")
        self.names.add(f"BUDGET#{stored.key.pk.partition('#')[2]}#{stored.key.sk}")

    def violations(self) -> Iterator[Violation]:
        """Give what breaks a law."""
        for subject, budget in sorted(self.budgets.items()):
            said = self.granted[subject] if budget.counted else 0
            yield from unequal("I17", subject, said, budget.granted)
            if budget.granted > budget.cap:
                yield broken("I17", f"{subject} cap", budget.cap, budget.granted)
        for subject in sorted(self.settings.keys() | self.budgets.keys() | self.names):
            named, stands = subject in self.names, subject in self.budgets
            yield from unequal("I17", f"{subject} name", stands, named)
            yield from self._settings(subject)

    def _settings(self, subject: str) -> Iterator[Violation]:
        """Each setting says what the one before set, and the last what stands."""
        settings, standing = self.settings[subject], self.budgets.get(subject)
        if standing is None or sorted(settings) != list(range(1, standing.changes + 1)):
            found = "MISSING" if standing is None else standing.changes
            yield broken("I17", f"{subject} settings", len(settings), found)
            return
        cap: int | None = None
        for number, setting in sorted(settings.items()):
            yield from unequal("I17", f"{subject} setting {number}", cap, setting.before)
            cap = setting.cap
        yield from unequal("I17", f"{subject} set", cap, standing.cap)
