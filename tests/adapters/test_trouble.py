"""Passing trouble has one name, whatever service it comes from; a bug keeps its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    HTTPClientError,
    IncompleteReadError,
    NoCredentialsError,
    ReadTimeoutError,
    SSLError,
)

from cofund.aws.trouble import PASSING_TROUBLE, code_of, named_trouble, said_of
from cofund.errors import TryAgain

ADDRESS = "https://service.example"


def client_error(code: str, status: int = 400) -> ClientError:
    answer: Any = {
        "Error": {"Code": code, "Message": "claim c-1"},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    return ClientError(answer, "Operation")


def raised_within(error: Exception) -> None:
    with named_trouble("the table"):
        raise error


@pytest.mark.parametrize(
    "make",
    [
        lambda: ConnectTimeoutError(endpoint_url=ADDRESS),
        lambda: ReadTimeoutError(endpoint_url=ADDRESS),
        lambda: EndpointConnectionError(endpoint_url=ADDRESS),
        lambda: ConnectionClosedError(endpoint_url=ADDRESS),
        lambda: SSLError(endpoint_url=ADDRESS, error="handshake"),
        lambda: HTTPClientError(error="broken"),
        lambda: IncompleteReadError(actual_bytes=1, expected_bytes=2),
    ],
)
def test_a_service_out_of_reach_means_try_again(make: Callable[[], Exception]) -> None:
    with pytest.raises(TryAgain, match="the table is out of reach"):
        raised_within(make())


@pytest.mark.parametrize("code", sorted(PASSING_TROUBLE))
def test_a_service_that_is_busy_means_try_again(code: str) -> None:
    with pytest.raises(TryAgain, match=code):
        raised_within(client_error(code))


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_fault_of_the_service_means_try_again_whatever_its_code(status: int) -> None:
    with pytest.raises(TryAgain):
        raised_within(client_error("SomethingNew", status))


@pytest.mark.parametrize(
    "error",
    [
        client_error("AccessDenied", 403),
        client_error("ValidationException"),
        NoCredentialsError(),
        ValueError("ours"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_trying_again_would_not_mend_keeps_its_own_name(error: Exception) -> None:
    with pytest.raises(type(error)):
        raised_within(error)


def test_the_services_words_stay_out_of_the_message() -> None:
    with pytest.raises(TryAgain) as caught:
        raised_within(client_error("ThrottlingException"))
    assert "c-1" not in str(caught.value)
    assert code_of(client_error("ThrottlingException")) == "ThrottlingException"


def test_a_refusal_of_a_service_is_said_by_its_name_without_its_words() -> None:
    assert said_of(client_error("AccessDenied", 403)) == "AWS answered AccessDenied to Operation"
    assert said_of(NoCredentialsError()) == "Unable to locate credentials"
