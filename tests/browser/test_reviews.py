"""Decisions in real browsers on the whole installation: who may, by which proof, and only once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import NOW
from tests.browser.filing import (
    LATE,
    MAIL,
    PART,
    RETURNED,
    SIGNED,
    TWO,
    WITHDRAWN,
)
from tests.browser.stack import Stack
from tests.browser.visitors import (
    SLOW,
    asked,
    decide,
    fill_code,
    scan,
    send,
    sign_in_to_decide,
    signed_in,
    state_of,
    status_of,
    submit,
)

OTHER = {"roman": "rita", "rita": "roman"}
DEAD = "This link does not work any more"
STORM = 40


@pytest.fixture(scope="module")
def partner(browser: Browser, stack: Stack) -> Iterator[Page]:
    """Give the partner of all these claims, signed in, in Russian."""
    context = browser.new_context(locale="ru-RU")
    yield signed_in(context, stack, "nikolai")
    context.close()


@pytest.fixture
def reviewer(browser: Browser) -> Iterator[Page]:
    """Give a reviewer's browser, in English, signed in nowhere."""
    yield from another(browser)


@pytest.fixture
def stranger(browser: Browser) -> Iterator[Page]:
    """Give a browser that only knows the link."""
    yield from another(browser)


def another(browser: Browser) -> Iterator[Page]:
    """Give a browser that nobody has signed in to, in English."""
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(SLOW)
    yield context.new_page()
    context.close()


def test_above_the_limit_of_a_code_the_reviewer_signs_in(
    reviewer: Page, stranger: Page, stack: Stack, tmp_path: Path
) -> None:
    review = asked(stack, SIGNED, tmp_path)
    reviewer.goto(review.link)
    expect(reviewer.locator("#f-code")).to_have_count(0)
    csrf = reviewer.locator(".decision input[name=csrf]").input_value()
    ours = {"Origin": stack.url}
    for path, form in (("/code", {}), ("", {"choice": "approve", "code": "123456"})):
        refused = reviewer.request.post(
            f"{review.link}{path}", form={"csrf": csrf, **form}, headers=ours
        )
        assert refused.status == 403

    sign_in_to_decide(reviewer, review.reviewer, "not the password")
    expect(reviewer.get_by_role("alert")).to_contain_text("login or password is wrong.")
    sign_in_to_decide(reviewer, OTHER[review.reviewer])
    expect(reviewer.get_by_role("alert")).to_contain_text("sent to somebody else")
    sign_in_to_decide(reviewer, review.reviewer)
    reviewer.locator("#choice-approve").check()
    decide(reviewer)
    expect(reviewer.locator("h1")).to_have_text("Approved")

    assert status_of(reviewer, review.link) == 409
    assert status_of(stranger, review.link) == 410
    expect(stranger.locator("h1")).to_have_text(DEAD)


def test_a_large_amount_takes_two_people(
    partner: Page, reviewer: Page, stranger: Page, stack: Stack, tmp_path: Path
) -> None:
    review = asked(stack, TWO, tmp_path)
    reviewer.goto(review.link)
    sign_in_to_decide(reviewer, review.reviewer)
    reviewer.locator("#choice-approve_part").check()
    reviewer.locator("#f-amount").fill("390,000.00")
    decide(reviewer)
    expect(reviewer.locator("h1")).to_have_text("Your approval is recorded")

    stack.rest()
    second, link = stack.asked(TWO.event)
    assert second == "maria"
    assert status_of(reviewer, review.link) == 409
    reviewer.goto(link)
    sign_in_to_decide(reviewer, review.reviewer)
    expect(reviewer.get_by_role("alert")).to_contain_text("sent to somebody else")

    manager = stranger
    manager.goto(link)
    sign_in_to_decide(manager, second)
    expect(manager.locator("#decision")).to_contain_text("has approved RUB 390,000.00")
    expect(manager.locator("#choice-approve_part")).to_have_count(0)
    manager.locator("#choice-approve").check()
    decide(manager)
    expect(manager.locator("h1")).to_have_text("Approved")
    expect(manager.locator(".figure-amount")).to_have_text("RUB 390,000.00")
    stack.rest()
    assert state_of(partner, review.claim) == "Передан на выплату"


def test_after_its_time_a_link_decides_nothing(
    reviewer: Page, partner: Page, stack: Stack, tmp_path: Path
) -> None:
    review = asked(stack, LATE, tmp_path)
    reviewer.goto(review.link)
    reviewer.locator("#choice-approve").check()
    fill_code(reviewer, stack)
    stack.at(NOW + timedelta(days=8))
    decide(reviewer)
    expect(reviewer.locator("h1")).to_have_text(DEAD)
    stack.at(NOW)
    assert state_of(partner, review.claim) == "На рассмотрении"


