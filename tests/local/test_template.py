"""Templates are read as AWS reads them, or refused with a sentence that helps."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from infra.local.account import only_local_aws
from infra.local.errors import TemplateNotUnderstood
from infra.local.intrinsics import Resolver
from infra.local.site import Site
from infra.local.stack import Stack
from infra.local.template import load_template


class Names:
    """Names with fixed meanings."""

    def reference(self, name: str) -> Any:
        return {"Table": "cofund-Table", "Stage": "dev"}[name]

    def attribute(self, logical_id: str, name: str) -> str:
        return f"{logical_id}/{name}"

    def condition(self, name: str) -> bool:
        return name == "Yes"

    def mapping(self, name: str) -> Mapping[str, Any]:
        return {"Limits": {"dev": {"Tries": 2}}}[name]


@pytest.mark.parametrize(
    ("value", "resolved"),
    [
        ({"Ref": "Table"}, "cofund-Table"),
        ({"Fn::GetAtt": ["Table", "Arn"]}, "Table/Arn"),
        ({"Fn::GetAtt": "Nested.Outputs.Name"}, "Nested/Outputs.Name"),
        ({"Fn::Sub": "${Table}:${Table.Arn}:${!Literal}"}, "cofund-Table:Table/Arn:${Literal}"),
        ({"Fn::Sub": ["${a}-${Stage}", {"a": {"Ref": "Table"}}]}, "cofund-Table-dev"),
        ({"Fn::Join": ["/", ["a", {"Ref": "Stage"}]]}, "a/dev"),
        ({"Fn::If": ["Yes", 1, 2]}, 1),
        ({"Fn::If": ["No", 1, {"Ref": "Stage"}]}, "dev"),
        ({"Fn::Equals": [{"Ref": "Stage"}, "dev"]}, True),
        ({"Fn::Not": [{"Condition": "Yes"}]}, False),
        ({"Fn::And": [{"Condition": "Yes"}, {"Condition": "No"}]}, False),
        ({"Fn::Or": [{"Condition": "Yes"}, {"Condition": "No"}]}, True),
        ({"Fn::Select": [1, {"Fn::Split": [",", "a,b"]}]}, "b"),
        ({"Fn::FindInMap": ["Limits", {"Ref": "Stage"}, "Tries"]}, 2),
        ({"Fn::ToJsonString": {"a": {"Ref": "Stage"}}}, '{"a": "dev"}'),
        ({"a": {"Ref": "AWS::NoValue"}, "b": [1, {"Ref": "AWS::NoValue"}]}, {"b": [1]}),
        ({"Fn::If": ["No", 1, {"Ref": "AWS::NoValue"}]}, None),
        ({"Condition": {"StringEquals": {"a": "b"}}}, {"Condition": {"StringEquals": {"a": "b"}}}),
    ],
)
def test_an_intrinsic_is_worked_out(value: Any, resolved: Any) -> None:
    assert Resolver(Names()).resolve(value) == resolved


def test_an_unknown_intrinsic_is_named() -> None:
    with pytest.raises(TemplateNotUnderstood, match="Fn::GetAZs is not known"):
        Resolver(Names()).resolve({"Fn::GetAZs": ""})


def written(directory: Path, text: str) -> Path:
    template = directory / "template.yaml"
    template.write_text(text)
    return template


def put_up(template: Path, **parameters: str) -> dict[str, str]:
    """The outputs of a template whose resources need no service."""

    def no_client(service: str) -> Any:
        raise AssertionError(service)

    site = Site(client=no_client, region="eu-central-1", stack_name="cofund", url="http://here")
    with only_local_aws({"AWS_DEFAULT_REGION": "eu-central-1"}):
        return Stack(load_template(template, parameters), site).create()


def test_parameters_have_their_defaults_or_what_was_given(tmp_path: Path) -> None:
    template = written(
        tmp_path,
        """
        Parameters: {Stage: {Type: String, Default: dev}, Days: {Type: Number}}
        Resources: {Log: {Type: "AWS::Logs::LogGroup"}}
        Outputs:
          Both: {Value: !Sub "${Stage} ${Days} ${AWS::AccountId} ${AWS::Partition}"}
          Log: {Value: !Ref Log}
        """,
    )
    assert put_up(template, Days="30") == {"Both": "dev 30 123456789012 aws", "Log": "cofund-Log"}


@pytest.mark.parametrize(
    ("given", "message"),
    [({}, "no value for Days"), ({"Days": "1", "Weeks": "2"}, "has no parameter named Weeks")],
)
def test_parameters_that_miss_or_do_not_exist_are_refused(
    tmp_path: Path, given: dict[str, str], message: str
) -> None:
    template = written(
        tmp_path,
        'Parameters: {Days: {Type: Number}}\nResources: {Log: {Type: "AWS::Logs::LogGroup"}}',
    )
    with pytest.raises(TemplateNotUnderstood, match=message):
        put_up(template, **given)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            """
            Resources:
              A: {Type: "AWS::Logs::LogGroup", DependsOn: B}
              B: {Type: "AWS::KMS::Alias", Properties: {AliasName: !Ref C}}
              C: {Type: "AWS::KMS::Alias", Properties: {AliasName: !Ref B}}
            """,
            "in a circle: A → B → C → B",
        ),
        ('Resources: {A: {Type: "AWS::KMS::Alias", Properties: {AliasName: !Ref B}}}', "to B"),
        (
            """
            Resources: {A: {Type: "AWS::IAM::Role"}}
            Outputs: {Id: {Value: !GetAtt A.RoleId}}
            """,
            r"A \(AWS::IAM::Role\) has no attribute RoleId",
        ),
        (
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              F: {Type: "AWS::Serverless::Function", Properties: {Runtime: python3.13}}
            """,
            "not a valid SAM template",
        ),
        (
            """
            Resources:
              M:
                Type: AWS::Lambda::EventSourceMapping
                Properties: {EventSourceArn: "arn:aws:kinesis:x", FunctionName: f}
            """,
            "feeds functions from SQS only",
        ),
    ],
)
def test_a_template_that_cannot_be_put_up_is_refused(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(TemplateNotUnderstood, match=message):
        put_up(written(tmp_path, text))
