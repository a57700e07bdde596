"""A claim's whole life in real browsers, on the local engine: partner, reviewer, partner again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.stack import SAMPLES, Stack
from tests.browser.visitors import SLOW, open_claim, send, signed_in, submit


@pytest.fixture
def partner(browser: Browser, stack: Stack) -> Iterator[Page]:
    """Give a partner's phone, signed in, in Russian."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, locale="ru-RU", has_touch=True
    )
    yield signed_in(context, stack, "irina")
    context.close()


@pytest.fixture
def reviewer(browser: Browser) -> Iterator[Page]:
    """Give a reviewer's browser, in English, signed in nowhere."""
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(SLOW)
    yield context.new_page()
    context.close()


def papers(sample: str) -> list[Path]:
    """Give a sample's documents."""
    return sorted(path for path in (SAMPLES / sample).iterdir() if path.name != "claim.yaml")


def test_a_claim_goes_from_the_phone_to_the_payout(
    partner: Page, reviewer: Page, stack: Stack
) -> None:
    claim = open_claim(partner, "Деловой ужин с заказчиками", "48 000,00", "12")
    send(partner, papers("clean"))
    submit(partner, stack, claim)
    expect(partner.locator("main .tag").first).to_have_text("На рассмотрении")
    expect(partner.get_by_text("Исправлять нечего")).to_be_visible()

    link = stack.newest(r"https?://\S+/review/\S+")
    reviewer.goto(link)
    expect(reviewer.locator(".sheet img").first).to_be_visible()
    reviewer.locator("#choice-approve").check()
    reviewer.locator("button[formaction$='/code']").click()
    expect(reviewer.get_by_role("status")).to_have_text("We have sent you a code by mail.")
    reviewer.locator("#f-code").fill(stack.newest(r"\b\d{6}\b"))
    reviewer.locator(".decision form > .button").click()
    expect(reviewer.locator("h1")).to_have_text("Approved")

    stack.rest()
    partner.goto(claim)
    expect(partner.locator("main .tag").first).to_have_text("Передан на выплату")
    assert "одобрен" in stack.mails("irina@integrator.example")[-1].subject

    reviewer.goto(link)
    expect(reviewer.locator("h1")).to_have_text("This link does not work any more")


def test_a_returned_claim_is_mended_without_script(browser: Browser, stack: Stack) -> None:
    context = browser.new_context(locale="ru-RU")
    page = signed_in(context, stack, "yulia")
    claim = open_claim(page, "Ужин на юге", "40 000", "12")
    send(page, papers("no-participant-list"))
    expect(page.get_by_role("button", name="Проверить до отправки")).to_be_visible()
    submit(page, stack, claim)
    expect(page.locator("main .tag").first).to_have_text("Возвращён на исправление")
    expect(page.locator(".findings-red")).to_contain_text("список участников")
    assert "Исправьте запрос" in stack.mails("yulia@vymysel.example")[-1].subject
    context.close()

    context = browser.new_context(locale="ru-RU", java_script_enabled=False)
    page = signed_in(context, stack, "yulia")
    page.goto(claim)
    page.get_by_role("button", name="Исправить запрос").click()
    page.get_by_label("Что это за документ?").select_option("participant_list")
    page.get_by_label("Тип файла").select_option(label=".xlsx")
    page.get_by_role("button", name="Дальше к файлу").click()
    page.get_by_label("Файл", exact=True).set_input_files(SAMPLES / "clean" / "participants.xlsx")
    page.get_by_role("button", name="Загрузить файл").click()
    page.wait_for_url("**/documents?notice=document_sent")
    expect(page.locator(".document")).to_have_count(6)
    page.get_by_role("button", name="Проверить до отправки").click()
    page.wait_for_url(f"{claim}/precheck")
    answer = page.locator("#answer-title")
    expect(answer).to_have_text("Нужно исправить: 1 замечание", timeout=SLOW)
    expect(page.locator(".findings-red")).to_contain_text("Заявите не больше")
    page.get_by_role("link", name="Документы", exact=True).click()
    expect(page.locator("#precheck")).to_contain_text("Посмотреть, что мы ответим")
    submit(page, stack, claim)
    expect(page.locator("main .caption")).to_contain_text("версия 2")
    context.close()


def test_a_strangers_pages_look_as_if_they_were_not_there(partner: Page, stack: Stack) -> None:
    answer = partner.goto(f"{stack.url}/claims/somebody-elses")
    assert answer is not None
    assert answer.status == 404
    expect(partner.locator("h1")).to_have_text("Страница не найдена")


def test_the_balance_names_what_is_held(partner: Page, stack: Stack) -> None:
    partner.goto(f"{stack.url}/balance")
    expect(partner.locator(".fund h2").first).to_contain_text(
        "4\N{NON-BREAKING HYPHEN}й квартал 2026"
    )
    partner.get_by_role("link", name="English").click()
    expect(partner.locator("h1")).to_have_text("Balance")
