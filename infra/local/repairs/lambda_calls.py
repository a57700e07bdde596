"""Stock moto runs a state machine's Lambda calls in Docker, through a new client for each.

The calls go to whoever is connected here instead: the engine's workers, or the functions of a test.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from infra.local.errors import UnknownFunction
from infra.local.runtime_api import Answer

Invoke = Callable[[str, bytes], Answer]

_connected: list[Invoke] = []


def connect(invoke: Invoke) -> None:
    """Send state machines' calls to `invoke` from now on."""
    _connected[:] = [invoke]


@cache
def apply() -> None:
    """Take over the interpreter's way to Lambda."""
    from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils

    lambda_eval_utils._invoke_lambda_function = _invoke_lambda_function


def _invoke_lambda_function(
    parameters: Mapping[str, Any],
    region: str,  # noqa: ARG001 - moto's signature
    state_credentials: object,  # noqa: ARG001
) -> dict[str, Any]:
    from botocore.exceptions import ClientError

    payload = parameters.get("Payload") or b"{}"
    try:
        answer = _connected[0](parameters["FunctionName"], payload)
    except UnknownFunction as error:
        described: Any = {
            "Error": {"Code": "ResourceNotFoundException", "Message": str(error)},
            "ResponseMetadata": {"HTTPStatusCode": 404, "RequestId": "local"},
        }
        raise ClientError(described, "Invoke") from error
    failed = {"FunctionError": "Unhandled"} if answer.is_error else {}
    return {
        "ExecutedVersion": "$LATEST",
        "Payload": _from_json(answer.payload),
        "StatusCode": 200,
        **failed,
    }


def _from_json(payload: bytes) -> Any:
    try:
        return json.loads(payload)
    except ValueError:
        return payload.decode("utf-8", "replace")
