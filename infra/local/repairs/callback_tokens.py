"""Stock moto takes two answers to one task token, takes them too late, and reuses tokens.

AWS takes the first answer only. A later one, one after the timeout, or one to an earlier attempt
of a retried task is refused with `TaskTimedOut`; a token it never gave with `InvalidToken`. What it
has accepted counts: here too the answer and the end of the wait are settled against each other
once, so that an accepted answer is never lost to a timeout in the same moment.
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

Pause = Callable[[Any, float | None], None]
"""Waits until an endpoint was answered or interrupted, or until so many seconds have passed."""

_pause: list[Pause] = []
_LONGEST_CALL_SECONDS = 900  # no Lambda call takes longer before the wait for its answer begins


def wait_by(pause: Pause) -> Callable[[], None]:
    """Let callbacks wait by `pause`; what is returned ends that."""
    _pause.append(pause)
    return lambda: _pause.remove(pause)


@cache
def apply() -> None:
    """Settle every callback once: by its answer or by the end of its wait."""
    from moto.stepfunctions.parser.asl.component.state.exec.state_task.service import (
        state_task_service_callback as tasks,
    )
    from moto.stepfunctions.parser.asl.eval.callback.callback import CallbackEndpoint
    from moto.stepfunctions.parser.models import StepFunctionsParserBackend as Backend

    CallbackEndpoint.__init__ = _with_lock(CallbackEndpoint.__init__)
    CallbackEndpoint.wait = _closing(CallbackEndpoint.wait)
    CallbackEndpoint.interrupt_all = _closed(CallbackEndpoint.interrupt_all)
    task = tasks.StateTaskServiceCallback
    task._eval_execution = _with_a_token_of_its_own(task._eval_execution)
    task._evaluate_with_timeout = _timed_by_the_wait(task._evaluate_with_timeout)
    Backend.send_task_success = _send_task_success
    Backend.send_task_failure = _send_task_failure


def _with_lock(original: Callable[..., None]) -> Callable[..., None]:
    @wraps(original)
    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        self.settling = threading.Lock()
        self.is_settled = False
        self.is_waiting = False  # for those who want to know whether an execution rests
        original(self, *args, **kwargs)

    return init


def _closing(original: Callable[..., Any]) -> Callable[..., Any]:
    """When the wait ends without an answer, none is taken any more."""

    @wraps(original)
    def wait(self: Any, timeout: float | None = None) -> Any:
        self.is_waiting = not self.is_settled
        (_pause[-1] if _pause else original)(self, timeout)
        with self.settling:
            self.is_settled = True
            self.is_waiting = False
            return self.get_outcome()

    return wait


def _closed(original: Callable[..., None]) -> Callable[..., None]:
    @wraps(original)
    def interrupt_all(self: Any) -> None:
        with self.settling:
            self.is_settled = True
        original(self)

    return interrupt_all


def _waits_for_token(task: Any) -> bool:
    return bool(task.resource.condition == "waitForTaskToken")


def _with_a_token_of_its_own(original: Callable[..., None]) -> Callable[..., None]:
    """Each attempt of a retried task has a new token; the old one is dead."""

    @wraps(original)
    def eval_execution(self: Any, env: Any) -> None:
        if not _waits_for_token(self):
            original(self, env)
            return
        token = env.states.context_object.update_task_token()
        endpoint = env.callback_pool_manager.add(token)
        try:
            original(self, env)
        finally:
            endpoint.interrupt_all()

    return eval_execution


class _Patient:
    """A task's timeout as its outer clock sees it: long enough for the wait itself to decide."""

    def __init__(self, strict: Any) -> None:
        self._strict = strict
        self._is_outer = True

    def eval(self, env: Any) -> None:
        """Push the seconds: patient ones to the outer clock, which asks first, then real ones."""
        self._strict.eval(env)
        if self._is_outer:
            self._is_outer = False
            env.stack[-1] += _LONGEST_CALL_SECONDS

    def is_default_value(self) -> bool:
        """Whether the task has no timeout of its own."""
        return bool(self._strict.is_default_value())


def _timed_by_the_wait(original: Callable[..., None]) -> Callable[..., None]:
    @wraps(original)
    def evaluate_with_timeout(self: Any, env: Any) -> None:
        if _waits_for_token(self):
            self = copy.copy(self)  # branches of a Map share the task
            self.timeout = _Patient(self.timeout)
        original(self, env)

    return evaluate_with_timeout


def _send_task_success(self: Any, task_token: str, outcome: str) -> None:
    from moto.stepfunctions.parser.asl.eval.callback.callback import CallbackOutcomeSuccess

    _answer(self, task_token, CallbackOutcomeSuccess(callback_id=task_token, output=outcome))


def _send_task_failure(
    self: Any, task_token: str, error: str | None = None, cause: str | None = None
) -> None:
    from moto.stepfunctions.parser.asl.eval.callback.callback import CallbackOutcomeFailure

    _answer(self, task_token, CallbackOutcomeFailure(task_token, error=error, cause=cause))


def _answer(backend: Any, token: str, outcome: Any) -> None:
    from moto.stepfunctions.parser.api import TaskTimedOut

    execution, endpoint = _find(backend, token)
    with endpoint.settling:
        if endpoint.is_settled or execution.status != "RUNNING":
            raise TaskTimedOut("Task Timed Out: 'Provided task does not exist anymore'")
        endpoint.is_settled = True
        endpoint.is_waiting = False
        endpoint.notify(outcome)


def _find(backend: Any, token: str) -> tuple[Any, Any]:
    from moto.stepfunctions.parser.api import InvalidToken

    for execution in backend._get_executions():
        env = execution.exec_worker.env  # nothing there until its thread has begun
        endpoint = env.callback_pool_manager.get(token) if env is not None else None
        if endpoint is not None:
            return execution, endpoint
    raise InvalidToken
