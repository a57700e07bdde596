"""The state machine's outside, kept in memory; checked by tests/adapters/test_workflow.py."""

from __future__ import annotations

import threading

from cofund.models.consents import Matter


class _Waits:
    """Waits for an answer, by their task tokens."""

    def __init__(self) -> None:
        self._waiting: set[str] = set()
        self._lock = threading.Lock()

    @property
    def waiting(self) -> frozenset[str]:
        """Task tokens of waits that nobody has answered."""
        with self._lock:
            return frozenset(self._waiting)

    def wait(self, task_token: str) -> None:
        """Let a wait begin."""
        with self._lock:
            self._waiting.add(task_token)

    def time_out(self, task_token: str) -> None:
        """Let a wait end unanswered."""
        with self._lock:
            self._waiting.discard(task_token)

    def answer(self, task_token: str) -> bool:
        with self._lock:
            if task_token not in self._waiting:
                return False
            self._waiting.remove(task_token)
            return True


class MemoryWorkflow(_Waits):
    """Which reviews were started, and which waits were answered."""

    def __init__(self) -> None:
        super().__init__()
        self._started: dict[str, tuple[str, int]] = {}

    @property
    def started(self) -> dict[str, tuple[str, int]]:
        """Claim and version by execution name."""
        with self._lock:
            return dict(self._started)

    def forget(self) -> None:
        """Lose all that was started, as if the calls had never arrived."""
        with self._lock:
            self._started.clear()

    def start(self, name: str, *, claim_id: str, version: int) -> None:
        with self._lock:
            self._started.setdefault(name, (claim_id, version))


class MemoryConsents(_Waits):
    """Which consents were asked for, and which waits were answered."""

    def __init__(self) -> None:
        super().__init__()
        self._started: dict[str, Matter] = {}

    @property
    def started(self) -> dict[str, Matter]:
        """Versions of matters by execution name."""
        with self._lock:
            return dict(self._started)

    def forget(self) -> None:
        """Lose all that was started, as if the calls had never arrived."""
        with self._lock:
            self._started.clear()

    def start(self, name: str, matter: Matter) -> None:
        with self._lock:
            self._started.setdefault(name, matter)


class MemoryPrechecks:
    """Which pre-checks were started."""

    def __init__(self) -> None:
        self._started: dict[str, tuple[str, int, int, tuple[str, ...]]] = {}
        self._lock = threading.Lock()

    @property
    def started(self) -> dict[str, tuple[str, int, int, tuple[str, ...]]]:
        """Claim, version, number and documents by execution name."""
        with self._lock:
            return dict(self._started)

    def forget(self) -> None:
        """Lose all that was started, as if the calls had never arrived."""
        with self._lock:
            self._started.clear()

    def start(
        self,
        name: str,
        *,
        claim_id: str,
        version: int,
        precheck: int,
        documents: tuple[str, ...],
    ) -> None:
        with self._lock:
            self._started.setdefault(name, (claim_id, version, precheck, documents))
