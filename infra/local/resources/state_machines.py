"""Step Functions state machines from their definition files."""

from __future__ import annotations

import json

from infra.local.resources.wanted import Created, Wanted
from infra.local.site import Site


def create_state_machine(wanted: Wanted, site: Site) -> Created:
    """Make the machine; its role's permissions are not played."""
    properties = wanted.properties
    name = properties.get("StateMachineName", wanted.name)
    answer = site.client("stepfunctions").create_state_machine(
        name=name,
        definition=_definition(wanted),
        roleArn=properties["RoleArn"],
        type=properties.get("StateMachineType", "STANDARD"),
    )
    arn: str = answer["stateMachineArn"]
    site.state_machines[wanted.logical_id] = arn
    return Created(reference=arn, attributes={"Arn": arn, "Name": name})


def _definition(wanted: Wanted) -> str:
    properties = wanted.properties
    path = wanted.template.definitions.get(wanted.logical_id)
    if path is not None:
        text = path.read_text(encoding="utf-8")
    else:
        text = properties.get("DefinitionString") or json.dumps(properties["Definition"])
    for name, value in properties.get("DefinitionSubstitutions", {}).items():
        text = text.replace("${" + name + "}", str(value))
    return text
