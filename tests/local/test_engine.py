"""The engine as its users see it: the stack of a template, served, called and stopped."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path
from typing import Any

import pytest
import requests

from infra.local.engine import Engine
from infra.local.errors import (
    EngineAlreadyRunning,
    PortTaken,
    UnknownFunction,
    UnknownSchedule,
)
from infra.local.workers import function_environment

_SECONDS = 60


def noted(engine: Engine, name: str) -> Any:
    """What the small stack's functions noted under this name."""
    found = engine.client("dynamodb").get_item(
        TableName=engine.outputs["Seen"], Key={"pk": {"S": name}}
    )
    return found.get("Item")


def decide(engine: Engine, claim: str, decision: dict[str, str]) -> None:
    token = json.loads(noted(engine, claim)["event"]["S"])["token"]
    engine.client("stepfunctions").send_task_success(taskToken=token, output=json.dumps(decision))


def begin(engine: Engine, claim: str) -> str:
    execution: str = engine.client("stepfunctions").start_execution(
        stateMachineArn=engine.state_machines["Review"],
        name=claim,
        input=json.dumps({"claim": claim}),
    )["executionArn"]
    return execution


def test_outputs_are_worked_out_with_conditions_and_nested_stacks(engine: Engine) -> None:
    assert engine.outputs["Seen"] == "cofund-Seen"
    assert engine.outputs["Described"] == "cofund-Jobs.fifo in eu-central-1"
    assert engine.outputs["Watched"] == "cofund-DeadJobs.fifo by cofund-Watching-Notes"
    assert "OnlyInProd" not in engine.outputs


def test_a_state_machine_waits_for_an_answer_and_catches_a_functions_error(
    engine: Engine,
) -> None:
    execution = begin(engine, "claim-1")
    engine.drain()  # waiting for the answer is rest
    decide(engine, "claim-1", {"decision": "approve"})
    engine.drain()
    ended = engine.client("stepfunctions").describe_execution(executionArn=execution)
    output = json.loads(ended["output"])
    assert ended["status"] == "SUCCEEDED"
    assert output["decision"] == {"decision": "approve"}
    assert output["error"]["Error"] == "TryAgain"
    assert json.loads(output["error"]["Cause"])["errorMessage"] == "later"


def test_a_message_group_keeps_its_order_and_poison_goes_to_the_dead_letter_queue(
    engine: Engine,
) -> None:
    sqs = engine.client("sqs")
    jobs = [("1", "p"), ("poison", "q"), ("2", "p"), ("after poison", "q"), ("3", "p")]
    for body, group in jobs:
        sqs.send_message(
            QueueUrl=engine.outputs["Jobs"],
            MessageBody=body,
            MessageGroupId=group,
            MessageDeduplicationId=body,
        )
    engine.drain()
    done = noted(engine, "work")["done"]["S"]
    assert done.replace("after poison ", "") == "1 2 3 "
    assert "after poison" in done
    dead = sqs.receive_message(QueueUrl=engine.outputs["DeadJobs"])["Messages"]
    assert [message["Body"] for message in dead] == ["poison"]


def test_an_upload_reaches_the_function_that_listens_for_it(engine: Engine) -> None:
    engine.client("s3").put_object(Bucket=engine.outputs["Uploads"], Key="in/a.pdf", Body=b"%PDF")
    engine.drain()
    items = engine.client("dynamodb").query(
        TableName=engine.outputs["Seen"],
        IndexName="by-kind",
        KeyConditionExpression="kind = :kind",
        ExpressionAttributeValues={":kind": {"S": "cofund-Received"}},
    )["Items"]
    event = json.loads(items[0]["event"]["S"])
    assert event["detail"]["object"]["key"] == "in/a.pdf"
    assert event["time"].endswith("Z")


def test_a_schedule_fires_when_it_is_told_to(engine: Engine) -> None:
    engine.fire("Tick")
    items = engine.client("dynamodb").scan(TableName=engine.outputs["Seen"])["Items"]
    events = [
        json.loads(item["event"]["S"]) for item in items if item["kind"]["S"].endswith("Tick")
    ]
    assert [event["source"] for event in events] == ["aws.scheduler"]


