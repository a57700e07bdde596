"""Cases 36 and 37: a partner's pages show nothing of another's, and change nothing there."""

from __future__ import annotations

import json

import pytest

from functions import partner_pages
from tests.builders.answers import answer
from tests.builders.claims import a_draft, an_office
from tests.builders.walks import a_walk
from tests.fakes.office import FakeOffice
from tests.security.browser import Browser, everything

CLAIM_ROUTES = [route for route in partner_pages.ROUTES if "{claim}" in route]
SIGNED_IN_ROUTES = [
    route
    for route in partner_pages.ROUTES
    if not any(free in route for free in ("/sign-in", "/language", "/static"))
]


def a_path(route: str, claim_id: str, document_id: str = "id-0002") -> tuple[str, str]:
    method, _, pattern = route.partition(" ")
    return method, pattern.replace("{claim}", claim_id).replace("{document}", document_id)


def visited(browser: Browser, method: str, path: str) -> int:
    if method == "GET":
        return browser.get(path).status
    form = {"kind": "invoice", "content_type": "application/pdf"}
    return browser.post(path, form).status


@pytest.fixture
def office() -> FakeOffice:
    return an_office()


@pytest.mark.parametrize("state", ["draft", "returned", "in_review"])
@pytest.mark.parametrize("route", CLAIM_ROUTES)
def test_case_36_another_partners_claim_is_not_there(
    route: str, state: str, office: FakeOffice
) -> None:
    claim_id = a_claim_in(state, office)
    stranger = Browser(office, "boris")
    before = everything(office)
    assert visited(stranger, *a_path(route, claim_id)) == 404
    assert everything(office) == before


@pytest.mark.parametrize("route", CLAIM_ROUTES)
def test_case_36_a_strange_claim_answers_like_none_at_all(route: str, office: FakeOffice) -> None:
    claim_id = a_claim_in("draft", office)
    stranger = Browser(office, "boris")
    method, path = a_path(route, claim_id)
    strange = stranger.get(path) if method == "GET" else stranger.post(path)
    _, path = a_path(route, "no-such-claim")
    none = stranger.get(path) if method == "GET" else stranger.post(path)
    assert (strange.status, strange.body, strange.headers) == (
        none.status,
        none.body,
        none.headers,
    )


@pytest.mark.parametrize("login", ["rita", "marina", "fedor", "oleg"])
@pytest.mark.parametrize("route", CLAIM_ROUTES)
def test_people_of_the_vendor_have_no_partners_pages(
    route: str, login: str, office: FakeOffice
) -> None:
    claim_id = a_claim_in("draft", office)
    assert visited(Browser(office, login), *a_path(route, claim_id)) == 404


@pytest.mark.parametrize("route", SIGNED_IN_ROUTES)
def test_without_a_session_one_is_sent_to_sign_in(route: str, office: FakeOffice) -> None:
    claim_id = a_claim_in("draft", office)
    before = everything(office)
    method, path = a_path(route, claim_id)
    browser = Browser(office)
    got = browser.get(path) if method == "GET" else browser.post(path)
    assert got.status == 303
    assert got.location.startswith("/sign-in")
    assert everything(office) == before


@pytest.mark.parametrize(
    "claim_id", ["x" * 3_000, "..%2F..", "%00", "a%23b", "CLM%23id", "id-0001%0A", "ид"]
)
def test_an_id_that_can_be_none_is_not_looked_for(claim_id: str, office: FakeOffice) -> None:
    a_claim_in("draft", office)
    assert Browser(office, "anna").get(f"/claims/{claim_id}").status == 404


def test_case_36_balance_and_claims_are_the_visitors_own(office: FakeOffice) -> None:
    claim_id = a_claim_in("in_review", office)
    assert claim_id in Browser(office, "anna").get("/claims").body
    stranger = Browser(office, "boris")
    assert claim_id not in stranger.get("/claims").body
    assert "122" not in stranger.get("/balance").body


def test_case_36_another_partners_application_opens_no_claim(office: FakeOffice) -> None:
    stranger = Browser(office, "boris")
    form = {"application_id": "dinner-2026", "claimed": "100"}
    got = stranger.post("/claims", form)
    unknown = stranger.post("/claims", form | {"application_id": "no-such"})
    assert got.status == unknown.status == 400
    assert office.claims.of_partner("nebyvalye") == []
    assert office.claims.of_partner("integrator") == []


def test_case_37_no_form_to_send_files_into_another_partners_claim(office: FakeOffice) -> None:
    claim_id = a_claim_in("draft", office)
    stranger = Browser(office, "boris")
    asked = {"kind": "invoice", "content_type": "application/pdf", "file_name": "a.pdf"}
    before = everything(office)
    headers = {"content-type": "application/json", "x-csrf": stranger.form_key}
    got = stranger.send(
        "POST",
        f"/claims/{claim_id}/uploads",
        headers={"origin": "https://cofund.example", **headers},
        body=json.dumps(asked).encode(),
    )
    assert got.status == 404
    assert "policy" not in got.body
    assert everything(office) == before


def test_case_37_a_ticket_names_one_key_of_the_visitors_own(office: FakeOffice) -> None:
    claim_id = a_claim_in("draft", office)
    browser = Browser(office, "anna")
    asked = {"kind": "invoice", "content_type": "application/pdf", "file_name": "../../x.pdf"}
    got = browser.send(
        "POST",
        f"/claims/{claim_id}/uploads",
        headers={
            "origin": "https://cofund.example",
            "content-type": "application/json",
            "x-csrf": browser.form_key,
        },
        body=json.dumps(asked).encode(),
    )
    assert got.status == 201
    ticket = json.loads(got.body)
    assert ticket["fields"]["key"] == f"integrator/{claim_id}/0001/{ticket['document_id']}"


def a_claim_in(state: str, office: FakeOffice) -> str:
    """Give a claim of the first partner in a state."""
    draft = a_draft(office)
    if state == "draft":
        return draft.claim.claim_id
    walk = a_walk(office, draft).to_review()
    if state == "returned":
        answer(office, "return")
        walk.end()
    assert walk.claim.state == state
    return walk.claim_id
