"""One name for one thing: state, function, step; and every error that the workflow knows exists."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from cofund import errors
from infra.expand import ROOT
from tests.architecture.sources import python_files, tree
from tests.architecture.stack_facts import every_resource, of_type

MACHINE = json.loads((ROOT / "statemachine" / "claim_review.asl.json").read_text("utf-8"))
ROLE = "ClaimReviewRole"

SERVICES_OWN = {
    "States.ALL",
    "States.Timeout",
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.TooManyRequestsException",
    "Lambda.Unknown",
    "Sandbox.Timedout",
    "Runtime.ExitError",
    "Runtime.OutOfMemory",
}
"""Names that Step Functions and Lambda give; all others are ours, in cofund/errors.py."""

PASSING = {"TryAgain", *(name for name in SERVICES_OWN if name.startswith("Lambda."))}
WAITS = {"Request approval", "Request information"}
CRASHED = {"Sandbox.Timedout", "Runtime.ExitError", "Runtime.OutOfMemory", "States.Timeout"}
TO_OPERATOR = {"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "Needs operator"}
SPARE_SECONDS = 20
"""A state gives up later than its function, so that the function's own end is what is seen."""


def machines() -> Iterator[dict[str, Any]]:
    """Give the machine and, within it, the one that every document walks."""
    yield MACHINE
    yield MACHINE["States"]["Read documents"]["ItemProcessor"]


STATES = {name: state for machine in machines() for name, state in machine["States"].items()}
TASKS = {name: state for name, state in STATES.items() if state["Type"] == "Task"}
IN_MAP = set(MACHINE["States"]["Read documents"]["ItemProcessor"]["States"])


def words(state: str) -> str:
    """Give a state's name as functions and steps spell it: OCR pages -> ocr_pages."""
    return state.lower().replace(" ", "_")


def function_id(state: str) -> str:
    """Give the logical id of a state's function: OCR pages -> OcrPages."""
    return "".join(word.capitalize() for word in state.split())


def caught(state: dict[str, Any]) -> set[str]:
    """Give the errors that a state catches."""
    return {name for catcher in state.get("Catch", ()) for name in catcher["ErrorEquals"]}


def retried(state: dict[str, Any]) -> set[str]:
    """Give the errors after which a state tries again."""
    return {name for retrier in state["Retry"] for name in retrier["ErrorEquals"]}


def test_there_is_one_function_per_state_and_no_other_in_the_workflow() -> None:
    substitutions = of_type("AWS::StepFunctions::StateMachine")["ClaimReview"].properties[
        "DefinitionSubstitutions"
    ]
    assert set(substitutions) == {function_id(state) for state in TASKS}
    assert all(arn == f"arn:{name}" for name, arn in substitutions.items())


@pytest.mark.parametrize("state", TASKS)
def test_a_state_is_named_like_its_function_and_its_step(state: str) -> None:
    function = of_type("AWS::Lambda::Function")[function_id(state)]
    assert TASKS[state]["Parameters"]["FunctionName"] == f"${{{function_id(state)}}}"
    assert function.properties["Handler"] == f"{words(state)}.handler"
    imported = {
        alias.name
        for node in ast.walk(tree(ROOT / "functions" / f"{words(state)}.py"))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cofund.steps")
        for alias in node.names
    }
    assert words(state) in imported


def test_the_workflow_may_call_its_functions_and_no_others() -> None:
    policy = every_resource()[ROLE].properties["Policies"][0]["PolicyDocument"]
    invoked = [s["Resource"] for s in policy["Statement"] if s["Action"] == "lambda:InvokeFunction"]
    assert sorted(invoked[0]) == sorted(f"arn:{function_id(state)}" for state in TASKS)


def test_every_function_of_the_template_has_its_module_and_back() -> None:
    handlers = {f.properties["Handler"] for f in of_type("AWS::Lambda::Function").values()}
    modules = {path.stem for path in python_files("functions")} - {"__init__"}
    assert handlers == {f"{module}.handler" for module in modules}


@pytest.mark.parametrize("state", TASKS)
def test_every_state_tries_again_after_passing_trouble_and_crashes(state: str) -> None:
    # A wait that runs out is an answer, so that state catches the timeout instead.
    crashes = CRASHED - ({"States.Timeout"} if state in WAITS else set())
    assert retried(TASKS[state]) >= PASSING | crashes
    assert all(1 <= retrier["MaxAttempts"] <= 20 for retrier in TASKS[state]["Retry"])


@pytest.mark.parametrize("state", sorted(set(TASKS) - IN_MAP - {"Needs operator"}))
def test_what_a_state_does_not_know_goes_to_the_operator(state: str) -> None:
    assert TASKS[state]["Catch"][-1] == TO_OPERATOR


def test_what_a_document_does_not_know_goes_to_the_operator_by_its_map() -> None:
    assert MACHINE["States"]["Read documents"]["Catch"] == [TO_OPERATOR]
    for state in IN_MAP & set(TASKS) - {"Interpret document"}:
        assert caught(TASKS[state]) >= CRASHED


@pytest.mark.parametrize("state", sorted(set(TASKS) - WAITS))
def test_every_state_outlasts_its_function_and_then_gives_up(state: str) -> None:
    function = of_type("AWS::Lambda::Function")[function_id(state)]
    patience = TASKS[state]["TimeoutSeconds"] - function.properties["Timeout"]
    assert SPARE_SECONDS <= patience <= 60


@pytest.mark.parametrize("state", sorted(WAITS))
def test_a_wait_for_a_person_ends_when_the_decision_step_says(state: str) -> None:
    waiting = TASKS[state]
    assert waiting["Resource"] == "arn:aws:states:::lambda:invoke.waitForTaskToken"
    assert waiting["TimeoutSecondsPath"] == "$.review.wait_seconds"
    assert waiting["ResultPath"] is None
    timed_out = waiting["Catch"][0]
    assert timed_out == {
        "ErrorEquals": ["States.Timeout"],
        "ResultPath": None,
        "Next": "Read decision",
    }
    assert waiting["Next"] == "Read decision"


@pytest.mark.parametrize("state", [*TASKS, "Read documents"])
def test_every_error_named_in_the_workflow_exists(state: str) -> None:
    ours = {name for name in vars(errors) if isinstance(getattr(errors, name), type)}
    whole = STATES[state]
    named = caught(whole) | (retried(whole) if "Retry" in whole else set())
    assert named <= ours | SERVICES_OWN


def test_every_state_can_be_reached_and_every_way_leads_on() -> None:
    for machine in machines():
        targets = set(re.findall(r'"(?:Next|Default|StartAt)": "([^"]+)"', json.dumps(machine)))
        inner = set(STATES) - set(machine["States"])
        assert targets - inner == set(machine["States"])


def test_the_workflow_speaks_jsonpath_and_decides_on_one_field_at_a_time() -> None:
    text = json.dumps(MACHINE)
    assert "QueryLanguage" not in text
    assert "{%" not in text
    choices = [state for state in STATES.values() if state["Type"] == "Choice"]
    assert choices
    for choice in choices:
        assert all("Variable" in rule for rule in choice["Choices"])
        assert "Default" in choice


def test_what_passes_between_states_is_ids_and_answers_of_one_word() -> None:
    kept = {
        field
        for state in TASKS.values()
        if state["ResultPath"] is not None
        for field in state["ResultSelector"]
    }
    assert kept == {
        "documents.$",
        "scan.$",
        "without_text.$",
        "outcome.$",
        "stage.$",
        "wait_seconds.$",
    }
