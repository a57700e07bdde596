"""A manager files for a partner: for the chosen one only, under their own name, never deciding."""

from __future__ import annotations

import pytest

from cofund.approval import choose_reviewer, may_decide
from cofund.errors import Misconfigured
from cofund.models.approval import Decision, InformationRequest
from cofund.models.claim import ClaimRequest
from cofund.steps.claiming import submit
from cofund.steps.filing import StandIn
from cofund.steps.opening import open_claim
from functions import partner_pages
from tests.builders.answers import answer, asked, mailed_links
from tests.builders.claim_files import dinner_papers
from tests.builders.claims import (
    ANNA,
    EVERYBODY,
    MARINA,
    Draft,
    a_draft,
    an_office,
    send_file,
)
from tests.builders.reads import roubles
from tests.builders.walks import a_walk
from tests.fakes.office import FakeOffice
from tests.security.browser import Browser, everything
from tests.security.test_partner_access import CLAIM_ROUTES, a_path, visited
from tests.steps.soundness import assert_sound, mails_to

PARTNER_ROUTES = [
    route for route in partner_pages.ROUTES if route.split()[1].startswith(("/claims", "/balance"))
]
STANDING_IN = StandIn(MARINA, "integrator")


@pytest.fixture
def office() -> FakeOffice:
    return an_office()


def acting(office: FakeOffice, partner: str = "integrator", login: str = "marina") -> Browser:
    """Give a manager's browser after they chose a partner."""
    browser = Browser(office, login)
    got = browser.post("/partners", {"partner": partner})
    assert (got.status, got.location) == (303, "/claims")
    return browser


def a_filed_draft(office: FakeOffice) -> Draft:
    """Give a draft that the manager opened for the first partner, its files sent."""
    request = ClaimRequest(
        application_id="dinner-2026", claimed=roubles(122_000), sponsor_money=roubles(0)
    )
    claim = open_claim(request, STANDING_IN, office=office)
    papers = dinner_papers()
    sent = [
        send_file(office, claim, kind=paper.kind, content=f"%PDF-1.7 {paper.document_id}".encode())
        for paper in papers
    ]
    return Draft(claim, dict(zip(sent, papers, strict=True)), ANNA)


@pytest.mark.parametrize("login", ["anna", "rita", "fedor", "oleg"])
def test_only_managers_choose_a_partner(login: str, office: FakeOffice) -> None:
    browser, before = Browser(office, login), everything(office)
    assert browser.get("/partners").status == 404
    before = everything(office)
    assert browser.post("/partners", {"partner": "nebyvalye"}).status == 404
    assert everything(office) == before


@pytest.mark.parametrize("login", ["rita", "fedor", "oleg"])
@pytest.mark.parametrize("route", PARTNER_ROUTES)
def test_a_choice_in_the_session_opens_nothing_for_other_roles(
    route: str, login: str, office: FakeOffice
) -> None:
    claim_id = a_draft(office).claim.claim_id
    browser = Browser(office, login)
    office.sessions.choose(browser.cookies["__Host-session"], "integrator")
    before = everything(office)
    assert visited(browser, *a_path(route, claim_id)) == 404
    assert everything(office) == before


@pytest.mark.parametrize("route", PARTNER_ROUTES)
def test_a_manager_who_chose_nobody_or_stopped_sees_no_partners_page(
    route: str, office: FakeOffice
) -> None:
    claim_id = a_draft(office).claim.claim_id
    assert visited(Browser(office, "marina"), *a_path(route, claim_id)) == 404
    stopped = acting(office)
    assert stopped.post("/partners").location == "/partners?notice=stood_in"
    assert visited(stopped, *a_path(route, claim_id)) == 404


@pytest.mark.parametrize("route", CLAIM_ROUTES)
def test_a_manager_reaches_no_claim_but_the_chosen_partners(route: str, office: FakeOffice) -> None:
    claim_id = a_draft(office).claim.claim_id
    browser = acting(office, "nebyvalye")
    before = everything(office)
    assert visited(browser, *a_path(route, claim_id)) == 404
    assert everything(office) == before


def test_a_partner_who_does_not_exist_is_not_chosen(office: FakeOffice) -> None:
    browser = Browser(office, "marina")
    assert browser.post("/partners", {"partner": "nobody"}).status == 404
    assert browser.get("/claims").status == 404


def test_partners_are_found_by_name_and_inn(office: FakeOffice) -> None:
    browser = Browser(office, "marina")
    inn = office.directory.partner("nebyvalye").inn
    assert 'value="integrator"' in browser.get("/partners").body
    found = browser.get(f"/partners?find={inn}").body
    assert 'value="nebyvalye"' in found
    assert 'value="integrator"' not in found


