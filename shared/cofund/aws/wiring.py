"""What this installation is made of: the only module that reads the environment.

Every part is built when it is first asked for, and once. Nothing is imported or built before that,
so a function pays only for the parts that it uses.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cofund.errors import Misconfigured

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cofund.aws.feed import SqsAcknowledgements, SqsReader
    from cofund.aws.files import S3Files
    from cofund.aws.replays import StepFunctionsReplays
    from cofund.ports import (
        Clock,
        ConsentWorkflow,
        Feed,
        Files,
        Ids,
        Items,
        Macs,
        Mailer,
        Metrics,
        Once,
        PrecheckWorkflow,
        Scanner,
        SignIn,
        Workflow,
    )

METRIC_NAMESPACE = "Cofund"
"""Where no installation names its own: nobody watches it."""

CONNECT_SECONDS = 3
READ_SECONDS = 10
TRIES = 3
"""Short: the workflow tries again by itself, and a page must answer within its time."""


@cache
def items() -> Items:
    """Give the tables."""
    from cofund.aws.item_store import DynamoItems

    tables = {"ledger": "LEDGER_TABLE", "claims": "CLAIMS_TABLE"}
    return DynamoItems(_client("dynamodb"), tables=_FromVariables(tables))


@cache
def files() -> Files:
    """Give the documents' buckets."""
    return _s3_files()


def upload_origin() -> str:
    """Give the origin that browsers send files to, for the content security policy."""
    return _s3_files().upload_origin()


@cache
def scanner() -> Scanner:
    """Give the malware scan that the installation names."""
    kind = _variable("SCANNER")
    if kind == "guardduty":
        from cofund.aws.scanner import GuardDutyScanner

        return GuardDutyScanner(_client("s3"), bucket=_variable("QUARANTINE_BUCKET"))
    if kind == "eicar":
        from cofund.aws.scanner import EicarScanner

        return EicarScanner(files())
    raise Misconfigured("SCANNER is 'guardduty' or 'eicar'")


@cache
def mailer() -> Mailer:
    """Give the outgoing mail."""
    from cofund.aws.mailer import SesMailer

    return SesMailer(
        _client("sesv2"),
        sender=_variable("MAIL_FROM"),
        configuration_set=_variable("MAIL_CONFIGURATION_SET"),
    )


@cache
def workflow() -> Workflow:
    """Give the claim_review state machine."""
    from cofund.aws.workflow import StepFunctionsWorkflow

    return StepFunctionsWorkflow(
        _client("stepfunctions"), machine_arn=_variable("REVIEW_MACHINE_ARN")
    )


@cache
def consent_workflow() -> ConsentWorkflow:
    """Give the state machines that ask for consent."""
    from cofund.aws.workflow import StepFunctionsConsents

    arns = {"application": "ACTIVITY_MACHINE_ARN", "award": "AWARD_MACHINE_ARN"}
    return StepFunctionsConsents(_client("stepfunctions"), machine_arns=_FromVariables(arns))


@cache
def precheck_workflow() -> PrecheckWorkflow:
    """Give the claim_precheck state machine."""
    from cofund.aws.workflow import StepFunctionsPrechecks

    return StepFunctionsPrechecks(
        _client("stepfunctions"), machine_arn=_variable("PRECHECK_MACHINE_ARN")
    )


@cache
def replays() -> StepFunctionsReplays:
    """Give the programme_replay state machine: for the command line."""
    from cofund.aws.replays import StepFunctionsReplays

    return StepFunctionsReplays(
        _client("stepfunctions"), machine_arn=_variable("REPLAY_MACHINE_ARN")
    )


@cache
def macs() -> Macs:
    """Give the key that signs links."""
    from cofund.aws.macs import KmsMacs

    return KmsMacs(_client("kms"), key_id=_variable("MAC_KEY_ID"))


@cache
def person_macs() -> Macs:
    """Give the key of keyed hashes of people."""
    from cofund.aws.macs import KmsMacs

    return KmsMacs(_client("kms"), key_id=_variable("PERSON_KEY_ID"))


