"""The expanded templates with every reference worked out, as far as tests look at them.

Resources are known by their names in the templates: ``Storage.LedgerTable`` is the table of the
nested stack *Storage*; ``arn:Storage.LedgerTable`` is its ARN.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from infra.expand import ROOT, expand
from infra.local.intrinsics import Resolver

PSEUDO = {
    "AWS::Partition": "aws",
    "AWS::Region": "eu-central-1",
    "AWS::AccountId": "123456789012",
    "AWS::StackName": "cofund",
    "AWS::URLSuffix": "amazonaws.com",
}
GIVEN = {"MailFrom": "funds@cofund.example", "PublicUrl": "https://cofund.example"}
MACHINE = "arn:aws:states:eu-central-1:123456789012:stateMachine:cofund-claim-review"


@dataclass(frozen=True)
class Resource:
    """One resource with its properties worked out."""

    name: str
    type: str
    properties: Mapping[str, Any]


class Facts:
    """One expanded template and the stacks nested in it."""

    def __init__(self, path: Path, given: Mapping[str, str], prefix: str = "") -> None:
        self._template = expand(path)
        self._locations = _locations(path)
        declared = self._template.get("Parameters", {})
        self._parameters = {
            name: str(given.get(name, body.get("Default", ""))) for name, body in declared.items()
        }
        self._prefix = prefix
        self._nested: dict[str, Facts] = {}
        self._resolver = Resolver(self)

    def reference(self, name: str) -> str:
        """Give what ``Ref`` stands for."""
        return self._parameters.get(name) or PSEUDO.get(name) or self._prefix + name

    def attribute(self, logical_id: str, name: str) -> str:
        """Give what ``Fn::GetAtt`` stands for."""
        if name.startswith("Outputs."):
            return self.nested(logical_id).output(name.removeprefix("Outputs."))
        return f"arn:{self._prefix}{logical_id}" if name == "Arn" else f"{logical_id}.{name}"

    def condition(self, name: str) -> bool:
        """Say whether a condition holds for the parameters given."""
        return bool(self._resolver.resolve(self._template["Conditions"][name]))

    def mapping(self, name: str) -> Mapping[str, Any]:
        """There are none."""
        raise LookupError(name)

    def output(self, name: str) -> str:
        """Give an output's value."""
        value: str = self._resolver.resolve(self._template["Outputs"][name]["Value"])
        return value

    def nested(self, logical_id: str) -> Facts:
        """Give the facts of a nested stack."""
        if logical_id not in self._nested:
            body = self._template["Resources"][logical_id]["Properties"]
            given = self._resolver.resolve(body.get("Parameters", {}))
            path = self._locations[logical_id]
            self._nested[logical_id] = Facts(path, given, f"{self._prefix}{logical_id}.")
        return self._nested[logical_id]

    def resources(self) -> Iterator[Resource]:
        """Give every resource, those of nested stacks too."""
        for name, body in self._template["Resources"].items():
            if name in self._locations:
                yield from self.nested(name).resources()
                continue
            properties = self._resolver.resolve(body.get("Properties", {})) or {}
            yield Resource(self._prefix + name, body["Type"], properties)


@cache
def stack() -> Facts:
    """Give the facts of template.yaml."""
    return Facts(ROOT / "template.yaml", GIVEN)


@cache
def every_resource() -> Mapping[str, Resource]:
    """Give all resources by name."""
    return {resource.name: resource for resource in stack().resources()}


def of_type(kind: str) -> dict[str, Resource]:
    """Give the resources of one type by name."""
    return {name: r for name, r in every_resource().items() if r.type == kind}


def _locations(path: Path) -> dict[str, Path]:
    from infra.template_source import read_template

    resources = read_template(path)["Resources"]
    return {
        name: path.parent / body["Properties"]["Location"]
        for name, body in resources.items()
        if body["Type"] == "AWS::Serverless::Application"
    }
