"""What functions really ask AWS for, and whether their roles would let them.

The local engine checks no permissions, so a missing one would show on AWS only. While a stack runs
in this program, every call of a function is noted and judged by the function's role.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.client import BaseClient

from cofund.aws import wiring
from infra.local.in_process import InProcess
from tests.architecture.permissions import Request, role_of
from tests.architecture.stack_facts import MACHINE, of_type

Params = Mapping[str, Any]
IN_TRANSACTIONS = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}
WAITING = {
    None: MACHINE,
    "application": MACHINE.replace("claim-review", "activity-approval"),
    "award": MACHINE.replace("claim-review", "points-award"),
}
"""Which machine waits, by the kind of matter; claims are of no kind."""
NAMED_IN_TEMPLATE = {
    "LedgerTable": "arn:Storage.LedgerTable",
    "ClaimsTable": "arn:Storage.ClaimsTable",
    "IdempotencyTable": "arn:Storage.IdempotencyTable",
    "QuarantineBucket": "arn:Storage.QuarantineBucket",
    "EvidenceBucket": "arn:Storage.EvidenceBucket",
    "PersonalBucket": "arn:Storage.PersonalBucket",
    "FeedQueueUrl": "arn:Feed.Feed",
    "AcknowledgementQueueUrl": "arn:Feed.Acknowledgements",
    "MacKeyId": "arn:Keys.MacKey",
    "PersonKeyId": "arn:Keys.PersonKey",
    "UserPoolId": "arn:People.UserPool",
}
"""From the template's outputs to the names that the tests give resources."""


@dataclass
class Watch:
    """What was asked so far, by function."""

    asked: dict[str, set[str]] = field(default_factory=dict)
    refused: set[tuple[str, str]] = field(default_factory=set)
    unset: set[tuple[str, str]] = field(default_factory=set)
    """Settings that a function read and its template does not set."""
    names: dict[str, str] = field(default_factory=dict)
    _acting: threading.local = field(default_factory=threading.local)

    @property
    def function(self) -> str | None:
        """The function on whose behalf this thread runs now."""
        return getattr(self._acting, "function", None)

    @contextmanager
    def acting_as(self, function: str) -> Iterator[None]:
        """Note what is done meanwhile as this function's doing; it starts afresh."""
        before, self._acting.function = self.function, function
        for cached in vars(wiring).values():
            if hasattr(cached, "cache_clear"):
                cached.cache_clear()
        try:
            yield
        finally:
            self._acting.function = before

    def note_call(self, service: str, operation: str, params: Params) -> None:
        """Judge one call by the role of the function that makes it."""
        if self.function is None:
            return
        for request in requests(service, operation, params, self.names):
            self.asked.setdefault(self.function, set()).add(request.action)
            if not role_of(self.function).allows(request):
                self.refused.add((self.function, f"{request.action} on {request.resource}"))

    def note_wait(self, payload: bytes) -> None:
        """Note which machine waits behind the token that a function is given."""
        event = json.loads(payload or b"null")
        if isinstance(event, dict) and "task_token" in event:
            kind = event.get("matter", {}).get("kind")
            self.names[event["task_token"]] = WAITING[kind]

    def note_setting(self, name: str) -> None:
        """Judge the reading of one setting."""
        if self.function is None:
            return
        function = of_type("AWS::Lambda::Function")[self.function]
        if name not in function.properties["Environment"]["Variables"]:
            self.unset.add((self.function, name))


