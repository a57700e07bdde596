"""What partners meet on the whole installation: refused files, two tabs, a lost connection."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, FilePayload, Page, expect

from tests.browser.filing import DRAFTS, PERSON, Case, file_claim
from tests.browser.stack import Stack
from tests.browser.visitors import SLOW, open_claim, signed_in, state_of, submit

REFUSED, LARGE, TWICE, LOST, FULL, TABS, LEFT, SEEN = DRAFTS
PROGRAM = b"MZ\x90\x00" + b"\0" * 600
MOST = 20


@pytest.fixture(scope="module")
def browsing(browser: Browser, stack: Stack) -> Iterator[Page]:
    """Give the partner's browser, signed in once, in Russian."""
    context = browser.new_context(locale="ru-RU")
    yield signed_in(context, stack, "nikolai")
    context.close()


@pytest.fixture
def tab(browsing: Page, stack: Stack) -> Iterator[Page]:
    """Give a new tab of it."""
    opened = browsing.context.new_page()
    opened.goto(f"{stack.url}/claims")
    yield opened
    opened.close()


def draft(tab: Page, case: Case) -> str:
    """Open a case's claim and give its address; the tab is on its documents."""
    return open_claim(tab, case.event, str(case.claimed), "12")


def a_file(name: str, content: bytes = b"%PDF-1.7 nothing in it") -> FilePayload:
    """Give a file to choose."""
    return {"name": name, "mimeType": "", "buffer": content}


def choose(tab: Page, *files: FilePayload) -> None:
    """Choose files in the form."""
    tab.locator("#files").set_input_files(list(files))


def press_send(tab: Page) -> None:
    """Send what was chosen."""
    tab.get_by_role("button", name="Загрузить файлы").click()


def send_program(tab: Page) -> None:
    """Send what only its name calls a PDF."""
    choose(tab, a_file("счёт.pdf", PROGRAM))
    press_send(tab)
    expect(tab.locator(".document")).to_have_count(1)


def test_files_that_are_not_taken_say_why_and_hold_nobody_up(tab: Page, tmp_path: Path) -> None:
    draft(tab, REFUSED)
    choose(tab, a_file("setup.exe", PROGRAM), a_file("счёт пустой.pdf", b""), a_file("act.pdf"))
    reasons = tab.locator(".upload-state")
    expect(reasons.nth(0)).to_have_text("Файлы этого типа не принимаются.")
    expect(reasons.nth(1)).to_have_text("Файл пустой.")
    press_send(tab)
    expect(tab.locator(".upload-status")).to_contain_text("Некоторые файлы не загрузились")
    expect(tab.locator(".document")).to_have_count(1)
    expect(tab.locator(".upload")).to_have_count(2)

    large = tmp_path / "invoice.pdf"
    with large.open("wb") as sparse:
        sparse.truncate(15 * 1024 * 1024 + 1)
    tab.locator("#files").set_input_files(large)
    expect(reasons.nth(2)).to_have_text("Файл слишком большой.")


def test_a_page_that_forgot_the_limit_is_told_by_the_server(tab: Page, tmp_path: Path) -> None:
    draft(tab, LARGE)
    tab.locator("#upload").evaluate("(root) => { root.dataset.maxBytes = 1e9; }")
    large = tmp_path / "invoice.pdf"
    with large.open("wb") as sparse:
        sparse.truncate(15 * 1024 * 1024 + 1)
    tab.locator("#files").set_input_files(large)
    press_send(tab)
    expect(tab.locator(".upload-state")).to_contain_text("Отправлено не всё или в неверном виде")
    expect(tab.locator(".document")).to_have_count(0)


def test_the_same_file_can_be_sent_twice_and_taken_out_again(tab: Page) -> None:
    draft(tab, TWICE)
    choose(tab, a_file("act.pdf"), a_file("act.pdf"))
    press_send(tab)
    expect(tab.locator(".document")).to_have_count(2)
    tab.get_by_role("button", name="Убрать act.pdf").first.click()
    expect(tab.get_by_role("status").first).to_contain_text("убран")
    expect(tab.locator(".document")).to_have_count(1)


