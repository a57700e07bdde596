"""Papers as partners have them, sent from a phone: the reviewer sees each value in its place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.stack import Stack
from tests.browser.test_claim_flow import papers
from tests.browser.visitors import SLOW, open_claim, send, signed_in, submit

SAMPLE = "every-format"
SHOWN_AS_PAGES = ("invoice.jpg", "payment.pdf", "programme.pdf")
SHOWN_AS_TEXT = ("participants.xlsx", "report.docx")


@pytest.fixture(scope="module")
def review(browser: Browser, stack: Stack) -> Iterator[Page]:
    """Give the reviewer's page of the claim."""
    phone = browser.new_context(viewport={"width": 360, "height": 740}, locale="ru-RU")
    partner = signed_in(phone, stack, "nikolai")
    claim = open_claim(partner, "Ужин с логистами", "18 000,00", "8")
    send(partner, papers(SAMPLE))
    submit(partner, stack, claim)
    _, link = stack.asked("Ужин с логистами")
    phone.close()
    context = browser.new_context(locale="en-GB", viewport={"width": 1100, "height": 900})
    context.set_default_timeout(SLOW)
    page = context.new_page()
    page.goto(link)
    yield page
    context.close()


def document(review: Page, file_name: str) -> Locator:
    """Give one document of the page, its values unfolded."""
    found = review.locator(".review-document").filter(has_text=file_name)
    expect(found).to_have_count(1)
    details = found.locator("details.values")
    if details.count() and details.get_attribute("open") is None:
        details.locator("summary").click()
    return found


@pytest.mark.parametrize("file_name", [*SHOWN_AS_PAGES, *SHOWN_AS_TEXT])
def test_every_value_leads_to_a_place_that_is_highlighted(review: Page, file_name: str) -> None:
    links = document(review, file_name).locator(".values a.to-place")
    assert links.count() >= 1
    for link in links.all():
        target = link.get_attribute("href") or ""
        expect(review.locator(f"[id='{target.removeprefix('#')}']")).to_be_attached()
    links.first.click()
    target = review.url.partition("#")[2]
    expect(review.locator(f"[id='{target}']")).to_be_in_viewport()


@pytest.mark.parametrize("file_name", SHOWN_AS_PAGES)
def test_evidence_lies_inside_its_page(review: Page, file_name: str) -> None:
    sheet = document(review, file_name).locator(".sheet").first
    sheet.scroll_into_view_if_needed()
    expect(sheet.locator("img")).not_to_have_js_property("naturalWidth", 0)
    page = sheet.bounding_box()
    assert page is not None
    for mark in sheet.locator("rect").all():
        box = mark.bounding_box()
        assert box is not None
        assert page["x"] - 3 <= box["x"]
        assert box["x"] + box["width"] <= page["x"] + page["width"] + 3
        assert page["y"] - 3 <= box["y"]
        assert box["y"] + box["height"] <= page["y"] + page["height"] + 3


def test_an_e_invoice_shows_what_it_states(review: Page) -> None:
    values = document(review, "upd.xml")
    expect(values).to_contain_text("43920.00")
    expect(values).to_contain_text("Аренда зала ресторана")
    expect(values).to_contain_text("exact")
    expect(values).to_contain_text("line ")
    expect(values.locator("a.to-place")).to_have_count(0)


def test_a_photo_is_shown_as_it_is(review: Page) -> None:
    image = document(review, "photo.jpg").locator(".sheet img")
    image.scroll_into_view_if_needed()
    expect(image).not_to_have_js_property("naturalWidth", 0)
