"""A malware scan that answers what a test tells it; clean unless told otherwise."""

from __future__ import annotations

from cofund.errors import ScanPending
from cofund.ports import ScanAnswer


class FakeScanner:
    """Verdicts by key and version; a version told ``None`` is still being scanned."""

    def __init__(self) -> None:
        self._verdicts: dict[tuple[str, str], ScanAnswer | None] = {}

    def tell(self, key: str, version: str, verdict: ScanAnswer | None) -> None:
        """Set what the scan will answer."""
        self._verdicts[key, version] = verdict

    def answer(self, key: str, version: str) -> ScanAnswer:
        verdict = self._verdicts.get((key, version), "clean")
        if verdict is None:
            raise ScanPending("the scan has not answered yet")
        return verdict
