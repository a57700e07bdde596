"""Does the property test find bugs? Each mutation runs in a process of its own, two at a time.

``python -m tests.ledger.mutants`` prints a table and fails if a mutant survives, or if the
original does not. The walks are drawn from one seed: ``COFUND_LEDGER_SEED`` takes another.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.ledger.mutation import Mutator
from tests.ledger.mutations import MUTATIONS

SEED = int(os.environ.get("COFUND_LEDGER_SEED") or 20261120)
WALKS = 400
STEPS = 50
PROCESSES = 2
LONGEST_SECONDS = 600
ORIGINALS = ("money", "points", "budgets", "orders")
"""Walks that the product itself must survive: numbers -1, -2 and so on, each by itself."""
ROOT = Path(__file__).parents[2]
PYTHON_PATH = os.pathsep.join([str(ROOT), str(ROOT / "shared")])
SURVIVED, KILLED = 0, 3
"""Exit codes of a mutant's process; any other means that it was not even born."""


@dataclass(frozen=True)
class Verdict:
    """What became of one mutant."""

    bug: str
    exit_code: int
    seconds: float
    last_words: str


def live(number: int) -> int:
    """Take walks with one bug in the product (below zero: none); say whether they noticed."""
    if number >= 0:
        sys.meta_path.insert(0, Mutator(MUTATIONS[number]))
    # Only now: what is imported here is what the mutator changes.
    from hypothesis import Phase

    from tests.fakes.item_store import MemoryItems
    from tests.ledger.budget_walk import BudgetWalker
    from tests.ledger.order_walk import OrderWalker
    from tests.ledger.points_walk import PointsWalker
    from tests.ledger.walk import Walker
    from tests.ledger.walks import take_walks

    walkers = {
        "money": Walker,
        "points": PointsWalker,
        "budgets": BudgetWalker,
        "orders": OrderWalker,
    }
    walker = walkers[MUTATIONS[number].walk if number >= 0 else ORIGINALS[-number - 1]]
    phases = (Phase.generate,)
    try:
        take_walks(MemoryItems, seed=SEED, walks=WALKS, steps=STEPS, phases=phases, walker=walker)
    except Exception as noticed:
        print(f"{type(noticed).__name__}: {noticed}"[:300].splitlines()[0])  # noqa: T201
        return KILLED
    return SURVIVED


def run(number: int) -> Verdict:
    """Let one mutant live in a process of its own."""
    bug = MUTATIONS[number].bug if number >= 0 else f"(none, {ORIGINALS[-number - 1]})"
    command = [sys.executable, "-m", "tests.ledger.mutants", str(number)]
    started = time.monotonic()
    lived = subprocess.run(  # noqa: S603
        command,
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
        check=False,
        cwd=ROOT,
        env={**os.environ, "COFUND_LEDGER_SEED": str(SEED), "PYTHONPATH": PYTHON_PATH},
    )
    words = (lived.stdout + lived.stderr).strip().splitlines()
    seconds = time.monotonic() - started
    return Verdict(bug, lived.returncode, seconds, words[-1] if words else "")


def main() -> int:
    """Run all mutants and the original; give the exit code."""
    print(f"ledger mutants: COFUND_LEDGER_SEED={SEED}, {WALKS} walks of up to {STEPS} steps")  # noqa: T201
    numbers = range(-len(ORIGINALS), len(MUTATIONS))
    wrong = 0
    with ThreadPoolExecutor(max_workers=PROCESSES) as processes:
        for number, verdict in zip(numbers, processes.map(run, numbers), strict=True):
            as_wanted = verdict.exit_code == (KILLED if number >= 0 else SURVIVED)
            wrong += not as_wanted
            print(_row(verdict, as_wanted=as_wanted), flush=True)  # noqa: T201
    print(f"{len(MUTATIONS)} mutants, {wrong} not as they should be")  # noqa: T201
    return 1 if wrong else 0


def _row(verdict: Verdict, *, as_wanted: bool) -> str:
    names = {SURVIVED: "survived", KILLED: "killed"}
    name = names.get(verdict.exit_code, "STILLBORN")
    mark = " " if as_wanted else "!"
    return f"{mark} {name:9} {verdict.seconds:5.1f} s  {verdict.bug:50} {verdict.last_words[:90]}"


if __name__ == "__main__":
    sys.exit(live(int(sys.argv[1])) if len(sys.argv) > 1 else main())
