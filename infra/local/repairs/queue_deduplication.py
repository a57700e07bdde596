"""Stock moto forgets a FIFO deduplication id as soon as its message is deleted.

SQS remembers it for five minutes, whatever has become of the message.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

_REMEMBERED_MS = 5 * 60 * 1000


@cache
def apply() -> None:
    """Remember the ids a queue has taken."""
    from moto.sqs.models import Queue

    Queue.add_message = _once_in_five_minutes(Queue.add_message)


def _once_in_five_minutes(original: Callable[..., None]) -> Callable[..., None]:
    @wraps(original)
    def add_message(self: Any, message: Any) -> None:
        # What comes from a dead-letter policy has been received before: it is moved, not sent.
        if self.fifo_queue and message.deduplication_id and not message.approximate_receive_count:
            seen = _still_remembered(self, message.sent_timestamp)
            key = _key(self, message)
            if key in seen:
                return
            seen[key] = message.sent_timestamp
        original(self, message)

    return add_message


def _still_remembered(queue: Any, now_ms: int) -> dict[tuple[str, str], int]:
    seen = vars(queue).setdefault("taken_ids", {})
    kept = {key: at for key, at in seen.items() if now_ms - at < _REMEMBERED_MS}
    queue.taken_ids = kept
    return kept


def _key(queue: Any, message: Any) -> tuple[str, str]:
    by_group = queue.attributes.get("DeduplicationScope") == "messageGroup"
    return (message.group_id if by_group else "", message.deduplication_id)
