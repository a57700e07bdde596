"""Tables in memory that crash when they are told to, and count what moved."""

from __future__ import annotations

from collections import Counter
from random import Random

from cofund.items import Put, Write
from tests.fakes.faulty_items import Fault, FaultyItems
from tests.fakes.item_store import MemoryItems

CRASHES: tuple[Fault, ...] = ("killed_before", "killed_after")
WEATHER: tuple[Fault, ...] = ("conflict", "throttled", "answer_lost")
STRIKES = 0.7
"""How likely a crash that is due strikes the very next attempt."""
ROUGH = 0.04
"""So many writes meet others, are throttled, or lose their answer."""


class CountingItems(MemoryItems):
    """The tables, with the number of movements of each kind that stand in them."""

    def __init__(self) -> None:
        super().__init__()
        self.movements: Counter[str] = Counter()
        """By kind, those of points apart; a claim that points pay for has one of each."""
        self.changes = 0
        """Changes of a claim's or a matter's state."""
        self.put: Counter[str] = Counter()
        """New items by table and kind."""

    def write(self, writes: tuple[Write, ...]) -> None:
        """Write, and count what came about."""
        super().write(writes)
        for write in writes:
            if isinstance(write, Put):
                self._count(write)

    def _count(self, put: Put) -> None:
        self.put[f"{put.key.table} {put.key.pk.partition('#')[0]}"] += 1
        self.changes += put.key.table == "claims" and put.key.sk.startswith("AUDIT#")
        if put.key.table == "ledger" and put.key.sk.startswith("P#"):
            of_points = "points " if put.key.pk.startswith("PTS#") else ""
            self.movements[f"{of_points}{put.attributes['kind']}"] += 1


class StormyItems(FaultyItems):
    """The tables as the steps see them: crashes strike somewhere in the work that comes next."""

    def __init__(self, items: CountingItems, chance: Random) -> None:
        super().__init__(items)
        self._chance = chance
        self.struck: Counter[str] = Counter()
        """What went wrong so far."""

    def foresee(self, *, crash_is_due: bool) -> None:
        """Draw what goes wrong with the coming writes of one attempt."""
        script: list[Fault] = ["none"] * self._chance.randrange(3)
        if crash_is_due and self._chance.random() < STRIKES:
            script.append(self._chance.choice(CRASHES))
        elif self._chance.random() < ROUGH:
            script.append(self._chance.choice(WEATHER))
        self.faults.extend(script)

    def write(self, writes: tuple[Write, ...]) -> None:
        """Write, or go wrong as foreseen."""
        if self.faults and self.faults[0] != "none":
            self.struck[self.faults[0]] += 1
        super().write(writes)
