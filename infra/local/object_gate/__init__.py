"""A gate before moto's S3, which stock moto lacks: it lets anybody do anything with any bucket.

- An upload form is taken only as its signed policy says (`post_policy`), and answered as S3 does:
  204, 201 with XML, or a redirect, as the form asks.
- A pre-signed URL works with the right signature and until its time runs out (`signed_url`).
- A request without any signature is refused: our buckets are private.
- Browsers are told of the bucket's own CORS rules (`cross_origin`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from infra.local.http_front import Reply, StartResponse
from infra.local.object_gate import cross_origin, signed_url
from infra.local.object_gate.answers import refusal
from infra.local.object_gate.cross_origin import CorsRule
from infra.local.object_gate.form import take_upload

WsgiApplication = Callable[[Any, Any], Iterable[bytes]]


class ObjectGate:
    """A WSGI application that checks requests for buckets and hands on what is allowed."""

    def __init__(
        self, behind: WsgiApplication, *, buckets: Callable[[], Any], client: Callable[[str], Any]
    ) -> None:
        self._behind = behind
        self._buckets = buckets
        self._client = client

    def __call__(self, environ: Any, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, or let moto answer it."""
        bucket = self._buckets().get(environ["PATH_INFO"].split("/")[1])
        if bucket is None:
            return self._behind(environ, start_response)
        rules = [_rule(rule) for rule in bucket.cors]
        if environ["REQUEST_METHOD"] == "OPTIONS":
            return _preflight(environ, rules).send(start_response)
        start = _with_cors(environ, rules, start_response)
        if _is_form(environ):
            return take_upload(environ, bucket.name, self._client("s3")).send(start)
        refused = _unsigned(environ)
        return refused.send(start) if refused else self._behind(environ, start)


def _is_form(environ: Mapping[str, Any]) -> bool:
    content_type: str = environ.get("CONTENT_TYPE", "")
    return environ["REQUEST_METHOD"] == "POST" and content_type.startswith("multipart/form-data")


def _unsigned(environ: Any) -> Reply | None:
    """The refusal of a request that nobody signed, or not well."""
    if environ.get("HTTP_AUTHORIZATION"):
        return None
    query = environ.get("QUERY_STRING", "")
    if not signed_url.is_signed(query):
        return refusal(403, "AccessDenied", "Access Denied")
    if signed_url.has_expired(query, datetime.now(UTC)):
        return refusal(403, "AccessDenied", "Request has expired")
    path = environ["PATH_INFO"].encode("latin-1").decode()
    headers = {"host": environ.get("HTTP_HOST", "")}
    if not signed_url.is_genuine(environ["REQUEST_METHOD"], path, query, headers):
        return refusal(403, "SignatureDoesNotMatch", "The signature is not that of this request.")
    return None


def _rule(rule: Any) -> CorsRule:
    def several(value: Any) -> tuple[str, ...]:
        return (value,) if isinstance(value, str) else tuple(value or ())

    age = rule.max_age_seconds
    return CorsRule(
        origins=several(rule.allowed_origins),
        methods=several(rule.allowed_methods),
        headers=tuple(name.lower() for name in several(rule.allowed_headers)),
        exposed=several(rule.exposed_headers),
        max_age_seconds=None if age is None else int(age),
    )


def _preflight(environ: Any, rules: Sequence[CorsRule]) -> Reply:
    origin = environ.get("HTTP_ORIGIN", "")
    asked = environ.get("HTTP_ACCESS_CONTROL_REQUEST_HEADERS", "")
    rule = cross_origin.allowed(
        rules,
        origin=origin,
        method=environ.get("HTTP_ACCESS_CONTROL_REQUEST_METHOD", ""),
        asked_headers=[name.strip() for name in asked.split(",") if name.strip()],
    )
    if rule is None:
        return refusal(403, "AccessForbidden", "CORSResponse: This CORS request is not allowed.")
    headers = cross_origin.answer_headers(rule, origin=origin, asked_headers=asked)
    return Reply(status=200, body=b"", headers=headers)


def _with_cors(
    environ: Any, rules: Sequence[CorsRule], start_response: StartResponse
) -> StartResponse:
    """A `start_response` that puts the bucket's CORS headers in the place of moto's."""
    origin = environ.get("HTTP_ORIGIN", "")
    method = environ["REQUEST_METHOD"]
    rule = cross_origin.allowed(rules, origin=origin, method=method, asked_headers=())
    ours = cross_origin.answer_headers(rule, origin=origin, asked_headers="") if rule else {}

    def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        kept = [h for h in headers if not h[0].lower().startswith("access-control-")]
        return start_response(status, [*kept, *ours.items()], *more)

    return start
