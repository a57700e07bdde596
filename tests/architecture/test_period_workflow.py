"""The state machine of a run over all partners: one that fails does not stop the others."""

from __future__ import annotations

import ast
import json
from typing import Any

import pytest

from cofund.steps.funds.running import BATCH as BATCH_SIZE
from cofund.steps.funds.running import MOST_PARTNERS
from infra.expand import ROOT
from tests.architecture import test_workflow_names as review
from tests.architecture.permissions import Request, named_role
from tests.architecture.sources import tree
from tests.architecture.stack_facts import MACHINE as REVIEW_MACHINE
from tests.architecture.stack_facts import every_resource, of_type

MACHINE = json.loads((ROOT / "statemachine" / "fund_period.asl.json").read_text("utf-8"))
MAP = MACHINE["States"]["Keep partners"]
BATCH = MAP["ItemProcessor"]["States"]
ALONE = BATCH["Take partners alone"]["ItemProcessor"]["States"]
STATES: dict[str, Any] = {**MACHINE["States"], **BATCH, **ALONE}
TASKS = {name: state for name, state in STATES.items() if state["Type"] == "Task"}
FUNCTIONS = {name: review.function_id(name) for name in TASKS} | {"Keep one": "KeepBatch"}
OWN = REVIEW_MACHINE.replace("claim-review", "fund-period")
STACK = "Periods."


def test_there_is_one_function_per_state_and_no_other_in_the_run() -> None:
    given = of_type("AWS::StepFunctions::StateMachine")[f"{STACK}FundPeriod"].properties
    functions = {name: f"arn:{name}" for name in FUNCTIONS.values()}
    bucket = {"PersonalBucket": "Storage.PersonalBucket"}
    assert given["DefinitionSubstitutions"] == functions | bucket


@pytest.mark.parametrize("state", TASKS)
def test_a_state_is_named_like_its_function_and_its_step(state: str) -> None:
    function = of_type("AWS::Lambda::Function")[FUNCTIONS[state]]
    assert TASKS[state]["Parameters"]["FunctionName"] == f"${{{FUNCTIONS[state]}}}"
    name = function.properties["Handler"].removesuffix(".handler")
    imported = {
        alias.name
        for node in ast.walk(tree(ROOT / "functions" / f"{name}.py"))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cofund.steps")
        for alias in node.names
    }
    assert imported == {name}


@pytest.mark.parametrize("state", TASKS)
def test_a_state_tries_again_outlasts_its_function_and_gives_up(state: str) -> None:
    function = of_type("AWS::Lambda::Function")[FUNCTIONS[state]]
    patience = TASKS[state]["TimeoutSeconds"] - function.properties["Timeout"]
    assert review.SPARE_SECONDS <= patience <= 60
    assert review.retried(TASKS[state]) == review.PASSING | review.CRASHED


@pytest.mark.parametrize(
    ("state", "then"),
    [
        ("List partners", "Period failed"),
        ("Keep batch", "Take partners alone"),
        ("Keep one", "Left out"),
        ("Keep partners", "Report period"),
        ("Report period", "Period failed"),
    ],
)
def test_whatever_fails_the_run_goes_on_to_its_report(state: str, then: str) -> None:
    end = {"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": then}
    assert STATES[state]["Catch"] == [end]
    assert MAP["ToleratedFailureCount"] > MOST_PARTNERS / BATCH_SIZE


def test_a_run_that_left_somebody_out_fails_and_an_alarm_looks_at_that() -> None:
    (left_out,) = STATES["All kept?"]["Choices"]
    assert left_out["NumericGreaterThan"] == 0
    assert STATES[left_out["Next"]]["Type"] == STATES["Period failed"]["Type"] == "Fail"
    alarms = {
        alarm.properties["MetricName"]: alarm.properties
        for alarm in of_type("AWS::CloudWatch::Alarm").values()
        if {"Name": "StateMachineArn", "Value": f"{STACK}FundPeriod"}
        in alarm.properties.get("Dimensions", ())
    }
    assert alarms["ExecutionsFailed"]["Threshold"] == 0
    assert alarms["ExecutionsStarted"]["TreatMissingData"] == "breaching"


def test_each_batch_is_an_execution_of_its_own_read_from_the_manifest() -> None:
    assert MAP["ItemProcessor"]["ProcessorConfig"]["Mode"] == "DISTRIBUTED"
    assert "manifest.json" in MAP["ItemReader"]["Parameters"]["Key.$"]
    assert MAP["MaxConcurrency"] <= 8
    assert BATCH["Take partners alone"]["MaxConcurrency"] == 1


def test_the_clock_starts_runs_in_the_programmes_zone_and_may_do_nothing_else() -> None:
    schedules = [
        schedule.properties
        for name, schedule in of_type("AWS::Scheduler::Schedule").items()
        if name.startswith(STACK)
    ]
    assert {(s["ScheduleExpression"], s["Target"]["Input"]) for s in schedules} == {
        ("cron(30 0 * * ? *)", '{"what": "keep"}'),
        ("cron(0 10 * * ? *)", '{"what": "remind"}'),
    }
    assert {s["ScheduleExpressionTimezone"] for s in schedules} == {"Europe/Moscow"}
    assert {s["Target"]["RoleArn"] for s in schedules} == {f"arn:{STACK}PeriodClockRole"}
    (policy,) = every_resource()[f"{STACK}PeriodClockRole"].properties["Policies"]
    (statement,) = policy["PolicyDocument"]["Statement"]
    assert (statement["Action"], statement["Resource"]) == (
        "states:StartExecution",
        f"{STACK}FundPeriod",
    )


def test_the_run_may_call_its_functions_and_touch_no_table_or_queue() -> None:
    role = named_role(f"{STACK}FundPeriodRole")
    for name in of_type("AWS::Lambda::Function"):
        asked = Request("lambda:InvokeFunction", f"arn:{name}")
        assert role.allows(asked) == (name in FUNCTIONS.values())
    assert role.allows(Request("states:StartExecution", OWN))
    assert not role.allows(Request("states:StartExecution", REVIEW_MACHINE))


def test_only_ids_and_counts_pass_between_states() -> None:
    kept = {field for task in TASKS.values() for field in task["ResultSelector"]}
    assert kept == {"run_id.$", "batches.$", "failed.$"}
    assert "{%" not in json.dumps(MACHINE)