@cache
def sign_in() -> SignIn:
    """Give the user pool."""
    from cofund.aws.sign_in import CognitoSignIn

    return CognitoSignIn(
        _client("cognito-idp"),
        pool_id=_variable("USER_POOL_ID"),
        client_id=_variable("USER_POOL_CLIENT_ID"),
    )


@cache
def feed() -> Feed:
    """Give the queue to finance."""
    from cofund.aws.feed import SqsFeed

    return SqsFeed(_client("sqs"), queue_url=_variable("FEED_QUEUE_URL"))


@cache
def feed_reader() -> SqsReader:
    """Give finance's end of the feed: for the command line."""
    from cofund.aws.feed import SqsReader

    return SqsReader(_client("sqs"), queue_url=_variable("FEED_QUEUE_URL"))


@cache
def acknowledgements() -> SqsAcknowledgements:
    """Give finance's answering queue: for the command line."""
    from cofund.aws.feed import SqsAcknowledgements

    return SqsAcknowledgements(_client("sqs"), queue_url=_variable("ACKNOWLEDGEMENT_QUEUE_URL"))


@cache
def metrics() -> Metrics:
    """Give the counters that alarms look at."""
    from cofund.aws.metrics import LoggedMetrics

    namespace = os.environ.get("METRIC_NAMESPACE", METRIC_NAMESPACE)
    return LoggedMetrics(sys.stdout, namespace=namespace, clock=clock())


@cache
def clock() -> Clock:
    """Give the machine's clock; the local engine can put it to another day by a file."""
    from cofund.aws.chance_and_time import ShiftedClock, utc_now

    shift = os.environ.get("COFUND_CLOCK_FILE")
    return ShiftedClock(Path(shift)) if shift else utc_now


def is_configured() -> bool:
    """Say whether the environment names an installation."""
    return bool(os.environ.get("LEDGER_TABLE"))


def adopt(settings: Mapping[str, str]) -> None:
    """Take an installation's settings, as a command line does that found them in a file."""
    os.environ.update(settings)


def ids() -> Ids:
    """Give the source of new ids."""
    from cofund.aws.chance_and_time import new_id

    return new_id


def public_url(own_address: str | None = None) -> str:
    """Give the address where people reach the pages, without a slash at its end.

    ``own_address`` stands in where none is set: a page's function knows the API's own address from
    its requests only, because the API cannot name itself to the functions that it is made of.
    """
    if own_address and not os.environ.get("PUBLIC_URL"):
        return own_address
    return _variable("PUBLIC_URL").rstrip("/")


def programme() -> str:
    """Give the name of the programme whose funds these are."""
    return _variable("PROGRAMME")


@cache
def once() -> Once:
    """Give the memory of posts and mails; never money."""
    from cofund.aws.once import RememberedOnce

    return RememberedOnce(_client("dynamodb"), table=_variable("IDEMPOTENCY_TABLE"))


@cache
def _s3_files() -> S3Files:
    from cofund.aws.files import S3Files

    buckets = {
        "quarantine": "QUARANTINE_BUCKET",
        "evidence": "EVIDENCE_BUCKET",
        "personal": "PERSONAL_BUCKET",
    }
    return S3Files(_client("s3"), buckets=_FromVariables(buckets), clock=clock())


@cache
def _client(service: str) -> Any:
    """Give the client of an AWS service; region and credentials are the runtime's."""
    import boto3
    from botocore.config import Config

    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"mode": "standard", "total_max_attempts": TRIES},
        signature_version="s3v4" if service == "s3" else None,
        # Tickets name the bucket's own regional address: S3 redirects from any other for a while
        # after a bucket was made, and browsers don't follow that with a form.
        s3={"addressing_style": "virtual"},
    )
    return boto3.client(service, config=config)  # type: ignore[call-overload]


class _FromVariables(dict[Any, str]):
    """Names by our words for them, read when asked for: a function is given only its own."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        super().__init__()
        self._variables = variables

    def __missing__(self, word: str) -> str:
        return _variable(self._variables[word])


def _variable(name: str) -> str:
    """Give an environment variable.

    Raises:
        Misconfigured: it is missing or empty.
    """
    text = os.environ.get(name, "")
    if not text:
        raise Misconfigured(f"set the environment variable {name}")
    return text
