"""Counters in memory."""

from __future__ import annotations

import threading
from collections import Counter


class MemoryMetrics:
    """How often each name was counted, by step."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()

    def total(self, name: str) -> int:
        """Give how often a name was counted, at any step."""
        with self._lock:
            return sum(count for (counted, _), count in self._counts.items() if counted == name)

    def count(self, name: str, *, step: str) -> None:
        with self._lock:
            self._counts[name, step] += 1
