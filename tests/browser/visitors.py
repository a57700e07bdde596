"""What people do in their browsers, on the pages of the whole installation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.filing import Case, file_claim
from tests.browser.stack import PASSWORD, Stack

SLOW = 60_000
"""Milliseconds: a busy machine reads documents slowly."""


@dataclass(frozen=True)
class Asked:
    """A claim before its reviewer."""

    claim: str
    """The address of the partner's page."""
    reviewer: str
    link: str


def signed_in(context: BrowserContext, stack: Stack, login: str, *, at: str = "/claims") -> Page:
    """Sign somebody in: a partner's person, unless they begin elsewhere."""
    context.set_default_timeout(SLOW)
    page = context.new_page()
    page.goto(f"{stack.url}/sign-in")
    page.get_by_label("Логин").fill(login)
    page.get_by_label("Пароль").fill(PASSWORD)
    page.get_by_role("button", name="Войти").click()
    page.wait_for_url(f"{stack.url}{at}")
    return page


def open_claim(page: Page, activity: str, claimed: str, participants: str) -> str:
    """Open a claim by the form and give its path."""
    page.get_by_role("link", name="Новый запрос").click()
    page.get_by_label(activity, exact=False).check()
    page.get_by_label("Сумма к компенсации").fill(claimed)
    page.get_by_label("Число участников").fill(participants)
    page.get_by_role("button", name="Дальше к документам").click()
    page.wait_for_url("**/documents?notice=claim_opened")
    return re.sub(r"/documents.*", "", page.url)


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


def sign_in_to_decide(page: Page, login: str, password: str = PASSWORD) -> None:
    """Sign in on the reviewer's page."""
    page.locator("#f-login").fill(login)
    page.locator("#f-password").fill(password)
    page.locator(".decision form > .button").click()


def fill_code(page: Page, stack: Stack) -> None:
    """Ask for a code and type it."""
    page.locator("button[formaction$='/code']").click()
    expect(page.get_by_role("status")).to_be_visible()
    page.locator("#f-code").fill(stack.newest(r"\b\d{6}\b"))


def decide(page: Page) -> None:
    """Confirm what was chosen."""
    page.locator(".decision form > .button").click()


def state_of(page: Page, claim: str) -> str:
    """Give the state that the partner's page of a claim names first."""
    page.goto(claim)
    return page.locator("main .tag").first.inner_text()


def asked(stack: Stack, case: Case, folder: Path) -> Asked:
    """File a claim and wait until its reviewer is asked."""
    claim = file_claim(stack.url, case, folder)
    stack.rest()
    return Asked(f"{stack.url}{claim}", *stack.asked(case.event))


def status_of(page: Page, link: str) -> int:
    """Open an address and give the status of its answer."""
    answer = page.goto(link)
    assert answer is not None
    return answer.status


def scan(method: str, link: str) -> dict[str, str]:
    """Open a link as mail scanners do, and give the headers that it answers with."""
    with urlopen(Request(link, method=method), timeout=60) as answer:  # noqa: S310 our own engine
        return {name.lower(): value for name, value in answer.headers.items()}
