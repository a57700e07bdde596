"""State machines: task tokens, names, errors, and what JSONPath states do."""

from __future__ import annotations

import json
from typing import Any

import pytest

Seen = dict[str, Any]

SUCCEEDED_EMPTY = {"status": "SUCCEEDED", "output": "{}", "error": None, "cause": None}


def test_a_task_token_is_answered_once(stock: Seen, repaired: Seen) -> None:
    name = "a_task_token_answered_twice"
    assert stock[name]["answers"] == ["none", "none", "InvalidToken"]
    assert repaired[name] == {
        "answers": ["none", "TaskTimedOut", "TaskTimedOut"],
        "status": "SUCCEEDED",
        "out": "first",
    }


def test_a_task_token_dies_with_its_time(stock: Seen, repaired: Seen) -> None:
    name = "a_task_token_answered_too_late"
    assert stock[name]["late"] == "none"
    assert repaired[name] == {"late": "TaskTimedOut", "current": "none", **SUCCEEDED_EMPTY}


def test_each_attempt_of_a_wait_has_a_token_of_its_own(stock: Seen, repaired: Seen) -> None:
    name = "the_token_of_a_retried_wait"
    assert (stock[name]["new"], stock[name]["end"]) == (False, ["FAILED", None])
    assert repaired[name] == {
        "new": True,
        "answers": ["TaskTimedOut", "none"],
        "end": ["SUCCEEDED", "second"],
    }


def test_map_runs_can_be_asked_for_before_an_execution_begins(stock: Seen, repaired: Seen) -> None:
    name = "map_runs_while_an_execution_begins"
    assert stock[name] == "AttributeError"
    assert repaired[name] == []


def test_a_token_is_found_behind_an_execution_that_only_begins(stock: Seen, repaired: Seen) -> None:
    name = "answers_while_another_execution_begins"
    assert stock[name] == "AttributeError"
    assert repaired[name] == ["none", "SUCCEEDED"]


def test_a_failed_task_keeps_its_cause(stock: Seen, repaired: Seen) -> None:
    assert stock["the_cause_of_a_failed_task"]["cause"] is None
    assert repaired["the_cause_of_a_failed_task"]["cause"] == "by a person"


def test_executions_without_a_name_do_not_collide(stock: Seen, repaired: Seen) -> None:
    assert stock["two_executions_without_a_name"] == "collision"
    assert repaired["two_executions_without_a_name"] == 2


def test_an_output_with_a_date_can_be_read(stock: Seen, repaired: Seen) -> None:
    assert stock["an_output_with_a_date"] == "TypeError"
    assert repaired["an_output_with_a_date"] == ["SUCCEEDED", "str"]


def test_a_refusal_carries_its_code(stock: Seen, repaired: Seen) -> None:
    assert stock["the_code_of_a_refused_start"] == ""
    assert repaired["the_code_of_a_refused_start"] == "InvalidExecutionInput"


def test_a_lambda_call_reaches_whoever_is_connected(stock: Seen, repaired: Seen) -> None:
    assert stock["a_call_of_a_function"]["calls"] == []
    assert repaired["a_call_of_a_function"] == {"calls": ['f {"n": 1}'], "error": "FundClosed"}


def test_a_definition_is_parsed_once(stock: Seen, repaired: Seen) -> None:
    ends = ["SUCCEEDED", "SUCCEEDED"]
    assert stock["parsings_of_one_definition"] == {"parsings": 3, "ends": ends}
    assert repaired["parsings_of_one_definition"] == {"parsings": 1, "ends": ends}


def test_threads_that_have_ended_are_forgotten(stock: Seen, repaired: Seen) -> None:
    assert stock["threads_remembered_after_five_executions"] is True
    assert repaired["threads_remembered_after_five_executions"] is False


def test_state_machines_do_not_need_the_imitation_of_ec2(stock: Seen, repaired: Seen) -> None:
    assert stock["modules_read_for_state_machines"] == "True"
    assert repaired["modules_read_for_state_machines"] == "False"


MAPPED = [
    {"text": "document 1"},
    {"error": "DynamoDB.ResourceNotFoundException", "n": 2},
    {"text": "document 3"},
]


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("a_token_never_given", ["InvalidToken", "InvalidToken"]),
        (
            "one_execution_name_twice",
            ["claim-v1", "claim-v1", "ExecutionAlreadyExists", "ExecutionAlreadyExists"],
        ),
        ("the_pauses_between_retries", [2.0, 4.0, 5]),
        ("the_pauses_with_jitter", [True, True, True, True]),
    ],
)
def test_moto_gets_this_right_by_itself(repaired: Seen, name: str, right: Any) -> None:
    assert repaired[name] == right


@pytest.mark.parametrize(
    ("name", "output"),
    [
        ("a_map_with_one_failing_item", {"documents": [1, 2, 3], "read": MAPPED}),
        ("a_result_selector", {"name": "there", "read": {"found": "there"}}),
    ],
)
def test_moto_computes_this_output_by_itself(repaired: Seen, name: str, output: Any) -> None:
    assert repaired[name]["status"] == "SUCCEEDED"
    assert json.loads(repaired[name]["output"]) == output


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("a_timeout_from_the_input", "States.Timeout"),
        ("a_path_that_leads_nowhere", "States.Runtime"),
    ],
)
def test_moto_ends_this_execution_by_itself(repaired: Seen, name: str, error: str) -> None:
    assert repaired[name]["status"] == "FAILED"
    assert repaired[name]["error"] == error
