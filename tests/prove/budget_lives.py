"""What managers do to budgets: make them, raise them, press them down to what is granted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random

from tests.prove.deliveries import Deliveries, Work
from tests.prove.naive import NaiveBooks
from tests.prove.naive_budgets import Scope
from tests.prove.stage import Stage
from tests.prove.terms import LEVELS, REGIONS

SCOPES = ("all", *(f"level.{level}" for level in LEVELS), *(f"region.{one}" for one in REGIONS))
EVERY = timedelta(days=9)
ROOM = (-1, 0, 1_000_000_00, 50_000_000_00, 10**13)
"""Kopecks that a new cap lies above what is granted: too low, pressed, or far away."""


@dataclass
class BudgetLife:
    """One programme's budgets through the year."""

    programme: str
    stage: Stage
    naive: NaiveBooks
    deliveries: Deliveries
    chance: Random

    def begin(self, first: datetime, last: datetime) -> None:
        """Put a change of some cap into the calendar every few days, at whatever hour."""
        moment = first
        while moment < last:
            self.deliveries.at(moment, self._set)
            moment += EVERY * self.chance.uniform(0.2, 1.8)

    def _set(self) -> None:
        year = self.stage.office.clock().year
        scope = (self.programme, year, self.chance.choice(SCOPES))
        room = self.chance.choices(ROOM, weights=(1, 1, 1, 2, 8))[0]
        cap = max(0, self.naive.budgets.granted[scope] + room)
        sets = partial(self.stage.set_budget, scope, cap)
        tell = partial(self._tell, scope, cap)
        self.deliveries.at_once(Work(f"budget {scope} {cap}", None, sets, tell))

    def _tell(self, scope: Scope, cap: int) -> str | None:
        return self.naive.budgets.set_cap(scope, cap)
