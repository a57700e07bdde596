"""API Gateway's HTTP events (payload 2.0) to visits, and pages to its answers."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import refused
from cofund.errors import NotAccepted, Refusal, TryAgain
from cofund.steps.partner_site import sign_in_instead
from cofund.steps.site import NotSignedIn, Route, failure_page
from cofund.web import Page, Visit


def answer(
    event: Mapping[str, Any], routes: Mapping[str, Route], *, office: LiveOffice
) -> dict[str, Any]:
    """Give a route's answer; a refusal is a page that says what to do instead."""
    office = office.visited_at(f"https://{event['requestContext']['domainName']}")
    route_key = str(event["routeKey"])
    visit = visit_of(event)
    try:
        found = routes[route_key](visit, office=office, **(event.get("pathParameters") or {}))
    except NotSignedIn:
        found = sign_in_instead(visit)
    except (Refusal, TryAgain) as failure:
        found = failure_page(failure, visit, zone=office.programme_zone)
        refused(route_key, found.status, type(failure).__name__)
    return answer_of(found)


def visit_of(event: Mapping[str, Any]) -> Visit:
    """Give the visit that an event tells of."""
    http = event["requestContext"]["http"]
    return Visit(
        method=http["method"],
        path=str(event["rawPath"]),
        query=event.get("queryStringParameters") or {},
        headers={name.lower(): value for name, value in event["headers"].items()},
        cookies=_cookies(event.get("cookies") or []),
        body=_body(event),
    )


def answer_of(page: Page) -> dict[str, Any]:
    """Give API Gateway's form of a page."""
    answer: dict[str, Any] = {
        "statusCode": page.status,
        "headers": dict(page.headers),
        "cookies": list(page.cookies),
    }
    if isinstance(page.body, bytes):
        encoded = base64.b64encode(page.body).decode()
        return {**answer, "body": encoded, "isBase64Encoded": True}
    return {**answer, "body": page.body, "isBase64Encoded": False}


def _cookies(pairs: list[str]) -> dict[str, str]:
    split = (pair.partition("=") for pair in pairs[:50])
    return {name.strip(): value for name, _, value in split}


def _body(event: Mapping[str, Any]) -> bytes:
    body = event.get("body") or ""
    if not event.get("isBase64Encoded"):
        return str(body).encode()
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error as wrong:
        raise NotAccepted("the body is malformed") from wrong
