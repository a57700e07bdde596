"""Calls that nobody waits for."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from infra.local import deliveries as module
from infra.local.activity import Activity
from infra.local.deliveries import Deliveries, EventRules
from infra.local.errors import StillBusy, UnknownFunction
from infra.local.runtime_api import Answer
from infra.local.site import FunctionSpec, Site, Target

ARN = "arn:aws:lambda:eu-central-1:123456789012:function:f"


class QuietWorld:
    """A world in which nothing runs."""

    def executions(self) -> list[Any]:
        return []


class Calls:
    """A service or function that notes what it is asked, and fails as often as told."""

    def __init__(self, failures: int = 0) -> None:
        self.made: list[Any] = []
        self._failures = failures

    def invoke(self, function: str, payload: bytes) -> Answer:
        self.made.append((function, json.loads(payload)))
        failed = len(self.made) <= self._failures
        return Answer.failure("TryAgain", "later") if failed else Answer(b"null", is_error=False)

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        def call(**request: Any) -> Any:
            self.made.append((operation, request))
            return {"QueueUrl": "url"}

        return call


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_RETRY_AFTER_SECONDS", (0, 0))


def deliveries(calls: Calls) -> Deliveries:
    site = Site(client=lambda _: calls, region="eu-central-1", stack_name="s", url="http://here")
    site.functions["f"] = FunctionSpec("f", "F", ARN, "f.handler", Path(), {}, 3, 128)
    world: Any = QuietWorld()
    return Deliveries(site, calls.invoke, Activity(world, list))


@pytest.mark.parametrize(("failures", "made"), [(0, 1), (1, 2), (2, 3), (9, 3)])
def test_a_failing_asynchronous_call_is_made_twice_more(failures: int, made: int) -> None:
    calls = Calls(failures)
    some = deliveries(calls)
    some.deliver(Target(arn=ARN), {"n": 1}).result()
    assert calls.made == [(ARN, {"n": 1})] * made
    some.stop()


def test_a_call_of_nobody_is_refused_at_once() -> None:
    some = deliveries(Calls())
    with pytest.raises(UnknownFunction):
        some.invoke_later("nobody", b"{}")
    some.stop()


def test_a_targets_own_input_replaces_the_event() -> None:
    calls = Calls()
    some = deliveries(calls)
    some.deliver(Target(arn=ARN, input='{"own": true}'), {"n": 1}).result()
    assert calls.made == [(ARN, {"own": True})]
    some.stop()


def test_state_machines_and_queues_are_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.uuid, "uuid4", lambda: "id")
    calls = Calls()
    some = deliveries(calls)
    machine = "arn:aws:states:eu-central-1:123456789012:stateMachine:m"
    queue = "arn:aws:sqs:eu-central-1:123456789012:feed.fifo"
    some.deliver(Target(arn=machine), {"n": 1}).result()
    some.deliver(Target(arn=queue, message_group="p"), {"n": 2}).result()
    started = {"stateMachineArn": machine, "name": "id", "input": '{"n": 1}'}
    sent = {"QueueUrl": "url", "MessageBody": '{"n": 2}', "MessageGroupId": "p"}
    assert calls.made == [
        ("start_execution", started),
        ("get_queue_url", {"QueueName": "feed.fifo"}),
        ("send_message", sent),
    ]
    some.stop()


@pytest.mark.parametrize(
    ("time", "sent"),
    [(1772452800, "2026-03-02T12:00:00Z"), ("2026-03-02T12:00:00Z", "2026-03-02T12:00:00Z")],
)
def test_an_events_time_is_sent_as_text(time: Any, sent: str) -> None:
    calls = Calls()
    some = deliveries(calls)
    with ThreadPoolExecutor(1) as here:
        some._threads = here
        EventRules(some).deliver({"Arn": ARN}, {"id": "1", "time": time})
    assert calls.made == [(ARN, {"id": "1", "time": sent})]


def test_what_does_not_come_to_rest_is_named() -> None:
    world: Any = QuietWorld()
    activity = Activity(world, list)
    with activity.of("call of Slow"), pytest.raises(StillBusy, match="1 × call of Slow"):
        activity.rest(timeout_seconds=0)
    activity.rest(timeout_seconds=0)
