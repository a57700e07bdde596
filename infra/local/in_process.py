"""The template's stack in this very program, without servers and workers: for tests by the hundred.

Functions are called where they stand, as Lambda would: events and answers pass through JSON, and an
exception becomes Lambda's error. Queues are fed and schedules fired only when the test says so, and
with `virtual_time` nothing waits.
"""

from __future__ import annotations

import importlib
import json
import os
import time
import traceback
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.local import account
from infra.local.clients import Clients
from infra.local.errors import UnknownFunction
from infra.local.faults import FaultPlan
from infra.local.installation import Installation
from infra.local.running import RunningStack
from infra.local.runtime_api import Answer
from infra.local.site import FunctionSpec
from infra.local.state import tables
from infra.local.world import World

Handler = Callable[[Any, Any], Any]
Items = Mapping[str, Sequence[Mapping[str, Any]]]
"""By table, in DynamoDB's own JSON."""

_URL = "https://cofund.local"
_LOOK_EVERY_SECONDS = 0.005
_PATIENCE_SECONDS = 120.0  # for a machine that has much else to do


@dataclass(frozen=True)
class Context:
    """What a handler is told about its call."""

    function_name: str
    invoked_function_arn: str
    memory_limit_in_mb: int
    aws_request_id: str
    deadline: float
    function_version: str = "$LATEST"
    log_stream_name: str = "in-process"

    @property
    def log_group_name(self) -> str:
        """Where Lambda would log."""
        return f"/aws/lambda/{self.function_name}"

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until the function's time is up."""
        return max(0, int((self.deadline - time.monotonic()) * 1000))


@dataclass(frozen=True)
class Ended:
    """How an execution ended."""

    status: str
    output: Any
    error: str | None
    cause: str | None


class InProcess(RunningStack):
    """A stack in this program. One at a time: it takes over boto3 and the AWS environment."""

    @classmethod
    def start(
        cls,
        template: Path,
        *,
        handlers: Mapping[str, Handler] | None = None,
        parameters: Mapping[str, str] | None = None,
        region: str = account.DEFAULT_REGION,
    ) -> InProcess:
        """Put up the template's stack on an empty, mended moto.

        `handlers` are functions by logical id; those not named are imported by the template's
        `Handler`, below the directories on `sys.path`.
        """
        stack = cls()
        try:
            stack._open(region)
            stack._handlers = dict(handlers or {})
            stack._installation.put_up(template, parameters or {})
            stack._give_environment()
        except BaseException:
            stack.stop()
            raise
        return stack

    def __init__(self) -> None:
        super().__init__()
        self._handlers: dict[str, Handler] = {}
        self.faults = FaultPlan()

    def client(self, service: str) -> Any:
        """A boto3 client of this world."""
        return self._clients.client(service)

    def begin(self, state_machine: str, given: Any, *, name: str | None = None) -> str:
        """Start an execution of the machine with this logical id; its ARN."""
        arn: str = self.client("stepfunctions").start_execution(
            stateMachineArn=self.state_machines[state_machine],
            name=name or str(uuid.uuid4()),
            input=json.dumps(given),
        )["executionArn"]
        return arn

    def end(self, execution: str, *, timeout_seconds: float = _PATIENCE_SECONDS) -> Ended:
        """Wait for the end of an execution.

        Raises:
            TimeoutError: it did not end in time.
        """
        until = time.monotonic() + timeout_seconds
        while time.monotonic() < until:
            described = self.client("stepfunctions").describe_execution(executionArn=execution)
            if described["status"] != "RUNNING":
                output = json.loads(described["output"]) if "output" in described else None
                return Ended(
                    status=described["status"],
                    output=output,
                    error=described.get("error"),
                    cause=described.get("cause"),
                )
            time.sleep(_LOOK_EVERY_SECONDS)
        raise TimeoutError(f"{execution} is still running after {timeout_seconds:g} s")

    def run(
        self, state_machine: str, given: Any, *, timeout_seconds: float = _PATIENCE_SECONDS
    ) -> Ended:
        """Start an execution and wait for its end."""
        return self.end(self.begin(state_machine, given), timeout_seconds=timeout_seconds)

    def drain(self, *, timeout_seconds: float = _PATIENCE_SECONDS) -> None:
        """Feed queues and wait until everything is done or waits for somebody's answer."""
        self._installation.activity.rest(timeout_seconds)
        while self._installation.feeds.feed_once():
            self._installation.activity.rest(timeout_seconds)

    def items(self, *names: str) -> Items:
        """Every item of these tables by table, to be put back."""
        everything = tables.dump(self._installation.world)
        return {name: everything[name] for name in names}

    def put_back(self, kept: Items) -> None:
        """Let the tables hold these items and no others, as when they were asked for."""
        tables.replace(self._installation.world, kept)

    def _open(self, region: str) -> None:
        from moto import mock_aws

        self._clients = Clients(region=region, endpoint=None)
        variables = {**account.aws_variables(region=region, endpoint=None), **account.LASTING_IDS}
        self._closing.enter_context(account.only_local_aws(variables))
        world = World(region)
        self._closing.callback(world.close)
        self._closing.enter_context(mock_aws(config={"core": {"mock_credentials": False}}))
        self._installation = Installation(
            world, client=self.client, region=region, url=_URL, run=self._run
        )
        self._closing.callback(self._installation.stop)
        self._installation.connect()

    def _give_environment(self) -> None:
        """Set the variables on which all functions of the template agree."""
        agreed: dict[str, str] = {}
        for spec in self.functions.values():
            for name, value in spec.environment.items():
                agreed.setdefault(name, value)
        for spec in self.functions.values():
            agreed = {k: v for k, v in agreed.items() if spec.environment.get(k, v) == v}
        before = {name: os.environ.get(name) for name in agreed}
        os.environ.update(agreed)
        self._closing.callback(_restore, before)

    def _run(self, spec: FunctionSpec, payload: bytes) -> Answer:
        handler = self._handler(spec)
        return self.faults.apply(spec.logical_id, lambda: _call(handler, spec, payload))

    def _handler(self, spec: FunctionSpec) -> Handler:
        if spec.logical_id not in self._handlers:
            module, _, name = spec.handler.rpartition(".")
            try:
                self._handlers[spec.logical_id] = getattr(importlib.import_module(module), name)
            except ModuleNotFoundError as error:
                raise UnknownFunction(
                    f"{spec.logical_id}: cannot import {spec.handler}; name its handler, or put "
                    "its directory on the path."
                ) from error
        return self._handlers[spec.logical_id]


def _call(handler: Handler, spec: FunctionSpec, payload: bytes) -> Answer:
    context = Context(
        function_name=spec.name,
        invoked_function_arn=spec.arn,
        memory_limit_in_mb=spec.memory_mb,
        aws_request_id=str(uuid.uuid4()),
        deadline=time.monotonic() + spec.timeout_seconds,
    )
    try:
        returned = handler(json.loads(payload or b"{}"), context)
        return Answer(payload=json.dumps(returned).encode(), is_error=False)
    except Exception as error:
        body = {
            "errorMessage": str(error),
            "errorType": type(error).__name__,
            "stackTrace": traceback.format_tb(error.__traceback__),
        }
        return Answer(payload=json.dumps(body).encode(), is_error=True)


def _restore(before: Mapping[str, str | None]) -> None:
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
