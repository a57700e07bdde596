"""The stack in this program: faults strike where they are planned, and nothing really waits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from infra.local.errors import UnknownFunction
from infra.local.faults import Fault, FaultPlan, Planned
from infra.local.in_process import InProcess
from infra.local.virtual_time import VirtualTime, virtual_time
from tests.local.small_stack import write_small_stack

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class TryAgain(Exception):
    """Passing trouble."""


class Functions:
    """The small stack's functions, and what they were called with."""

    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.failed = 0
        self.worked: list[str] = []

    def ask(self, event: Any, _context: Any) -> None:
        self.asked.append(event)

    def failing(self, _event: Any, context: Any) -> Any:
        self.failed += 1
        assert context.get_remaining_time_in_millis() > 0
        raise TryAgain("later")

    def work(self, event: Any, _context: Any) -> Any:
        self.worked += [record["body"] for record in event["Records"]]
        return {"batchItemFailures": []}


@pytest.fixture
def functions() -> Functions:
    return Functions()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_stack(tmp_path_factory.mktemp("stack"))


@pytest.fixture
def stack(template: Path, functions: Functions) -> Iterator[InProcess]:
    handlers = {"Ask": functions.ask, "Failing": functions.failing, "Work": functions.work}
    handlers["Tick"] = functions.ask
    with InProcess.start(template, handlers=handlers) as running:
        yield running


@pytest.fixture
def time() -> Iterator[VirtualTime]:
    with virtual_time(NOON) as clock:
        yield clock


def answer(stack: InProcess, functions: Functions, decision: str) -> None:
    stack.client("stepfunctions").send_task_success(
        taskToken=functions.asked[-1]["token"], output=json.dumps(decision)
    )


def test_an_execution_runs_through_its_functions_without_waiting(
    stack: InProcess, functions: Functions, time: VirtualTime
) -> None:
    execution = stack.begin("Review", {"claim": "c1"})
    stack.drain()
    answer(stack, functions, "approve")
    ended = stack.end(execution)
    assert ended.status == "SUCCEEDED"
    assert ended.output["decision"] == "approve"
    assert ended.output["error"]["Error"] == "TryAgain"
    assert functions.failed == 2  # retried once
    assert time.pauses == [1.0]
    assert (time.now() - NOON).total_seconds() == 1


def test_a_wait_times_out_when_the_test_says_so(
    stack: InProcess, functions: Functions, time: VirtualTime
) -> None:
    execution = stack.begin("Review", {"claim": "c1"})
    stack.drain()
    assert time.time_out_waits() == 1
    ended = stack.end(execution)
    assert ended.output == {"claim": "c1", "decision": "late"}
    assert (time.now() - NOON).total_seconds() == 3600
    late = stack.client("stepfunctions").exceptions.TaskTimedOut
    with pytest.raises(late):
        answer(stack, functions, "approve")


@pytest.mark.parametrize(
    ("fault", "asked"), [(Fault.BEFORE, 0), (Fault.AFTER, 1), (Fault.DUPLICATE, 2)]
)
def test_a_planned_fault_strikes_its_call(
    stack: InProcess, functions: Functions, fault: Fault, asked: int
) -> None:
    stack.faults = FaultPlan(Planned("Ask", attempt=1, fault=fault))
    result = stack.invoke("Ask", {"claim": "c1"})
    assert len(functions.asked) == asked
    lost = fault is not Fault.DUPLICATE
    assert (isinstance(result, dict) and result["errorType"] == "Sandbox.Timedout") is lost
    assert stack.invoke("Ask", {"claim": "c1"}) is None  # the second call goes through
    assert stack.faults.calls == {"Ask": 2}


def test_of_an_answer_and_a_timeout_at_once_exactly_one_counts(
    stack: InProcess, functions: Functions, time: VirtualTime
) -> None:
    too_late = stack.client("stepfunctions").exceptions.TaskTimedOut

    def accepted() -> bool:
        try:
            answer(stack, functions, "approve")
        except too_late:
            return False
        return True

    for number in range(15):
        execution = stack.begin("Review", {"claim": str(number)})
        stack.drain()
        with ThreadPoolExecutor(2) as both:
            racing = both.submit(accepted), both.submit(time.time_out_waits)
        decision = stack.end(execution).output["decision"]
        assert decision == ("approve" if racing[0].result() else "late")


def test_queues_feed_functions_when_the_stack_is_drained(
    stack: InProcess, functions: Functions
) -> None:
    for number in range(12):
        stack.client("sqs").send_message(
            QueueUrl=stack.outputs["Jobs"],
            MessageBody=str(number),
            MessageGroupId="p",
            MessageDeduplicationId=str(number),
        )
    assert functions.worked == []
    stack.drain()
    assert functions.worked == [str(number) for number in range(12)]


def test_a_schedule_fires_when_it_is_told_to(stack: InProcess, functions: Functions) -> None:
    stack.fire("TickDaily")
    assert [event["source"] for event in functions.asked] == ["aws.scheduler"]


def test_mail_is_caught(stack: InProcess) -> None:
    stack.client("sesv2").send_email(
        FromEmailAddress="no-reply@cofund.example",
        Destination={"ToAddresses": ["olga@partner.example"]},
        Content={"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}},
    )
    assert [mail.subject for mail in stack.mail()] == ["s"]


def test_a_function_is_imported_by_its_handler_when_none_was_given(
    stack: InProcess, template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(template.parent / "functions")
    assert stack.invoke("Received", {"pk": "imported"}) == {"noted": "imported"}
    monkeypatch.undo()
    with pytest.raises(UnknownFunction, match=r"Slow: cannot import wrong\.slow"):
        stack.invoke("Slow", {})


def test_a_second_stack_finds_nothing_of_the_first(template: Path) -> None:
    for _ in range(2):
        with InProcess.start(template) as stack:
            dynamodb = stack.client("dynamodb")
            assert dynamodb.scan(TableName=stack.outputs["Seen"])["Items"] == []
            dynamodb.put_item(
                TableName=stack.outputs["Seen"], Item={"pk": {"S": "a"}, "kind": {"S": "k"}}
            )


def test_tables_are_put_back_to_what_was_kept_of_them(stack: InProcess) -> None:
    table, dynamodb = stack.outputs["Seen"], stack.client("dynamodb")
    stays = {"pk": {"S": "stays"}, "kind": {"S": "k"}}
    dynamodb.put_item(TableName=table, Item=stays)
    kept = stack.items(table)
    for _ in range(2):
        dynamodb.put_item(TableName=table, Item=stays | {"kind": {"S": "changed"}})
        dynamodb.put_item(TableName=table, Item=stays | {"pk": {"S": "comes and goes"}})
        stack.put_back(kept)
        assert dynamodb.scan(TableName=table)["Items"] == [stays]
