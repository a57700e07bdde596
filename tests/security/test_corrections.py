"""The correction form of the reviewer's page: who may send it, and what the page then shows."""

from __future__ import annotations

from typing import Any

import pytest

from cofund.models.approval import Approval
from tests.builders.answers import answer, asked, mailed_code, mailed_links
from tests.builders.corrections import (
    BANQUET,
    a_misread_walk,
    claimable,
    document_of,
)
from tests.builders.reads import roubles
from tests.builders.walks import Walk
from tests.fakes.office import FakeOffice
from tests.security.browser import Browser
from tests.steps.test_correcting import the_next_version


@pytest.fixture
def walk() -> Walk:
    return a_misread_walk()


def the_form(walk: Walk, **fields: str) -> dict[str, str]:
    return {
        "csrf": asked(walk.office).link.form_key,
        "document": document_of(walk, "invoice"),
        **BANQUET,
        **fields,
    }


def sent(walk: Walk, browser: Browser, **fields: str) -> Any:
    path = f"/review/{mailed_links(walk.office)[-1]}/corrections"
    return browser.post(path, the_form(walk, **fields))


def a_code(office: FakeOffice, browser: Browser) -> str:
    key = asked(office).link.form_key
    browser.post(f"/review/{mailed_links(office)[-1]}/code", {"csrf": key})
    return mailed_code(office)


def the_page(walk: Walk, browser: Browser) -> str:
    return str(browser.get(f"/review/{mailed_links(walk.office)[-1]}").body)


def test_a_code_proves_who_corrects_and_the_page_shows_what_was_judged_anew(walk: Walk) -> None:
    browser = Browser(walk.office)
    answered = sent(walk, browser, code=a_code(walk.office, browser))
    assert answered.status == 303
    assert claimable(walk) == roubles(122_000)
    page = the_page(walk, browser)
    for shown in ("Авиабилеты", "Банкетное обслуживание", asked(walk.office).reviewer.name):
        assert shown in page
    assert 'id="corrections"' in page


def test_without_proof_nothing_is_corrected_and_nothing_typed_is_lost(walk: Walk) -> None:
    browser = Browser(walk.office)
    a_code(walk.office, browser)
    answered = sent(walk, browser, code="000000")
    assert answered.status == 400
    assert 'value="Банкетное обслуживание"' in answered.body
    assert walk.office.corrections.of(walk.claim_id, 1) == ()


def test_somebody_else_who_is_signed_in_corrects_nothing(walk: Walk) -> None:
    answered = sent(walk, Browser(walk.office, "marina"))
    assert answered.status == 403
    assert claimable(walk) == roubles(50_000)


def test_a_paper_of_another_claim_is_not_corrected_by_this_link(walk: Walk) -> None:
    browser = Browser(walk.office, asked(walk.office).reviewer.login)
    assert sent(walk, browser, document="d-elsewhere").status in (404, 410)


def test_looking_changes_nothing_while_corrections_wait_for_their_judgement(walk: Walk) -> None:
    browser = Browser(walk.office, asked(walk.office).reviewer.login)
    sent(walk, browser)
    unjudge(walk)
    page = the_page(walk, browser)
    assert "panel-amber" in page
    assert walk.office.corrections.unjudged(walk.claim_id, 1)


def test_an_answer_waits_until_corrections_are_judged_and_is_given_once_more(walk: Walk) -> None:
    browser = Browser(walk.office, asked(walk.office).reviewer.login)
    sent(walk, browser)
    unjudge(walk)
    path = f"/review/{mailed_links(walk.office)[-1]}"
    form = {"csrf": asked(walk.office).link.form_key, "choice": "approve"}
    shown = browser.post(path, form)
    assert shown.status == 200
    assert walk.office.approvals.approvals(walk.claim_id, 1) == ()
    assert not walk.office.corrections.unjudged(walk.claim_id, 1)
    assert browser.post(path, form).status == 200
    assert len(walk.office.approvals.approvals(walk.claim_id, 1)) == 1


def test_after_the_first_approval_the_page_offers_no_correction(walk: Walk) -> None:
    browser = Browser(walk.office, asked(walk.office).reviewer.login)
    sent(walk, browser)
    assert isinstance(answer(walk.office, "approve"), Approval)
    walk.ask()
    second = Browser(walk.office, asked(walk.office).reviewer.login)
    assert "/corrections" not in the_page(walk, second)
    assert sent(walk, second).status == 409


def test_the_next_versions_page_says_what_changed(walk: Walk) -> None:
    answer(walk.office, "return")
    walk.end()
    again = the_next_version(walk).to_review()
    page = the_page(again, Browser(walk.office, asked(walk.office).reviewer.login))
    assert 'id="changes"' in page


def unjudge(walk: Walk) -> None:
    """Leave things as a crash between storing and judging does."""
    from cofund.books.writing import write_through
    from cofund.items import Key, Update

    last = walk.office.corrections.of(walk.claim_id, 1)[-1]
    key = Key("claims", f"CLM#{walk.claim_id}", f"CORRECTION#0001#{last.number:03d}")
    waiting = {"gsi1pk": "WAITING#JUDGE", "gsi1sk": last.at.isoformat()}
    write_through(walk.office.items, (Update(key, assign=waiting),))
