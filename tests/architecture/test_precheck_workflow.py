"""The pre-check's state machine keeps the laws of the claim's, by the same functions."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from cofund import errors
from infra.expand import ROOT
from tests.architecture import test_workflow_names as review
from tests.architecture.stack_facts import every_resource, of_type

MACHINE = json.loads((ROOT / "statemachine" / "claim_precheck.asl.json").read_text("utf-8"))
IN_MAP = MACHINE["States"]["Read documents"]["ItemProcessor"]["States"]
STATES: dict[str, Any] = {**MACHINE["States"], **IN_MAP}
TASKS = {name: state for name, state in STATES.items() if state["Type"] == "Task"}
NAME = "Prechecks.ClaimPrecheck"


def payload(state: dict[str, Any]) -> dict[str, str]:
    """Give what a state hands to its function."""
    given: dict[str, str] = state["Parameters"]["Payload"]
    return given


def test_a_draft_is_read_and_judged_by_the_functions_that_read_and_judge_a_claim() -> None:
    machine = of_type("AWS::StepFunctions::StateMachine")[NAME].properties
    assert machine["DefinitionSubstitutions"] == {
        review.function_id(state): f"arn:{review.function_id(state)}" for state in TASKS
    }
    assert set(TASKS) <= set(review.TASKS)


@pytest.mark.parametrize("state", TASKS)
def test_a_state_is_the_claims_state_with_the_number_of_the_precheck(state: str) -> None:
    own, claims = TASKS[state], review.TASKS[state]
    assert payload(own) == {**payload(claims), "precheck.$": "$.precheck"}
    assert own["Parameters"]["FunctionName"] == claims["Parameters"]["FunctionName"]
    assert [own["Retry"], own["TimeoutSeconds"]] == [claims["Retry"], claims["TimeoutSeconds"]]


@pytest.mark.parametrize("state", sorted(IN_MAP))
def test_a_document_walks_the_same_way_in_both(state: str) -> None:
    for what in ("Type", "Next", "End", "Default", "Choices", "Catch", "ResultSelector"):
        assert IN_MAP[state].get(what) == review.STATES[state].get(what)


def test_every_error_of_ours_ends_the_precheck_and_is_noted() -> None:
    assert MACHINE["States"]["Read documents"]["Catch"] == [review.TO_OPERATOR]
    assert TASKS["Check claim"]["Catch"] == [review.TO_OPERATOR]
    assert TASKS["Needs operator"]["Next"] == "Given up"
    ours = {name for name in vars(errors) if isinstance(getattr(errors, name), type)}
    named = {name for state in TASKS.values() for name in review.caught(state)}
    assert named <= ours | review.SERVICES_OWN


def test_a_precheck_holds_nothing_and_asks_nobody() -> None:
    (policy,) = every_resource()["Prechecks.ClaimPrecheckRole"].properties["Policies"]
    statements = policy["PolicyDocument"]["Statement"]
    (invoked,) = [s["Resource"] for s in statements if s["Action"] == "lambda:InvokeFunction"]
    assert set(invoked) == {f"arn:{review.function_id(state)}" for state in TASKS}
    assert {"Hold fund", "Return to partner", "Request approval"}.isdisjoint(STATES)


def test_every_state_can_be_reached() -> None:
    for machine in (MACHINE, MACHINE["States"]["Read documents"]["ItemProcessor"]):
        found = re.findall(r'"(?:Next|Default|StartAt)": "([^"]+)"', json.dumps(machine))
        assert set(found) - (set(STATES) - set(machine["States"])) == set(machine["States"])
