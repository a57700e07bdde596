"""The state machines claim_review and claim_precheck in Step Functions."""

from __future__ import annotations

import json
from collections.abc import Mapping
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
        order = {"claim_id": claim_id, "version": version}
        _start_once(self._client, self._machine_arn, name, order)

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


class StepFunctionsPrechecks:
    """Starts executions of the pre-check's state machine."""

    def __init__(self, client: SFNClient, *, machine_arn: str) -> None:
        self._client = client
        self._machine_arn = machine_arn

    def start(
        self,
        name: str,
        *,
        claim_id: str,
        version: int,
        precheck: int,
        documents: tuple[str, ...],
    ) -> None:
        """Start a pre-check under a name that runs at most once."""
        order = {
            "claim_id": claim_id,
            "version": version,
            "precheck": precheck,
            "documents": documents,
        }
        _start_once(self._client, self._machine_arn, name, order)


def _start_once(
    client: SFNClient, machine_arn: str, name: str, order: Mapping[str, object]
) -> None:
    with named_trouble("the workflow service"):
        try:
            client.start_execution(stateMachineArn=machine_arn, name=name, input=json.dumps(order))
        except client.exceptions.ExecutionAlreadyExists:
            return
