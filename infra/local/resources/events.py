"""EventBridge rules and schedules."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from infra.local.resources.wanted import Created, Wanted
from infra.local.site import ScheduleSpec, Site, Target

_ON_AWS_ONLY = {"DeadLetterConfig", "RetryPolicy", "RoleArn"}


def create_rule(wanted: Wanted, site: Site) -> Created:
    """Make a rule: on a pattern it lives in moto, on a schedule in the engine's clock."""
    properties = wanted.properties
    name = properties.get("Name", wanted.name)
    if properties.get("State", "ENABLED") == "ENABLED":
        if "ScheduleExpression" in properties:
            site.schedules.append(_schedule(wanted, properties["Targets"]))
        else:
            _put_rule(name, properties, site)
    return Created(reference=name, attributes={"Arn": site.arn("events", f"rule/{name}")})


def create_schedule(wanted: Wanted, site: Site) -> Created:
    """Note an EventBridge Scheduler schedule for the engine's clock."""
    properties = wanted.properties
    name = properties.get("Name", wanted.name)
    if properties.get("State", "ENABLED") == "ENABLED":
        site.schedules.append(_schedule(wanted, [properties["Target"]]))
    return Created(reference=name, attributes={"Arn": site.arn("scheduler", f"default/{name}")})


def _put_rule(name: str, properties: Mapping[str, Any], site: Site) -> None:
    client = site.client("events")
    client.put_rule(Name=name, EventPattern=json.dumps(properties["EventPattern"]))
    targets = [
        {key: value for key, value in target.items() if key not in _ON_AWS_ONLY}
        for target in properties["Targets"]
    ]
    client.put_targets(Rule=name, Targets=targets)


def _schedule(wanted: Wanted, targets: list[Mapping[str, Any]]) -> ScheduleSpec:
    return ScheduleSpec(
        name=wanted.logical_id,
        expression=wanted.properties["ScheduleExpression"],
        timezone=wanted.properties.get("ScheduleExpressionTimezone", "UTC"),
        targets=tuple(_target(target) for target in targets),
    )


def _target(target: Mapping[str, Any]) -> Target:
    return Target(
        arn=target["Arn"],
        input=target.get("Input"),
        message_group=target.get("SqsParameters", {}).get("MessageGroupId"),
    )
