"""Every page fits a phone, can be read in light and dark, and can be used without a mouse."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.browser.site import Site
from tests.pages.gallery import PAGES

LOOKS = (Path(__file__).parent / "looks.js").read_text()
MOST_STOPS = 60


def shown(page: Page, site: Site, name: str, locale: str = "ru") -> Page:
    """Give a page of the gallery with everything unfolded, ready to be asked about its looks."""
    page.goto(f"{site.origin}/page/{name}/{locale}")
    page.evaluate(LOOKS)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    return page


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_no_page_is_wider_than_a_phone(phone: BrowserContext, gallery: Site, locale: str) -> None:
    page = phone.new_page()
    wide = {name: shown(page, gallery, name, locale).evaluate("looks.overflow()") for name in PAGES}
    assert {name: by for name, by in wide.items() if by} == {}


def test_no_words_spill_over_their_box(phone: BrowserContext, gallery: Site) -> None:
    page = phone.new_page()
    spilt = {name: shown(page, gallery, name).evaluate("looks.spills()") for name in PAGES}
    assert {name: words for name, words in spilt.items() if words} == {}


def test_everything_to_touch_is_large_enough(phone: BrowserContext, gallery: Site) -> None:
    page = phone.new_page()
    small = {name: shown(page, gallery, name).evaluate("looks.smallTargets()") for name in PAGES}
    assert {name: targets for name, targets in small.items() if targets} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_words_stand_out_from_their_ground(
    browser: Browser, gallery: Site, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    pale = {name: shown(page, gallery, name).evaluate("looks.contrasts()") for name in PAGES}
    context.close()
    assert {name: words for name, words in pale.items() if words} == {}


def test_no_page_breaks_its_own_policy(page: Page, gallery: Site) -> None:
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    page.on("console", note)
    for name in PAGES:
        page.goto(f"{gallery.origin}/page/{name}/ru")
    assert complaints == []


@pytest.mark.parametrize("name", ["claim-returned", "new-claim", "review-errors", "documents"])
def test_whoever_uses_the_keyboard_sees_where_they_are(
    page: Page, gallery: Site, name: str
) -> None:
    page.goto(f"{gallery.origin}/page/{name}/ru")
    stops = set()
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
                const one = document.activeElement;
                if (one === document.body) return null;
                const zone = one.type === "file" ? one.closest(".drop-zone") : one;
                return [one.outerHTML.slice(0, 120), getComputedStyle(zone).outlineStyle];
            }"""
        )
        if stop is None:
            break
        assert stop[1] != "none", stop[0]
        stops.add(stop[0])
    assert len(stops) >= 8


def test_the_keyboard_can_skip_the_menu(page: Page, gallery: Site) -> None:
    page.goto(f"{gallery.origin}/page/claims/ru")
    page.keyboard.press("Tab")
    assert page.locator(".skip-link").bounding_box() is not None
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_summary_of_errors_leads_to_the_field(page: Page, gallery: Site) -> None:
    page.goto(f"{gallery.origin}/page/new-claim/en")
    page.get_by_role("alert").get_by_role("link").last.click()
    assert page.evaluate("document.activeElement.id") == "f-claimed"
    described = page.locator("#f-claimed").get_attribute("aria-describedby") or ""
    assert "e-claimed" in described.split()


def test_whoever_wants_no_motion_gets_none(browser: Browser, gallery: Site) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = shown(context.new_page(), gallery, "claims")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert page.evaluate(
        "getComputedStyle(document.querySelector('.button')).transitionDuration"
    ) in ("", "0s")
    context.close()
