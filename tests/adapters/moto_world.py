"""AWS as moto plays it within this program: empty at the start of each test, gone afterwards."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from typing import Any

import botocore.session
from botocore.stub import Stubber
from moto import mock_aws

from infra.local.account import DEFAULT_REGION, aws_variables, only_local_aws
from infra.local.repairs import quick_keys


@contextmanager
def moto_world() -> Generator[None]:
    """Lead every AWS client made meanwhile to moto; state machines really run."""
    variables = aws_variables(region=DEFAULT_REGION, endpoint=None)
    read_models_once()
    quick_keys.apply()
    running = {"stepfunctions": {"execute_state_machine": True}}
    with only_local_aws(variables), mock_aws(config=running):  # type: ignore[arg-type]
        yield


@cache
def read_models_once() -> None:
    """Let every session share one reading of the services' models.

    moto ends boto3's session with each test; a client of the next one read them all again, which
    was six sevenths of what a client costs.
    """
    botocore.session.create_loader = cache(botocore.session.create_loader)


@contextmanager
def failing(client: Any, operation: str, code: str, *, status: int = 400) -> Generator[None]:
    """Let the client's next call be this operation, and fail by this code."""
    with Stubber(client) as stub:
        stub.add_client_error(operation, service_error_code=code, http_status_code=status)
        yield
