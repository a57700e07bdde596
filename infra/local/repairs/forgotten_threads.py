"""Stock moto remembers every thread that its state machines ever had, so an engine only grows."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any


@cache
def apply() -> None:
    """Forget threads that have ended, whenever an execution begins."""
    from moto.stepfunctions.parser.backend.execution_worker import ExecutionWorker

    ExecutionWorker.start = _forgetting(ExecutionWorker.start)


def _forgetting(original: Callable[..., None]) -> Callable[..., None]:
    from moto.stepfunctions.parser.utils import TMP_THREADS

    @wraps(original)
    def start(self: Any) -> None:
        TMP_THREADS[:] = [thread for thread in TMP_THREADS if thread.is_alive()]
        original(self)

    return start
