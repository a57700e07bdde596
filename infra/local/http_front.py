"""The HTTP API in front of the functions, payload format 2.0, as API Gateway plays it.

A route is found by its method and path; an exact path wins over one with parameters, a method over
`ANY`, and `$default` takes what is left. A route for GET does not answer HEAD.
"""

from __future__ import annotations

import base64
import json
import re
import time
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http.client import responses
from typing import Any
from urllib.parse import parse_qsl

from infra.local.account import ACCOUNT_ID
from infra.local.runtime_api import Answer
from infra.local.site import Route

WsgiEnvironment = Mapping[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Invoke = Callable[[str, bytes], Answer]

MAX_BODY_BYTES = 10 * 1024 * 1024  # API Gateway's bound
_TEXT = re.compile(r"text/|application/(json|xml|javascript|x-www-form-urlencoded|[\w.-]+\+json)")
_PARAMETER = re.compile(r"\\\{([^}]+?)(\\\+)?\\\}")


@dataclass(frozen=True)
class Reply:
    """An HTTP answer."""

    status: int
    body: bytes
    headers: Mapping[str, str]
    cookies: tuple[str, ...] = ()

    @classmethod
    def message(cls, status: int, text: str) -> Reply:
        """API Gateway's own short answers."""
        body = json.dumps({"message": text}).encode()
        return cls(status=status, body=body, headers={"content-type": "application/json"})

    def send(self, start_response: StartResponse) -> Iterable[bytes]:
        """Answer by WSGI."""
        headers = {"content-length": str(len(self.body)), **self.headers}
        lines = [*headers.items(), *(("set-cookie", cookie) for cookie in self.cookies)]
        start_response(f"{self.status} {responses.get(self.status, '')}".strip(), lines)
        return [self.body]


class HttpFront:
    """A WSGI application: every request becomes an event for the function of its route."""

    def __init__(self, routes: Iterable[Route], invoke: Invoke) -> None:
        self._invoke = invoke
        self._routes = sorted(
            ((route, _pattern(route.path)) for route in routes), key=lambda pair: _rank(pair[0])
        )

    def __call__(self, environ: WsgiEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        return self._answer(environ).send(start_response)

    def _answer(self, environ: WsgiEnvironment) -> Reply:
        found = self._find(environ["REQUEST_METHOD"], _path(environ))
        if found is None:
            return Reply.message(404, "Not Found")
        length = int(environ.get("CONTENT_LENGTH") or 0)
        if length > MAX_BODY_BYTES:
            return Reply.message(413, "Request Entity Too Large")
        route, parameters = found
        event = _event(environ, route, parameters, body=environ["wsgi.input"].read(length))
        answer = self._invoke(route.function, json.dumps(event).encode())
        if answer.is_error:
            return Reply.message(500, "Internal Server Error")
        return _reply(json.loads(answer.payload or b"null"))

    def _find(self, method: str, path: str) -> tuple[Route, dict[str, str]] | None:
        for route, pattern in self._routes:
            match = pattern.fullmatch(path)
            if match and route.method in ("ANY", method):
                return route, match.groupdict()
        return None


def _rank(route: Route) -> tuple[bool, bool, int, bool]:
    """The most particular route comes first."""
    return (
        route.path == "/$default",
        "+}" in route.path,
        route.path.count("{"),
        route.method == "ANY",
    )


def _pattern(path: str) -> re.Pattern[str]:
    if path == "/$default":
        return re.compile(r".*", re.DOTALL)

    def group(match: re.Match[str]) -> str:
        name = match[1].replace("\\", "")
        return f"(?P<{name}>{'.+' if match[2] else '[^/]+'})"

    return re.compile(_PARAMETER.sub(group, re.escape(path)))


def _path(environ: WsgiEnvironment) -> str:
    """The path as text: WSGI hands its bytes over as Latin-1."""
    raw: str = environ["PATH_INFO"] or "/"
    return raw.encode("latin-1").decode("utf-8", "replace")


def _headers(environ: WsgiEnvironment) -> dict[str, str]:
    headers = {
        key[5:].replace("_", "-").lower(): value
        for key, value in environ.items()
        if key.startswith("HTTP_")
    }
    for key in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if environ.get(key):
            headers[key.replace("_", "-").lower()] = environ[key]
    return headers


def _query(text: str) -> dict[str, str]:
    """Query parameters; the values of a repeated one are joined by commas."""
    values: dict[str, str] = {}
    for name, value in parse_qsl(text, keep_blank_values=True, max_num_fields=1000):
        values[name] = f"{values[name]},{value}" if name in values else value
    return values


def _event(
    environ: WsgiEnvironment, route: Route, parameters: Mapping[str, str], *, body: bytes
) -> dict[str, Any]:
    headers = _headers(environ)
    cookies = [part.strip() for part in headers.pop("cookie", "").split(";") if part.strip()]
    query = _query(environ.get("QUERY_STRING", ""))
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": _route_key(route),
        "rawPath": _path(environ),
        "rawQueryString": environ.get("QUERY_STRING", ""),
        "headers": headers,
        "requestContext": _request_context(environ, route, headers),
        "isBase64Encoded": False,
    }
    optional = {
        "cookies": cookies,
        "queryStringParameters": query,
        "pathParameters": dict(parameters),
    }
    event.update({name: value for name, value in optional.items() if value})
    if body:
        is_text = _TEXT.match(headers.get("content-type", "text/plain")) is not None
        event["body"] = (
            body.decode("utf-8", "replace") if is_text else base64.b64encode(body).decode()
        )
        event["isBase64Encoded"] = not is_text
    return event


def _route_key(route: Route) -> str:
    return "$default" if route.path == "/$default" else f"{route.method} {route.path}"


def _request_context(
    environ: WsgiEnvironment, route: Route, headers: Mapping[str, str]
) -> dict[str, Any]:
    now = time.time()
    host = headers.get("host", "localhost")
    return {
        "accountId": ACCOUNT_ID,
        "apiId": "local",
        "domainName": host,
        "domainPrefix": host.split(".")[0],
        "requestId": str(uuid.uuid4()),
        "routeKey": _route_key(route),
        "stage": "$default",
        "time": time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(now)),
        "timeEpoch": int(now * 1000),
        "http": {
            "method": environ["REQUEST_METHOD"],
            "path": _path(environ),
            "protocol": environ.get("SERVER_PROTOCOL", "HTTP/1.1"),
            "sourceIp": environ.get("REMOTE_ADDR", ""),
            "userAgent": headers.get("user-agent", ""),
        },
    }


def _reply(answer: Any) -> Reply:
    """The function's answer; without a `statusCode` all of it is the body, as JSON."""
    if not isinstance(answer, dict) or "statusCode" not in answer:
        body = answer if isinstance(answer, str) else json.dumps(answer)
        return Reply(status=200, body=body.encode(), headers={"content-type": "application/json"})
    text = answer.get("body") or ""
    encoded = answer.get("isBase64Encoded", False)
    headers = {name.lower(): str(value) for name, value in (answer.get("headers") or {}).items()}
    return Reply(
        status=int(answer["statusCode"]),
        body=base64.b64decode(text) if encoded else text.encode(),
        headers=headers,
        cookies=tuple(answer.get("cookies") or ()),
    )
