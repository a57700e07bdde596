"""The state machines in Step Functions: of claims, of drafts, and those that ask for consent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from cofund.aws.trouble import named_trouble

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient

    from cofund.models.consents import Matter, MatterKind


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
        """Wake the wait behind a token; the answer itself says nothing, the decision item does."""
        return _answer_wait(self._client, task_token)


class StepFunctionsConsents:
    """Starts executions that ask for consent, by the kind of matter, and answers their waits."""

    def __init__(self, client: SFNClient, *, machine_arns: Mapping[MatterKind, str]) -> None:
        self._client = client
        self._machine_arns = machine_arns

    def start(self, name: str, matter: Matter) -> None:
        """Ask for consent to a version under a name that runs at most once."""
        arn = self._machine_arns[matter.kind]
        _start_once(self._client, arn, name, matter.model_dump())

    def answer(self, task_token: str) -> bool:
        """Wake the wait behind a token; the answer itself says nothing, the consent item does."""
        return _answer_wait(self._client, task_token)


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


def _answer_wait(client: SFNClient, task_token: str) -> bool:
    """Wake a wait; three names of one thing: a token that nobody waits behind any more."""
    over = (
        client.exceptions.InvalidToken,
        client.exceptions.TaskDoesNotExist,
        client.exceptions.TaskTimedOut,
    )
    with named_trouble("the workflow service"):
        try:
            client.send_task_success(taskToken=task_token, output="{}")
        except over:
            return False
    return True
