"""What each function costs to import, as a ratio to ``import boto3`` of the same run.

Every import happens in a fresh interpreter, the functions and boto3 in turn, and the processor's
time counts: on a busy machine the clock on the wall says more about its other guests.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.figures import Figure, ratio_of_best

PROJECT = Path(__file__).parents[2]
FUNCTIONS = PROJECT / "functions"
READERS = ("read_pages", "ocr_pages", "interpret_document")
"""They open documents: no goal is set for them."""
YARDSTICK = "boto3"
ROUNDS = 5
GOAL = 1.5
SECONDS_AT_MOST = 60
GIVEN = {"PYDANTIC_DISABLE_PLUGINS": "__all__"}
"""As template.yaml gives it to every function."""
TIMED = "import time; began = time.process_time(); import {}; print(time.process_time() - began)"


def measure() -> Iterator[Figure]:
    """Import everything in turn, several rounds; the worst function is the figure with the goal."""
    names = sorted(path.stem for path in FUNCTIONS.glob("[a-z]*.py"))
    times: dict[str, list[float]] = {name: [] for name in (YARDSTICK, *names)}
    for _ in range(ROUNDS):
        for name, measured in times.items():
            measured.append(import_seconds(name))
    ratios = {name: ratio_of_best(times[name], times[YARDSTICK]) for name in names}
    yield Figure(
        part="imports",
        name="import boto3",
        value=min(times[YARDSTICK]) * 1000,
        unit="ms",
        note=f"best of {ROUNDS}, processor time",
    )
    judged = {name: ratio for name, ratio in ratios.items() if name not in READERS}
    yield _figure("functions: median", median(judged.values()), GOAL, f"of {len(judged)}")
    for name in sorted(ratios, key=lambda name: -ratios[name]):
        yield _figure(name, ratios[name], None if name in READERS else GOAL, "")


def import_seconds(module: str) -> float:
    """Give the processor time of an import in a fresh interpreter, in seconds."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and modules
        [sys.executable, "-c", TIMED.format(module)],
        cwd=PROJECT,
        env={"PYTHONPATH": os.pathsep.join((str(FUNCTIONS), str(PROJECT / "shared"))), **GIVEN},
        check=True,
        capture_output=True,
        text=True,
        timeout=SECONDS_AT_MOST,
    )
    return float(done.stdout)


def _figure(name: str, ratio: float, goal: float | None, note: str) -> Figure:
    return Figure(part="imports", name=name, value=ratio, unit="×", goal=goal, note=note)
