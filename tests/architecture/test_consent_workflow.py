"""The machine that asks for consent to applications keeps the laws of the claim's."""

from __future__ import annotations

import ast
import json
from typing import Any

import pytest

from infra.expand import ROOT
from tests.architecture import test_workflow_names as review
from tests.architecture.sources import tree
from tests.architecture.stack_facts import every_resource, of_type

MACHINE = json.loads((ROOT / "statemachine" / "activity_approval.asl.json").read_text("utf-8"))
STATES: dict[str, Any] = MACHINE["States"]
TASKS = {name: state for name, state in STATES.items() if state["Type"] == "Task"}
STACK = "Applications."
STEPS = {"Reserve fund": "reserve_activity", "Needs operator": "stop_matter"}
"""Steps whose name says more than the state's."""


def test_there_is_one_function_per_state_and_no_other() -> None:
    given = of_type("AWS::StepFunctions::StateMachine")[f"{STACK}ActivityApproval"].properties
    functions = {review.function_id(state): f"arn:{review.function_id(state)}" for state in TASKS}
    assert given["DefinitionSubstitutions"] == functions


@pytest.mark.parametrize("state", TASKS)
def test_a_state_is_named_like_its_function_and_its_step(state: str) -> None:
    function = of_type("AWS::Lambda::Function")[review.function_id(state)]
    name = review.words(state)
    assert TASKS[state]["Parameters"]["FunctionName"] == f"${{{review.function_id(state)}}}"
    assert function.properties["Handler"] == f"{name}.handler"
    imported = {
        alias.name
        for node in ast.walk(tree(ROOT / "functions" / f"{name}.py"))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cofund.steps")
        for alias in node.names
    }
    assert STEPS.get(state, name) in imported


def test_the_machine_may_call_its_functions_and_no_others() -> None:
    role = every_resource()[f"{STACK}ActivityApprovalRole"].properties
    statements = role["Policies"][0]["PolicyDocument"]["Statement"]
    invoked = [s["Resource"] for s in statements if s["Action"] == "lambda:InvokeFunction"]
    assert sorted(invoked[0]) == sorted(f"arn:{review.function_id(state)}" for state in TASKS)


@pytest.mark.parametrize("state", TASKS)
def test_every_state_tries_again_and_what_it_does_not_know_goes_to_the_operator(
    state: str,
) -> None:
    # A wait that runs out is an answer, so that state catches the timeout instead.
    waits = state == "Request consent"
    crashes = review.CRASHED - ({"States.Timeout"} if waits else set())
    assert review.retried(TASKS[state]) >= review.PASSING | crashes
    if state != "Needs operator":
        assert TASKS[state]["Catch"][-1] == review.TO_OPERATOR


@pytest.mark.parametrize("state", sorted(set(TASKS) - {"Request consent"}))
def test_every_state_outlasts_its_function_and_then_gives_up(state: str) -> None:
    function = of_type("AWS::Lambda::Function")[review.function_id(state)]
    patience = TASKS[state]["TimeoutSeconds"] - function.properties["Timeout"]
    assert review.SPARE_SECONDS <= patience <= 60


def test_the_wait_for_an_answer_ends_when_the_consent_step_says() -> None:
    waiting = TASKS["Request consent"]
    assert waiting["TimeoutSecondsPath"] == "$.review.wait_seconds"
    assert waiting["Catch"][0]["ErrorEquals"] == ["States.Timeout"]
    assert waiting["Catch"][0]["Next"] == waiting["Next"] == "Read consent"


def test_what_executions_carry_stays_out_of_logs_and_under_its_own_key() -> None:
    machine = every_resource()[f"{STACK}ActivityApproval"].properties
    assert machine["LoggingConfiguration"]["IncludeExecutionData"] is False
    assert machine["EncryptionConfiguration"]["KmsKeyId"] == "arn:Keys.ClaimReviewKey"
