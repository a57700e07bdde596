"""Stock moto gives every S3 event one constant id and sequencer, so consumers that dedupe see one.

It also writes `eTag` where S3's EventBridge events have `etag`.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from functools import cache, wraps
from typing import Any


@cache
def apply() -> None:
    """Give each event an id and a sequencer of its own, and its etag the right name."""
    from moto.events.models import Rule

    Rule.send_to_targets = _as_s3_sends_it(Rule.send_to_targets)


def _as_s3_sends_it(original: Callable[..., None]) -> Callable[..., None]:
    from moto.events.utils import _BASE_EVENT_MESSAGE

    constant_id = _BASE_EVENT_MESSAGE["id"]

    @wraps(original)
    def send_to_targets(self: Any, original_event: Any, transform_input: bool = True) -> None:
        # All rules are handed the same event, so it is mended for the first and right for the rest.
        if original_event["source"] == "aws.s3" and original_event["id"] == constant_id:
            _mend(original_event)
        original(self, original_event, transform_input)

    return send_to_targets


def _mend(event: dict[str, Any]) -> None:
    event["id"] = str(uuid.uuid4())
    described = event["detail"]["object"]
    described["sequencer"] = f"{time.time_ns():016X}"
    if "eTag" in described:
        described["etag"] = described.pop("eTag")
