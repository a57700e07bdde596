"""The contract of the state machine's outside, held by the adapter and by the memory fake alike."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from cofund.aws.workflow import StepFunctionsPrechecks, StepFunctionsWorkflow
from cofund.errors import TryAgain
from cofund.ports import PrecheckWorkflow, Workflow
from infra.local.engine import Engine
from tests.adapters.moto_world import failing
from tests.fakes.workflow import MemoryPrechecks, MemoryWorkflow


def a_name() -> str:
    return f"c-1-v2-{uuid.uuid4()}"


@dataclass
class House:
    """A workflow, and what a test may see of it from within."""

    workflow: Workflow
    started: Callable[[], dict[str, tuple[str, int]]]
    begin_wait: Callable[[], str]
    """Let a review wait; gives the task token."""


@pytest.fixture
def memory() -> House:
    workflow = MemoryWorkflow()

    def begin_wait() -> str:
        token = str(uuid.uuid4())
        workflow.wait(token)
        return token

    return House(workflow, lambda: workflow.started, begin_wait)


@pytest.fixture
def client(cloud: Engine) -> Any:
    return cloud.client("stepfunctions")


@pytest.fixture
def adapter(cloud: Engine, client: Any) -> StepFunctionsWorkflow:
    return StepFunctionsWorkflow(client, machine_arn=cloud.outputs["ReviewArn"])


@pytest.fixture
def step_functions(cloud: Engine, client: Any, adapter: StepFunctionsWorkflow) -> House:
    queue_url = cloud.outputs["TokensUrl"]
    sqs = cloud.client("sqs")

    def started() -> dict[str, tuple[str, int]]:
        listed = client.list_executions(stateMachineArn=cloud.outputs["ReviewArn"])
        orders = {
            execution["name"]: client.describe_execution(executionArn=execution["executionArn"])
            for execution in listed["executions"]
        }
        inputs = {name: json.loads(order["input"]) for name, order in orders.items()}
        return {name: (order["claim_id"], order["version"]) for name, order in inputs.items()}

    def next_token() -> str:
        (message,) = sqs.receive_message(QueueUrl=queue_url, WaitTimeSeconds=20)["Messages"]
        sqs.delete_message(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"])
        return str(message["Body"])

    def begin_wait() -> str:
        sqs.purge_queue(QueueUrl=queue_url)
        adapter.start(a_name(), claim_id="c-9", version=1)
        return next_token()

    return House(adapter, started, begin_wait)


@pytest.fixture(params=["memory", "step_functions"])
def house(request: pytest.FixtureRequest) -> House:
    made: House = request.getfixturevalue(request.param)
    return made


def test_a_review_starts_with_its_claim_and_version(house: House) -> None:
    name = a_name()
    house.workflow.start(name, claim_id="c-1", version=2)
    assert house.started()[name] == ("c-1", 2)


def test_the_same_name_twice_starts_one_review(house: House) -> None:
    name, before = a_name(), len(house.started())
    house.workflow.start(name, claim_id="c-1", version=2)
    house.workflow.start(name, claim_id="c-1", version=2)
    assert len(house.started()) == before + 1


def test_a_wait_is_answered_once(house: House) -> None:
    token = house.begin_wait()
    assert house.workflow.answer(token)
    assert not house.workflow.answer(token)


def test_a_token_that_nobody_waits_behind_is_over(house: House) -> None:
    assert not house.workflow.answer("no such token")


def test_a_wait_that_timed_out_is_over() -> None:
    workflow = MemoryWorkflow()
    workflow.wait("token")
    workflow.time_out("token")
    assert not workflow.answer("token")


@pytest.mark.parametrize("code", ["InvalidToken", "TaskTimedOut", "TaskDoesNotExist"])
def test_three_names_of_a_wait_that_is_over_are_one(
    client: Any, adapter: StepFunctionsWorkflow, code: str
) -> None:
    with failing(client, "send_task_success", code):
        assert not adapter.answer("token")


def test_a_name_whose_review_is_over_is_no_error(
    client: Any, adapter: StepFunctionsWorkflow
) -> None:
    with failing(client, "start_execution", "ExecutionAlreadyExists"):
        adapter.start("c-1-v2", claim_id="c-1", version=2)


@pytest.mark.parametrize("code", ["ExecutionLimitExceeded", "ThrottlingException"])
def test_a_busy_workflow_service_means_try_again(
    client: Any, adapter: StepFunctionsWorkflow, code: str
) -> None:
    with failing(client, "start_execution", code), pytest.raises(TryAgain):
        adapter.start("c-1-v2", claim_id="c-1", version=2)


Prechecked = tuple[str, int, int, tuple[str, ...]]


@pytest.fixture(params=["memory", "step_functions"])
def prechecks(
    request: pytest.FixtureRequest,
) -> tuple[PrecheckWorkflow, Callable[[], dict[str, Prechecked]]]:
    """Give the pre-checks' workflow, and what was started of it."""
    if request.param == "memory":
        memory = MemoryPrechecks()
        return memory, lambda: memory.started
    cloud: Engine = request.getfixturevalue("cloud")
    client, arn = cloud.client("stepfunctions"), cloud.outputs["ReviewArn"]

    def started() -> dict[str, Prechecked]:
        found = {}
        for execution in client.list_executions(stateMachineArn=arn)["executions"]:
            described = client.describe_execution(executionArn=execution["executionArn"])
            order = json.loads(described["input"])
            if "precheck" in order:
                found[execution["name"]] = (
                    order["claim_id"],
                    order["version"],
                    order["precheck"],
                    tuple(order["documents"]),
                )
        return found

    return StepFunctionsPrechecks(client, machine_arn=arn), started


def test_a_precheck_starts_once_with_its_number_and_documents(
    prechecks: tuple[PrecheckWorkflow, Callable[[], dict[str, Prechecked]]],
) -> None:
    workflow, started = prechecks
    name, before = a_name(), len(started())
    for _ in range(2):
        workflow.start(name, claim_id="c-1", version=2, precheck=3, documents=("d1", "d2"))
    assert started()[name] == ("c-1", 2, 3, ("d1", "d2"))
    assert len(started()) == before + 1
