"""How long a posting takes as the table grows: to a thousand, ten thousand, 100,000 items.

All tables stand beside each other and are posted to in turns, so that whatever else the machine
does strikes all of them alike; what counts is the ratio of the largest to the smallest.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from statistics import quantiles

from cofund.books.ledger_book import LedgerBook
from cofund.items import MOST_WRITES, Key, Put, Stored
from cofund.models.ledger import FundKey, Movement
from cofund.ports import Items
from tests.adapters.moto_tables import fresh_tables, moto_client
from tests.bench.figures import Figure
from tests.builders.movements import a_hold, a_reservation, an_accrual
from tests.fakes.item_store import MemoryItems
from tests.ledger.furniture import AT_ONCE

SIZES = (1_000, 10_000, 100_000)
ITEMS_A_FUND = 10
MEMORY_ROUNDS = 2_000
MOTO_ROUNDS = 100
GOAL_RATIO = 1.25
"""Flat: the median at the largest table is at most so many times the smallest's."""


@dataclass
class Table:
    """A table of a size, and how long each posting into it took."""

    items: Items
    size: int
    seconds: list[float] = field(default_factory=list)

    def fill(self, model: list[Stored]) -> None:
        """Write copies of a fund until the table has its size."""
        puts = (
            Put(_of_partner(one.key, number), one.attributes)
            for number in range(self.size // ITEMS_A_FUND)
            for one in model
        )
        while batch := tuple(islice(puts, MOST_WRITES)):
            self.items.write(batch)

    def post(self, number: int, chance: Random) -> None:
        """Post an accrual, a reservation and a hold into some fund, and time each."""
        fund = _fund(chance.randrange(self.size // ITEMS_A_FUND))
        ledger = LedgerBook(self.items, backoff=AT_ONCE)
        for movement in _movements(fund, number):
            began = time.perf_counter()
            ledger.post(movement)
            self.seconds.append(time.perf_counter() - began)

    @property
    def percentiles(self) -> tuple[float, float]:
        """The median and the 95th percentile, in milliseconds."""
        cuts = quantiles(self.seconds, n=20)
        return cuts[9] * 1000, cuts[18] * 1000


def measure() -> Iterator[Figure]:
    """Post into tables of each size, in memory and in moto's DynamoDB."""
    yield from _measured("in memory", MemoryItems, MEMORY_ROUNDS)
    with moto_client() as client:
        yield from _measured("moto's DynamoDB", lambda: fresh_tables(client), MOTO_ROUNDS)


def _measured(where: str, fresh: Callable[[], Items], rounds: int) -> Iterator[Figure]:
    model, tables = _a_fund(), [Table(fresh(), size) for size in SIZES]
    for table in tables:
        table.fill(model)
    chance = Random(rounds)  # noqa: S311
    gc.collect()
    gc.freeze()  # or each collection walks 100,000 items: that is a fake's cost, not a posting's
    for number in range(rounds):
        for table in tables:
            table.post(number, chance)
    gc.unfreeze()
    for table in tables:
        median, slow = table.percentiles
        name = f"{where}, a table of {table.size} items"
        note = f"median of {len(table.seconds)}; 95 % within {slow:.2f} ms"
        yield Figure(part="latency", name=name, value=median, unit="ms", note=note)
    yield from _ratios(where, tables)


def _ratios(where: str, tables: list[Table]) -> Iterator[Figure]:
    (least, least_slow), (most, most_slow) = (tables[0].percentiles, tables[-1].percentiles)
    yield Figure(
        part="latency",
        name=f"{where}, the largest to the smallest",
        value=most / least,
        unit="×",
        goal=GOAL_RATIO,
        note=f"of the medians; of the 95th percentiles {most_slow / least_slow:.2f}",
    )


def _a_fund() -> list[Stored]:
    """Give the items of a fund with a few postings."""
    items = MemoryItems()
    ledger = LedgerBook(items, backoff=AT_ONCE)
    ledger.open_fund(_fund(0), "RUB")
    for number in range(ITEMS_A_FUND - 1):
        ledger.post(an_accrual(10**6, source=f"turnover-{number}", fund=_fund(0)))
    return list(items.scan("ledger"))


def _movements(fund: FundKey, number: int) -> tuple[Movement, ...]:
    subject = f"B{number}"
    return (
        an_accrual(5, source=subject, fund=fund),
        a_reservation(4, application=subject, fund=fund),
        a_hold(3, claim=subject, application=subject, fund=fund),
    )


def _of_partner(key: Key, number: int) -> Key:
    """Give the key of another partner's item of the same kind."""
    return Key(key.table, key.pk.replace(_partner(0), _partner(number)), key.sk)


def _fund(number: int) -> FundKey:
    return FundKey(programme="it-vendor", partner=_partner(number), period="2026Q4")


def _partner(number: int) -> str:
    return f"p{number:06d}"
