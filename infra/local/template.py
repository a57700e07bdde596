"""template.yaml, read and expanded to plain CloudFormation by AWS's own SAM translator.

Code and state machine definitions stay where they lie in the repository: the translator is given
stand-in addresses, and the real paths are kept beside its result. Nested templates are translated
when their stack is made (see `infra.local.resources.nested`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

from infra.local.errors import TemplateNotUnderstood
from infra.template_source import read_template

_STAND_IN = "s3://local/"
_NESTED = {"AWS::Serverless::Application": "Location", "AWS::CloudFormation::Stack": "TemplateURL"}


@dataclass(frozen=True)
class Resource:
    """One resource as the translator left it: intrinsics are not worked out yet."""

    logical_id: str
    type: str
    properties: Mapping[str, Any]
    depends_on: tuple[str, ...] = ()
    condition: str | None = None


@dataclass(frozen=True)
class Template:
    """One template: its resources, and what their names and files stand for."""

    path: Path
    resources: Mapping[str, Resource]
    parameters: Mapping[str, str]
    conditions: Mapping[str, Any]
    mappings: Mapping[str, Any]
    outputs: Mapping[str, Any]
    code_directories: Mapping[str, Path] = field(default_factory=dict)
    definitions: Mapping[str, Path] = field(default_factory=dict)


def load_template(path: Path, parameters: Mapping[str, str]) -> Template:
    """The template at `path`, with `parameters` in place of its defaults.

    Raises:
        TemplateNotUnderstood: a parameter it does not have, one without a value, or no valid SAM.
    """
    source = read_template(path)
    values = _parameter_values(source, parameters, path)
    code, definitions = _stand_ins(source, path.parent.resolve())
    try:
        # The translator cannot run without a region; ours comes with the resolver, not from here.
        plain = Translator({}, Parser()).translate(source, {**values, "AWS::Region": "local"})
    except InvalidDocumentException as error:
        causes = "; ".join(cause.message for cause in error.causes)
        raise TemplateNotUnderstood(f"{path} is not a valid SAM template: {causes}") from error
    return Template(
        path=path.resolve(),
        resources={name: _resource(name, body) for name, body in plain["Resources"].items()},
        parameters=values,
        conditions=plain.get("Conditions", {}),
        mappings=plain.get("Mappings", {}),
        outputs=plain.get("Outputs", {}),
        code_directories=code,
        definitions=definitions,
    )


def _parameter_values(
    source: Mapping[str, Any], given: Mapping[str, str], path: Path
) -> dict[str, str]:
    declared = source.get("Parameters", {})
    unknown = sorted(given.keys() - declared.keys())
    if unknown:
        raise TemplateNotUnderstood(f"{path} has no parameter named {', '.join(unknown)}.")
    values = {name: body["Default"] for name, body in declared.items() if "Default" in body}
    values.update(given)
    missing = sorted(declared.keys() - values.keys())
    if missing:
        raise TemplateNotUnderstood(
            f"{path}: no value for {', '.join(missing)}. Give a default in the template or a value "
            "when you start the engine."
        )
    return {name: _text(value) for name, value in values.items()}


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _stand_ins(source: Mapping[str, Any], root: Path) -> tuple[dict[str, Path], dict[str, Path]]:
    """Put stand-in addresses where the translator wants S3 ones; give the real paths."""
    function_globals = source.get("Globals", {}).get("Function", {})
    default_code = function_globals.pop("CodeUri", ".")
    code: dict[str, Path] = {}
    definitions: dict[str, Path] = {}
    for logical_id, body in source["Resources"].items():
        properties = body.setdefault("Properties", {})
        kind = body["Type"]
        if kind == "AWS::Serverless::Function" and "InlineCode" not in properties:
            code[logical_id] = root / properties.pop("CodeUri", default_code)
            properties["CodeUri"] = _STAND_IN + logical_id
        elif kind == "AWS::Serverless::LayerVersion":
            properties["ContentUri"] = _STAND_IN + logical_id
        elif kind == "AWS::Serverless::StateMachine" and "DefinitionUri" in properties:
            definitions[logical_id] = root / properties["DefinitionUri"]
            properties["DefinitionUri"] = _STAND_IN + logical_id
        elif kind == "AWS::StepFunctions::StateMachine" and isinstance(
            properties.get("DefinitionS3Location"), str
        ):
            definitions[logical_id] = root / properties["DefinitionS3Location"]
        elif kind in _NESTED:
            location = properties.pop(_NESTED[kind])
            body["Type"] = "AWS::CloudFormation::Stack"
            properties["TemplateURL"] = str(root / location)
    return code, definitions


def _resource(logical_id: str, body: Mapping[str, Any]) -> Resource:
    depends_on = body.get("DependsOn", [])
    return Resource(
        logical_id=logical_id,
        type=body["Type"],
        properties=body.get("Properties", {}),
        depends_on=(depends_on,) if isinstance(depends_on, str) else tuple(depends_on),
        condition=body.get("Condition"),
    )
