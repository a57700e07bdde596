"""What a consent link does for scanners, strangers, approvers and replays: as a claim's link."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cofund.approval import CODE_TRIES, MAX_POSTS, link_token
from cofund.consenting import consent_token, read_consent_token
from cofund.models.approval import ApprovalRequest
from cofund.steps.consents.filing import withdraw_matter
from tests.builders.answers import mailed_code
from tests.builders.claims import ANNA, PASSWORD, an_office
from tests.builders.matters import (
    ASKED,
    LARGE,
    ConsentWalk,
    a_content,
    approver,
    consent_links,
    filed,
    the_asked,
)
from tests.fakes.office import FakeOffice
from tests.security.browser import Answer, Browser, everything


@pytest.fixture
def office() -> FakeOffice:
    return an_office()


def asking(office: FakeOffice, *, large: bool = False) -> ConsentWalk:
    walk = filed(office, a_content(asked=LARGE if large else ASKED))
    walk.ask()
    return walk


def path(office: FakeOffice) -> str:
    return f"/consent/{consent_links(office)[-1]}"


def a_form(office: FakeOffice, **fields: str) -> dict[str, str]:
    return {"csrf": the_asked(office).link.form_key, "choice": "approve", **fields}


def with_code(office: FakeOffice, **fields: str) -> dict[str, str]:
    """Ask for a code as the page does, and give the form that answers with it."""
    form = a_form(office, **fields)
    assert Browser(office).post(f"{path(office)}/code", form).status == 200
    return form | {"code": mailed_code(office)}


def other(office: FakeOffice) -> str:
    return "roman" if approver(office).login == "rita" else "rita"


def test_opening_a_link_however_often_changes_nothing(office: FakeOffice) -> None:
    asking(office)
    before = everything(office)
    for method in ("GET", "HEAD") * 3:
        assert Browser(office).send(method, path(office)).status == 200
    assert everything(office) == before


def test_the_page_shows_what_is_asked_and_what_to_look_at(office: FakeOffice) -> None:
    asking(office)
    body = Browser(office).get(path(office)).body
    for words in ("Осенний ужин", "Интегратор", "40", "Ресторан", "На что обратить внимание"):
        assert words in body
    assert consent_links(office)[-1] in body
    assert "task" not in body


def test_a_code_from_the_mailbox_proves_the_approver(office: FakeOffice) -> None:
    walk = asking(office)
    got = Browser(office).post(path(office), with_code(office))
    assert got.status == 200
    assert "Согласовано" in got.body
    assert walk.head.state == "approved"
    assert office.consent_workflow.waiting == frozenset()


def test_a_form_without_a_proof_decides_nothing(office: FakeOffice) -> None:
    walk = asking(office)
    for fields in ({}, {"code": ""}, {"code": "123456"}):
        assert Browser(office).post(path(office), a_form(office, **fields)).status == 400
    assert walk.head.state == "in_review"


def test_a_code_has_five_tries(office: FakeOffice) -> None:
    walk = asking(office)
    right = with_code(office)
    wrong = right | {"code": "000000" if right["code"] != "000000" else "111111"}
    for _ in range(CODE_TRIES):
        assert Browser(office).post(path(office), wrong).status == 400
    assert Browser(office).post(path(office), right).status == 400
    assert walk.head.state == "in_review"


def test_a_link_takes_a_bounded_number_of_forms(office: FakeOffice) -> None:
    asking(office)
    form = a_form(office)
    answers = [Browser(office).post(f"{path(office)}/code", form).status for _ in range(32)]
    assert answers == [200] * MAX_POSTS + [429] * (32 - MAX_POSTS)


def test_above_the_limit_a_code_is_refused_and_a_sign_in_wanted(office: FakeOffice) -> None:
    walk = asking(office, large=True)
    assert Browser(office).post(f"{path(office)}/code", a_form(office)).status == 403
    assert Browser(office).post(path(office), a_form(office, code="123456")).status == 403
    login = {"login": approver(office).login, "password": PASSWORD}
    browser = Browser(office)
    assert browser.post(f"{path(office)}/sign-in", a_form(office) | login).status == 303
    assert browser.post(path(office), a_form(office)).status == 200
    assert walk.head.state == "approved"


def test_another_approver_cannot_answer_by_it(office: FakeOffice) -> None:
    walk = asking(office, large=True)
    assert Browser(office, other(office)).post(path(office), a_form(office)).status == 403
    login = {"login": other(office), "password": PASSWORD}
    got = Browser(office).post(f"{path(office)}/sign-in", a_form(office) | login)
    assert got.status == 400
    assert walk.head.state == "in_review"


@pytest.mark.parametrize("login", ["anna", "boris", "fedor", "oleg"])
def test_who_may_not_answer_does_not_even_with_a_link(login: str, office: FakeOffice) -> None:
    walk = asking(office, large=True)
    theirs = the_asked(office).link.model_copy(update={"jti": "theirs", "reviewer": login})
    office.consent_links.issue(theirs, task_token="t")
    link = f"/consent/{consent_token(theirs, office.macs)}"
    form = {"csrf": theirs.form_key, "choice": "approve"}
    assert Browser(office, login).post(link, form).status == 403
    assert walk.head.state == "in_review"


@pytest.mark.parametrize("csrf", ["", "x", "key-1"])
def test_a_form_that_is_not_the_links_own_is_refused(csrf: str, office: FakeOffice) -> None:
    walk = asking(office)
    form = with_code(office) | {"csrf": csrf}
    assert Browser(office).post(path(office), form).status == 403
    assert Browser(office).post(f"{path(office)}/code", form).status == 403
    assert walk.head.state == "in_review"


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"origin": "null"}])
def test_a_form_from_another_site_is_refused(headers: dict[str, str], office: FakeOffice) -> None:
    walk = asking(office)
    form = with_code(office)
    assert Browser(office).post(path(office), form, headers=headers).status == 403
    assert walk.head.state == "in_review"


def test_unknown_forged_used_borrowed_expired_and_revoked_links_look_alike(
    office: FakeOffice,
) -> None:
    asking(office)
    used = path(office)
    Browser(office).post(used, with_code(office, choice="return", remark="Уточните"))
    office.clock.move(timedelta(days=1))
    link = office.consent_links.find(office_jti(office))[0]
    unknown = consent_token(link.model_copy(update={"jti": "never-issued"}), office.macs)
    claims = ApprovalRequest.model_validate(
        {
            **link.model_dump(exclude={"matter", "state", "posts"}),
            "claim_id": link.matter.matter_id,
            "version": 1,
        }
    )
    expired = link.model_copy(update={"expires_at": office.clock()})
    paths = (
        used,
        f"/consent/{unknown}",
        f"/consent/{link_token(claims, office.macs)}",
        f"/consent/{consent_token(expired, office.macs)}",
        "/consent/x.y",
        "/consent/" + "z" * 3_000,
    )
    for method in ("GET", "HEAD", "POST"):
        answers = [Browser(office).send(method, each) for each in paths]
        assert {answer.status for answer in answers} == {410}
        assert len({alike(answer) for answer in answers}) == 1


def alike(answer: Answer) -> tuple[str, str]:
    return answer.body, str(sorted(answer.headers.items()))


def office_jti(office: FakeOffice) -> str:
    return read_consent_token(consent_links(office)[-1], office.macs, now=office.clock()).jti


def test_its_proven_approver_is_told_that_they_have_answered(office: FakeOffice) -> None:
    asking(office)
    answered = with_code(office)
    login = approver(office).login
    assert Browser(office).post(path(office), answered).status == 200
    assert Browser(office).post(path(office), answered).status == 409
    assert Browser(office, login).get(path(office)).status == 409
    assert Browser(office, other_than(login)).get(path(office)).status == 410
    assert len(office.matters.audit("application", "app-1")) == 3


def other_than(login: str) -> str:
    return "roman" if login == "rita" else "rita"


def test_a_withdrawn_matter_makes_its_link_stale(office: FakeOffice) -> None:
    walk = asking(office)
    form = with_code(office)
    login = approver(office).login
    withdraw_matter(walk.head, ANNA, office=office)
    assert Browser(office).get(path(office)).status == 410
    assert Browser(office, login).get(path(office)).status == 409
    assert Browser(office).post(path(office), form).status == 410
    assert walk.head.state == "withdrawn"


@pytest.mark.parametrize("amount", ["40000.01", "999999", "10000000000000"])
def test_no_form_raises_the_amount(amount: str, office: FakeOffice) -> None:
    walk = asking(office)
    form = with_code(office, choice="approve_part", amount=amount)
    assert Browser(office).post(path(office), form | {"asked": amount}).status == 200
    consent = office.matters.consent(walk.matter)
    assert consent is not None
    assert consent.amount == ASKED


@pytest.mark.parametrize(
    "form",
    [
        {"choice": ""},
        {"choice": "x" * 4_000},
        {"choice": "reject", "remark": " "},
        {"code": "💰" * 2_000},
        {"code": "\x00"},
        {"amount": "x" * 4_000, "choice": "approve_part"},
        {"points": "5", "choice": "approve_part"},
    ],
    ids=lambda form: str(form)[:40],
)
def test_a_form_that_is_none_shows_what_is_wrong_with_it(
    form: dict[str, str], office: FakeOffice
) -> None:
    walk = asking(office)
    assert Browser(office).post(path(office), with_code(office) | form).status == 400
    assert walk.head.state == "in_review"


def test_hostile_words_of_an_applicant_stay_words(office: FakeOffice) -> None:
    hostile = "<script>alert(1)</script>{{ 7*7 }}"
    content = a_content(aim=hostile)
    named = content.activity.model_copy(update={"name": hostile})
    filed(office, content.model_copy(update={"activity": named})).ask()
    got = Browser(office).get(path(office))
    assert "<script>alert" not in got.body
    assert "&lt;script&gt;alert(1)" in got.body
    assert "{{ 7*7 }}" in got.body
    assert got.headers["Cache-Control"] == "no-store"
    assert "script-src" not in got.headers["Content-Security-Policy"]


def test_the_token_of_the_wait_is_on_no_page_and_in_no_mail(office: FakeOffice) -> None:
    walk = asking(office)
    body = Browser(office).get(path(office)).body
    mails = "".join(mail.text + mail.html for mail in office.mailer.sent)
    assert walk.token not in body + mails


@pytest.mark.parametrize(("locale", "words"), [("en", "Your answer"), ("ru", "Ваш ответ")])
def test_the_language_is_chosen_on_the_page_and_stays(
    locale: str, words: str, office: FakeOffice
) -> None:
    asking(office)
    browser = Browser(office)
    chosen = browser.get(f"{path(office)}?language={locale}")
    assert (chosen.status, chosen.location) == (303, path(office))
    assert words in browser.get(chosen.location).body