def install(patch: pytest.MonkeyPatch) -> Watch:
    """Begin to watch: every stack that starts from now on in this program."""
    watch = Watch()
    call: Callable[..., Any] = BaseClient._make_api_call
    run: Callable[..., Any] = InProcess._run
    setting: Callable[[str], str] = wiring._variable

    def watched_call(client: Any, operation: str, params: Params) -> Any:
        watch.note_call(client.meta.service_model.service_name, operation, params)
        return call(client, operation, params)

    def watched_run(stack: InProcess, spec: Any, payload: bytes) -> Any:
        watch.note_wait(payload)
        with watch.acting_as(spec.logical_id):
            return run(stack, spec, payload)

    def watched_setting(name: str) -> str:
        watch.note_setting(name)
        return setting(name)

    patch.setattr(BaseClient, "_make_api_call", watched_call)
    patch.setattr(InProcess, "_run", watched_run)
    patch.setattr(wiring, "_variable", watched_setting)
    return watch


def requests(
    service: str, operation: str, params: Params, names: Mapping[str, str]
) -> list[Request]:
    """Give what IAM would be asked about one call.

    Raises:
        NotImplementedError: this module has to learn the service first.
    """
    match service:
        case "dynamodb":
            return list(_on_tables(operation, params, names))
        case "s3":
            return [_on_files(operation, params, names)]
        case "sqs":
            return [Request(f"sqs:{operation}", names[params["QueueUrl"]])]
        case "kms":
            return [Request(f"kms:{operation}", names[params["KeyId"]])]
        case "cognito-idp":
            return [Request(f"cognito-idp:{operation}", names[params["UserPoolId"]])]
        case "stepfunctions":
            return [Request(f"states:{operation}", _machine(params, names))]
        case "sesv2":
            account = "arn:aws:ses:eu-central-1:123456789012"
            sender = f"{account}:identity/{params['FromEmailAddress']}"
            ways = f"{account}:configuration-set/People.MailConfiguration"
            return [Request("ses:SendEmail", sender), Request("ses:SendEmail", ways)]
    raise NotImplementedError(
        f"{service}:{operation}: teach tests/architecture/permission_watch.py"
    )


def _machine(params: Params, names: Mapping[str, str]) -> str:
    """Give the machine of a call by the end of its name; answers to waits name a token instead."""
    if "taskToken" in params:
        return names.get(params["taskToken"], MACHINE)
    started = str(params["stateMachineArn"]).split(":")[-1]
    return MACHINE.replace("claim-review", "-".join(started.split("-")[-2:]))


def _on_tables(operation: str, params: Params, names: Mapping[str, str]) -> Iterator[Request]:
    if operation == "TransactWriteItems":
        for item in params["TransactItems"]:
            ((kind, part),) = item.items()
            yield _on_table(IN_TRANSACTIONS[kind], part, names)
        return
    yield _on_table(operation, params, names)


def _on_table(action: str, params: Params, names: Mapping[str, str]) -> Request:
    resource = names[params["TableName"]]
    if "IndexName" in params:
        return Request(f"dynamodb:{action}", f"{resource}/index/{params['IndexName']}")
    item = params.get("Key") or params.get("Item") or {}
    wired = item.get("pk") or params.get("ExpressionAttributeValues", {}).get(":pk")
    keys = (str(wired["S"]),) if wired else ()
    return Request(f"dynamodb:{action}", resource, {"dynamodb:LeadingKeys": keys})


def _on_files(operation: str, params: Params, names: Mapping[str, str]) -> Request:
    bucket = names[params["Bucket"]]
    version = "Version" if "VersionId" in params else ""
    actions = {
        "HeadObject": f"s3:GetObject{version}",
        "GetObject": f"s3:GetObject{version}",
        "GetObjectTagging": f"s3:GetObject{version}Tagging",
        "ListObjectsV2": "s3:ListBucket",
        "PutObject": "s3:PutObject",
    }
    if operation not in actions:
        raise NotImplementedError(f"s3:{operation}: teach tests/architecture/permission_watch.py")
    whole = operation == "ListObjectsV2"
    return Request(actions[operation], bucket if whole else f"{bucket}/{params['Key']}")


def learn_names(watch: Watch, outputs: Mapping[str, str]) -> None:
    """Learn how the running stack's resources are called."""
    for output, name in NAMED_IN_TEMPLATE.items():
        watch.names[outputs[output]] = name