def test_signing_in_leads_a_manager_to_the_programme_and_a_partner_to_claims(
    office: FakeOffice,
) -> None:
    assert Browser(office, "marina").get("/").location == "/manage"
    assert acting(office).get("/").location == "/claims"
    assert Browser(office, "anna").get("/").location == "/claims"


def test_every_page_says_on_whose_behalf_and_nobodys_else_does(office: FakeOffice) -> None:
    claim_id = a_draft(office).claim.claim_id
    manager, partner = acting(office), Browser(office, "anna")
    for path in ("/claims", "/balance", "/claims/new", f"/claims/{claim_id}"):
        assert "Вы действуете от имени партнёра:" in manager.get(path).body
        assert "Вы действуете от имени" not in partner.get(path).body


def test_a_claim_filed_on_behalf_is_paid_and_its_audit_says_by_whom_and_for_whom(
    office: FakeOffice,
) -> None:
    browser = acting(office)
    opened = browser.post("/claims", {"application_id": "dinner-2026", "claimed": "122000"})
    assert opened.status == 303
    (standing,) = office.claims.of_partner("integrator")
    assert (standing.opened_by, standing.stand_ins) == ("marina", ("marina",))
    draft = a_filed_draft(office)
    assert browser.post(f"/claims/{draft.claim.claim_id}/submit").status == 303
    walk = a_walk(office, draft).to_review()
    assert isinstance(answer(office, "approve"), Decision)
    assert walk.end().state == "payout_sent"
    assert walk.acknowledge().state == "paid"
    filed = [entry for entry in office.claims.audit(walk.claim_id) if entry.on_behalf_of]
    assert [(entry.to_state, entry.actor, entry.on_behalf_of) for entry in filed] == [
        ("submitted", "marina", "integrator")
    ]
    assert "менеджер программы от имени партнёра" in browser.get(f"/claims/{walk.claim_id}").body
    assert len(mails_to(office, ANNA.mail)) == 2
    assert mails_to(office, MARINA.mail) == []
    assert_sound(office)


def test_who_stood_in_never_decides_whoever_submits_later(office: FakeOffice) -> None:
    draft = a_draft(office)
    form = {"kind": "photo", "content_type": "image/png"}
    assert acting(office).post(f"/claims/{draft.claim.claim_id}/uploads", form).status == 200
    claim = submit(office.claims.get(draft.claim.claim_id), ANNA, office=office)
    assert (claim.edited_by, claim.stand_ins) == ("anna", ("marina",))
    assert not may_decide(claim, MARINA, None)
    with pytest.raises(Misconfigured):
        choose_reviewer(claim, "escalation", [MARINA], None)


def test_the_escalation_goes_to_somebody_else_than_the_manager_who_filed(
    office: FakeOffice,
) -> None:
    walk = a_walk(office, a_filed_draft(office)).to_review()
    asked_for = choose_reviewer(walk.claim, "escalation", EVERYBODY, None)
    assert asked_for.role == "reviewer"
    assert asked(office, mailed_links(office)[-1]).reviewer.login != "marina"


def test_withdrawing_on_behalf_says_so_from_every_state(office: FakeOffice) -> None:
    browser = acting(office)
    draft, walk = a_draft(office).claim, a_walk(office).to_review()
    for claim_id in (draft.claim_id, walk.claim_id):
        assert browser.post(f"/claims/{claim_id}/withdraw").status == 303
    walk.end()
    for claim_id in (draft.claim_id, walk.claim_id):
        last = office.claims.audit(claim_id)[-1]
        assert (last.to_state, last.actor) == ("withdrawn", "marina")
        assert last.on_behalf_of == "integrator"
    assert_sound(office)


def test_who_answers_a_question_for_the_partner_does_not_decide(office: FakeOffice) -> None:
    walk = a_walk(office).to_review()
    asked_by = asked(office).reviewer
    assert isinstance(answer(office, "ask", question="Кто вёл ужин?"), InformationRequest)
    walk.ask()
    browser = acting(office)
    form = {"answer": "Ведущий Небылицын", "number": "1"}
    assert browser.post(f"/claims/{walk.claim_id}/answer", form).status == 303
    assert walk.claim.state == "in_review"
    assert walk.claim.stand_ins == ("marina",)
    assert not may_decide(walk.claim, MARINA, None)
    assert may_decide(walk.claim, asked_by, None)
    last = office.claims.audit(walk.claim_id)[-1]
    assert (last.actor, last.on_behalf_of) == ("marina", "integrator")
    assert_sound(office)
