"""A template's resources, made one after another in the order of what they refer to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from infra.local.account import ACCOUNT_ID
from infra.local.errors import TemplateNotUnderstood
from infra.local.intrinsics import Resolver
from infra.local.resources import IGNORED, Created, Wanted, creator_of
from infra.local.site import Site
from infra.local.template import Resource, Template, load_template

_DISABLED = Created(reference="", attributes={})


class Stack:
    """The resources of one template on the engine, by logical id."""

    def __init__(self, template: Template, site: Site) -> None:
        self.template = template
        self.site = site
        self.created: dict[str, Created] = {}
        self._in_hand: list[str] = []
        self._resolver = Resolver(self)

    def create(self) -> dict[str, str]:
        """Make every resource; give the template's outputs.

        Raises:
            TemplateNotUnderstood: a resource type, an intrinsic or a name is not known.
        """
        for logical_id in self.template.resources:
            self._make(logical_id)
        wanted = {
            name: body
            for name, body in self.template.outputs.items()
            if "Condition" not in body or self.condition(body["Condition"])
        }
        return {name: self._output(body["Value"]) for name, body in wanted.items()}

    def reference(self, name: str) -> Any:
        """What `Ref` gives for a parameter, a pseudo parameter or a resource."""
        if name in self.template.parameters:
            return self.template.parameters[name]
        pseudo = self._pseudo_parameters()
        if name in pseudo:
            return pseudo[name]
        return self._make(name).reference

    def attribute(self, logical_id: str, name: str) -> Any:
        """What `Fn::GetAtt` gives."""
        attributes = self._make(logical_id).attributes
        if name not in attributes:
            kind = self.template.resources[logical_id].type
            raise TemplateNotUnderstood(
                f"{logical_id} ({kind}) has no attribute {name} on the local engine. "
                "Add it to its creator in infra/local/resources."
            )
        return attributes[name]

    def condition(self, name: str) -> bool:
        """Whether a condition of the template holds."""
        return bool(self._resolver.resolve(self.template.conditions[name]))

    def mapping(self, name: str) -> Mapping[str, Any]:
        """A table of the template's mappings."""
        table: Mapping[str, Any] = self.template.mappings[name]
        return table

    def _output(self, value: Any) -> str:
        """An output's value; the API's address on AWS becomes its address here."""
        text = str(self._resolver.resolve(value))
        api = re.escape(f".execute-api.{self.site.region}.amazonaws.com")
        return re.sub(rf"https://\w+{api}", self.site.url, text)

    def _pseudo_parameters(self) -> dict[str, str]:
        return {
            "AWS::AccountId": ACCOUNT_ID,
            "AWS::Partition": "aws",
            "AWS::Region": self.site.region,
            "AWS::StackId": self.site.arn("cloudformation", f"stack/{self.site.stack_name}/local"),
            "AWS::StackName": self.site.stack_name,
            "AWS::URLSuffix": "amazonaws.com",
        }

    def _make(self, logical_id: str) -> Created:
        if logical_id in self.created:
            return self.created[logical_id]
        if logical_id not in self.template.resources:
            raise TemplateNotUnderstood(
                f"{self.template.path} refers to {logical_id}, which it lacks."
            )
        if logical_id in self._in_hand:
            circle = " → ".join([*self._in_hand, logical_id])
            raise TemplateNotUnderstood(f"Resources refer to one another in a circle: {circle}.")
        self._in_hand.append(logical_id)
        self.created[logical_id] = self._create(self.template.resources[logical_id])
        self._in_hand.remove(logical_id)
        return self.created[logical_id]

    def _create(self, resource: Resource) -> Created:
        if resource.condition is not None and not self.condition(resource.condition):
            return _DISABLED
        for other in resource.depends_on:
            self._make(other)
        name = f"{self.site.stack_name}-{resource.logical_id}"
        if resource.type in IGNORED:
            return Created(reference=name, attributes={"Arn": self._made_up_arn(resource, name)})
        properties = self._resolver.resolve(resource.properties) or {}
        if resource.type == "AWS::CloudFormation::Stack":
            return self._nested(name, properties)
        wanted = Wanted(
            logical_id=resource.logical_id,
            name=name,
            properties=properties,
            template=self.template,
        )
        return creator_of(resource)(wanted, self.site)

    def _made_up_arn(self, resource: Resource, name: str) -> str:
        """A name in the right shape for a resource that exists on paper only."""
        _, service, kind = resource.type.split("::")
        arn = self.site.arn(service.lower(), f"{kind.lower()}/{name}")
        return arn.replace(f":{self.site.region}:", "::") if service == "IAM" else arn

    def _nested(self, name: str, properties: Mapping[str, Any]) -> Created:
        """A stack inside the stack: its resources carry its name before theirs."""
        parameters = {key: str(value) for key, value in properties.get("Parameters", {}).items()}
        template = load_template(Path(properties["TemplateURL"]), parameters)
        outputs = Stack(template, replace(self.site, stack_name=name)).create()
        attributes = {f"Outputs.{key}": value for key, value in outputs.items()}
        return Created(
            reference=self.site.arn("cloudformation", f"stack/{name}"), attributes=attributes
        )
