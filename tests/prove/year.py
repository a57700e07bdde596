"""A year of partners' money, drawn from a seed, in the ledger and in the naive books."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random

from cofund.steps.sealing import seal_ledger, verify_seals
from tests.fakes.clock import FakeClock
from tests.fakes.office import FakeOffice
from tests.prove.budget_lives import BudgetLife
from tests.prove.compare import compare, histories
from tests.prove.deliveries import Deliveries, Difference, Work
from tests.prove.naive import NaiveBooks
from tests.prove.order_lives import Shelf
from tests.prove.order_stage import OrderStage
from tests.prove.partner_lives import PartnerLife, a_turnover
from tests.prove.stage import MANAGER, Stage
from tests.prove.tables import CRASHES, CountingItems, StormyItems
from tests.prove.terms import LEVELS, REGIONS, Facts

PROGRAMMES = (*("it-vendor",) * 5, *("distributor-bonus",) * 3, *("shared-advertising",) * 2)
BEFORE_ALL = datetime(2025, 12, 31, 12, tzinfo=UTC)
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
LOOKED_AT = timedelta(hours=5)
"""After midnight of UTC on a month's first day the books are compared."""


@dataclass(frozen=True)
class Size:
    """How much happens, and by which chance."""

    partners: int
    claims: int
    months: int
    seed: int


@dataclass(frozen=True)
class Proved:
    """What a year that proved right consisted of."""

    movements: Counter[str]
    items: Counter[str]
    trouble: Counter[str]
    """Crashes and other faults, repetitions, duplicates, refusals."""
    hours: int
    """Of simulated time."""
    funds: int
    paid: int
    """Kopecks, less what was taken back."""
    seconds: float
    processor_seconds: float

    @property
    def crashes(self) -> int:
        """How often a process died in the middle of its work."""
        return sum(self.trouble[kind] for kind in CRASHES)

    @property
    def crashes_an_hour(self) -> float:
        """Of simulated time: a crash that falls into quiet hours strikes the next work."""
        return self.crashes / self.hours


class Year:
    """Both books, and all that happens in them."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.items = CountingItems()
        chance = Random(size.seed)  # noqa: S311
        stormy = StormyItems(self.items, chance)
        self.office = FakeOffice(items=stormy, clock=FakeClock(BEFORE_ALL))
        self.naive = NaiveBooks()
        self.deliveries = Deliveries(self.office.clock, self.items, stormy, chance)
        self._chance = chance

    def run(self) -> Proved:
        """Live through the year; at each month's end the books are compared.

        Raises:
            Difference: they are not alike: seed, month and both histories are told.
        """
        started = time.monotonic(), time.process_time()
        self._begin()
        for month in range(1, self.size.months + 1):
            try:
                self.deliveries.run_until(_end_of(month) + LOOKED_AT)
                self._seal()
                compare(self.office, self.items, self.naive)
            except Difference as difference:
                raise Difference(self._told(difference, month)) from difference
        return self._proved(time.monotonic() - started[0], time.process_time() - started[1])

    def _begin(self) -> None:
        self.office.directory.add_person(MANAGER)
        stage = Stage(self.office)
        for programme in sorted(set(PROGRAMMES)):
            budgets = BudgetLife(programme, stage, self.naive, self.deliveries, self._chance)
            budgets.begin(BEGINNING, _end_of(self.size.months))
        shelf = Shelf(OrderStage(self.office), self.naive, self.deliveries, self._chance)
        shelf.begin(BEGINNING, _end_of(self.size.months))
        claims = list(self._shared_out())
        for number in range(self.size.partners):
            facts = Facts(
                programme=PROGRAMMES[number % len(PROGRAMMES)],
                level=self._chance.choice(LEVELS),
                turnover=a_turnover(self._chance),
                months={(2025, 12): self._chance.randrange(1_000_000_00, 9_000_000_00)},
                region=self._chance.choice((*REGIONS, None)),
            )
            partner_id = f"p{number:04d}"
            self.naive.partners[partner_id] = facts
            life = PartnerLife(
                partner_id, number, facts, stage, self.naive, self.deliveries, self._chance
            )
            life.begin(months=self.size.months, claims=claims[number])

    def _seal(self) -> None:
        """Seal all postings, in spite of crashes; each must be under a seal that holds then."""
        self.deliveries.at_once(Work("seal", None, partial(seal_ledger, office=self.office)))
        report = verify_seals(office=self.office)
        if not report.unbroken or report.unsealed:
            raise Difference(f"not as sealed: {report.unsealed} unsealed, {report.breaks[:3]}")

    def _shared_out(self) -> Iterator[int]:
        """Give how many claims each partner files."""
        drawn = Counter(self._chance.choices(range(self.size.partners), k=self.size.claims))
        return (drawn[number] for number in range(self.size.partners))

    def _told(self, difference: Difference, month: int) -> str:
        told = f"seed {self.size.seed}, month {month} of {self.size}:\n{difference}"
        fund = difference.fund
        if fund is None:
            return told
        about = f"{'/'.join(fund)}, {self.naive.partners[fund[0]]}"
        return f"{told}\n{about}\n{histories(fund, self.office, self.naive)}"

    def _trouble(self) -> Counter[str]:
        """Count what went wrong; grants that no budget had room for are no errors of a step."""
        pressed = Counter({"BudgetExceeded": self.naive.budgets.refused})
        return self.deliveries.counted + self.deliveries.stormy.struck + pressed

    def _proved(self, seconds: float, processor_seconds: float) -> Proved:
        return Proved(
            movements=self.items.movements,
            items=self.items.put,
            trouble=self._trouble(),
            hours=int((self.office.clock() - BEFORE_ALL) / timedelta(hours=1)),
            funds=len(self.naive.funds),
            paid=sum(self.naive.messages.values()),
            seconds=seconds,
            processor_seconds=processor_seconds,
        )


def _end_of(month: int) -> datetime:
    """Give the first moment after a month of 2026."""
    return datetime(2026 + month // 12, month % 12 + 1, 1, tzinfo=UTC)
