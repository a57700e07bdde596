"""Stock moto's EventBridge rules reach queues and logs, but neither functions nor state machines.

A matching event is handed to whoever is connected here: the engine's bindings.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from functools import cache, wraps
from typing import Any

Deliver = Callable[[Mapping[str, Any], Mapping[str, Any]], None]
"""Takes a rule's target and the event."""

_OURS = ("lambda", "states")
_connected: list[Deliver] = []


def connect(deliver: Deliver) -> None:
    """Hand matching events to `deliver` from now on, in the place of whoever was connected."""
    _connected[:] = [deliver]


@cache
def apply() -> None:
    """Send events on to functions and state machines."""
    from moto.events.models import Rule

    Rule.send_to_targets = _also_to_ours(Rule.send_to_targets)


def _also_to_ours(original: Callable[..., None]) -> Callable[..., None]:
    @wraps(original)
    def send_to_targets(self: Any, original_event: Any, transform_input: bool = True) -> None:
        ours = [t for t in self.targets if t["Arn"].split(":")[2] in _OURS]
        others = copy.copy(self)
        others.targets = [target for target in self.targets if target not in ours]
        original(others, original_event, transform_input)
        if self.state == "ENABLED" and self.event_pattern.matches_event(original_event):
            for target in ours:
                for deliver in _connected:
                    deliver(target, original_event)

    return send_to_targets
