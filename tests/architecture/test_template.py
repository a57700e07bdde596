"""What the template promises beside permissions: nothing lost, in clear or unwatched."""

from __future__ import annotations

import ast
import importlib
import json
from typing import Any

import pytest

from infra.expand import ROOT
from tests.architecture.sources import python_files, tree
from tests.architecture.stack_facts import every_resource, of_type

KEY = "arn:Keys.Key"
FORTNIGHT_SECONDS = 14 * 24 * 3600
DEAD_LETTERS = {"Feed.FailedFeed", "Feed.FailedAcknowledgements"}
BUCKETS = set(of_type("AWS::S3::Bucket"))
QUEUES = set(of_type("AWS::SQS::Queue"))
DOORS = {
    "PartnerPages": "partner_pages",
    "ReviewPages": "review_pages",
    "ManagerPages": "manager_pages",
    "ConsentPages": "consent_pages",
    "OrderPages": "order_pages",
    "PointsPages": "points_pages",
    "ActivityPages": "activity_pages",
}


def properties(name: str) -> Any:
    """Give a resource's properties."""
    return every_resource()[name].properties


def routes() -> dict[str, str]:
    """Give the API's routes, each with the function that answers it."""
    body = properties("Api")["Body"]["paths"]
    return {
        f"{method.upper()} {path}": _called(operation)
        for path, operations in body.items()
        for method, operation in operations.items()
    }


def _called(operation: dict[str, Any]) -> str:
    uri: str = operation["x-amazon-apigateway-integration"]["uri"]
    return uri.split("arn:")[-1].removesuffix("/invocations")


