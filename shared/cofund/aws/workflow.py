"""The claim_review state machine in Step Functions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cofund.aws.trouble import named_trouble

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient


class StepFunctionsWorkflow:
    """Starts executions of one state machine and answers their waits."""

    def __init__(self, client: SFNClient, *, machine_arn: str) -> None:
        self._client = client
        self._machine_arn = machine_arn

    def start(self, name: str, *, claim_id: str, version: int) -> None:
        """Start the review of a claim version under a name that runs at most once."""
        order = json.dumps({"claim_id": claim_id, "version": version})
        with named_trouble("the workflow service"):
            try:
                self._client.start_execution(
                    stateMachineArn=self._machine_arn, name=name, input=order
                )
            except self._client.exceptions.ExecutionAlreadyExists:
                return

    def answer(self, task_token: str) -> bool:
        """Wake the wait behind a token; the answer itself says nothing, the decision item does.

        Three names of one thing: a token that nobody waits behind any more.
        """
        over = (
            self._client.exceptions.InvalidToken,
            self._client.exceptions.TaskDoesNotExist,
            self._client.exceptions.TaskTimedOut,
        )
        with named_trouble("the workflow service"):
            try:
                self._client.send_task_success(taskToken=task_token, output="{}")
            except over:
                return False
        return True
