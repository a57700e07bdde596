"""Stopping what runs until somebody stops it: Ctrl-C and SIGTERM mean the same, and clean up."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STOPPING = (signal.SIGINT, signal.SIGTERM)


class Stopped(BaseException):
    """Somebody wants it to end; like KeyboardInterrupt, no failure."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Let a signal end the block wherever it is, as if it had come to its end.

    Only the first signal counts: the cleaning up that follows is not to be interrupted.
    """
    before = {number: signal.signal(number, _stop) for number in STOPPING}
    try:
        yield
    except Stopped:
        return
    finally:
        for number, reaction in before.items():
            signal.signal(number, reaction)


def wait_until_stopped() -> None:
    """Wait for the signal."""
    threading.Event().wait()


def _stop(_number: int, _frame: FrameType | None) -> None:
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)
    raise Stopped
