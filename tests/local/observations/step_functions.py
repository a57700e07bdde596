"""What is seen of state machines."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from types import SimpleNamespace
from typing import Any

from infra.local.repairs.callback_tokens import wait_by
from tests.local.observations.dynamodb import key_of, ledger_table
from tests.local.observations.looking import client, error_of, fault, right_anyway, wait_for

_LONG_SECONDS = 60.0
ROLE = "arn:aws:iam::123456789012:role/any"


def _machine(states: dict[str, Any], start: str = "A") -> str:
    definition = json.dumps({"StartAt": start, "States": states})
    arn: str = client("stepfunctions").create_state_machine(
        name="m", definition=definition, roleArn=ROLE
    )["stateMachineArn"]
    return arn


def _end(execution: str) -> Any:
    """The execution's description once it is over."""
    described: Any = {}

    def over() -> bool:
        described.update(client("stepfunctions").describe_execution(executionArn=execution))
        return bool(described["status"] != "RUNNING")

    wait_for(over)
    return {key: described.get(key) for key in ("status", "output", "error", "cause")}


def _run(states: dict[str, Any], start: str = "A", **given: Any) -> Any:
    arn = _machine(states, start)
    execution = client("stepfunctions").start_execution(
        stateMachineArn=arn, name=str(uuid.uuid4()), input=json.dumps(given)
    )["executionArn"]
    return _end(execution)


def _asking(**more: Any) -> dict[str, Any]:
    """A state that puts its task token into a queue and waits for the answer."""
    url = client("sqs").create_queue(QueueName="tokens")["QueueUrl"]
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": {"QueueUrl": url, "MessageBody": {"token.$": "$$.Task.Token"}},
        **({"End": True} if "Next" not in more else {}),
        **more,
    }


def _next_token() -> str:
    sqs = client("sqs")
    url = sqs.get_queue_url(QueueName="tokens")["QueueUrl"]
    messages = wait_for(lambda: sqs.receive_message(QueueUrl=url).get("Messages"))
    sqs.delete_message(QueueUrl=url, ReceiptHandle=messages[0]["ReceiptHandle"])
    token: str = json.loads(messages[0]["Body"])["token"]
    return token


def _start(arn: str, **given: Any) -> str:
    execution: str = client("stepfunctions").start_execution(
        stateMachineArn=arn, name=str(uuid.uuid4()), input=json.dumps(given)
    )["executionArn"]
    return execution


def _succeed(token: str, output: str = "{}") -> str:
    send = client("stepfunctions").send_task_success
    return error_of(lambda: send(taskToken=token, output=output))


def _fail(token: str) -> str:
    send = client("stepfunctions").send_task_failure
    return error_of(lambda: send(taskToken=token, error="Rejected", cause="by a person"))


@fault
def a_task_token_answered_twice() -> Any:
    """While the next state still runs, and after the execution is over."""
    pause = {"Type": "Wait", "Seconds": 1, "End": True}
    execution = _start(_machine({"A": _asking(Next="B"), "B": pause}))
    token = _next_token()
    first, second = _succeed(token, '"first"'), _fail(token)
    end = _end(execution)
    return {
        "answers": [first, second, _succeed(token)],
        "status": end["status"],
        "out": end["output"],
    }


@fault
def a_task_token_answered_too_late() -> Any:
    """After the wait's time ran out and the workflow asks somebody else."""
    caught = [{"ErrorEquals": ["States.Timeout"], "Next": "B"}]
    asking = _asking(TimeoutSeconds=1, Catch=caught, Next="B")
    execution = _start(_machine({"A": asking, "B": _asking()}))
    late, current = _next_token(), _next_token()
    return {"late": _succeed(late, '"late"'), "current": _succeed(current), **_end(execution)}


@right_anyway
def a_token_never_given() -> Any:
    """The code of the refusal."""
    return [_succeed("made up"), _fail("made up")]


@fault
def the_token_of_a_retried_wait() -> Any:
    """A wait that times out once and is retried: its second token, and what the first one does."""
    retry = [{"ErrorEquals": ["States.Timeout"], "IntervalSeconds": 1, "MaxAttempts": 1}]
    with _only_the_first_wait_is_short():
        execution = _start(_machine({"A": _asking(TimeoutSeconds=1, Retry=retry)}))
        first, second = _next_token(), _next_token()
        answers = [_succeed(first, '"first"'), _succeed(second, '"second"')]
        end = _end(execution)
    return {"new": first != second, "answers": answers, "end": [end["status"], end["output"]]}


@contextmanager
def _only_the_first_wait_is_short() -> Iterator[None]:
    """Leave a busy machine time for the second answer; stock moto knows nothing of it."""
    waits = count()

    def pause(endpoint: Any, timeout: float | None) -> None:
        endpoint._notify_event.wait(timeout if next(waits) == 0 else _LONG_SECONDS)

    as_before = wait_by(pause)
    try:
        yield
    finally:
        as_before()


