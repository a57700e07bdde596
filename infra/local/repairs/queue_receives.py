"""Stock moto's queues are not made for several consumers at once.

Threads that receive, send and delete at the same time change the same lists and sets: a message may
be given to two consumers, and a receive may crash. We let one of them in at a time; who waits for
messages waits outside.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

ONE_AT_A_TIME = threading.RLock()
_PAUSE_SECONDS = 0.02
_SERIALISED = (
    "change_message_visibility",
    "change_message_visibility_batch",
    "delete_message",
    "delete_message_batch",
    "purge_queue",
    "send_message",
    "send_message_batch",
)


@cache
def apply() -> None:
    """Serialise what changes a queue."""
    from moto.sqs.models import SQSBackend

    for name in _SERIALISED:
        setattr(SQSBackend, name, _serialised(getattr(SQSBackend, name)))
    SQSBackend.receive_message = _waiting_outside(SQSBackend.receive_message)


def _serialised(original: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(original)
    def locked(*args: Any, **kwargs: Any) -> Any:
        with ONE_AT_A_TIME:
            return original(*args, **kwargs)

    return locked


def _waiting_outside(original: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(original)
    def receive_message(
        self: Any,
        queue_name: str,
        count: int,
        wait_seconds_timeout: int,
        visibility_timeout: int,
        message_attribute_names: list[str] | None = None,
    ) -> Any:
        until = time.monotonic() + wait_seconds_timeout
        while True:
            with ONE_AT_A_TIME:
                found = original(
                    self, queue_name, count, 0, visibility_timeout, message_attribute_names
                )
            left = until - time.monotonic()
            if found or left <= 0:
                return found
            self.get_queue(queue_name).wait_for_messages(min(left, 1))
            time.sleep(_PAUSE_SECONDS)  # a group in flight holds back messages that are there

    return receive_message
