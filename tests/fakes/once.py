"""What was done within the hour, in memory; checked by tests/adapters/test_once.py."""

from __future__ import annotations

import threading
from collections.abc import Callable

from cofund.errors import TryAgain


class MemoryOnce:
    """Remembers answers until ``forget`` lets the hour pass."""

    def __init__(self) -> None:
        self._answers: dict[str, str] = {}
        self._going: set[str] = set()
        self._lock = threading.Lock()

    @property
    def keys(self) -> frozenset[str]:
        """What was done."""
        with self._lock:
            return frozenset(self._answers)

    def forget(self) -> None:
        """Let an hour pass."""
        with self._lock:
            self._answers.clear()
            self._going.clear()

    def do(self, key: str, action: Callable[[], str]) -> str:
        with self._lock:
            if key in self._answers:
                return self._answers[key]
            if key in self._going:
                raise TryAgain("it is being done at this moment")
            self._going.add(key)
        answer: str | None = None
        try:
            answer = action()
            return answer
        finally:
            with self._lock:
                self._going.discard(key)
                if answer is not None:
                    self._answers[key] = answer