def test_after_a_lost_connection_one_click_sends_the_rest(tab: Page) -> None:
    draft(tab, LOST)
    tab.context.set_offline(True)
    choose(tab, a_file("act.pdf"))
    press_send(tab)
    expect(tab.locator(".upload-state")).to_have_text("Нет связи. Проверьте её и попробуйте снова.")
    tab.context.set_offline(False)
    tab.get_by_role("button", name="Повторить").click()
    expect(tab.locator(".upload")).to_have_count(0)
    expect(tab.locator(".document")).to_have_count(1)


def test_the_twenty_first_document_is_refused_in_words(tab: Page, browsing: Page) -> None:
    claim = draft(tab, FULL)
    browsing.goto(f"{claim}/documents")
    choose(tab, *(a_file(f"act-{number}.pdf") for number in range(MOST + 1)))
    expect(tab.locator(".upload-status")).to_have_text("Больше документов добавить нельзя.")
    expect(tab.locator(".upload")).to_have_count(MOST)
    press_send(tab)
    expect(tab.locator(".document")).to_have_count(MOST, timeout=SLOW)

    choose(browsing, a_file("one-more-act.pdf"))
    press_send(browsing)
    expect(browsing.locator(".upload-state")).to_have_text("Больше документов добавить нельзя.")
    tab.reload()
    expect(tab.get_by_text("Загружено наибольшее число документов")).to_be_visible()
    expect(tab.locator("#files")).to_have_count(0)


def test_two_tabs_submit_a_claim_once(tab: Page, browsing: Page, stack: Stack) -> None:
    claim = draft(tab, TABS)
    send_program(tab)
    browsing.goto(claim)
    submit(tab, stack, claim)
    browsing.get_by_role("button", name="Отправить запрос").click()
    expect(browsing.locator("h1")).to_have_text("Сейчас это невозможно")
    tab.goto(claim)
    expect(tab.locator(".timeline-state", has_text="Отправлен")).to_have_count(1)
    expect(tab.locator(".document")).to_contain_text("Содержимое файла не соответствует его типу")


def test_a_tab_left_behind_does_not_act_on_the_next_version(
    tab: Page, browsing: Page, stack: Stack
) -> None:
    claim = draft(tab, LEFT)
    send_program(tab)
    submit(tab, stack, claim)
    browsing.goto(claim)
    browsing.get_by_role("button", name="Исправить запрос").click()
    browsing.wait_for_url("**/documents?notice=claim_revised")
    tab.get_by_text("Пусть посмотрит человек").click()
    tab.get_by_role("button", name="Передать проверяющему").click()
    expect(tab.locator("h1")).to_have_text("Запрос изменился")
    assert state_of(tab, claim) == "Черновик"


def test_a_person_looks_where_the_partner_asks_for_it(
    tab: Page, browser: Browser, stack: Stack, tmp_path: Path
) -> None:
    claim = f"{stack.url}{file_claim(stack.url, PERSON, tmp_path)}"
    stack.rest()
    assert state_of(tab, claim) == "Возвращён на исправление"
    tab.get_by_text("Пусть посмотрит человек").click()
    tab.get_by_role("button", name="Передать проверяющему").click()
    tab.wait_for_url("**?notice=person_asked")
    stack.rest()
    assert state_of(tab, claim) == "На рассмотрении"

    context = browser.new_context(locale="en-GB")
    reviewer = context.new_page()
    _, link = stack.asked(PERSON.event)
    reviewer.goto(link)
    expect(reviewer.get_by_text("The partner asked for a person's look")).to_be_visible()
    expect(reviewer.locator(".findings")).to_contain_text("Missing: event report")
    reviewer.get_by_role("link", name="Русский").click()
    expect(reviewer.locator("html")).to_have_attribute("lang", "ru")
    assert reviewer.url == link
    expect(reviewer.get_by_text("Партнёр попросил, чтобы посмотрел человек")).to_be_visible()
    context.close()


def test_case_34_pages_are_neither_stored_nor_framed_and_keep_their_policy(
    tab: Page, stack: Stack
) -> None:
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    tab.on("console", note)
    claim = draft(tab, SEEN)
    own = (f"{stack.url}{path}" for path in ("/balance", "/claims", "/claims/new", "/sign-in"))
    for address in (*own, claim, f"{claim}/documents"):
        answer = tab.goto(address)
        assert answer is not None
        headers = answer.headers
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
    assert complaints == []
