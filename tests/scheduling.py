"""Which worker runs which files when several share the tests, and in what order.

Files stay whole. Those that take minutes begin first: begun last, as xdist would because they have
few tests, the longest of them would keep one worker busy while the others have nothing left. All
that need the browser go to one worker, so that one Chromium and one installation serve them.
"""

from __future__ import annotations

from xdist.scheduler import LoadFileScheduling

BROWSER = "tests/browser/"
FIRST = (
    BROWSER,
    "tests/workflow/test_fault_matrix.py",
    "tests/cli/test_local.py",
    "tests/cli/test_demo.py",
    "tests/workflow/",
    "tests/golden/",
    "tests/local/",
    "tests/extraction/test_hostile_files.py",
    "tests/extraction/test_hostile_insides.py",
    "tests/ledger/test_walks.py",
    "tests/steps/test_faults.py",
)
"""Files, or the folders that they are in, the longest first."""


def turn(nodeid: str) -> int:
    """Give a test's place: the lower, the earlier its file begins."""
    places = (place for place, path in enumerate(FIRST) if nodeid.startswith(path))
    return next(places, len(FIRST))


class LongFilesFirst(LoadFileScheduling):  # type: ignore[misc]
    """Hand out whole files in the order of the collection, the browser's as one."""

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER if nodeid.startswith(BROWSER) else super()._split_scope(nodeid)
