"""What it takes to bring 10,000 partners' funds to what they should be: the nightly ``keep_funds``.

All partners are kept one after another in one process, in memory. DynamoDB as moto plays it is
asked about fewer, and nothing is said of more: each of its calls costs a parse that AWS does not
charge, so there the number of calls says most.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

from cofund.items import Item, Key, Stored, TableName, Write
from cofund.ports import Items
from cofund.steps.funds.keeping_funds import keep_funds
from tests.adapters.moto_tables import fresh_tables, moto_client
from tests.bench.figures import Figure
from tests.builders.movements import an_accrual
from tests.fakes.clock import FakeClock
from tests.fakes.faulty_items import FaultyItems
from tests.fakes.item_store import MemoryItems
from tests.fakes.office import FakeOffice
from tests.prove.papers import fund_key
from tests.prove.stage import Stage
from tests.prove.terms import LEVELS, Facts
from tests.prove.year import PROGRAMMES

PARTNERS = 10_000
PARTNERS_IN_MOTO = 300
GOAL_SECONDS = 60.0
"""For all partners' new quarter: far less than a night."""
FIRST = "the year's first night"
NIGHTS = {
    FIRST: datetime(2026, 1, 1, 1, tzinfo=UTC),
    "a night on which nothing is due": datetime(2026, 1, 12, 1, tzinfo=UTC),
    "a new quarter's first night": datetime(2026, 4, 1, 1, tzinfo=UTC),
}
POSTINGS = (10, 100, 1_000)
"""Of one fund: what was granted is read from all of them."""
ROUNDS = 20


class CountingCalls(FaultyItems):
    """Tables that count what they are asked."""

    def __init__(self, items: Items) -> None:
        super().__init__(items)
        self.calls: Counter[str] = Counter()

    def get(self, key: Key) -> Item | None:
        """Give an item."""
        self.calls["read"] += 1
        return super().get(key)

    def query(
        self, table: TableName, pk: str, *, prefix: str = "", limit: int, after: str | None = None
    ) -> tuple[Stored, ...]:
        """Give items of a partition."""
        self.calls["read"] += 1
        return super().query(table, pk, prefix=prefix, limit=limit, after=after)

    def write(self, writes: tuple[Write, ...]) -> None:
        """Write."""
        self.calls["written"] += 1
        super().write(writes)


def measure() -> Iterator[Figure]:
    """Keep all partners' funds on three nights, and one fund with more and more postings."""
    yield from _nights("in memory", MemoryItems(), PARTNERS, goal=GOAL_SECONDS)
    with moto_client() as client:
        yield from _nights("moto's DynamoDB", fresh_tables(client), PARTNERS_IN_MOTO, goal=None)
    for postings in POSTINGS:
        yield _one_fund(postings)


def _nights(where: str, items: Items, partners: int, *, goal: float | None) -> Iterator[Figure]:
    counting = CountingCalls(items)
    office = FakeOffice(items=counting, clock=FakeClock())
    for number in range(partners):
        Stage(office).know(_partner(number), number, _facts(number))
    for night, moment in NIGHTS.items():
        office.clock.set(moment)
        counting.calls.clear()
        began = time.perf_counter()
        for number in range(partners):
            kept = keep_funds(_partner(number), office=office)
            assert not kept.refused
        yield _night(f"{where}, {partners} partners, {night}", began, partners, counting, goal)


def _night(
    name: str, began: float, partners: int, counting: CountingCalls, goal: float | None
) -> Figure:
    seconds = time.perf_counter() - began
    calls = ", ".join(f"{count / partners:.1f} {kind}" for kind, count in counting.calls.items())
    note = f"{seconds / partners * 1000:.2f} ms a partner; calls a partner: {calls}"
    return Figure(part="accrual", name=name, value=seconds, unit="s", goal=goal, note=note)


def _one_fund(postings: int) -> Figure:
    """Keep one partner's funds, of which one has so many postings."""
    office = FakeOffice(clock=FakeClock(NIGHTS[FIRST]))
    Stage(office).know(_partner(0), 0, _facts(0))
    keep_funds(_partner(0), office=office)
    fund = fund_key(_facts(0).programme, (_partner(0), "2026Q1"))
    for number in range(postings):
        office.ledger.post(an_accrual(1, source=f"order-{number}", fund=fund))
    began = time.perf_counter()
    for _ in range(ROUNDS):
        keep_funds(_partner(0), office=office)
    each = (time.perf_counter() - began) / ROUNDS * 1000
    return Figure(
        part="accrual", name=f"a partner with a fund of {postings} postings", value=each, unit="ms"
    )


def _facts(number: int) -> Facts:
    """Give a partner whose turnover and level earn it something."""
    turnover = 5_000_000_00 + number * 7_001
    programme = PROGRAMMES[number % len(PROGRAMMES)]
    return Facts(programme, LEVELS[number % len(LEVELS)], turnover, {(2025, 12): turnover // 12})


def _partner(number: int) -> str:
    return f"p{number:05d}"
