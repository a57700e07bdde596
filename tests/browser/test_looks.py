"""Every page fits a phone, can be read in light and dark, and can be used without a mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize

from tests.browser.site import Site
from tests.pages.gallery import PAGES

LOOKS = (Path(__file__).parent / "looks.js").read_text()
MOST_STOPS = 60
NARROWEST: ViewportSize = {"width": 320, "height": 740}
"""WCAG 2.2, 1.4.10: what a window of 1280 pixels has at 400 %."""
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


def shown(page: Page, site: Site, name: str, locale: str = "ru") -> Page:
    """Give a page of the gallery with everything unfolded, ready to be asked about its looks."""
    page.goto(f"{site.origin}/page/{name}/{locale}")
    page.evaluate(LOOKS)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    return page


@pytest.fixture(scope="module")
def seen(browser: Browser, gallery: Site) -> Iterator[dict[str, dict[str, Any]]]:
    """Give what was seen of each page on the narrowest screen, in one visit to each."""
    context = browser.new_context(viewport=NARROWEST, has_touch=True, reduced_motion="reduce")
    page = context.new_page()
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    page.on("console", note)
    found = {}
    for name in PAGES:
        complaints.clear()
        found[name] = _looked_at(shown(page, gallery, name)) | {"complaints": list(complaints)}
    yield found
    context.close()


def _looked_at(page: Page) -> dict[str, Any]:
    looked = {
        what: page.evaluate(f"looks.{what}()") for what in ("overflow", "spills", "smallTargets")
    }
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        looked[f"pale words, {scheme}"] = page.evaluate("looks.contrasts()")
        looked[f"pale edges, {scheme}"] = page.evaluate("looks.paleEdges()")
    page.emulate_media(color_scheme="light")
    page.evaluate("looks.spaceOut()")
    return looked | {
        "overflow, spaced": page.evaluate("looks.overflow()"),
        "spills, spaced": page.evaluate("looks.spills()"),
    }


def wrong(seen: dict[str, dict[str, Any]], what: str) -> dict[str, Any]:
    """Give the pages of which something wrong was seen, with what it is."""
    return {name: looked[what] for name, looked in seen.items() if looked[what]}


def test_no_page_is_wider_than_the_narrowest_screen(seen: dict[str, dict[str, Any]]) -> None:
    assert wrong(seen, "overflow") == {}


def test_no_english_page_is_wider_than_the_narrowest_screen(
    browser: Browser, gallery: Site
) -> None:
    context = browser.new_context(viewport=NARROWEST, has_touch=True)
    page = context.new_page()
    wide = {name: shown(page, gallery, name, "en").evaluate("looks.overflow()") for name in PAGES}
    context.close()
    assert {name: by for name, by in wide.items() if by} == {}


def test_no_words_spill_over_their_box(seen: dict[str, dict[str, Any]]) -> None:
    assert wrong(seen, "spills") == {}


@pytest.mark.parametrize("what", ["overflow, spaced", "spills, spaced"])
def test_whoever_sets_letters_and_lines_apart_still_reads_all(
    seen: dict[str, dict[str, Any]], what: str
) -> None:
    assert wrong(seen, what) == {}


def test_everything_to_touch_is_large_enough(seen: dict[str, dict[str, Any]]) -> None:
    assert wrong(seen, "smallTargets") == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_all_words_stand_out_from_their_ground(
    seen: dict[str, dict[str, Any]], scheme: str
) -> None:
    assert wrong(seen, f"pale words, {scheme}") == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_all_fields_stand_out_from_their_ground(
    seen: dict[str, dict[str, Any]], scheme: str
) -> None:
    assert wrong(seen, f"pale edges, {scheme}") == {}


def test_no_page_breaks_its_own_policy(seen: dict[str, dict[str, Any]]) -> None:
    assert wrong(seen, "complaints") == {}


def test_on_paper_nothing_is_left_to_press(page: Page, gallery: Site) -> None:
    page.emulate_media(media="print")
    for name in ("claim-returned", "journal-managed", "order"):
        page.goto(f"{gallery.origin}/page/{name}/ru")
        assert page.locator("button:visible, nav:visible, summary:visible").count() == 0
        assert page.locator("h1").is_visible()


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
