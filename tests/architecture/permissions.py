"""What a function's role may do, judged as IAM does: a deny wins, nothing is allowed by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from tests.architecture.stack_facts import every_resource, of_type

AWS_MANAGED: dict[str, tuple[str, ...]] = {
    "service-role/AWSLambdaBasicExecutionRole": (
        "logs:CreateLogGroup",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
    ),
    "AWSXRayDaemonWriteAccess": (
        "xray:PutTraceSegments",
        "xray:PutTelemetryRecords",
        "xray:GetSamplingRules",
        "xray:GetSamplingTargets",
        "xray:GetSamplingStatisticSummaries",
    ),
    "AWSXrayWriteOnlyAccess": (
        "xray:PutTraceSegments",
        "xray:PutTelemetryRecords",
        "xray:GetSamplingRules",
        "xray:GetSamplingTargets",
        "xray:GetSamplingStatisticSummaries",
    ),
}
"""AWS's own policies that roles here carry; all on every resource."""


@dataclass(frozen=True)
class Request:
    """One call to AWS: what is done to what, under which circumstances."""

    action: str
    resource: str
    context: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Role:
    """The statements of one role."""

    statements: tuple[Mapping[str, Any], ...]

    def allows(self, request: Request) -> bool:
        """Say whether IAM would let the request pass."""
        effects = {s["Effect"] for s in self.statements if _covers(s, request)}
        return effects == {"Allow"}

    def denies(self, request: Request) -> bool:
        """Say whether a statement forbids the request, whatever else is allowed."""
        return any(s["Effect"] == "Deny" and _covers(s, request) for s in self.statements)


@cache
def role_of(function: str) -> Role:
    """Give the role of a function of the template."""
    arn = of_type("AWS::Lambda::Function")[function].properties["Role"]
    return named_role(arn.removeprefix("arn:"))


@cache
def named_role(name: str) -> Role:
    """Give a role by its name in the templates."""
    properties = every_resource()[name].properties
    inline = (policy["PolicyDocument"] for policy in properties.get("Policies", ()))
    managed = (_managed(reference) for reference in properties.get("ManagedPolicyArns", ()))
    documents = (*inline, *managed)
    return Role(tuple(s for document in documents for s in _listed(document["Statement"])))


def _managed(reference: str) -> Mapping[str, Any]:
    if ":policy/" not in reference:
        document: Mapping[str, Any] = every_resource()[reference].properties["PolicyDocument"]
        return document
    actions = AWS_MANAGED[reference.split(":policy/", 1)[1]]
    return {"Statement": {"Effect": "Allow", "Action": list(actions), "Resource": "*"}}


def _covers(statement: Mapping[str, Any], request: Request) -> bool:
    actions = (action.lower() for action in _listed(statement["Action"]))
    return (
        any(fnmatchcase(request.action.lower(), action) for action in actions)
        and any(
            fnmatchcase(request.resource, pattern) for pattern in _listed(statement["Resource"])
        )
        and all(_holds(*part, request) for part in _conditions(statement))
    )


def _conditions(statement: Mapping[str, Any]) -> Iterator[tuple[str, str, list[str]]]:
    for operator, tests in statement.get("Condition", {}).items():
        for key, expected in tests.items():
            yield operator, key, _listed(expected)


def _holds(operator: str, key: str, expected: list[str], request: Request) -> bool:
    values = request.context.get(key, ())
    match operator:
        case "Null":
            return expected == ["false" if values else "true"]
        case "ForAllValues:StringLike":
            return all(any(fnmatchcase(v, pattern) for pattern in expected) for v in values)
        case "StringEquals":
            return any(value in expected for value in values)
        case "StringLike":
            return any(fnmatchcase(v, pattern) for v in values for pattern in expected)
    raise NotImplementedError(f"condition {operator}: teach tests/architecture/permissions.py")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
