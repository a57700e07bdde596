"""Whatever stops rings an alarm, and the runbook says what to do about every one."""

from __future__ import annotations

import re

import pytest

from cofund import errors
from infra.expand import ROOT
from tests.architecture.permissions import Request, named_role
from tests.architecture.stack_facts import MACHINE, of_type

ALARMS = of_type("AWS::CloudWatch::Alarm")
RUNBOOK = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
DAILY = {"AuditLedger", "SealLedger", "SendControl"}
MAPS = {"Periods.FundPeriodRole": "fund-period", "Replays.ProgrammeReplayRole": "programme-replay"}


def watched(name: str) -> set[tuple[str, str]]:
    """Give the metrics that an alarm looks at, each with what it is measured on."""
    alarm = ALARMS[name].properties
    metrics = [m["MetricStat"]["Metric"] for m in alarm.get("Metrics", ()) if "MetricStat" in m]
    return {
        (metric["MetricName"], dimension["Value"])
        for metric in (metrics or [alarm])
        for dimension in metric.get("Dimensions", ())
    }


EVERYTHING_WATCHED = {pair for name in ALARMS for pair in watched(name)}


def rows_under(heading: str) -> set[str]:
    """Give the first words of a runbook table's rows."""
    part = RUNBOOK.split(f"## {heading}\n")[1].split("\n## ")[0]
    firsts = re.findall(r"^\| ([^|]+) \|", part, flags=re.MULTILINE)
    return {word.strip() for first in firsts[1:] for word in first.split(",")}


def test_the_runbook_says_what_to_do_about_every_alarm_and_knows_no_other() -> None:
    assert rows_under("Alarms") == {name.split(".")[-1] for name in ALARMS}


def test_the_runbook_explains_every_failure_with_a_name() -> None:
    ours = {
        name
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and not kind.__subclasses__()
    }
    assert ours <= rows_under("Failures by name")


@pytest.mark.parametrize("machine", of_type("AWS::StepFunctions::StateMachine"))
def test_a_workflow_in_which_somebody_waits_rings_however_it_stops(machine: str) -> None:
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", machine.split(".")[-1]).lower()
    definition = (ROOT / "statemachine" / f"{name}.asl.json").read_text(encoding="utf-8")
    ends = {"ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted"}
    heard = {metric for metric, on in EVERYTHING_WATCHED if on == machine}
    assert heard >= ends or "waitForTaskToken" not in definition


def test_what_runs_by_the_clock_rings_when_it_is_not_heard_of() -> None:
    schedules = of_type("AWS::Scheduler::Schedule").values()
    clocked = {str(s.properties["Target"]["Arn"]).removeprefix("arn:") for s in schedules}
    silent = {
        next(iter(watched(name)))[1]: alarm.properties
        for name, alarm in ALARMS.items()
        if alarm.properties["TreatMissingData"] == "breaching"
    }
    assert set(silent) == clocked >= DAILY
    for name in DAILY:
        assert silent[name]["Period"] == 24 * 3600


def test_a_function_outside_the_workflows_rings_when_it_fails() -> None:
    routes = {
        str(p.properties["FunctionName"]) for p in of_type("AWS::Lambda::Permission").values()
    }
    queues = {
        str(m.properties["FunctionName"])
        for m in of_type("AWS::Lambda::EventSourceMapping").values()
    }
    schedules = of_type("AWS::Scheduler::Schedule").values()
    clocked = {str(s.properties["Target"]["Arn"]).removeprefix("arn:") for s in schedules}
    outside = routes | queues | (clocked & set(of_type("AWS::Lambda::Function")))
    assert {("Errors", name) for name in outside} <= EVERYTHING_WATCHED


@pytest.mark.parametrize("role", MAPS)
def test_a_map_over_many_sees_and_stops_its_own_executions_and_no_others(role: str) -> None:
    own = MACHINE.replace("claim-review", MAPS[role]).replace(":stateMachine:", ":execution:")
    claims = MACHINE.replace(":stateMachine:", ":execution:")
    for action in ("states:DescribeExecution", "states:StopExecution"):
        assert named_role(role).allows(Request(action, f"{own}:nightly"))
        assert named_role(role).allows(Request(action, f"{own}/KeepPartners:batch-1"))
        assert not named_role(role).allows(Request(action, f"{claims}:claim-1-v1"))
