"""The machine that credits awards keeps the laws of those that ask for consent."""

from __future__ import annotations

import ast
import json
from typing import Any

import pytest

from cofund.proof_links.checking import SECONDS
from infra.expand import ROOT
from tests.architecture import test_consent_workflow as consent
from tests.architecture import test_workflow_names as review
from tests.architecture.sources import tree
from tests.architecture.stack_facts import every_resource, of_type

MACHINE = json.loads((ROOT / "statemachine" / "points_award.asl.json").read_text("utf-8"))
STATES: dict[str, Any] = MACHINE["States"]
TASKS = {name: state for name, state in STATES.items() if state["Type"] == "Task"}
SHARED = {"Read consent", "Request consent", "Notify applicant", "Needs operator"}
OWN = sorted(set(TASKS) - SHARED)


@pytest.mark.parametrize("state", sorted(SHARED))
def test_consent_is_asked_for_as_in_the_other_machine(state: str) -> None:
    assert TASKS[state] == consent.TASKS[state]


def test_there_is_one_function_per_state_and_the_machine_may_call_no_other() -> None:
    machine = every_resource()["Awards.PointsAward"].properties
    functions = {review.function_id(state): f"arn:{review.function_id(state)}" for state in TASKS}
    assert machine["DefinitionSubstitutions"] == functions
    role = every_resource()["Awards.PointsAwardRole"].properties
    statements = role["Policies"][0]["PolicyDocument"]["Statement"]
    (invoked,) = [s["Resource"] for s in statements if s["Action"] == "lambda:InvokeFunction"]
    assert set(invoked) == set(functions.values())
    assert machine["LoggingConfiguration"]["IncludeExecutionData"] is False
    assert machine["EncryptionConfiguration"]["KmsKeyId"] == "arn:Keys.ClaimReviewKey"


@pytest.mark.parametrize("state", OWN)
def test_a_state_is_named_like_its_function_and_its_step(state: str) -> None:
    function = of_type("AWS::Lambda::Function")[review.function_id(state)]
    name = review.words(state)
    assert function.properties["Handler"] == f"{name}.handler"
    imported = {
        alias.name
        for node in ast.walk(tree(ROOT / "functions" / f"{name}.py"))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cofund.steps")
        for alias in node.names
    }
    assert name in imported


@pytest.mark.parametrize("state", OWN)
def test_a_state_tries_again_outlasts_its_function_and_ends_with_the_operator(state: str) -> None:
    function = of_type("AWS::Lambda::Function")[review.function_id(state)]
    assert review.retried(TASKS[state]) >= review.PASSING | review.CRASHED
    assert TASKS[state]["Catch"][-1] == review.TO_OPERATOR
    patience = TASKS[state]["TimeoutSeconds"] - function.properties["Timeout"]
    assert review.SPARE_SECONDS <= patience <= 60


def test_a_link_whose_site_does_not_answer_goes_to_a_person_and_not_back() -> None:
    check = TASKS["Check proof link"]
    assert check["Catch"][0]["Next"] == "Link out of reach"
    assert {"TryAgain", *review.CRASHED} <= set(check["Catch"][0]["ErrorEquals"])
    assert STATES["Link out of reach"]["Result"] == {"seen": {"verdict": "out_of_reach"}}
    assert STATES["Link out of reach"]["Next"] == "Note proof"
    function = of_type("AWS::Lambda::Function")["CheckProofLink"]
    assert function.properties["Timeout"] > SECONDS


def test_only_ids_the_link_and_what_was_seen_pass_between_states() -> None:
    kept = {field for task in TASKS.values() for field in task.get("ResultSelector", {})}
    assert kept == {
        *("link.$", "programme.$", "programme_version.$", "earned_by.$", "seen.$"),
        *("outcome.$", "stage.$", "wait_seconds.$"),
    }