@fault
def the_cause_of_a_failed_task() -> Any:
    """As the workflow's own end shows it."""
    execution = _start(_machine({"A": _asking()}))
    _fail(_next_token())
    return _end(execution)


@fault
def two_executions_without_a_name() -> Any:
    """Whether both start, under two names."""
    arn = _machine({"A": {"Type": "Pass", "End": True}})
    start = client("stepfunctions").start_execution
    try:
        arns = {
            start(stateMachineArn=arn, input=json.dumps({"n": n}))["executionArn"] for n in "ab"
        }
    except client("stepfunctions").exceptions.ExecutionAlreadyExists:
        return "collision"
    return len(arns)


@fault
def an_output_with_a_date() -> Any:
    """A workflow that ends in what a service answered, dates and all."""
    client("sqs").create_queue(QueueName="q")
    describe = {
        "Type": "Task",
        "Resource": "arn:aws:states:::aws-sdk:dynamodb:describeTable",
        "Parameters": {"TableName": "ledger"},
        "OutputPath": "$.Table.CreationDateTime",
        "End": True,
    }
    ledger_table()
    try:
        end = _run({"A": describe})
    except Exception as error:
        return type(error).__name__
    return [end["status"], type(json.loads(end["output"])).__name__]


@right_anyway
def one_execution_name_twice() -> Any:
    """Same input while it runs, other input, and after its end."""
    arn = _machine({"A": _asking()})
    start = client("stepfunctions").start_execution

    def again(given: str) -> Any:
        request = {"stateMachineArn": arn, "name": "claim-v1", "input": given}
        try:
            return start(**request)["executionArn"].rsplit(":", 1)[1]
        except client("stepfunctions").exceptions.ExecutionAlreadyExists:
            return "ExecutionAlreadyExists"

    seen = [again('{"a": 1}'), again('{"a": 1}'), again('{"a": 2}')]
    _succeed(_next_token())
    wait_for(
        lambda: client("stepfunctions").list_executions(
            stateMachineArn=arn, statusFilter="SUCCEEDED"
        )["executions"]
    )
    return [*seen, again('{"a": 1}')]


@right_anyway
def a_timeout_from_the_input() -> Any:
    """`TimeoutSecondsPath` on a wait for a token."""
    return _run({"A": _asking(TimeoutSecondsPath="$.seconds")}, seconds=1)


def _pauses_of(**retry: Any) -> list[float]:
    """The pauses that a state which always fails is given between its attempts."""
    from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl

    pauses: list[float] = []
    real, retrier_decl.time = retrier_decl.time, SimpleNamespace(sleep=pauses.append)
    missing = {
        "Type": "Task",
        "Resource": "arn:aws:states:::dynamodb:getItem",
        "Parameters": {"TableName": "none", "Key": {"pk": {"S": "a"}}},
        "Retry": [{"ErrorEquals": ["DynamoDB.ResourceNotFoundException"], **retry}],
        "End": True,
    }
    try:
        _run({"A": missing})
    finally:
        retrier_decl.time = real
    return pauses


@right_anyway
def the_pauses_between_retries() -> Any:
    """From 2 seconds, doubled, but never above 5."""
    return _pauses_of(IntervalSeconds=2, BackoffRate=2, MaxAttempts=3, MaxDelaySeconds=5)


@right_anyway
def the_pauses_with_jitter() -> Any:
    """Whether each lies between nothing and the pause without jitter."""
    pauses = _pauses_of(IntervalSeconds=100, MaxAttempts=3, BackoffRate=1, JitterStrategy="FULL")
    return [0 <= pause <= 100 for pause in pauses] + [len(set(pauses)) > 1]


@fault
def the_code_of_a_refused_start() -> Any:
    """An input that is not JSON."""
    arn = _machine({"A": {"Type": "Pass", "End": True}})
    start = client("stepfunctions").start_execution
    return error_of(lambda: start(stateMachineArn=arn, name="n", input="{"))


@fault
def threads_remembered_after_five_executions() -> Any:
    """Those that have ended, when the next one begins."""
    from moto.stepfunctions.parser.utils import TMP_THREADS

    arn = _machine({"A": {"Type": "Pass", "End": True}})
    for _ in range(5):
        _end(_start(arn))
    for thread in list(TMP_THREADS):
        thread.join()
    _start(arn)
    return sum(not thread.is_alive() for thread in TMP_THREADS) >= 5


