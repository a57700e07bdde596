"""The replay's state machine keeps the laws of the claim's; it can change nothing."""

from __future__ import annotations

import ast
import json
from typing import Any

import pytest

from infra.expand import ROOT
from tests.architecture import test_workflow_names as review
from tests.architecture.sources import tree
from tests.architecture.stack_facts import every_resource, of_type

MACHINE = json.loads((ROOT / "statemachine" / "programme_replay.asl.json").read_text("utf-8"))
MAP = MACHINE["States"]["Replay claims"]
STATES: dict[str, Any] = {**MACHINE["States"], **MAP["ItemProcessor"]["States"]}
TASKS = {name: state for name, state in STATES.items() if state["Type"] == "Task"}
STACK = "Replays."


def test_there_is_one_function_per_state_and_no_other_in_the_replay() -> None:
    given = of_type("AWS::StepFunctions::StateMachine")[f"{STACK}ProgrammeReplay"].properties
    functions = {review.function_id(state): f"arn:{review.function_id(state)}" for state in TASKS}
    bucket = {"PersonalBucket": "Storage.PersonalBucket"}
    assert given["DefinitionSubstitutions"] == functions | bucket


@pytest.mark.parametrize("state", TASKS)
def test_a_state_is_named_like_its_function_and_its_step(state: str) -> None:
    function = of_type("AWS::Lambda::Function")[review.function_id(state)]
    name = review.words(state)
    assert TASKS[state]["Parameters"]["FunctionName"] == f"${{{review.function_id(state)}}}"
    assert function.properties["Handler"] == f"{name}.handler"
    imported = {
        alias.name
        for node in ast.walk(tree(ROOT / "functions" / f"{name}.py"))
        if isinstance(node, ast.ImportFrom) and node.module == "cofund.steps.replaying"
        for alias in node.names
    }
    assert imported == {name}


@pytest.mark.parametrize("state", TASKS)
def test_a_state_tries_again_outlasts_its_function_and_gives_up(state: str) -> None:
    function = of_type("AWS::Lambda::Function")[review.function_id(state)]
    patience = TASKS[state]["TimeoutSeconds"] - function.properties["Timeout"]
    assert review.SPARE_SECONDS <= patience <= 60
    assert review.retried(TASKS[state]) == review.PASSING | review.CRASHED


def test_what_a_state_does_not_know_ends_the_replay_and_is_said() -> None:
    end = {"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "Replay failed"}
    for state in MACHINE["States"].values():
        if state["Type"] in ("Task", "Map"):
            assert state["Catch"] == [end]
    assert MACHINE["States"]["Replay failed"]["Type"] == "Fail"


def test_each_batch_is_an_execution_of_its_own_read_from_the_manifest() -> None:
    assert MAP["ItemProcessor"]["ProcessorConfig"]["Mode"] == "DISTRIBUTED"
    assert MAP["ItemReader"]["Resource"] == "arn:aws:states:::s3:getObject"
    assert "manifest.json" in MAP["ItemReader"]["Parameters"]["Key.$"]
    assert MAP["MaxConcurrency"] <= 40


def test_the_replay_may_call_its_functions_and_touch_no_table_or_queue() -> None:
    (policy,) = every_resource()[f"{STACK}ProgrammeReplayRole"].properties["Policies"]
    statements = policy["PolicyDocument"]["Statement"]
    (invoked,) = [s["Resource"] for s in statements if s["Action"] == "lambda:InvokeFunction"]
    assert set(invoked) == {f"arn:{review.function_id(state)}" for state in TASKS}
    text = json.dumps(statements)
    assert not [service for service in ("dynamodb:", "sqs:", "ses:", "s3:Put") if service in text]


def test_only_ids_numbers_and_counts_pass_between_states() -> None:
    kept = {field for task in TASKS.values() for field in task["ResultSelector"]}
    assert kept == {"batches.$", "judged.$"}
    assert "{%" not in json.dumps(MACHINE)
