"""Forms from other sites and other sessions: every route that changes anything refuses them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from functions import partner_pages, review_pages
from tests.builders.answers import asked, mailed_links
from tests.builders.claims import PASSWORD, a_draft, an_office
from tests.builders.walks import a_walk
from tests.fakes.office import FakeOffice
from tests.security.browser import ORIGIN, Browser, everything

POSTS = [
    route for route in (*partner_pages.ROUTES, *review_pages.ROUTES) if route.startswith("POST ")
]
ELSEWHERE: list[dict[str, str]] = [
    {},
    {"origin": "null"},
    {"origin": "https://evil.example"},
    {"origin": "https://cofund.example.evil.example"},
    {"origin": ORIGIN, "sec-fetch-site": "cross-site"},
]


@pytest.fixture
def office() -> FakeOffice:
    return an_office()


def a_path(route: str, office: FakeOffice) -> str:
    claim = a_draft(office).claim
    a_walk(office).to_review()
    pattern = route.removeprefix("POST ")
    return (
        pattern.replace("{claim}", claim.claim_id)
        .replace("{document}", "id-0002")
        .replace("{token}", mailed_links(office)[-1])
    )


def right_form(route: str, office: FakeOffice, browser: Browser) -> dict[str, str]:
    key = asked(office).link.form_key if "/review/" in route else browser.form_key
    return {
        "csrf": key,
        "choice": "approve",
        "login": "rita",
        "password": PASSWORD,
        "application_id": "dinner-2026",
        "claimed": "100",
        "kind": "invoice",
        "content_type": "application/pdf",
    }


def whose(route: str) -> str:
    """Give who may send a route's form."""
    if route == "POST /partners":
        return "marina"
    return "rita" if "/review/" in route else "anna"


def sent(browser: Browser, path: str, form: Mapping[str, str], headers: Mapping[str, str]) -> int:
    return browser.send("POST", path, headers=headers, body=urlencode(form).encode()).status


@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
@pytest.mark.parametrize("route", POSTS)
def test_a_form_sent_by_another_site_changes_nothing(
    route: str, headers: dict[str, str], office: FakeOffice
) -> None:
    path = a_path(route, office)
    browser = Browser(office, whose(route))
    form = right_form(route, office, browser)
    before = everything(office)
    assert sent(browser, path, form, headers) == 403
    assert everything(office) == before


@pytest.mark.parametrize("route", [route for route in POSTS if route != "POST /sign-in"])
@pytest.mark.parametrize("value", ["", "wrong", "another session's"])
def test_case_23_a_form_without_the_pages_own_value_changes_nothing(
    route: str, value: str, office: FakeOffice
) -> None:
    path = a_path(route, office)
    browser = Browser(office, whose(route))
    other = Browser(office, "anna").form_key
    form = right_form(route, office, browser)
    form["csrf"] = other if value.startswith("another") else value
    before = everything(office)
    assert sent(browser, path, form, {"origin": ORIGIN}) == 403
    assert everything(office) == before


def test_the_upload_scripts_question_carries_the_sessions_value(office: FakeOffice) -> None:
    claim = a_draft(office).claim
    browser = Browser(office, "anna")
    for headers in ({}, {"x-csrf": "wrong"}, {"x-csrf": Browser(office, "boris").form_key}):
        got = browser.send(
            "POST",
            f"/claims/{claim.claim_id}/uploads",
            headers={"origin": ORIGIN, "content-type": "application/json", **headers},
            body=b'{"kind":"invoice","content_type":"application/pdf","file_name":"a.pdf"}',
        )
        assert got.status == 403


def test_signing_out_ends_the_session_on_our_side(office: FakeOffice) -> None:
    browser = Browser(office, "anna")
    secret = browser.cookies["__Host-session"]
    assert browser.post("/sign-out").status == 303
    browser.cookies["__Host-session"] = secret
    assert browser.get("/claims").status == 303


def test_a_session_is_over_after_its_time(office: FakeOffice) -> None:
    browser = Browser(office, "anna")
    office.clock.move(timedelta(hours=12) - timedelta(seconds=1))
    assert browser.get("/claims").status == 200
    office.clock.move(timedelta(seconds=1))
    assert browser.get("/claims").status == 303


@pytest.mark.parametrize("secret", ["", "id-0001", "x" * 5_000, "а"])
def test_nobody_guesses_a_session(secret: str, office: FakeOffice) -> None:
    Browser(office, "anna")
    guesser = Browser(office, cookies={"__Host-session": secret})
    assert guesser.get("/claims").status == 303


def test_the_cookie_is_out_of_scripts_reach(office: FakeOffice) -> None:
    got = Browser(office).post("/sign-in", {"login": "anna", "password": PASSWORD})
    (cookie,) = got.cookies
    assert cookie.startswith("__Host-session=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("anna", "wrong"),
        ("nobody", PASSWORD),
        ("", ""),
        ("anna", ""),
        ("a" * 4_000, "b" * 4_000),
        ("anna\x00", PASSWORD),
    ],
)
def test_wrong_sign_ins_look_alike(login: str, password: str, office: FakeOffice) -> None:
    got = Browser(office).post("/sign-in", {"login": login, "password": password})
    assert got.status == 400
    assert got.cookies == ()


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nSet-Cookie: x=1"]
)
def test_after_signing_in_one_stays_on_the_site(wanted: str, office: FakeOffice) -> None:
    form = {"login": "anna", "password": PASSWORD, "next": wanted}
    assert Browser(office).post("/sign-in", form).location == "/"
