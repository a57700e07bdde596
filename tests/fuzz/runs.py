"""A run: as many changed files as the time allows, from one seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cofund.extraction.limits import READING
from tests.fuzz.mutations import chance_of, mutated
from tests.fuzz.origins import Origin, origins
from tests.fuzz.trial import tried

TASKS: tuple[dict[str, Any], ...] = (
    {"do": "read"},
    {"do": "read"},
    {"do": "read"},
    {"do": "read thoroughly"},
    {"do": "read", "longest_side": 600},
    {"do": "draw", "longest_side": 600},
)
NO_REASON = "reader_failed"
"""A child that broke down: the file did no harm, but a better reason could be told."""


@dataclass(frozen=True)
class Mutant:
    """A changed file and what is done with it; seed and number give it again."""

    seed: int
    number: int
    origin: str
    kind: str
    file: bytes
    task: dict[str, Any]


@dataclass
class Report:
    """What came of a run."""

    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0
    """Of the slowest file."""
    slowest: str = ""
    peak_bytes: int = 0


def mutants(seed: int) -> Iterator[Mutant]:
    """Give changed files without end, the same ones for the same seed."""
    everything = origins()
    number = 0
    while True:
        yield mutant(everything, seed, number)
        number += 1


def mutant(everything: tuple[Origin, ...], seed: int, number: int) -> Mutant:
    """Give one changed file by its number."""
    chance = chance_of(seed, number)
    kind = chance.choice(sorted({origin.kind for origin in everything}))
    of_a_kind = [origin for origin in everything if origin.kind == kind]
    origin, other = chance.choice(of_a_kind), chance.choice(of_a_kind)
    file = mutated(origin.file, other.file, kind, chance)
    return Mutant(seed, number, origin.name, kind, file, chance.choice(TASKS))


def run(made: Iterator[Mutant], *, keep: Path) -> Report:
    """Try every changed file; what breaks a bound or a child is kept in a folder.

    What the parent dies of ends the run, and is kept, too.
    """
    report = Report()
    for each in made:
        with ExitStack() as crashed:
            crashed.callback(_write, each, "crash", keep)
            trial = tried(each.file, each.task)
            crashed.pop_all()
        report.outcomes[trial.outcome] += 1
        if trial.seconds > report.seconds:
            report.seconds, report.slowest = trial.seconds, f"number {each.number}, {each.origin}"
        report.peak_bytes = max(report.peak_bytes, trial.peak_bytes)
        if (bound := trial.broken(READING)) is not None:
            path = _write(each, "failure", keep)
            report.failures.append(f"{path.name} ({each.origin}, {each.task}): {bound}")
        elif trial.outcome == NO_REASON:
            _write(each, NO_REASON, keep)
    return report


def _write(each: Mutant, why: str, keep: Path) -> Path:
    keep.mkdir(parents=True, exist_ok=True)
    path = keep / f"{why}-{each.seed}-{each.number}.{each.kind}"
    path.write_bytes(each.file)
    return path
