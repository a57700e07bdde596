"""The HTTP front plays API Gateway's HTTP API: routes, events and answers."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
import requests
from werkzeug.test import Client, TestResponse

from infra.local.engine import Engine
from infra.local.http_front import MAX_BODY_BYTES, HttpFront
from infra.local.runtime_api import Answer
from infra.local.site import Route

_SECONDS = 60
ROUTES = [
    Route("GET", "/claims/{claim}", "show"),
    Route("ANY", "/claims/new", "new"),
    Route("GET", "/static/{path+}", "file"),
    Route("POST", "/claims/{claim}", "send"),
]


def front(answer: Any, *, routes: list[Route] = ROUTES) -> tuple[Client, list[Any]]:
    """A client of a front whose functions all answer alike, and the events they are given."""
    events: list[Any] = []

    def invoke(function: str, payload: bytes) -> Answer:
        events.append({"function": function, **json.loads(payload)})
        return answer if isinstance(answer, Answer) else Answer(json.dumps(answer).encode(), False)

    return Client(HttpFront(routes, invoke)), events


@pytest.mark.parametrize(
    ("method", "path", "function"),
    [
        ("GET", "/claims/7", "show"),
        ("GET", "/claims/new", "new"),
        ("DELETE", "/claims/new", "new"),
        ("HEAD", "/claims/new", "new"),
        ("POST", "/claims/7", "send"),
        ("GET", "/static/css/site.css", "file"),
    ],
)
def test_the_most_particular_route_is_taken(method: str, path: str, function: str) -> None:
    client, events = front({"statusCode": 200})
    client.open(path, method=method)
    assert events[0]["function"] == function


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/"), ("GET", "/claims/7/pages"), ("PUT", "/claims/7"), ("HEAD", "/claims/7")],
)
def test_what_has_no_route_is_not_found(method: str, path: str) -> None:
    client, events = front({"statusCode": 200})
    assert client.open(path, method=method).status_code == 404
    assert events == []


def test_a_default_route_takes_what_is_left() -> None:
    client, events = front({}, routes=[*ROUTES, Route("ANY", "/$default", "rest")])
    client.get("/nowhere/at/all")
    assert (events[0]["function"], events[0]["routeKey"]) == ("rest", "$default")


def test_an_event_holds_what_was_sent() -> None:
    client, events = front({"statusCode": 200})
    client.set_cookie("session", "s")
    client.post("/claims/%D0%B07?a=1&a=2&b=", data={"kind": "invoice"}, headers={"X-A": "1"})
    event = events[0]
    assert event["version"] == "2.0"
    assert event["routeKey"] == "POST /claims/{claim}"
    assert event["rawPath"] == "/claims/а7"
    assert event["pathParameters"] == {"claim": "а7"}
    assert event["queryStringParameters"] == {"a": "1,2", "b": ""}
    assert event["rawQueryString"] == "a=1&a=2&b="
    assert event["cookies"] == ["session=s"]
    assert "cookie" not in event["headers"]
    assert event["headers"]["x-a"] == "1"
    assert (event["body"], event["isBase64Encoded"]) == ("kind=invoice", False)
    assert event["requestContext"]["http"]["method"] == "POST"


def test_bytes_travel_in_base64() -> None:
    client, events = front({"statusCode": 200})
    client.post("/claims/7", data=b"\x00\xff", content_type="application/pdf")
    assert events[0]["isBase64Encoded"]
    assert base64.b64decode(events[0]["body"]) == b"\x00\xff"


def answered(answer: Any) -> TestResponse:
    return front(answer)[0].get("/claims/7")


def test_an_answer_is_sent_with_its_status_headers_and_cookies() -> None:
    body = base64.b64encode(b"\x89PNG").decode()
    response = answered(
        {
            "statusCode": 201,
            "headers": {"Content-Type": "image/png"},
            "cookies": ["a=1; Secure", "b=2"],
            "body": body,
            "isBase64Encoded": True,
        }
    )
    assert response.status_code == 201
    assert response.data == b"\x89PNG"
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers.getlist("Set-Cookie") == ["a=1; Secure", "b=2"]


def test_an_answer_without_a_status_is_all_body() -> None:
    response = answered({"balance": 5})
    assert response.status_code == 200
    assert response.json == {"balance": 5}


def test_a_functions_error_shows_nothing_of_itself() -> None:
    response = answered(Answer.failure("KeyError", "secret"))
    assert response.status_code == 500
    assert response.json == {"message": "Internal Server Error"}


def test_a_body_over_the_bound_is_refused_unread() -> None:
    client, events = front({"statusCode": 200})
    response = client.post(
        "/claims/7", environ_overrides={"CONTENT_LENGTH": str(MAX_BODY_BYTES + 1)}
    )
    assert response.status_code == 413
    assert events == []


def test_the_engine_serves_the_templates_routes(engine: Engine) -> None:
    response = requests.post(f"{engine.url}/claims/7?x=1", data="{}", timeout=_SECONDS)
    assert response.headers["X-Route"] == "POST /claims/{claim}"
    assert response.json()["queryStringParameters"] == {"x": "1"}
    assert response.json()["requestContext"]["domainName"] == engine.url.removeprefix("http://")
    assert requests.get(f"{engine.url}/nothing", timeout=_SECONDS).status_code == 404