def test_an_unknown_schedule_is_refused_with_the_known_ones(engine: Engine) -> None:
    with pytest.raises(UnknownSchedule, match="TickDaily"):
        engine.fire("Nightly")


def test_an_unknown_function_is_refused_with_the_known_ones(engine: Engine) -> None:
    with pytest.raises(UnknownFunction, match="cofund-Pages"):
        engine.invoke("Nobody", {})


def test_boto3_invokes_functions_by_name(engine: Engine) -> None:
    client = engine.client("lambda")
    answer = client.invoke(FunctionName="cofund-Ask", Payload=b'{"pk": "invoked"}')
    assert json.loads(answer["Payload"].read()) == {"noted": "invoked"}
    later = client.invoke(
        FunctionName="cofund-Ask", InvocationType="Event", Payload=b'{"pk": "later"}'
    )
    assert later["StatusCode"] == 202
    engine.drain()
    assert noted(engine, "later") is not None
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.invoke(FunctionName="nobody", Payload=b"{}")


def test_a_function_over_its_time_is_stopped_and_the_next_call_is_served(engine: Engine) -> None:
    assert engine.invoke("Slow", {})["errorType"] == "Sandbox.Timedout"
    assert engine.invoke("Slow", {})["errorType"] == "Sandbox.Timedout"


def test_a_function_that_dies_is_told_as_lambda_tells_it(engine: Engine) -> None:
    answer = engine.invoke("Dying", {})
    assert answer["errorType"] == "Runtime.ExitError"
    assert "exit status 3" in answer["errorMessage"]
    assert engine.invoke("Dying", {})["errorType"] == "Runtime.ExitError"


def test_a_function_that_cannot_start_says_why(engine: Engine) -> None:
    for _ in range(2):
        answer = engine.invoke("Unstartable", {})
        assert answer["errorType"] == "RuntimeError"
        assert answer["errorMessage"] == "no configuration"


def test_functions_see_lambdas_environment_and_nothing_of_the_shell(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_OF_THE_SHELL", "x")
    spec = engine.functions["Pages"]
    assert spec.environment["PUBLIC_URL"] == engine.url
    variables = function_environment(spec, shared={}, python_path=())
    assert "SECRET_OF_THE_SHELL" not in variables
    assert variables["AWS_LAMBDA_FUNCTION_NAME"] == "cofund-Pages"


def test_cognito_signs_in_and_serves_its_keys(engine: Engine) -> None:
    cognito = engine.client("cognito-idp")
    pool, app = engine.outputs["People"], engine.outputs["SignIn"]
    cognito.admin_create_user(UserPoolId=pool, Username="olga", MessageAction="SUPPRESS")
    right = "Right-1-word"
    cognito.admin_set_user_password(
        UserPoolId=pool, Username="olga", Password=right, Permanent=True
    )
    signed_in = cognito.admin_initiate_auth(
        UserPoolId=pool,
        ClientId=app,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": "olga", "PASSWORD": right},
    )
    assert "IdToken" in signed_in["AuthenticationResult"]
    keys = requests.get(f"{engine.aws_url}/{pool}/.well-known/jwks.json", timeout=_SECONDS).json()
    assert keys["keys"][0]["kty"] == "RSA"


def test_a_second_engine_is_refused(engine: Engine, template: Path) -> None:
    assert engine.url
    with pytest.raises(EngineAlreadyRunning, match="stop it before you start another"):
        Engine.start(template)


def test_a_taken_port_is_named(engine: Engine, template: Path) -> None:
    assert engine.url
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=f"Port {port} is taken by another program"):
            Engine.start(template, port=port)


def test_the_shells_aws_settings_are_out_of_reach_and_come_back(engine: Engine) -> None:
    assert os.environ["AWS_ENDPOINT_URL"] == engine.aws_url
    assert os.environ["AWS_CONFIG_FILE"] == os.devnull
