"""A browser before the functions' doors: API Gateway's routing, cookies and forms, in memory."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from cofund.aws.http import answer
from cofund.items import Key
from functions import (
    activity_pages,
    consent_pages,
    manager_pages,
    order_pages,
    partner_pages,
    points_pages,
    review_pages,
)
from tests.builders.claims import PASSWORD
from tests.fakes.office import FakeOffice

ROUTES = {
    **activity_pages.ROUTES,
    **partner_pages.ROUTES,
    **review_pages.ROUTES,
    **consent_pages.ROUTES,
    **order_pages.ROUTES,
    **points_pages.ROUTES,
    **manager_pages.ROUTES,
}
HOST = "cofund.example"
ORIGIN = f"https://{HOST}"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: str
    cookies: tuple[str, ...] = ()

    @property
    def location(self) -> str:
        """Where it sends the browser."""
        return self.headers["Location"]


@dataclass
class Browser:
    """One person's browser: keeps cookies, follows nothing by itself."""

    office: FakeOffice
    login: str | None = None
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.login is not None:
            form = {"login": self.login, "password": PASSWORD, "next": "/"}
            assert self.post("/sign-in", form).status == 303

    @property
    def form_key(self) -> str:
        """The value that this session's forms carry."""
        session = self.office.sessions.find(
            self.cookies.get("__Host-session"), now=self.office.clock()
        )
        return session.form_key if session else ""

    def get(self, path: str, **headers: str) -> Answer:
        """Open a page."""
        return self.send("GET", path, headers=headers)

    def head(self, path: str) -> Answer:
        """Ask what a page would answer, as scanners do."""
        return self.send("HEAD", path)

    def post(
        self,
        path: str,
        form: Mapping[str, str] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a form of our own page: with its origin, and the session's value in it."""
        body = urlencode({"csrf": self.form_key, **(form or {})}).encode()
        ours = {"origin": ORIGIN, "content-type": "application/x-www-form-urlencoded"}
        return self.send("POST", path, headers=ours | dict(headers or {}), body=body)

    def send(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> Answer:
        """Send anything."""
        event = an_event(method, path, headers=headers or {}, cookies=self.cookies, body=body)
        got = answer(event, ROUTES, office=self.office, largest=manager_pages.LARGEST)
        for cookie in got["cookies"]:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(got["statusCode"], got["headers"], got["body"], tuple(got["cookies"]))


def an_event(
    method: str,
    path: str,
    *,
    headers: Mapping[str, str],
    cookies: Mapping[str, str],
    body: bytes = b"",
) -> dict[str, Any]:
    """Give the event that API Gateway makes of a request."""
    address = urlsplit(path)
    has_file = headers.get("content-type", "").startswith("multipart/")
    route, parameters = matched(method, address.path)
    return {
        "version": "2.0",
        "routeKey": route,
        "rawPath": address.path,
        "pathParameters": parameters,
        "queryStringParameters": dict(parse_qsl(address.query)),
        "headers": {"host": HOST, **headers},
        "cookies": [f"{name}={value}" for name, value in cookies.items()],
        "requestContext": {"domainName": HOST, "http": {"method": method, "path": address.path}},
        "body": base64.b64encode(body).decode() if has_file else body.decode("latin-1"),
        "isBase64Encoded": has_file,
    }


def matched(method: str, path: str) -> tuple[str, dict[str, str]]:
    """Give the route that API Gateway chooses: a fixed path before one with parameters."""
    for route in sorted(ROUTES, key=lambda route: route.count("{")):
        verb, _, pattern = route.partition(" ")
        regex = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", pattern)
        found = re.fullmatch(regex, path)
        if verb == method and found:
            return route, {name: unquote(value) for name, value in found.groupdict().items()}
    raise LookupError(f"no route for {method} {path}")


def everything(office: FakeOffice) -> dict[Key, object]:
    """Give all that stands in the tables, to see that nothing has changed."""
    return {
        stored.key: stored.attributes
        for table in ("claims", "ledger")
        for stored in office.items.scan(table)  # type: ignore[arg-type]
    }
