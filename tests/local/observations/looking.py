"""How observations look at moto, and the list of them.

An observation is what a client sees, in a few lines; it asserts nothing. Those of a `fault` are
made on stock moto as well.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from infra.local.world import SERVICES

REGION = "eu-central-1"
ACCOUNT = "123456789012"
_WAIT_SECONDS = 20.0

Observation = Callable[[], Any]
FAULTS: dict[str, Observation] = {}
RIGHT_ANYWAY: dict[str, Observation] = {}


def fault(look: Observation) -> Observation:
    """List it as something that stock moto gets wrong."""
    FAULTS[look.__name__] = look
    return look


def right_anyway(look: Observation) -> Observation:
    """List it as something that Cofund depends on and moto gets right by itself."""
    RIGHT_ANYWAY[look.__name__] = look
    return look


@cache
def client(service: str) -> Any:
    """The client of the imitation that is active."""
    import boto3

    return boto3.client(service, region_name=REGION)


@contextmanager
def imitation() -> Iterator[None]:
    """Let moto answer in this program."""
    from moto import mock_aws

    config: Any = {"stepfunctions": {"execute_state_machine": True}}
    with mock_aws(config=config):
        yield


def empty() -> None:
    """Forget every resource."""
    from moto.backends import get_backend
    from moto.stepfunctions.parser.models import stepfunctions_parser_backends

    for service in SERVICES:
        get_backend(service).reset()
    stepfunctions_parser_backends.reset()


def error_of(call: Callable[[], Any]) -> str:
    """The error code a call is refused with, or `none`."""
    from botocore.exceptions import ClientError

    try:
        call()
    except ClientError as error:
        code: str = error.response["Error"]["Code"]
        return code
    return "none"


def wait_for(condition: Callable[[], Any]) -> Any:
    """The first true value of the condition, or its last one after a bound."""
    until = time.monotonic() + _WAIT_SECONDS
    while not (value := condition()) and time.monotonic() < until:
        time.sleep(0.01)
    return value
