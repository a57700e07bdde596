"""Passing trouble of any AWS service, under one name: ``TryAgain``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,  # noqa: A004 - botocore's own, which is no OSError
    HTTPClientError,
    IncompleteReadError,
)

from cofund.errors import TryAgain

PASSING_TROUBLE = frozenset(
    {
        "ConditionalRequestConflict",
        "DependencyTimeoutException",
        "ExecutionLimitExceeded",
        "InternalError",
        "InternalServerError",
        "KMSInternalException",
        "KeyUnavailableException",
        "KmsThrottled",
        "KmsThrottlingException",
        "LimitExceededException",
        "OperationAborted",
        "OverLimit",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestTimeout",
        "RequestTimeoutException",
        "SendingPausedException",
        "ServiceUnavailable",
        "SlowDown",
        "Throttling",
        "ThrottledException",
        "ThrottlingException",
        "TooManyRequestsException",
        "TransactionInProgressException",
    }
)
"""Error codes of calls that may go through later, of all services that Cofund calls."""

OUT_OF_REACH = (ConnectionError, HTTPClientError, IncompleteReadError)
"""No connection, no answer in time, or half an answer."""

SERVICE_FAILURES = (BotoCoreError, ClientError)
"""Whatever a call to a service can end with: for the command line, whose user may mend it."""


def said_of(failure: BotoCoreError | ClientError) -> str:
    """Say in a sentence what a service, or the way to it, did not grant."""
    if isinstance(failure, ClientError):
        return f"AWS answered {code_of(failure)} to {failure.operation_name}"
    return str(failure)


@contextmanager
def named_trouble(service: str) -> Iterator[None]:
    """Turn a service's passing trouble into ``TryAgain``; anything else is a bug and stays.

    ``service`` says in our words what could not be reached: "the table".
    """
    try:
        yield
    except OUT_OF_REACH as broken:
        raise TryAgain(f"{service} is out of reach") from broken
    except ClientError as error:
        if not _passes(error):
            raise
        raise TryAgain(f"{service} answered {code_of(error)}") from error


def code_of(error: ClientError) -> str:
    """Give the service's own name of an error; an answer without a body has its HTTP status."""
    return error.response["Error"]["Code"]


def _passes(error: ClientError) -> bool:
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return code_of(error) in PASSING_TROUBLE or status >= 500
