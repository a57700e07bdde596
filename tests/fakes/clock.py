"""A clock that stands until it is moved, and ids that count."""

from __future__ import annotations

import itertools
import threading
from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class FakeClock:
    """Stands at noon of 20 November 2026, UTC, until a test moves it."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now

    def __call__(self) -> datetime:
        return self._now

    def move(self, by: timedelta) -> None:
        """Let time pass."""
        self._now += by

    def set(self, now: datetime) -> None:
        """Put the clock to a moment."""
        self._now = now


class CountingIds:
    """Ids "id-0001", "id-0002", … in the order they are asked for; safe under threads."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()

    def __call__(self) -> str:
        with self._lock:
            return f"id-{next(self._numbers):04d}"
