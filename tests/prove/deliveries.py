"""Work in the order of its time, each piece at least once: crashes, repetitions, late duplicates.

A piece of work that dies is tried again, at once or hours later, when others have moved the same
money. The naive books are told when its money moved, or, where none had to, when it was done.
"""

from __future__ import annotations

import heapq
import itertools
from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random

from cofund.errors import Refusal, TryAgain
from tests.fakes.clock import FakeClock
from tests.fakes.faulty_items import Killed
from tests.prove.tables import CRASHES, CountingItems, StormyItems

CRASHES_AN_HOUR = 2.1
"""Of simulated time, at random moments: a little above the two that a whole year shall reach.

Where nothing is at work, the next work is struck.
"""
DUPLICATES = 0.2
"""So much of the work is done once more after it was done."""
MOST_ATTEMPTS = 40
KILLED = "(died)"
_BEGIN = "(begin)"


class Difference(AssertionError):
    """The books say one thing, and the naive books another; ``fund`` where it shows, if known."""

    def __init__(self, words: str, *, fund: tuple[str, str] | None = None) -> None:
        super().__init__(words)
        self.fund = fund


@dataclass(frozen=True)
class Work:
    """One step to be done, and what the naive books are told of it."""

    name: str
    about: tuple[str, str] | None
    """The fund whose histories tell most when something is wrong."""
    do: Callable[[], object]
    tell: Callable[[], str | None] = lambda: None
    """Gives the refusal that must come, by its name."""
    note: Callable[[], None] = lambda: None
    """Tells the naive books where claims stand; told when the first state changed."""
    finishes: Callable[[], bool] = lambda: False
    """Says whether somebody died half-way in what doing this once more will finish for them."""
    fleeting: frozenset[str] = frozenset()
    """Refusals that say nothing of tomorrow: whoever asks again later may get it."""


Life = Generator[tuple[timedelta, Work], str | None, None]
"""Work one after the other, each after so much time; each answers with its refusal, or None."""


@dataclass
class Told:
    """What became of one piece of work in the naive books."""

    known: bool = False
    noted: bool = False
    refusal: str | None = None
    attempts: int = 0


@dataclass
class Deliveries:
    """The calendar of the year, and whoever does what it says."""

    clock: FakeClock
    items: CountingItems
    stormy: StormyItems
    chance: Random
    counted: Counter[str] = field(default_factory=Counter)
    """Crashes, repetitions, duplicates and refusals."""
    _calendar: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _numbers: itertools.count[int] = field(default_factory=itertools.count)
    _crashes_due: int = 0
    _next_crash: datetime | None = None

    def at(self, moment: datetime, act: Callable[[], None]) -> None:
        """Put something into the calendar."""
        heapq.heappush(self._calendar, (moment, next(self._numbers), act))

    def follow(self, life: Life, *, answer: str | None = None) -> None:
        """Put the next work of a life into the calendar, until it ends."""
        try:
            wait, work = next(life) if answer is _BEGIN else life.send(answer)
        except StopIteration:
            return
        then = partial(self.follow, life)
        self.at(self.clock() + wait, partial(self._attempt, work, Told(), then))

    def begin(self, life: Life) -> None:
        """Put the first work of a life into the calendar."""
        self.follow(life, answer=_BEGIN)

    def at_once(self, work: Work) -> None:
        """Do some work now, again and again until it is done."""
        for _ in range(MOST_ATTEMPTS):
            refusal = self._try(work)
            if refusal != KILLED:
                self._ensure_alike(work, refusal, work.tell())
                return
        raise Difference(f"{work.name} was never done", fund=work.about)

    def run_until(self, moment: datetime) -> None:
        """Do all that is due before a moment, and put the clock there."""
        while self._calendar and self._calendar[0][0] < moment:
            due, _, act = heapq.heappop(self._calendar)
            self._let_pass(due)
            act()
        self._let_pass(moment)

    def _let_pass(self, moment: datetime) -> None:
        """Put the clock forward; crashes of the time between strike the next work."""
        self.clock.set(moment)
        self._next_crash = self._next_crash or moment
        while self._next_crash <= moment:
            self._crashes_due += 1
            seconds = self.chance.expovariate(CRASHES_AN_HOUR / 3600)
            self._next_crash += timedelta(seconds=int(seconds) + 1)

    def _attempt(self, work: Work, told: Told, then: Callable[..., None]) -> None:
        told.attempts += 1
        if told.attempts > MOST_ATTEMPTS:
            raise Difference(f"{work.name} was never done", fund=work.about)
        before, changes = self.items.movements.total(), self.items.changes
        refusal = self._try(work)
        moved = self.items.movements.total() > before
        if not told.noted and (self.items.changes > changes or refusal != KILLED):
            told.noted = True
            work.note()
        if not told.known and (moved or refusal != KILLED):
            told.known, told.refusal = True, work.tell()
        if refusal == KILLED:
            self.counted["repeated"] += 1
            again = partial(self._attempt, work, told, then)
            self.at(self.clock() + self._pause(), again)
            return
        self._ensure_alike(work, refusal, told.refusal)
        if refusal not in work.fleeting and self.chance.random() < DUPLICATES:
            later = self.clock() + self._pause() * self.chance.choice((0, 1, 20, 300, 300))
            self.at(later, partial(self._again, work))
        then(answer=refusal)

    def _try(self, work: Work) -> str | None:
        """Give None when it was done, what refused it, or that it died."""
        crashes = self._crashes
        due = self._crashes_due > 0
        self.stormy.foresee(crash_is_due=due)
        try:
            work.do()
        except (Killed, TryAgain):
            return KILLED
        except Refusal as refusal:
            self.counted[type(refusal).__name__] += 1
            return type(refusal).__name__
        finally:
            self._crashes_due -= due and self._crashes > crashes
            self.stormy.all_is_well()
        return None

    @property
    def _crashes(self) -> int:
        """How many crashes struck; bad weather is none."""
        return sum(self.stormy.struck[kind] for kind in CRASHES)

    def _again(self, work: Work) -> None:
        """Do what was done once more: it may be refused, and it moves nothing."""
        before, finishes = self.items.movements.total(), work.finishes()
        self._try(work)
        self.counted["duplicates"] += 1
        if self.items.movements.total() != before and not finishes:
            raise Difference(f"{work.name}, done once more, moved money", fund=work.about)

    def _ensure_alike(self, work: Work, found: str | None, expected: str | None) -> None:
        if found != expected:
            words = f"{work.name}: {found}, where {expected} had to come"
            raise Difference(words, fund=work.about)

    def _pause(self) -> timedelta:
        """Give how long it takes until somebody tries again: mostly seconds, sometimes hours."""
        longest = self.chance.choice((10, 600, 7200))
        return timedelta(seconds=self.chance.randrange(1, longest))
