"""The AWS endpoint: Lambda's Invoke goes to the workers, everything else to the services."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote

from infra.local.errors import UnknownFunction
from infra.local.http_front import StartResponse, WsgiEnvironment
from infra.local.runtime_api import MAX_PAYLOAD_BYTES, Answer

WsgiApplication = Callable[[Any, Any], Iterable[bytes]]

_INVOKE = re.compile(r"/2015-03-31/functions/(.+)/invocations")


class AwsFront:
    """A WSGI application that answers every AWS client on this machine."""

    def __init__(
        self,
        *,
        services: WsgiApplication,
        invoke: Callable[[str, bytes], Answer],
        invoke_later: Callable[[str, bytes], None],
    ) -> None:
        self._services = services
        self._invoke = invoke
        self._invoke_later = invoke_later

    def __call__(self, environ: WsgiEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        match = _INVOKE.fullmatch(environ["PATH_INFO"])
        if match is None or environ["REQUEST_METHOD"] != "POST":
            return self._services(environ, start_response)
        return self._invoked(unquote(match[1]), environ, start_response)

    def _invoked(
        self, function: str, environ: WsgiEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        length = min(int(environ.get("CONTENT_LENGTH") or 0), MAX_PAYLOAD_BYTES + 1)
        payload = environ["wsgi.input"].read(length) or b"{}"
        if length > MAX_PAYLOAD_BYTES:
            return _refuse(
                start_response, "413 Request Entity Too Large", "RequestTooLargeException"
            )
        try:
            if environ.get("HTTP_X_AMZ_INVOCATION_TYPE") == "Event":
                self._invoke_later(function, payload)
                return _send(start_response, "202 Accepted", b"", {})
            answer = self._invoke(function, payload)
        except UnknownFunction:
            return _refuse(start_response, "404 Not Found", "ResourceNotFoundException")
        failed = {"X-Amz-Function-Error": "Unhandled"} if answer.is_error else {}
        headers = {"X-Amz-Executed-Version": "$LATEST", **failed}
        return _send(start_response, "200 OK", answer.payload, headers)


def _refuse(start_response: StartResponse, status: str, name: str) -> Iterable[bytes]:
    body = json.dumps({"Type": "User", "Message": name}).encode()
    return _send(start_response, status, body, {"x-amzn-ErrorType": name})


def _send(
    start_response: StartResponse, status: str, body: bytes, headers: dict[str, str]
) -> Iterable[bytes]:
    own = {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}
    start_response(status, list(own.items()))
    return [body]
