"""Live through a year and see the books agree: ``python -m tests.prove --partners 500``."""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter

from tests.prove.deliveries import Difference
from tests.prove.year import Proved, Size, Year

EXIT_DIFFERENT = 1


def main() -> int:
    """Print the seed, then what the year consisted of, or what differs."""
    size = _size()
    print(f"prove: {size}; --seed {size.seed} runs it again", flush=True)  # noqa: T201
    try:
        proved = Year(size).run()
    except Difference as difference:
        print(f"DIFFERENT: {difference}")  # noqa: T201
        return EXIT_DIFFERENT
    print("\n".join(report(proved)))  # noqa: T201
    return 0


def report(proved: Proved) -> list[str]:
    """Give what a year consisted of, line by line."""
    roubles = f"{proved.paid // 100:,}".replace(",", " ")
    return [
        "the books agree to the kopeck at every month's end, and every law holds",
        f"{proved.funds} funds; {roubles} roubles paid, less what was taken back",
        _counted("movements", proved.movements),
        _counted("items", proved.items),
        _counted("trouble", proved.trouble),
        f"{proved.crashes} deliberate crashes in {proved.hours} simulated hours: "
        f"{proved.crashes_an_hour:.2f} an hour",
        f"{proved.seconds:.1f} s, of them {proved.processor_seconds:.1f} s of processor time",
    ]


def _counted(name: str, numbers: Counter[str]) -> str:
    parts = ", ".join(f"{kind} {number}" for kind, number in numbers.most_common())
    return f"{numbers.total()} {name}: {parts}"


def _size() -> Size:
    parser = argparse.ArgumentParser(prog="python -m tests.prove", description=__doc__)
    parser.add_argument("--partners", type=int, default=500)
    parser.add_argument("--claims", type=int, default=5_000)
    parser.add_argument("--months", type=int, default=12, choices=range(1, 13))
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    given = parser.parse_args()
    return Size(given.partners, given.claims, given.months, given.seed)


if __name__ == "__main__":
    sys.exit(main())
