"""The naive books' budgets: what a year's funds were granted together, by whom it belonged to."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

Scope = tuple[str, int, str]
"""Programme, year, and "all", "level.gold" or "region.north"."""
Granted = tuple[int, tuple[Scope, ...]]


@dataclass
class NaiveBudgets:
    """Caps, and everything that counts against them."""

    caps: dict[Scope, int] = field(default_factory=dict)
    granted: Counter[Scope] = field(default_factory=Counter)
    """Whether there is a budget yet or not."""
    refused: int = 0
    """How often a grant found no room."""
    _grants: dict[tuple[str, str], list[Granted]] = field(default_factory=lambda: defaultdict(list))
    """What each fund was granted and still has, the last grant last."""

    def set_cap(self, scope: Scope, cap: int) -> str | None:
        """Make a budget, or give it another cap."""
        if cap < self.granted[scope]:
            return "BudgetExceeded"
        self.caps[scope] = cap
        return None

    def grant(self, fund: tuple[str, str], amount: int, scopes: tuple[Scope, ...]) -> bool:
        """Count a grant in all its scopes; say whether every budget has room for it."""
        for scope in scopes:
            if scope in self.caps and self.granted[scope] + amount > self.caps[scope]:
                self.refused += 1
                return False
        self.granted.update(dict.fromkeys(scopes, amount))
        self._grants[fund].append((amount, scopes))
        return True

    def take_back(self, fund: tuple[str, str], amount: int) -> None:
        """Give back to those whose the last grants were, whoever the partner is by now."""
        while amount:
            last, scopes = self._grants[fund].pop()
            back = min(last, amount)
            self.granted.subtract(dict.fromkeys(scopes, back))
            amount -= back
            if last > back:
                self._grants[fund].append((last - back, scopes))
