"""The reviewer's page in real Chromium: its own POST comes through, evidence lies in its place."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.site import Site
from tests.builders import page_views as story

PATH = f"/review/{story.review_view().token}"


def test_the_forms_own_post_names_its_origin(page: Page, site: Site) -> None:
    page.goto(site.origin + PATH)
    page.get_by_label("Approve RUB", exact=False).first.check()
    page.get_by_role("button", name="Confirm the decision").click()
    sent = site.posts(PATH)[-1]
    assert sent.headers["origin"] == site.origin
    assert sent.headers["sec-fetch-site"] == "same-origin"
    assert b"choice=approve" in sent.body
    assert b"csrf=link-key" in sent.body


def test_the_session_cookie_comes_back(page: Page, site: Site) -> None:
    page.goto(site.origin + PATH)
    page.reload()
    loads = [one.headers.get("cookie") for one in site.requests if one.path == PATH]
    assert loads == [None, "__Host-session=secret"]


def test_asking_for_a_code_loses_nothing_that_was_typed(page: Page, site: Site) -> None:
    page.goto(site.origin + PATH)
    page.get_by_label("Return for correction", exact=False).check()
    page.get_by_label("Remark to the claim as a whole").fill("Which flight?")
    page.get_by_role("button", name="Send me the code").click()
    assert page.url == f"{site.origin}{PATH}/code"
    assert page.locator("#f-remark").input_value() == "Which flight?"


def test_what_a_choice_does_not_need_is_folded_away(page: Page, site: Site) -> None:
    page.goto(site.origin + PATH)
    amount, remark = page.locator("#f-amount"), page.locator("#f-remark")
    expect(amount).to_be_hidden()
    expect(remark).to_be_hidden()
    page.get_by_label("Approve RUB", exact=False).first.check()
    expect(amount).to_be_hidden()
    expect(remark).to_be_hidden()
    page.get_by_label("Approve a part", exact=False).check()
    expect(amount).to_be_visible()
    expect(remark).to_be_visible()
    page.get_by_label("Reject", exact=False).check()
    expect(amount).to_be_hidden()
    expect(remark).to_be_visible()


def test_evidence_lies_over_its_place_on_the_page(page: Page, site: Site) -> None:
    page.goto(site.origin + PATH)
    sheet = page.locator(".sheet").first
    sheet.scroll_into_view_if_needed()
    paper = sheet.locator("img").bounding_box()
    mark = sheet.locator("rect").first.bounding_box()
    assert paper is not None
    assert mark is not None
    scale = paper["width"] / 595
    assert abs(mark["x"] - paper["x"] - 58 * scale) < 2
    assert abs(mark["y"] - paper["y"] - 248 * scale) < 2


def test_evidence_leads_to_its_finding_and_back(page: Page, site: Site) -> None:
    page.goto(site.origin + PATH)
    page.locator(".sheet a[href='#finding-3']").first.click()
    assert page.url.endswith("#finding-3")
    page.locator("#finding-3 .places a").click()
    assert page.url.endswith("#d1-1")


def test_page_images_come_when_they_are_looked_at(page: Page, site: Site) -> None:
    page.goto(site.origin + PATH)
    image = page.locator(".sheet img").first
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("naturalWidth", 595)


def test_a_value_leads_to_where_it_stands_on_its_page(page: Page, site: Site) -> None:
    page.goto(site.origin + PATH)
    page.get_by_role("link", name="400 000,00").first.click()
    assert page.url.endswith("#d1-v1")
    place = page.locator("#d1-v1")
    expect(place).to_be_in_viewport()
    plain = page.locator("#d1-v2").evaluate("(one) => getComputedStyle(one).strokeWidth")
    assert place.evaluate("(one) => getComputedStyle(one).strokeWidth") != plain
