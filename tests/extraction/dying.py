"""A child that ends in every way a child can end; the task says which."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from cofund.extraction.child import drawing
from cofund.extraction.limits import Limits

LONG = 60
SHORT = 0.01


def main(task: Mapping[str, Any], _limits: Limits) -> None:
    """End as the task says."""
    WAYS[task["do"]]()


def _say(answer: object, *, rest: bytes = b"") -> None:
    os.write(1, json.dumps(answer).encode() + b"\n" + rest)


def _signal_itself(number: signal.Signals) -> Callable[[], None]:
    return lambda: os.kill(os.getpid(), number)


def _raise(error: BaseException) -> Callable[[], None]:
    def raising() -> None:
        raise error

    return raising


def _leave_a_grandchild() -> None:
    if (grandchild := os.fork()) == 0:
        time.sleep(LONG)
    _say({"grandchild": grandchild})


def _tell_what_it_has() -> None:
    _say(
        {
            "environment": dict(os.environ),
            "files": sorted(int(each.name) for each in Path("/proc/self/fd").iterdir()),
            "document": os.read(0, 1 << 20).decode(),
            "same_group": os.getpgid(0) == os.getppid(),
        }
    )


def _draw_for_too_long() -> None:
    with drawing():
        signal.setitimer(signal.ITIMER_PROF, SHORT)
        while True:
            pass


def _end_the_nursery() -> None:
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(LONG)


WAYS: Mapping[str, Callable[[], object]] = {
    "abort": os.abort,
    "crash": _signal_itself(signal.SIGSEGV),
    "use up its time": _signal_itself(signal.SIGXCPU),
    "draw for too long": _draw_for_too_long,
    "be killed": _signal_itself(signal.SIGKILL),
    "want more memory": _raise(MemoryError()),
    "exit": lambda: sys.exit(7),
    "raise": _raise(ValueError("told to")),
    "refuse": lambda: _say({"unreadable": "macro"}),
    "answer": lambda: _say({"images": [3]}, rest=b"abc"),
    "hang": lambda: time.sleep(LONG),
    "leave a grandchild": _leave_a_grandchild,
    "tell what it has": _tell_what_it_has,
    "end the nursery": _end_the_nursery,
}
