"""A year of 500 partners and 5,000 claims, proved against the naive books: how long, and of what.

The same as ``make prove`` with one seed; crashes, late duplicates and each month's audit count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.bench.figures import WRONG, Figure
from tests.prove.deliveries import Difference
from tests.prove.year import Proved, Size, Year

SIZE = Size(partners=500, claims=5_000, months=12, seed=20260101)
GOAL_SECONDS = 180.0
SHOWN = 6
"""The most frequent kinds are named."""


def measure() -> Iterator[Figure]:
    """Live through the year once."""
    try:
        proved = Year(SIZE).run()
    except Difference as difference:
        yield _figure(WRONG, 1, note=str(difference).splitlines()[1])
        return
    yield _figure(WRONG, 0, note=f"seed {SIZE.seed}")
    yield from _figures(proved)


def _figures(proved: Proved) -> Iterator[Figure]:
    yield _figure("the year", proved.seconds, "s", GOAL_SECONDS, "on the wall")
    yield _figure("processor time", proved.processor_seconds, "s")
    yield _figure("movements", proved.movements.total(), note=_kinds(proved.movements))
    yield _figure("items in the tables", proved.items.total(), note=_kinds(proved.items))
    hours = f"in {proved.hours} simulated hours: {proved.crashes_an_hour:.2f} an hour"
    yield _figure("deliberate crashes", proved.crashes, note=hours)


def _kinds(counted: Counter[str]) -> str:
    named = ", ".join(f"{kind} {number}" for kind, number in counted.most_common(SHOWN))
    return f"{len(counted)} kinds: {named} …" if len(counted) > SHOWN else named


def _figure(
    name: str, value: float, unit: str = "", goal: float | None = None, note: str = ""
) -> Figure:
    return Figure(part="year", name=name, value=value, unit=unit, goal=goal, note=note)
