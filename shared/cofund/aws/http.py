"""API Gateway's HTTP events (payload 2.0) to visits, and pages to its answers."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from cofund.aws.step_log import refused
from cofund.errors import Refusal, TryAgain
from cofund.steps.office import Office
from cofund.steps.routes import NotSignedIn, Route
from cofund.web import MAX_BODY_BYTES, Page, Visit

UNREADABLE = b"\xff"
"""Stands for a body that is not what it says to be: no form and no JSON begins like this."""


class VisitedOffice(Office, Protocol):
    """An office that learns its own address from the visits to its pages."""

    def visited_at(self, address: str) -> Office:
        """Give the office as seen from a page at this address."""
        ...


def answer(
    event: Mapping[str, Any],
    routes: Mapping[str, Route],
    *,
    office: VisitedOffice,
    largest: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """Give a route's answer; a refusal is a page that says what to do instead.

    ``largest`` says how many bytes the body of a route's form may have where that is more than
    forms usually have.
    """
    here = office.visited_at(f"https://{event['requestContext']['domainName']}")
    most = (largest or {}).get(str(event["routeKey"]), MAX_BODY_BYTES)
    found = _page(event, routes, most, office=here)
    if event["requestContext"]["http"]["method"] == "HEAD":
        found = replace(found, body="")
    return answer_of(found)


def _page(
    event: Mapping[str, Any], routes: Mapping[str, Route], most: int, *, office: Office
) -> Page:
    route_key = str(event["routeKey"])
    visit = visit_of(event)
    try:
        visit.ensure_bounded(most)
        return routes[route_key](visit, office=office, **(event.get("pathParameters") or {}))
    except NotSignedIn:
        from cofund.steps.sign_in_site import sign_in_instead  # most visitors are signed in

        return sign_in_instead(visit)
    except (Refusal, TryAgain) as failure:
        from cofund.steps.site import failure_page  # most pages are shown

        shown = failure_page(failure, visit, zone=office.programme_zone)
        refused(route_key, shown.status, type(failure).__name__)
        return shown


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
        return str(body).encode("utf-8", "surrogatepass")
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error:
        return UNREADABLE
