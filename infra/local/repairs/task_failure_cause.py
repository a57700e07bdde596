"""Stock moto drops the cause that SendTaskFailure gives, so the workflow's catcher sees none."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def apply() -> None:
    """Hand the cause on with the error."""
    from moto.core.responses import EmptyResult
    from moto.stepfunctions.responses import StepFunctionResponse

    def send_task_failure(self: Any) -> Any:
        self.stepfunction_backend.send_task_failure(
            self._get_param("taskToken"),
            error=self._get_param("error"),
            cause=self._get_param("cause"),
        )
        return EmptyResult()

    StepFunctionResponse.send_task_failure = send_task_failure
