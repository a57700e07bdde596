"""The template stays within what an AWS account allows before anybody asks for more."""

from __future__ import annotations

import json
from typing import Any

import pytest

from infra.expand import TEMPLATES, expand
from tests.architecture.stack_facts import of_type

MANAGED_POLICIES_OF_A_ROLE = 10
INLINE_CHARACTERS_OF_A_ROLE = 10_240
MANAGED_POLICY_CHARACTERS = 6_144
RESOURCES_OF_A_STACK = 500
ENVIRONMENT_BYTES = 4_096
INVOKERS_BYTES = 20_480
"""Of the policy that says who may call a function: one statement for each route."""
ADDRESS_ALLOWANCE = 60
"""For the characters that a real ARN or name has beside the short ones of these tests."""
LONGEST_WAIT_OF_THE_API = 30
METRICS_OF_AN_ALARM = 10
ENVELOPE = {
    "Effect": "Allow",
    "Principal": {"Service": "apigateway.amazonaws.com"},
    "Condition": {"ArnLike": {"AWS:SourceArn": ""}},
}


def size(value: Any) -> int:
    """Give the bytes of a value as JSON without blanks, as the services count them."""
    return len(json.dumps(value, separators=(",", ":"), default=str).encode())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_stack_holds_no_more_resources_than_it_may(path: Any) -> None:
    assert len(expand(path)["Resources"]) <= RESOURCES_OF_A_STACK


def test_a_role_carries_no_more_policies_than_it_may() -> None:
    for name, role in of_type("AWS::IAM::Role").items():
        managed = role.properties.get("ManagedPolicyArns", ())
        assert len(managed) <= MANAGED_POLICIES_OF_A_ROLE, name
        inline = [policy["PolicyDocument"] for policy in role.properties.get("Policies", ())]
        assert size(inline) <= INLINE_CHARACTERS_OF_A_ROLE, name


def test_a_policy_is_no_longer_than_it_may() -> None:
    for name, policy in of_type("AWS::IAM::ManagedPolicy").items():
        assert size(policy.properties["PolicyDocument"]) <= MANAGED_POLICY_CHARACTERS, name


def test_a_function_is_told_no_more_than_fits_its_environment() -> None:
    for name, function in of_type("AWS::Lambda::Function").items():
        told = function.properties["Environment"]["Variables"]
        assert size(told) + ADDRESS_ALLOWANCE * len(told) <= ENVIRONMENT_BYTES, name


def test_a_function_with_many_routes_can_still_be_called_by_each() -> None:
    sizes: dict[str, int] = {}
    for name, permission in of_type("AWS::Lambda::Permission").items():
        stated = size([name, permission.properties, ENVELOPE]) + 3 * ADDRESS_ALLOWANCE
        called = str(permission.properties["FunctionName"])
        sizes[called] = sizes.get(called, 0) + stated
    assert max(sizes.values()) <= INVOKERS_BYTES


def test_a_page_answers_before_the_api_gives_up() -> None:
    called = {
        str(p.properties["FunctionName"]) for p in of_type("AWS::Lambda::Permission").values()
    }
    pages = {name: f for name, f in of_type("AWS::Lambda::Function").items() if name in called}
    assert len(pages) >= 7
    for name, function in pages.items():
        assert function.properties["Timeout"] < LONGEST_WAIT_OF_THE_API, name


def test_a_message_stays_hidden_while_it_is_worked_on_and_tried_again() -> None:
    queues = {name.split(".")[-1]: q.properties for name, q in of_type("AWS::SQS::Queue").items()}
    mappings = of_type("AWS::Lambda::EventSourceMapping").values()
    assert mappings
    for mapping in mappings:
        queue = queues[str(mapping.properties["EventSourceArn"]).split(".")[-1]]
        function = of_type("AWS::Lambda::Function")[str(mapping.properties["FunctionName"])]
        assert queue["VisibilityTimeout"] >= 6 * function.properties["Timeout"]


def test_an_alarm_adds_up_no_more_metrics_than_it_may() -> None:
    for name, alarm in of_type("AWS::CloudWatch::Alarm").items():
        sources = [m for m in alarm.properties.get("Metrics", ()) if "MetricStat" in m]
        assert len(sources) <= METRICS_OF_AN_ALARM, name
