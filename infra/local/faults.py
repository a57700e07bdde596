"""Faults that strike a chosen call of a function: what at-least-once delivery and crashes do."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from infra.local.runtime_api import Answer

Call = Callable[[], Answer]


class Fault(Enum):
    """What happens to a call."""

    BEFORE = "before"
    """The worker dies before the function did anything."""
    AFTER = "after"
    """The function does all its work, but its answer is lost."""
    DUPLICATE = "duplicate"
    """The call arrives twice; the second answer counts."""


@dataclass(frozen=True)
class Planned:
    """A fault for the `attempt`-th call (from 1) of a function, known by its logical id."""

    function: str
    attempt: int
    fault: Fault


class FaultPlan:
    """Counts the calls of each function and lets the planned faults strike."""

    def __init__(self, *planned: Planned) -> None:
        self._faults = {(p.function, p.attempt): p.fault for p in planned}
        self._calls: Counter[str] = Counter()
        self._lock = threading.Lock()

    @property
    def calls(self) -> dict[str, int]:
        """How often each function was called, faults included."""
        with self._lock:
            return dict(self._calls)

    def apply(self, function: str, call: Call) -> Answer:
        """Make the call, or what the plan makes of it."""
        with self._lock:
            self._calls[function] += 1
            fault = self._faults.get((function, self._calls[function]))
        if fault is Fault.BEFORE:
            return _lost("before")
        answer = call()
        if fault is Fault.DUPLICATE:
            return call()
        return _lost("after") if fault is Fault.AFTER else answer


def _lost(when: str) -> Answer:
    return Answer.failure("Sandbox.Timedout", f"Error: Task timed out ({when} its work)")
