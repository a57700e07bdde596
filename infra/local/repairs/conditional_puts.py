"""Stock moto looks for an object and writes it in two steps, so two writers may both be first.

S3 decides between writers with `IfNoneMatch='*'`: one succeeds, the other is refused.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache, wraps
from typing import Any


@cache
def apply() -> None:
    """Let one PutObject in at a time."""
    from moto.s3.responses import S3Response

    S3Response.put_object = _one_at_a_time(S3Response.put_object)


def _one_at_a_time(original: Callable[..., Any]) -> Callable[..., Any]:
    lock = threading.RLock()

    @wraps(original)
    def put_object(self: Any, *args: Any, **kwargs: Any) -> Any:
        with lock:
            return original(self, *args, **kwargs)

    return put_object
