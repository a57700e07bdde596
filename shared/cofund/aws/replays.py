"""The programme_replay state machine: started by the command line, which then watches it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal, NamedTuple

from cofund.aws.trouble import named_trouble

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient


class ReplayProgress(NamedTuple):
    """How far a replay is: batches done, of how many; both zero before they are listed."""

    status: Literal["running", "done", "failed"]
    done: int
    total: int


class StepFunctionsReplays:
    """Executions of the replay's state machine, each named by its replay."""

    def __init__(self, client: SFNClient, *, machine_arn: str) -> None:
        self._client = client
        self._machine_arn = machine_arn

    def start(self, replay_id: str) -> None:
        """Start a replay whose order is stored already; one that runs already is no error."""
        given = json.dumps({"replay_id": replay_id})
        with named_trouble("the workflow service"):
            try:
                self._client.start_execution(
                    stateMachineArn=self._machine_arn, name=replay_id, input=given
                )
            except self._client.exceptions.ExecutionAlreadyExists:
                return

    def progress(self, replay_id: str) -> ReplayProgress:
        """Give how far a replay is."""
        execution = f"{self._machine_arn.replace(':stateMachine:', ':execution:')}:{replay_id}"
        with named_trouble("the workflow service"):
            status = self._client.describe_execution(executionArn=execution)["status"]
            runs = self._client.list_map_runs(executionArn=execution, maxResults=1)["mapRuns"]
            done = total = 0
            for run in runs:
                counts = self._client.describe_map_run(mapRunArn=run["mapRunArn"])["itemCounts"]
                done, total = counts["succeeded"], counts["total"]
        ended: Literal["done", "failed"] = "done" if status == "SUCCEEDED" else "failed"
        return ReplayProgress("running" if status == "RUNNING" else ended, done, total)
