"""A year's budgets as an audit adds them up: granted by postings, set by managers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

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


@dataclass
class BudgetTally:
    """Sums by the budgets' partition keys."""

    budgets: dict[str, Standing] = field(default_factory=dict)
    granted: Counter[str] = field(default_factory=Counter)
    """What postings say, whether a budget stood on their day or not."""
    caps: defaultdict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    """As managers set them, by number."""

    def add_posting(self, stored: Stored) -> None:
        """Take a fund's posting in: most name no scope."""
        scopes: Any = stored.attributes.get("scopes", {})
        for scope, minor in scopes.items():
            self.granted[budget_key(BudgetKey.of(fund_key(stored.key.pk), scope)).pk] += minor

    def add_budget(self, stored: Stored) -> None:
        """Take a budget in, or one setting of its cap."""
        item: Any = stored.attributes
        if stored.key.sk == "BAL":
            fields = {name: item[name] for name in ("cap", "granted", "counted", "changes")}
            self.budgets[stored.key.pk] = Standing(**fields)
        else:
            self.caps[stored.key.pk][int(stored.key.sk.removeprefix("SET#"))] = item["cap"]

    def violations(self) -> Iterator[Violation]:
        """Give what breaks a law."""
        for subject, budget in sorted(self.budgets.items()):
            said = self.granted[subject] if budget.counted else 0
            if budget.granted != said:
                yield _broken(subject, said, budget.granted)
            if budget.granted > budget.cap:
                yield _broken(f"{subject} cap", budget.cap, budget.granted)
        for subject in sorted(self.caps.keys() | self.budgets.keys()):
            caps, standing = self.caps[subject], self.budgets.get(subject)
            if standing is None or len(caps) != standing.changes:
                found = "MISSING" if standing is None else standing.changes
                yield _broken(f"{subject} settings", len(caps), found)
            elif caps.get(standing.changes) != standing.cap:
                yield _broken(f"{subject} set", caps.get(standing.changes), standing.cap)


def _broken(subject: str, expected: object, found: object) -> Violation:
    return Violation(law="I17", subject=subject, expected=str(expected), found=str(found))
