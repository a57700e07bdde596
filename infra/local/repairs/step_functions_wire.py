"""Stock moto's Step Functions lose error codes on the wire and stumble over dates.

Most of the interpreter's error classes travel without a code, so that clients cannot tell
`TaskTimedOut` from `InvalidToken`; and an output that holds a date breaks DescribeExecution.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any


@cache
def apply() -> None:
    """Send each error under its own code, and dates as text."""
    from moto.stepfunctions import responses
    from moto.stepfunctions.parser import api
    from moto.stepfunctions.parser.asl.utils.encoding import to_json_str

    for error in vars(api).values():
        if isinstance(error, type) and issubclass(error, api.ServiceException):
            _give_code(error)
    responses.json = _JsonWithDates(to_json_str)


def _give_code(error: Any) -> None:
    code = getattr(error, "code", None)
    if not error.TYPE and isinstance(code, str):
        error.TYPE = code


class _JsonWithDates:
    """Stands in for the `json` module in moto's Step Functions responses."""

    JSONDecodeError = json.JSONDecodeError
    loads = staticmethod(json.loads)

    def __init__(self, dumps: Any) -> None:
        self.dumps = dumps
