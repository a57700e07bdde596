"""Souvenirs' forms from other sites, other sessions and nobody: none changes anything."""

from __future__ import annotations

import pytest

from functions import order_pages
from tests.builders.souvenirs import a_shipped_order, a_shop, an_order
from tests.fakes.office import FakeOffice
from tests.security.browser import ORIGIN, Browser, everything

POSTS = [route for route in order_pages.ROUTES if route.startswith("POST ")]
ELSEWHERE: list[dict[str, str]] = [
    {"origin": "null"},
    {"origin": "https://evil.example"},
    {"origin": ORIGIN, "sec-fetch-site": "cross-site"},
]
FORM = {
    "q-mug": "1",
    "p-mug": "45000",
    "order_key": "k-1",
    "b-mug": "1",
    "number": "1",
    "waybill": "17",
    "why": "-",
    "revision": "2",
}


@pytest.fixture
def office() -> FakeOffice:
    office = a_shop()
    an_order(office)
    a_shipped_order(office, order_id="O-2")
    return office


def path_of(route: str) -> str:
    order = "O-2" if route.endswith(("return", "refuse")) else "O-1"
    return route.removeprefix("POST ").replace("{order}", order)


def whose(route: str) -> str:
    return "marina" if "/manage/" in route else "anna"


@pytest.mark.parametrize("route", POSTS)
def test_a_form_from_elsewhere_is_refused(route: str, office: FakeOffice) -> None:
    browser = Browser(office, whose(route))
    before = everything(office)
    for headers in ELSEWHERE:
        assert browser.post(path_of(route), FORM, headers=headers).status == 403, headers
    assert everything(office) == before


@pytest.mark.parametrize("route", POSTS)
def test_a_form_of_another_session_is_refused(route: str, office: FakeOffice) -> None:
    browser, other = Browser(office, whose(route)), Browser(office, whose(route))
    before = everything(office)
    form = {**FORM, "csrf": other.form_key}
    assert browser.post(path_of(route), form).status == 403
    assert everything(office) == before


@pytest.mark.parametrize("route", order_pages.ROUTES)
def test_nobody_who_is_not_signed_in_sees_or_changes_anything(
    route: str, office: FakeOffice
) -> None:
    before = everything(office)
    method = route.partition(" ")[0]
    path = path_of(route.replace("GET ", "POST "))
    got = Browser(office).get(path) if method == "GET" else Browser(office).post(path, FORM)
    assert (got.status, got.location.split("?")[0]) == (303, "/sign-in")
    assert everything(office) == before


def test_every_form_is_obeyed_when_our_own_page_sends_it(office: FakeOffice) -> None:
    for route in POSTS:
        answer = Browser(office, whose(route)).post(path_of(route), FORM)
        assert answer.status in (200, 303, 409), (route, answer.status)
