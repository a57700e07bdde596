"""Stock moto gives an execution without a name the name `None`, so the second one collides.

AWS makes up a unique name.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import cache, wraps
from typing import Any


@cache
def apply() -> None:
    """Name every execution."""
    from moto.stepfunctions.parser.models import StepFunctionsParserBackend as Backend

    Backend.start_execution = _named(Backend.start_execution)


def _named(original: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(original)
    def start_execution(
        self: Any, state_machine_arn: str, name: str | None = None, *rest: Any, **more: Any
    ) -> Any:
        return original(self, state_machine_arn, name or str(uuid.uuid4()), *rest, **more)

    return start_execution
