"""What people do in their browsers, on the pages of the whole installation."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from tests.browser.stack import PASSWORD, Stack

SLOW = 60_000
"""Milliseconds: a busy machine reads documents slowly."""


def signed_in(context: BrowserContext, stack: Stack, login: str) -> Page:
    """Sign a partner's person in."""
    context.set_default_timeout(SLOW)
    page = context.new_page()
    page.goto(f"{stack.url}/sign-in")
    page.get_by_label("Логин").fill(login)
    page.get_by_label("Пароль").fill(PASSWORD)
    page.get_by_role("button", name="Войти").click()
    page.wait_for_url(f"{stack.url}/claims")
    return page


def send(page: Page, files: list[Path], *, there: int | None = None) -> None:
    """Send files with the upload script; so many documents are there then."""
    page.locator("#files").set_input_files(files)
    page.get_by_role("button", name="Загрузить файлы").click()
    status = page.locator(".upload-status")
    expect(status).to_have_text("Все файлы загружены.", timeout=SLOW)
    expect(page.locator(".document")).to_have_count(there or len(files))


def submit(page: Page, stack: Stack, claim: str) -> None:
    """Submit the claim and look at it again when everything rests."""
    page.get_by_role("link", name="Готово, вернуться к запросу").click()
    page.get_by_role("button", name="Отправить запрос").click()
    page.wait_for_url(f"{claim}?notice=claim_submitted")
    stack.rest()
    page.goto(claim)


def choose_files(page: Page, *files: FilePayload) -> None:
    """Choose files on the documents page."""
    page.locator("#files").set_input_files(list(files))


def sign_in_to_decide(page: Page, login: str, password: str = PASSWORD) -> None:
    """Sign in on the reviewer's page."""
    page.locator("#f-login").fill(login)
    page.locator("#f-password").fill(password)
    page.locator(".decision form > .button").click()


def fill_code(page: Page, stack: Stack) -> None:
    """Ask for a code and type it."""
    page.locator("button[formaction]").click()
    expect(page.get_by_role("status")).to_be_visible()
    page.locator("#f-code").fill(stack.newest(r"\b\d{6}\b"))


def decide(page: Page) -> None:
    """Confirm what was chosen."""
    page.locator(".decision form > .button").click()


def state_of(page: Page, claim: str) -> str:
    """Give the state that the partner's page of a claim names first."""
    page.goto(claim)
    return page.locator("main .tag").first.inner_text()