def test_cases_22_and_23_after_a_storm_of_scanners_one_of_two_tabs_decides(
    reviewer: Page, partner: Page, stack: Stack, tmp_path: Path
) -> None:
    review = asked(stack, PART, tmp_path)
    mails = len(stack.mails(f"{review.reviewer}@vendor.example"))
    with ThreadPoolExecutor(4) as scanners:
        seen = list(scanners.map(scan, ["GET", "HEAD"] * (STORM // 2), [review.link] * STORM))
    assert {headers["cache-control"] for headers in seen} == {"no-store"}
    assert {headers["referrer-policy"] for headers in seen} == {"same-origin"}
    assert all("frame-ancestors 'none'" in one["content-security-policy"] for one in seen)
    stack.rest()
    assert len(stack.mails(f"{review.reviewer}@vendor.example")) == mails
    for headers in ({"Origin": stack.url}, {"Origin": "https://scanner.example"}, {}):
        pressed = reviewer.request.post(review.link, form={"choice": "approve"}, headers=headers)
        assert pressed.status == 403

    reviewer.goto(review.link)
    late, twice = reviewer.context.new_page(), reviewer.context.new_page()
    for tab in (late, twice):
        tab.goto(review.link)
        tab.locator("#choice-reject").check()
        tab.locator("#f-remark").fill("Too late to be heard.")
    reviewer.locator("#choice-approve_part").check()
    reviewer.locator("#f-amount").fill("40 000,00")
    reviewer.locator("#f-remark").fill("Вино не компенсируем.")
    fill_code(reviewer, stack)
    twice.locator("#f-code").fill(reviewer.locator("#f-code").input_value())
    decide(reviewer)
    expect(reviewer.locator("h1")).to_have_text("Approved")

    decide(late)
    expect(late.locator("h1")).to_have_text(DEAD)
    decide(twice)
    expect(twice.locator("h1")).to_have_text("Already decided")

    stack.rest()
    assert state_of(partner, review.claim) == "Передан на выплату"
    decision = partner.locator("section", has=partner.locator("#decision-title"))
    expect(decision).to_contain_text("40 000,00 ₽")
    expect(decision).to_contain_text("Вы запрашивали 47 000,00 ₽")
    expect(decision).to_contain_text("Вино не компенсируем.")


def test_a_returned_claim_comes_back_mended_and_may_still_be_rejected(
    reviewer: Page, partner: Page, stack: Stack, tmp_path: Path
) -> None:
    review = asked(stack, RETURNED, tmp_path)
    reviewer.goto(review.link)
    reviewer.locator("#choice-return").check()
    fill_code(reviewer, stack)
    decide(reviewer)
    expect(reviewer.get_by_role("alert")).to_contain_text("say in at least one remark")
    reviewer.locator("[name='remark.participants_minimum']").fill(
        "Кто был ещё?\nНужен весь список."
    )
    reviewer.locator("#f-remark").fill("Остальное в порядке.")
    reviewer.locator("#f-code").fill(stack.newest(r"\b\d{6}\b"))
    decide(reviewer)
    expect(reviewer.locator("h1")).to_have_text("Returned for correction")

    stack.rest()
    assert state_of(partner, review.claim) == "Возвращён на исправление"
    remarks = partner.locator(".remarks li")
    expect(remarks).to_have_text(["Кто был ещё?\nНужен весь список.", "Остальное в порядке."])
    expect(partner.get_by_text("Пусть посмотрит человек")).to_have_count(0)
    letter = stack.mails(MAIL)[-1]
    assert "Нужен весь список." in letter.text
    partner.get_by_role("button", name="Исправить запрос").click()
    partner.get_by_role("button", name="Убрать participants.xlsx").click()
    partner.wait_for_url("**/documents?notice=document_removed")
    folder = RETURNED.with_guests(6).draw(tmp_path / "mended")
    send(partner, [folder / "participants.xlsx"], there=6)
    submit(partner, stack, review.claim)
    assert state_of(partner, review.claim) == "На рассмотрении"

    _, link = stack.asked(RETURNED.event)
    assert link != review.link
    reviewer.goto(link)
    reviewer.locator("#choice-reject").check()
    reviewer.locator("#f-remark").fill("Ужина не было.")
    fill_code(reviewer, stack)
    decide(reviewer)
    expect(reviewer.locator("h1")).to_have_text("Rejected")
    stack.rest()
    assert state_of(partner, review.claim) == "Отклонён"
    expect(partner.locator(".remarks li")).to_have_text(["Ужина не было."])


def test_what_is_withdrawn_meanwhile_is_not_decided(
    reviewer: Page, stranger: Page, partner: Page, stack: Stack, tmp_path: Path
) -> None:
    review = asked(stack, WITHDRAWN, tmp_path)
    reviewer.goto(review.link)
    sign_in_to_decide(reviewer, review.reviewer)
    reviewer.locator("#choice-approve").check()

    partner.goto(review.claim)
    partner.get_by_text("Отозвать запрос", exact=True).click()
    partner.get_by_role("button", name="Да, отозвать запрос").click()
    partner.wait_for_url("**?notice=claim_withdrawn")

    decide(reviewer)
    expect(reviewer.locator("h1")).to_have_text("The claim has changed")
    assert status_of(reviewer, review.link) == 409
    assert status_of(stranger, review.link) == 410
    assert state_of(partner, review.claim) == "Отозван"
