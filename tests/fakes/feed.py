"""The queue to finance in memory; checked by tests/adapters/test_feed.py."""

from __future__ import annotations

import threading

from cofund.models.payout import PayoutMessage


class MemoryFeed:
    """What was put on the queue: deduplicated by id, in order within a group."""

    def __init__(self) -> None:
        self._sent: list[tuple[str, PayoutMessage]] = []
        self._ids: set[str] = set()
        self._lock = threading.Lock()

    @property
    def messages(self) -> tuple[PayoutMessage, ...]:
        """All messages so far."""
        with self._lock:
            return tuple(message for _, message in self._sent)

    def of_group(self, group: str) -> tuple[PayoutMessage, ...]:
        """Give one group's messages."""
        with self._lock:
            return tuple(message for theirs, message in self._sent if theirs == group)

    def send(self, message: PayoutMessage, *, group: str) -> None:
        with self._lock:
            if message.id not in self._ids:
                self._ids.add(message.id)
                self._sent.append((group, message))
