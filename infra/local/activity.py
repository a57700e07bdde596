"""Whether anything is at work on the engine: calls, deliveries, queues and executions."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from infra.local.errors import StillBusy
from infra.local.world import World, endpoints

_LOOK_EVERY_SECONDS = 0.02


class Activity:
    """Counts what is under way, and waits for the engine to come to rest."""

    def __init__(self, world: World, watched_queues: Callable[[], list[str]]) -> None:
        self._world = world
        self._watched_queues = watched_queues
        self._under_way: Counter[str] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def of(self, what: str) -> Iterator[None]:
        """Count `what` as under way meanwhile."""
        self.begin(what)
        try:
            yield
        finally:
            self.end(what)

    def begin(self, what: str) -> None:
        """Count one more."""
        with self._lock:
            self._under_way[what] += 1

    def end(self, what: str) -> None:
        """Count one less."""
        with self._lock:
            self._under_way[what] -= 1

    def rest(self, timeout_seconds: float) -> None:
        """Wait until nothing is at work; executions that wait for an answer count as resting.

        Raises:
            StillBusy: something is still at work after `timeout_seconds`.
        """
        until = time.monotonic() + timeout_seconds
        quiet_looks = 0
        while quiet_looks < 2:  # what ends in one place may just begin in another
            busy = self.at_work()
            quiet_looks = 0 if busy else quiet_looks + 1
            if time.monotonic() > until and busy:
                raise StillBusy(f"Still at work after {timeout_seconds:g} s: {', '.join(busy)}.")
            time.sleep(_LOOK_EVERY_SECONDS)

    def at_work(self) -> list[str]:
        """What is at work now, in words."""
        with self._lock:
            busy = [f"{count} × {what}" for what, count in self._under_way.items() if count]
        for name in self._watched_queues():
            waiting = len(self._world.backend("sqs").queues[name]._messages)
            if waiting:
                busy.append(f"{waiting} messages in {name}")
        busy += [f"execution {e.name}" for e in self._world.executions() if _is_at_work(e)]
        return busy


def _is_at_work(execution: object) -> bool:
    if getattr(execution, "status", None) != "RUNNING":
        return False
    return not any(endpoint.is_waiting for endpoint in endpoints(execution))
