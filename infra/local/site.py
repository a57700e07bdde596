"""What stands on the engine: the functions, routes, queue sources and schedules of the template.

Resources that moto keeps (tables, buckets, queues …) are made there; what moto does not run is
written down here for the workers, the HTTP front and the bindings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from infra.local.account import ACCOUNT_ID
from infra.local.errors import UnknownFunction


@dataclass(frozen=True)
class FunctionSpec:
    """One Lambda function: how to start it, and what it is given."""

    name: str
    logical_id: str
    arn: str
    handler: str
    code_directory: Path
    environment: Mapping[str, str]
    timeout_seconds: int
    memory_mb: int


@dataclass(frozen=True)
class Route:
    """One route of the HTTP API: `GET /claims/{claim}` or `$default`, and whom it calls."""

    method: str
    path: str
    function: str


@dataclass(frozen=True)
class QueueSource:
    """A queue that feeds a function."""

    queue_arn: str
    function: str
    batch_size: int
    reports_failures: bool


@dataclass(frozen=True)
class Target:
    """Where an event or a schedule goes: a function, a state machine or a queue."""

    arn: str
    input: str | None = None
    message_group: str | None = None


@dataclass(frozen=True)
class ScheduleSpec:
    """A `rate(…)` or `cron(…)` expression and its targets."""

    name: str
    expression: str
    timezone: str
    targets: tuple[Target, ...]


@dataclass
class Site:
    """Everything the template put up, and how its parts reach AWS."""

    client: Callable[[str], Any]
    region: str
    stack_name: str
    url: str
    functions: dict[str, FunctionSpec] = field(default_factory=dict)
    routes: list[Route] = field(default_factory=list)
    queue_sources: list[QueueSource] = field(default_factory=list)
    schedules: list[ScheduleSpec] = field(default_factory=list)
    state_machines: dict[str, str] = field(default_factory=dict)

    def arn(self, service: str, rest: str) -> str:
        """The name of a resource of this account and region."""
        return f"arn:aws:{service}:{self.region}:{ACCOUNT_ID}:{rest}"

    def function(self, name: str) -> FunctionSpec:
        """The function by its name, ARN or logical id.

        Raises:
            UnknownFunction: there is none.
        """
        short = function_name(name)
        by_logical_id = (f for f in self.functions.values() if f.logical_id == short)
        spec = self.functions.get(short) or next(by_logical_id, None)
        if spec is None:
            known = ", ".join(sorted(self.functions)) or "none"
            raise UnknownFunction(f"There is no function {name}. The template has: {known}.")
        return spec


def function_name(reference: str) -> str:
    """The plain name in a function's ARN, partial ARN or name, without the version."""
    return reference.split(":function:")[-1].split(":")[0]
