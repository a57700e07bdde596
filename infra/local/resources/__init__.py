"""From a resource type of the template to what makes it on the engine.

Every type is either made (`_CREATORS`) or ignored for a reason (`IGNORED`); any other is an error,
so that nothing of the template is left out silently.
"""

from __future__ import annotations

from infra.local.errors import TemplateNotUnderstood
from infra.local.resources import (
    buckets,
    events,
    functions,
    http_api,
    keys,
    mail,
    queues,
    sign_in,
    state_machines,
    tables,
)
from infra.local.resources.wanted import Created, Creator, Wanted
from infra.local.template import Resource

__all__ = ["IGNORED", "Created", "Creator", "Wanted", "creator_of"]

_NO_PERMISSIONS = "the engine checks no permissions"
_NO_OPERATIONS = (
    "nobody watches the engine: alarms, metrics and retention have no effect on one machine"
)
_FROM_SOURCE = "functions run from the source tree"
_NO_SCANNER = "the scan runs inside the function locally"

IGNORED: dict[str, str] = {
    "AWS::ApiGatewayV2::Stage": "the HTTP front has one stage",
    "AWS::Backup::BackupPlan": _NO_OPERATIONS,
    "AWS::Backup::BackupSelection": _NO_OPERATIONS,
    "AWS::Backup::BackupVault": _NO_OPERATIONS,
    "AWS::CloudWatch::Alarm": _NO_OPERATIONS,
    "AWS::CloudWatch::CompositeAlarm": _NO_OPERATIONS,
    "AWS::CloudWatch::Dashboard": _NO_OPERATIONS,
    "AWS::Cognito::UserPoolDomain": "sign-in goes through the API, not through Cognito's pages",
    "AWS::GuardDuty::MalwareProtectionPlan": _NO_SCANNER,
    "AWS::IAM::ManagedPolicy": _NO_PERMISSIONS,
    "AWS::IAM::Policy": _NO_PERMISSIONS,
    "AWS::IAM::Role": _NO_PERMISSIONS,
    "AWS::Lambda::EventInvokeConfig": "asynchronous calls are retried twice, Lambda's default",
    "AWS::Lambda::LayerVersion": _FROM_SOURCE,
    "AWS::Lambda::Permission": _NO_PERMISSIONS,
    "AWS::Logs::LogGroup": _NO_OPERATIONS,
    "AWS::Logs::MetricFilter": _NO_OPERATIONS,
    "AWS::Logs::ResourcePolicy": _NO_PERMISSIONS,
    "AWS::S3::BucketPolicy": _NO_PERMISSIONS,
    "AWS::SES::ConfigurationSetEventDestination": _NO_OPERATIONS,
    "AWS::SNS::Subscription": _NO_OPERATIONS,
    "AWS::SNS::Topic": _NO_OPERATIONS,
    "AWS::SNS::TopicPolicy": _NO_PERMISSIONS,
    "AWS::SQS::QueuePolicy": _NO_PERMISSIONS,
    "AWS::Scheduler::ScheduleGroup": "schedules have names enough",
    "AWS::XRay::Group": _NO_OPERATIONS,
}

_CREATORS: dict[str, Creator] = {
    "AWS::ApiGatewayV2::Api": http_api.create_api,
    "AWS::Cognito::UserPool": sign_in.create_user_pool,
    "AWS::Cognito::UserPoolClient": sign_in.create_client,
    "AWS::Cognito::UserPoolGroup": sign_in.create_group,
    "AWS::DynamoDB::Table": tables.create_table,
    "AWS::Events::Rule": events.create_rule,
    "AWS::KMS::Alias": keys.create_alias,
    "AWS::KMS::Key": keys.create_key,
    "AWS::Lambda::EventSourceMapping": functions.create_event_source,
    "AWS::Lambda::Function": functions.create_function,
    "AWS::S3::Bucket": buckets.create_bucket,
    "AWS::SES::ConfigurationSet": mail.create_configuration_set,
    "AWS::SES::EmailIdentity": mail.create_identity,
    "AWS::SQS::Queue": queues.create_queue,
    "AWS::Scheduler::Schedule": events.create_schedule,
    "AWS::StepFunctions::StateMachine": state_machines.create_state_machine,
}


def creator_of(resource: Resource) -> Creator:
    """What makes a resource of this type.

    Raises:
        TemplateNotUnderstood: the type is neither made nor ignored.
    """
    creator = _CREATORS.get(resource.type)
    if creator is None:
        raise TemplateNotUnderstood(
            f"{resource.logical_id}: the local engine does not know {resource.type}. Write a "
            "creator for it, or list it as ignored with the reason: both in "
            "infra/local/resources/__init__.py."
        )
    return creator
