"""How many walks are taken, how long they are, and the seed that they are drawn from."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from cofund.ports import Items
from tests.ledger.walk import Walker

SEED_VARIABLE = "COFUND_LEDGER_SEED"
SEED = int(os.environ.get(SEED_VARIABLE) or secrets.randbelow(10**9))
"""Of this run; the variable takes the same walks again."""

STEP = st.integers(min_value=0, max_value=2**32 - 1)
ALL_PHASES = (Phase.generate, Phase.shrink)


def take_walks(
    fresh: Callable[[], Items],
    *,
    seed: int,
    walks: int,
    steps: int,
    phases: tuple[Phase, ...] = ALL_PHASES,
    walker: Callable[[Items], Walker] = Walker,
    afterwards: Callable[[Items], None] = lambda _items: None,
) -> None:
    """Take so many walks of up to so many steps, each over fresh tables.

    Raises:
        AssertionError: a walk went wrong; with the steps of the shortest such walk, if shrunk.
    """

    @seeded(seed)
    @settings(
        max_examples=walks,
        deadline=None,
        database=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
        report_multiple_bugs=False,
    )
    @given(st.lists(STEP, min_size=steps // 2, max_size=steps))
    def walk(steps: list[int]) -> None:
        items = fresh()
        walker(items).go(steps)
        afterwards(items)

    walk()
