"""Time that passes at once: retries, waits and timeouts of state machines take no real seconds.

For tests that run a state machine hundreds of times. A pause is over immediately and moves the
clock on; a task that waits for an answer waits until it gets one, or until the test lets its time
run out.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from infra.local.repairs import callback_tokens

_KEPT_PAUSES = 10_000


class VirtualTime:
    """A clock that pauses move on; `now` never goes back."""

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._lock = threading.Lock()
        self._waiting: dict[Any, float] = {}
        self.pauses: list[float] = []

    def now(self) -> datetime:
        """The moment that it is."""
        with self._lock:
            return self._now

    def pass_by(self, seconds: float) -> None:
        """Move the clock on."""
        with self._lock:
            self._now += timedelta(seconds=seconds)

    def pause(self, seconds: float) -> None:
        """A retry's or a Wait state's pause: note it and move on."""
        self.pass_by(seconds)
        with self._lock:
            if len(self.pauses) < _KEPT_PAUSES:
                self.pauses.append(seconds)

    def time_out_waits(self) -> int:
        """Let the time of every task that waits for an answer run out; how many there were."""
        with self._lock:
            waiting = dict(self._waiting)
        if waiting:
            self.pass_by(max(waiting.values()))
        for endpoint in waiting:
            endpoint._notify_event.set()
        return len(waiting)

    def _wait(self, endpoint: Any, timeout: float | None) -> None:
        with self._lock:
            self._waiting[endpoint] = timeout or 0.0
        endpoint._notify_event.wait()
        with self._lock:
            del self._waiting[endpoint]


@contextmanager
def virtual_time(start: datetime) -> Iterator[VirtualTime]:
    """Let state machines live in virtual time meanwhile. moto must have been mended before."""
    from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl
    from moto.stepfunctions.parser.asl.component.state.wait.wait_function import wait_function

    clock = VirtualTime(start)

    def wait_interval(_self: Any, _env: Any, wait_seconds: float) -> None:
        clock.pause(wait_seconds)

    waits = wait_function.WaitFunction
    real_wait, real_time = waits._wait_interval, retrier_decl.time
    end_waits = callback_tokens.wait_by(clock._wait)
    waits._wait_interval = wait_interval
    retrier_decl.time = SimpleNamespace(sleep=clock.pause)
    try:
        yield clock
    finally:
        waits._wait_interval, retrier_decl.time = real_wait, real_time
        end_waits()
