"""Cases 22 to 32 and 35: what a link does for scanners, strangers, reviewers and replays."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import pytest

from cofund.approval import CODE_TRIES, MAX_POSTS, link_token, read_link
from cofund.models.claim import Claim
from cofund.steps.claiming import revise
from cofund.steps.storage import working_prefix
from cofund.steps.withdrawing import withdraw
from tests.builders.answers import answer, asked, mailed_code, mailed_links
from tests.builders.claims import ANNA, a_draft, an_office
from tests.builders.reads import roubles
from tests.builders.walks import Walk, a_walk
from tests.fakes.office import FakeOffice
from tests.security.browser import Answer, Browser, everything

SMALL, LARGE = roubles(40_000), roubles(122_000)


@pytest.fixture
def office() -> FakeOffice:
    return an_office()


def in_review(office: FakeOffice, *, large: bool = False) -> Walk:
    return a_walk(office, a_draft(office, claimed=LARGE if large else SMALL)).to_review()


def path(office: FakeOffice) -> str:
    return f"/review/{mailed_links(office)[-1]}"


def a_form(office: FakeOffice, **fields: str) -> dict[str, str]:
    return {"csrf": asked(office).link.form_key, "choice": "approve", **fields}


def with_code(office: FakeOffice) -> dict[str, str]:
    """Ask for a code as the page does, and give the form that answers with it."""
    form = a_form(office)
    assert Browser(office).post(f"{path(office)}/code", form).status == 200
    return form | {"code": mailed_code(office)}


def gone(got: Answer) -> bool:
    return got.status == 410


def test_case_22_opening_a_link_however_often_changes_nothing(office: FakeOffice) -> None:
    walk = in_review(office)
    document = next(iter(walk.papers))
    image = f"{path(office)}/pages/{document}/1"
    key = working_prefix(walk.claim_id, 1, document) + "page-1"
    office.files.write("personal", key, b"\xff\xd8\xff an image", content_type="image/jpeg")
    before = everything(office)
    sent = len(office.mailer.sent)
    for _ in range(MAX_POSTS * 3):
        assert Browser(office).get(path(office)).status == 200
        assert Browser(office).head(path(office)).status == 200
        assert Browser(office).get(image).status == 200
    assert everything(office) == before
    assert len(office.mailer.sent) == sent
    assert office.workflow.waiting == {walk.token}
    assert Browser(office).post(path(office), with_code(office)).status == 200
    assert walk.claim.state == "approved"


def test_case_22_head_answers_without_a_body(office: FakeOffice) -> None:
    in_review(office)
    got, full = Browser(office).head(path(office)), Browser(office).get(path(office))
    assert got.body == ""
    assert got.headers == full.headers


def test_case_23_scanners_posts_use_up_no_tries(office: FakeOffice) -> None:
    in_review(office)
    for _ in range(MAX_POSTS * 2):
        assert Browser(office).post(path(office), {"choice": "reject"}).status == 403
    assert Browser(office).post(path(office), with_code(office)).status == 200


def test_case_24_an_answer_sent_again_is_a_conflict_to_the_reviewer_who_gave_it(
    office: FakeOffice,
) -> None:
    walk = in_review(office)
    form = with_code(office)
    assert Browser(office).post(path(office), form).status == 200
    stood = everything(office)
    assert Browser(office).post(path(office), form).status == 409
    reviewer = asked_reviewer(office)
    assert Browser(office, reviewer).post(path(office), form).status == 409
    assert Browser(office, reviewer).get(path(office)).status == 409
    assert walk.claim.state == "approved"
    kept = everything(office)
    assert [
        key for key in stood if kept[key] != stood[key] and not key.pk.startswith("LINK#")
    ] == []


def test_case_24_to_anybody_else_the_link_is_gone(office: FakeOffice) -> None:
    in_review(office)
    form = with_code(office)
    Browser(office).post(path(office), form)
    assert gone(Browser(office).get(path(office)))
    assert gone(Browser(office).post(path(office), form | {"code": "000000"}))
    assert gone(Browser(office).post(path(office), form | {"code": ""}))
    assert gone(Browser(office, "anna").get(path(office)))
    assert gone(Browser(office, other_reviewer(office)).post(path(office), form | {"code": ""}))


def test_nobody_finds_a_used_links_code_by_trying(office: FakeOffice) -> None:
    in_review(office)
    form = with_code(office)
    Browser(office).post(path(office), form)
    wrong = form | {"code": "999999" if form["code"] != "999999" else "000000"}
    for _ in range(MAX_POSTS):
        assert gone(Browser(office).post(path(office), wrong))
    assert gone(Browser(office).post(path(office), form))


@pytest.mark.parametrize("position", [0, 5, 100, -1, -20])
def test_case_25_a_changed_link_is_gone(position: int, office: FakeOffice) -> None:
    in_review(office)
    token = mailed_links(office)[-1]
    letter = "B" if token[position] != "B" else "C"
    letters = list(token)
    letters[position] = letter
    assert gone(Browser(office).get("/review/" + "".join(letters)))


def test_case_27_an_expired_link_is_gone(office: FakeOffice) -> None:
    in_review(office)
    link = path(office)
    reviewer = asked_reviewer(office)
    office.clock.move(timedelta(days=7))
    assert gone(Browser(office).get(link))
    assert gone(Browser(office, reviewer).get(link))


def test_case_28_a_link_to_what_has_changed_is_stale_to_its_reviewer(office: FakeOffice) -> None:
    walk = in_review(office)
    link, reviewer = path(office), asked_reviewer(office)
    form = a_form(office)
    withdraw(walk.claim, ANNA, office=office)
    assert Browser(office, reviewer).get(link).status == 409
    assert Browser(office, reviewer).post(link, form).status == 409
    assert gone(Browser(office).get(link))
    assert gone(Browser(office).post(link, form))


def test_case_28_a_link_to_an_earlier_version_decides_nothing(office: FakeOffice) -> None:
    walk = in_review(office, large=True)
    first = mailed_links(office)[-1]
    request, _ = office.links.find(asked(office).link.jti)
    answer(office, "return")
    walk.end()
    claim: Claim = revise(walk.claim, ANNA, office=office)
    office.links.issue(request.model_copy(update={"jti": "again", "state": "OPEN"}), task_token="t")
    stale = link_token(request.model_copy(update={"jti": "again"}), office.macs)
    browser = Browser(office, request.reviewer)
    assert browser.get(f"/review/{stale}").status == 409
    assert browser.get(f"/review/{first}").status == 409
    assert claim.version == 2
    assert office.approvals.decision(claim.claim_id, 2) is None


@pytest.mark.parametrize("large", [False, True])
def test_case_29_another_reviewers_session_decides_nothing(
    office: FakeOffice, *, large: bool
) -> None:
    walk = in_review(office, large=large)
    form = a_form(office) if large else with_code(office)
    for login in (other_reviewer(office), "marina", "anna", "fedor"):
        assert Browser(office, login).post(path(office), form).status == 403
    assert walk.claim.state == "in_review"


def test_a_large_amount_wants_a_session_and_takes_no_code(office: FakeOffice) -> None:
    walk = in_review(office, large=True)
    form = a_form(office)
    assert Browser(office).post(f"{path(office)}/code", form).status == 403
    assert Browser(office).post(path(office), form | {"code": "000000"}).status == 403
    browser = Browser(office)
    signed_in = browser.post(
        f"{path(office)}/sign-in",
        form | {"login": asked_reviewer(office), "password": "an invented password 1"},
    )
    assert signed_in.status == 303
    assert browser.post(path(office), form).status == 200
    assert walk.claim.state == "approved"


def test_another_reviewer_is_told_that_the_link_is_not_theirs(office: FakeOffice) -> None:
    in_review(office, large=True)
    browser = Browser(office)
    form = {"login": other_reviewer(office), "password": "an invented password 1"}
    got = browser.post(f"{path(office)}/sign-in", a_form(office) | form)
    assert got.status == 400
    assert "Эта ссылка пришла другому сотруднику" in got.body
    assert browser.form_key == ""


@pytest.mark.parametrize("login", ["anna", "boris", "fedor", "oleg"])
def test_case_30_who_may_not_decide_does_not_even_with_a_link(
    login: str, office: FakeOffice
) -> None:
    walk = in_review(office, large=True)
    theirs = asked(office).link.model_copy(update={"jti": "theirs", "reviewer": login})
    office.links.issue(theirs, task_token="t")
    link = f"/review/{link_token(theirs, office.macs)}"
    form = {"csrf": theirs.form_key, "choice": "approve"}
    assert Browser(office, login).post(link, form).status == 403
    assert walk.claim.state == "in_review"


@pytest.mark.parametrize("amount", ["40000.01", "999999", "10000000000000"])
def test_case_32_no_form_raises_the_amount(amount: str, office: FakeOffice) -> None:
    walk = in_review(office)
    form = with_code(office) | {"choice": "approve_part", "amount": amount}
    assert Browser(office).post(path(office), form | {"held": amount}).status == 200
    decision = office.approvals.decision(walk.claim_id, 1)
    assert decision is not None
    assert decision.amount == SMALL


@pytest.mark.parametrize("amount", ["0", "-1", "NaN", "1e400", "9" * 39, "", "1,234"])
def test_case_44_an_amount_that_is_none_decides_nothing(amount: str, office: FakeOffice) -> None:
    walk = in_review(office)
    form = with_code(office) | {"choice": "approve_part", "amount": amount}
    assert Browser(office).post(path(office), form).status == 400
    assert walk.claim.state == "in_review"


@pytest.mark.parametrize(
    "form",
    [
        {"choice": ""},
        {"choice": "approved"},
        {"choice": "x" * 4_000},
        {"choice": "reject", "remark": " "},
        {"code": "12345"},
        {"code": "💰" * 2_000},
        {"code": "\x00"},
        {"amount": "x" * 4_000, "choice": "approve_part"},
        {"remark.no_such_rule": "x" * 4_000, "choice": ""},
    ],
    ids=lambda form: str(form)[:40],
)
def test_a_form_that_is_none_shows_what_is_wrong_with_it(
    form: dict[str, str], office: FakeOffice
) -> None:
    walk = in_review(office)
    whole = with_code(office) | form
    assert Browser(office).post(path(office), whole).status == 400
    assert walk.claim.state == "in_review"


def test_a_code_has_five_tries(office: FakeOffice) -> None:
    walk = in_review(office)
    right = with_code(office)
    wrong = right | {"code": "000000" if right["code"] != "000000" else "111111"}
    for _ in range(CODE_TRIES):
        assert Browser(office).post(path(office), wrong).status == 400
    assert Browser(office).post(path(office), right).status == 400
    assert walk.claim.state == "in_review"
    assert Browser(office).post(path(office), with_code(office)).status == 200


def test_a_code_lasts_ten_minutes_and_a_new_one_replaces_it(office: FakeOffice) -> None:
    walk = in_review(office)
    first = with_code(office)
    office.clock.move(timedelta(minutes=10))
    assert Browser(office).post(path(office), first).status == 400
    second = with_code(office)
    assert Browser(office).post(path(office), first).status == 400
    assert walk.claim.state == "in_review"
    assert Browser(office).post(path(office), second).status == 200


def test_a_link_takes_a_bounded_number_of_forms(office: FakeOffice) -> None:
    walk = in_review(office)
    form = a_form(office)
    answers = [Browser(office).post(f"{path(office)}/code", form).status for _ in range(40)]
    assert answers == [200] * MAX_POSTS + [429] * (40 - MAX_POSTS)
    assert walk.claim.state == "in_review"


def test_case_35_unknown_forged_used_expired_and_revoked_links_look_alike(
    office: FakeOffice,
) -> None:
    used = in_review(office)
    used_path = path(office)
    Browser(office).post(used_path, with_code(office))
    used.end()
    revoked = a_walk(office, a_draft(office, claimed=SMALL)).to_review()
    revoked_path = path(office)
    office.clock.move(timedelta(days=2))
    revoked.ask()
    unknown = link_token(asked(office).link.model_copy(update={"jti": "never-issued"}), office.macs)
    paths = (used_path, revoked_path, f"/review/{unknown}", "/review/x.y", "/review/" + "z" * 3_000)
    for method in ("GET", "HEAD", "POST"):
        answers = [Browser(office).send(method, each) for each in paths]
        assert {answer.status for answer in answers} == {410}
        assert len({(answer.body, str(sorted(answer.headers.items()))) for answer in answers}) == 1


def test_a_reminders_link_takes_the_place_of_the_one_before(office: FakeOffice) -> None:
    walk = in_review(office)
    before, reviewer = path(office), asked_reviewer(office)
    office.clock.move(timedelta(days=2))
    walk.ask()
    assert gone(Browser(office).get(before))
    assert gone(Browser(office, reviewer).get(before))
    assert Browser(office).post(path(office), with_code(office)).status == 200


@pytest.mark.parametrize("page", ["0", "01", "-1", "1.5", "../1", "9999", "a", "١"])
def test_a_page_image_is_one_of_the_claims_own(page: str, office: FakeOffice) -> None:
    walk = in_review(office)
    document = next(iter(walk.papers))
    assert gone(Browser(office).get(f"{path(office)}/pages/{document}/{quote(page, safe='')}"))
    assert gone(Browser(office).get(f"{path(office)}/pages/no-such-document/1"))


def asked_reviewer(office: FakeOffice) -> str:
    return read_link(mailed_links(office)[-1], office.macs, now=office.clock()).reviewer


def other_reviewer(office: FakeOffice) -> str:
    return "roman" if asked_reviewer(office) == "rita" else "rita"


@pytest.mark.parametrize(("locale", "title"), [("en", "Review · Claim"), ("ru", "Рассмотрение")])
def test_the_language_is_chosen_on_the_page_and_stays(
    locale: str, title: str, office: FakeOffice
) -> None:
    in_review(office)
    browser = Browser(office)
    chosen = browser.get(f"{path(office)}?language={locale}")
    assert (chosen.status, chosen.location) == (303, path(office))
    shown = browser.get(chosen.location)
    assert f'<html lang="{locale}">' in shown.body
    assert title in shown.body


@pytest.mark.parametrize("language", ["", "de", "ru%0d%0aX-Forged: 1", "../en"])
def test_a_language_that_is_none_changes_nothing(language: str, office: FakeOffice) -> None:
    in_review(office)
    assert Browser(office).get(f"{path(office)}?language={quote(language)}").status == 200