@pytest.mark.parametrize("table", sorted(of_type("AWS::DynamoDB::Table")))
def test_every_table_is_encrypted_and_can_be_put_back_to_any_moment(table: str) -> None:
    kept = properties(table)
    assert kept["SSESpecification"] == {"SSEEnabled": True, "SSEType": "KMS", "KMSMasterKeyId": KEY}
    assert kept["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}


def test_nothing_in_the_ledger_expires_and_nobody_deletes_it() -> None:
    assert "TimeToLiveSpecification" not in properties("Storage.LedgerTable")
    assert properties("Storage.LedgerTable")["DeletionProtectionEnabled"] is True
    assert properties("Storage.ClaimsTable")["DeletionProtectionEnabled"] is True


@pytest.mark.parametrize("bucket", sorted(BUCKETS))
def test_every_bucket_is_private_versioned_and_tls_only(bucket: str) -> None:
    kept = properties(bucket)
    assert set(kept["PublicAccessBlockConfiguration"].values()) == {True}
    assert kept["VersioningConfiguration"] == {"Status": "Enabled"}
    policies = [p.properties for p in of_type("AWS::S3::BucketPolicy").values()]
    statements = next(p for p in policies if p["Bucket"] == bucket)["PolicyDocument"]["Statement"]
    assert _tls_only(statements[0], f"arn:{bucket}")


def test_evidence_is_locked_and_personal_files_are_not() -> None:
    locked = {name for name in BUCKETS if properties(name).get("ObjectLockEnabled")}
    assert locked == {"Storage.EvidenceBucket"}


def test_uploads_start_nothing_and_are_forgotten_after_four_months() -> None:
    quarantine = properties("Storage.QuarantineBucket")
    assert "NotificationConfiguration" not in quarantine
    rule = quarantine["LifecycleConfiguration"]["Rules"][0]
    assert (rule["Status"], rule["ExpirationInDays"]) == ("Enabled", 120)
    cors = quarantine["CorsConfiguration"]["CorsRules"]
    assert [(r["AllowedMethods"], r["AllowedOrigins"]) for r in cors] == [
        (["POST"], ["https://cofund.example"])
    ]


@pytest.mark.parametrize("queue", sorted(QUEUES))
def test_every_queue_keeps_messages_a_fortnight_encrypted_and_tls_only(queue: str) -> None:
    kept = properties(queue)
    assert kept["MessageRetentionPeriod"] == FORTNIGHT_SECONDS
    assert kept["KmsMasterKeyId"] == KEY
    policies = [p.properties for p in of_type("AWS::SQS::QueuePolicy").values()]
    policy = next(p for p in policies if queue in p["Queues"])
    assert _tls_only(policy["PolicyDocument"]["Statement"][0], f"arn:{queue}")


@pytest.mark.parametrize("queue", sorted(QUEUES - DEAD_LETTERS))
def test_a_message_that_fails_five_times_is_set_aside(queue: str) -> None:
    redrive = json.loads(properties(queue)["RedrivePolicy"])
    assert redrive["maxReceiveCount"] == 5
    assert redrive["deadLetterTargetArn"].removeprefix("arn:") in DEAD_LETTERS
    dead = redrive["deadLetterTargetArn"].removeprefix("arn:")
    assert properties(dead).get("FifoQueue") == properties(queue).get("FifoQueue")


def test_executions_leave_no_contents_in_logs_and_history_is_under_a_key_of_its_own() -> None:
    machine = properties("ClaimReview")
    assert machine["StateMachineType"] == "STANDARD"
    assert machine["LoggingConfiguration"]["IncludeExecutionData"] is False
    assert machine["EncryptionConfiguration"]["KmsKeyId"] == "arn:Keys.ClaimReviewKey"
    others = json.dumps(
        {n: r.properties for n, r in every_resource().items() if n != "ClaimReview"}, default=str
    )
    assert '"KmsMasterKeyId": "arn:Keys.ClaimReviewKey"' not in others


def test_access_logs_name_the_route_and_never_the_path_that_holds_a_link() -> None:
    stage = next(iter(of_type("AWS::ApiGatewayV2::Stage").values())).properties
    logged = stage["AccessLogSettings"]["Format"]
    assert "$context.routeKey" in logged
    for secret in ("$context.path", "$context.http", "rawPath", "sourceIp", "$input", "authorizer"):
        assert secret not in logged


def test_links_in_mails_are_not_rewritten() -> None:
    ways = properties("People.MailConfiguration")
    assert "TrackingOptions" not in ways
    assert ways["DeliveryOptions"] == {"TlsPolicy": "REQUIRE"}
    assert not of_type("AWS::SES::ConfigurationSetEventDestination")


@pytest.mark.parametrize("name", ["MacKey", "PersonKey"])
def test_the_keys_of_links_and_people_can_only_make_and_check_macs(name: str) -> None:
    key = properties(f"Keys.{name}")
    assert (key["KeySpec"], key["KeyUsage"]) == ("HMAC_256", "GENERATE_VERIFY_MAC")


def test_every_function_and_the_api_log_encrypted_and_for_a_bounded_time() -> None:
    groups = {
        g.properties["LogGroupName"]: g.properties for g in of_type("AWS::Logs::LogGroup").values()
    }
    assert {f"/aws/lambda/{name}" for name in of_type("AWS::Lambda::Function")} <= set(groups)
    assert {g["KmsKeyId"] for g in groups.values()} == {KEY}
    assert all(int(g["RetentionInDays"]) <= 731 for g in groups.values())


def test_only_an_operator_makes_logins_and_browsers_never_talk_to_the_pool() -> None:
    pool = properties("People.UserPool")
    assert pool["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}
    assert pool["Policies"]["PasswordPolicy"]["MinimumLength"] >= 12
    client = properties("People.UserPoolClient")
    assert client["ExplicitAuthFlows"] == ["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
    assert client["PreventUserExistenceErrors"] == "ENABLED"


@pytest.mark.parametrize("function", DOORS)
def test_the_api_has_exactly_the_routes_that_its_doors_answer(function: str) -> None:
    door = importlib.import_module(f"functions.{DOORS[function]}")
    declared = {route for route, called in routes().items() if called == function}
    assert declared == set(door.ROUTES)


@pytest.mark.parametrize("function", DOORS)
def test_every_route_leads_to_a_step(function: str) -> None:
    door = importlib.import_module(f"functions.{DOORS[function]}")
    for route in door.ROUTES.values():
        assert callable(route.found()), route.step


def test_the_api_is_throttled() -> None:
    stage = next(iter(of_type("AWS::ApiGatewayV2::Stage").values())).properties
    limits = stage["DefaultRouteSettings"]
    assert limits["ThrottlingRateLimit"] <= 50
    assert limits["ThrottlingBurstLimit"] <= 100


def test_every_counter_that_an_alarm_looks_at_is_counted_somewhere() -> None:
    alarms = (alarm.properties for alarm in of_type("AWS::CloudWatch::Alarm").values())
    told = properties("SweepOutbox")["Environment"]["Variables"]["METRIC_NAMESPACE"]
    assert told == "Cofund/cofund"
    watched = {a["MetricName"] for a in alarms if a.get("Namespace") == told}
    assert len(watched) >= 8
    counted = {
        node.args[0].value
        for path in python_files("shared", "functions")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "count"
        and ast.unparse(node.func.value).endswith("metrics")
        and isinstance(node.args[0], ast.Constant)
    }
    assert watched <= counted


def test_every_alarm_tells_somebody() -> None:
    for alarm in of_type("AWS::CloudWatch::Alarm").values():
        assert alarm.properties["AlarmActions"] == ["AlarmTopic"]
        assert alarm.properties["AlarmDescription"].endswith(".")


@pytest.mark.parametrize("queue", sorted(DEAD_LETTERS))
def test_what_is_set_aside_rings_an_alarm(queue: str) -> None:
    watched = [
        dimension["Value"]
        for alarm in of_type("AWS::CloudWatch::Alarm").values()
        for dimension in alarm.properties.get("Dimensions", ())
        if dimension["Name"] == "QueueName"
    ]
    assert f"{queue.split('.')[1]}.QueueName" in watched


def test_what_the_clock_calls_ends_in_an_alarm_when_it_fails() -> None:
    schedules = of_type("AWS::Scheduler::Schedule").values()
    clocked = {s.properties["Target"]["Arn"] for s in schedules} - {"Periods.FundPeriod"}
    assert clocked == {
        "arn:SweepDecisions",
        "arn:SweepOutbox",
        "arn:SendControl",
        "arn:AuditLedger",
        "arn:SealLedger",
    }
    for arn in clocked:
        function = properties(arn.removeprefix("arn:"))
        assert function["DeadLetterConfig"] == {"TargetArn": "AlarmTopic"}


def test_the_template_stays_readable() -> None:
    lines = (ROOT / "template.yaml").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 1310


def _tls_only(statement: dict[str, Any], arn: str) -> bool:
    return (
        statement["Effect"] == "Deny"
        and statement["Principal"] == "*"
        and statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
        and arn in statement["Resource"]
    )
