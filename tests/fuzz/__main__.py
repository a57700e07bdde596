"""``python -m tests.fuzz --seconds 60 --seed 1 --keep DIR``; exit status 1 when a bound broke."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from secrets import randbelow
from time import monotonic

from tests.fuzz.runs import Mutant, mutants, run

DEFAULT_SECONDS = 60
SEEDS = 1_000_000
KEPT = Path(__file__).parents[2] / ".local" / "fuzz"
MB = 1 << 20


def main() -> int:
    """Run until the time is up, and say what came of it."""
    parser = argparse.ArgumentParser(prog="tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=DEFAULT_SECONDS)
    parser.add_argument("--seed", type=int, default=randbelow(SEEDS))
    parser.add_argument("--keep", type=Path, default=KEPT)
    chosen = parser.parse_args()
    sys.stdout.write(f"seed {chosen.seed}, {chosen.seconds} s\n")
    sys.stdout.flush()
    report = run(_for(chosen.seconds, mutants(chosen.seed)), keep=chosen.keep)
    total = report.outcomes.total() + len(report.failures)
    sys.stdout.write(f"{total} files; the slowest {report.seconds:.1f} s ({report.slowest}), ")
    sys.stdout.write(f"the largest {report.peak_bytes // MB} MB\n")
    for outcome, count in report.outcomes.most_common():
        sys.stdout.write(f"{count:7} {outcome}\n")
    for failure in report.failures:
        sys.stdout.write(f"FAILED {failure}\n")
    return 1 if report.failures else 0


def _for(seconds: int, made: Iterator[Mutant]) -> Iterator[Mutant]:
    end = monotonic() + seconds
    for each in made:
        if monotonic() > end:
            return
        yield each


if __name__ == "__main__":
    sys.exit(main())
