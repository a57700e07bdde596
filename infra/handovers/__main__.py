"""``python -m infra.handovers [--check]``: write docs/handovers, or say what is outdated there."""

from __future__ import annotations

import argparse
import sys

from infra.handovers import FOLDER, outdated, write


def main() -> int:
    """Give 1 where ``--check`` finds something outdated, else 0."""
    parser = argparse.ArgumentParser(prog="python -m infra.handovers", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; 1 where outdated")
    if not parser.parse_args().check:
        sys.stdout.writelines(f"written: docs/handovers/{name}\n" for name in write(FOLDER))
        return 0
    stale = outdated(FOLDER)
    sys.stderr.writelines(f"outdated: docs/handovers/{name}\n" for name in stale)
    if stale:
        sys.stderr.write("Run: python -m infra.handovers\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