@fault
def parsings_of_one_definition() -> Any:
    """How often a machine's definition is parsed for its creation and two executions."""
    from moto.stepfunctions.parser.asl.parse import asl_parser

    parsings: list[str] = []
    real = asl_parser.ASLParser

    def parser(stream: Any) -> Any:
        parsings.append("one")
        return real(stream)

    asl_parser.ASLParser = parser
    try:
        arn = _machine({"A": {"Type": "Pass", "Comment": "parsed here", "End": True}})
        ends = [_end(_start(arn))["status"] for _ in range(2)]
    finally:
        asl_parser.ASLParser = real
    return {"parsings": len(parsings), "ends": ends}


@fault
def a_call_of_a_function() -> Any:
    """Where a state machine's Lambda call arrives, and what becomes of an error's type."""
    from infra.local.repairs import lambda_calls
    from infra.local.runtime_api import Answer

    calls: list[str] = []

    def invoke(function: str, payload: bytes) -> Answer:
        calls.append(f"{function} {payload.decode()}")
        return Answer.failure("FundClosed", "closed")

    lambda_calls.connect(invoke)
    call = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": "f", "Payload.$": "$"},
        "End": True,
    }
    end = _run({"A": call}, n=1)
    return {"calls": calls, "error": end["error"]}


@right_anyway
def a_map_with_one_failing_item() -> Any:
    """The failing item is caught inside its own iteration; the others go through, in order."""
    choose = {
        "Type": "Choice",
        "Default": "Fine",
        "Choices": [{"Variable": "$.n", "NumericEquals": 2, "Next": "Read"}],
    }
    read = {
        "Type": "Task",
        "Resource": "arn:aws:states:::dynamodb:getItem",
        "End": True,
        "Parameters": {"TableName": "none", "Key": {"pk": {"S": "a"}}},
        "Retry": [
            {
                "ErrorEquals": ["DynamoDB.ResourceNotFoundException"],
                "IntervalSeconds": 1,
                "MaxAttempts": 1,
            }
        ],
        "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Caught"}],
    }
    fine = {
        "Type": "Pass",
        "Parameters": {"text.$": "States.Format('document {}', $.n)"},
        "End": True,
    }
    caught = {"Type": "Pass", "Parameters": {"error.$": "$.error.Error", "n.$": "$.n"}, "End": True}
    item = {
        "ProcessorConfig": {"Mode": "INLINE"},
        "StartAt": "Choose",
        "States": {"Choose": choose, "Read": read, "Fine": fine, "Caught": caught},
    }
    mapped = {
        "Type": "Map",
        "ItemsPath": "$.documents",
        "MaxConcurrency": 2,
        "ItemSelector": {"n.$": "$$.Map.Item.Value", "index.$": "$$.Map.Item.Index"},
        "ItemProcessor": item,
        "ResultPath": "$.read",
        "End": True,
    }
    return _run({"A": mapped}, documents=[1, 2, 3])


@right_anyway
def a_result_selector() -> Any:
    """Selecting from a task's result, and keeping the input beside it."""
    dynamodb = ledger_table()
    dynamodb.put_item(TableName="ledger", Item=key_of("there"))
    read = {
        "Type": "Task",
        "Resource": "arn:aws:states:::dynamodb:getItem",
        "End": True,
        "Parameters": {"TableName": "ledger", "Key": {"pk": {"S.$": "$.name"}, "sk": {"S": "-"}}},
        "ResultSelector": {"found.$": "$.Item.pk.S"},
        "ResultPath": "$.read",
    }
    return _run({"A": read}, name="there")


@right_anyway
def a_path_that_leads_nowhere() -> Any:
    """The execution must end, and say why."""
    passing = {"Type": "Pass", "Parameters": {"x.$": "$.none.of.this"}, "End": True}
    return _run({"A": passing})


@fault
def map_runs_while_an_execution_begins() -> Any:
    """An execution that has not begun yet has no Distributed Maps, and that can be asked."""
    from moto.stepfunctions.parser.backend.execution_worker import ExecutionWorker

    arn = _machine({"A": {"Type": "Pass", "End": True}})
    original = ExecutionWorker.start
    ExecutionWorker.start = lambda _self: None
    execution = _start(arn)  # stays before its beginning
    ExecutionWorker.start = original
    try:
        return client("stepfunctions").list_map_runs(executionArn=execution)["mapRuns"]
    except Exception as error:
        return type(error).__name__


@fault
def answers_while_another_execution_begins() -> Any:
    """A token is found although an execution that has not begun yet stands before it."""
    from moto.stepfunctions.parser.backend.execution_worker import ExecutionWorker

    arn = _machine({"A": _asking()})
    original = ExecutionWorker.start
    ExecutionWorker.start = lambda _self: None
    _start(arn)  # stays before its beginning
    ExecutionWorker.start = original
    execution = _start(arn)
    try:
        answer = _succeed(_next_token())
    except Exception as error:
        return type(error).__name__
    return [answer, _end(execution)["status"]]
