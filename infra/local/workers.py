"""Worker processes that run the functions under AWS's own runtime client, `awslambdaric`.

A worker starts when its function is first called and serves one call at a time. Every function has
at most `PER_FUNCTION` workers and all together at most `IN_ALL`; beyond that the one that was idle
longest is stopped. A worker that overruns its time or dies is replaced, with Lambda's own answer.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from infra.local.runtime_api import Answer, Invocation, RuntimeApi
from infra.local.site import FunctionSpec

PER_FUNCTION = 2
IN_ALL = 24
START_SECONDS = 30.0  # Lambda gives a start 10 s, but on a machine of its own
_FROM_SHELL = ("PATH", "LANG", "LC_ALL")


def function_environment(
    spec: FunctionSpec, *, shared: Mapping[str, str], python_path: Iterable[Path]
) -> dict[str, str]:
    """All that a function finds in its environment: what Lambda gives, and the template's own."""
    path = [spec.code_directory, *python_path]
    return {
        **{name: os.environ[name] for name in _FROM_SHELL if name in os.environ},
        "TZ": ":UTC",
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": os.pathsep.join(str(directory) for directory in path),
        "_HANDLER": spec.handler,
        "LAMBDA_TASK_ROOT": str(spec.code_directory),
        "AWS_EXECUTION_ENV": "AWS_Lambda_python3.13",
        "AWS_LAMBDA_FUNCTION_NAME": spec.name,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(spec.memory_mb),
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{spec.name}",
        "AWS_LAMBDA_LOG_STREAM_NAME": "local",
        **shared,
        **spec.environment,
    }


class Worker:
    """One process with one function in it."""

    def __init__(self, spec: FunctionSpec, *, environment: Mapping[str, str], log: Path) -> None:
        self.spec = spec
        self.idle_since = time.monotonic()
        self._overran = False
        self._api = RuntimeApi()
        with log.open("ab") as output:
            self._process = subprocess.Popen(  # noqa: S603 - the template's own functions
                [sys.executable, "-m", "awslambdaric", spec.handler],
                cwd=spec.code_directory,
                env={**environment, "AWS_LAMBDA_RUNTIME_API": self._api.address},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for the engine, which ends its workers itself
            )
        threading.Thread(target=self._watch, daemon=True).start()

    @property
    def usable(self) -> bool:
        """Whether it can take another call."""
        return not self._overran and self._process.poll() is None and self._api.usable

    def call(self, payload: bytes) -> Answer:
        """Run the function once, within its time."""
        invocation = Invocation(
            payload=payload,
            function_arn=self.spec.arn,
            timeout_seconds=self.spec.timeout_seconds,
        )
        self._api.offer(invocation)
        in_time = invocation.taken.wait(START_SECONDS) and invocation.answered.wait(
            self.spec.timeout_seconds
        )
        if not in_time:
            self._overran = True
            invocation.finish(self._timed_out(invocation))
            self._process.kill()
        assert invocation.answer is not None
        return invocation.answer

    def stop(self) -> None:
        """End the process and its API."""
        self._process.kill()
        self._process.wait()
        self._api.close()

    def _timed_out(self, invocation: Invocation) -> Answer:
        seconds = f"{self.spec.timeout_seconds:.2f}"
        message = f"RequestId: {invocation.id} Error: Task timed out after {seconds} seconds"
        return Answer.failure("Sandbox.Timedout", message)

    def _watch(self) -> None:
        status = self._process.wait()
        how = f"signal: {-status}" if status < 0 else f"exit status {status}"
        self._api.finish(
            Answer.failure("Runtime.ExitError", f"Error: Runtime exited with error: {how}")
        )


class Workers:
    """The pool of all functions' workers."""

    def __init__(
        self, *, shared: Mapping[str, str], python_path: Iterable[Path], log_directory: Path
    ) -> None:
        self._shared = dict(shared)
        self._python_path = tuple(python_path)
        self._log_directory = log_directory
        log_directory.mkdir(parents=True, exist_ok=True)
        self._changed = threading.Condition()
        self._idle: dict[str, list[Worker]] = {}
        self._busy: dict[str, list[Worker]] = {}
        self._starting: dict[str, int] = {}
        self._stopped = False

    def invoke(self, spec: FunctionSpec, payload: bytes) -> Answer:
        """Run the function once; waits while all its workers are busy."""
        worker = self._acquire(spec)
        try:
            return worker.call(payload)
        finally:
            self._release(worker)

    def prewarm(self, specs: Iterable[FunctionSpec]) -> None:
        """Start a worker for each function, so that the first calls find them warm."""
        for spec in specs:
            self._release(self._acquire(spec))

    def log_of(self, spec: FunctionSpec) -> Path:
        """The file that takes what the function prints."""
        return self._log_directory / f"{spec.name}.log"

    def stop(self) -> None:
        """End every worker, busy or idle."""
        with self._changed:
            self._stopped = True
            groups = [*self._idle.values(), *self._busy.values()]
            workers = [worker for group in groups for worker in group]
            self._idle.clear()
        with ThreadPoolExecutor(8) as several:
            list(several.map(Worker.stop, workers))

    def _acquire(self, spec: FunctionSpec) -> Worker:
        with self._changed:
            self._changed.wait_for(lambda: self._free(spec.name))
            worker = self._take_idle(spec.name)
            if worker is not None:
                self._busy.setdefault(spec.name, []).append(worker)
                return worker
            self._starting[spec.name] = self._starting.get(spec.name, 0) + 1
            surplus = self._surplus()
        if surplus is not None:
            surplus.stop()
        environment = function_environment(spec, shared=self._shared, python_path=self._python_path)
        worker = Worker(spec, environment=environment, log=self.log_of(spec))
        with self._changed:
            self._starting[spec.name] -= 1
            self._busy.setdefault(spec.name, []).append(worker)
        return worker

    def _free(self, name: str) -> bool:
        count = len(self._busy.get(name, ())) + self._starting.get(name, 0)
        return count < PER_FUNCTION

    def _take_idle(self, name: str) -> Worker | None:
        idle = self._idle.get(name, [])
        while idle:
            worker = idle.pop()
            if worker.usable:
                return worker
            worker.stop()
        return None

    def _surplus(self) -> Worker | None:
        """The worker to stop before another one starts: the one that was idle longest."""
        idle = [worker for group in self._idle.values() for worker in group]
        busy = sum(len(group) for group in self._busy.values())
        if not idle or len(idle) + busy + sum(self._starting.values()) <= IN_ALL:
            return None
        oldest = min(idle, key=lambda worker: worker.idle_since)
        self._idle[oldest.spec.name].remove(oldest)
        return oldest

    def _release(self, worker: Worker) -> None:
        with self._changed:
            self._busy[worker.spec.name].remove(worker)
            keep = worker.usable and not self._stopped
            if keep:
                worker.idle_since = time.monotonic()
                self._idle.setdefault(worker.spec.name, []).append(worker)
            self._changed.notify_all()
        if not keep:
            worker.stop()
