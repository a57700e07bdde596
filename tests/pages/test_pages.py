"""Every page, in both languages: well formed, labelled, complete, and doing what it should."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from lxml import html as lxml_html

from cofund.models.claim import Locale
from tests.builders import page_views as story
from tests.pages.gallery import PAGES

LOCALES: tuple[Locale, ...] = ("ru", "en")


def parse(text: str) -> lxml_html.HtmlElement:
    """Give a page's tree."""
    return lxml_html.document_fromstring(text)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_its_language_title_and_one_heading(name: str, locale: Locale) -> None:
    page = parse(PAGES[name](locale))
    assert page.get("lang") == locale
    assert page.findtext("head/title", "").endswith(" – Cofund")
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("//main[@id='main']")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_well_formed(name: str) -> None:
    text = PAGES[name]("ru")
    voids = {"meta", "link", "input", "img", "br"}
    opened: list[str] = []
    for closing, tag, rest in re.findall(r"<(/?)([a-z0-9]+)([^>]*)>", text):
        if closing:
            assert opened.pop() == tag
        elif tag not in voids and not rest.endswith("/"):
            opened.append(tag)
    assert opened == []


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", PAGES)
def test_no_id_stands_twice_and_every_reference_has_its_target(name: str, locale: Locale) -> None:
    page = parse(PAGES[name](locale))
    ids = Counter(page.xpath("//@id"))
    assert [one for one, count in ids.items() if count > 1] == []
    wanted = {
        one
        for attribute in ("aria-labelledby", "aria-describedby", "for")
        for value in page.xpath(f"//@{attribute}")
        for one in value.split()
    }
    wanted |= {link[1:] for link in page.xpath("//@href") if link.startswith("#")}
    assert wanted <= set(ids)


@pytest.mark.parametrize("name", PAGES)
def test_every_field_has_a_label(name: str) -> None:
    page = parse(PAGES[name]("ru"))
    labelled = set(page.xpath("//label/@for"))
    for field in page.xpath("//main//input[not(@type='hidden')] | //main//textarea"):
        assert field.get("id") in labelled
    for field in page.xpath("//main//select[not(ancestor::template)]"):
        assert field.get("id") in labelled


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_inline_style_or_script(name: str) -> None:
    page = parse(PAGES[name]("ru"))
    assert page.xpath("//@style") == []
    assert page.xpath("//style") == []
    assert page.xpath("//script[not(@src)]") == []
    assert page.xpath("//@*[starts-with(name(), 'on')]") == []


@pytest.mark.parametrize("name", PAGES)
def test_only_the_documents_page_has_a_script(name: str) -> None:
    scripts = parse(PAGES[name]("ru")).xpath("//script/@src")
    assert bool(scripts) == name.startswith("documents")


@pytest.mark.parametrize("name", PAGES)
def test_every_form_of_ours_carries_its_key(name: str) -> None:
    """All but a search, which changes nothing."""
    page = parse(PAGES[name]("ru"))
    for form in page.xpath("//form[starts-with(@action, '/')][not(@role='search')]"):
        assert form.get("method") == "post"
        assert len(form.xpath(".//input[@name='csrf']")) == 1


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", PAGES)
def test_no_key_or_placeholder_is_left_in_a_page(name: str, locale: Locale) -> None:
    page = parse(PAGES[name](locale))
    for element in page.xpath("//*[@data-word]"):
        element.getparent().remove(element)
    shown = page.text_content()
    assert not re.search(r"\{[a-z_]+\}", shown)
    assert not re.search(r"\b(claim|decision|review|fact|state|problem)\.[a-z_]{3,}", shown)


def test_evidence_is_highlighted_and_leads_to_its_finding() -> None:
    page = parse(PAGES["review-code"]("en"))
    link = page.xpath("//svg//a[@href='#finding-3']")[0]
    box = link.xpath("rect")[0]
    assert box.get("class") == "evidence evidence-amber"
    assert "never refunded" in box.findtext("title", "")
    assert page.xpath("//img/@src")[0] == f"/review/{story.review_view().token}/pages/d1/1"


def test_a_reviewer_finds_no_way_to_approve_what_is_not_held() -> None:
    page = parse(PAGES["review-nothing"]("ru"))
    assert page.xpath("//input[@name='choice']/@value") == ["return", "reject", "ask"]
    assert page.xpath("//input[@name='amount']") == []


def test_who_has_to_sign_in_sees_no_decision_form() -> None:
    page = parse(PAGES["review-sign-in"]("ru"))
    assert page.xpath("//input[@name='choice']") == []
    assert page.xpath("//form[contains(@action, '/sign-in')]//input[@name='password']")


def test_asking_for_a_code_keeps_what_was_typed() -> None:
    page = parse(PAGES["review-code"]("ru"))
    button = page.xpath("//section[@id='decision']//button[contains(@formaction, '/code')]")[0]
    assert button.xpath("ancestor::form//textarea[@name='remark']")


def test_the_one_file_form_sends_the_tickets_fields_before_the_file() -> None:
    form = parse(PAGES["send-file"]("ru")).xpath("//form[@enctype='multipart/form-data']")[0]
    names = form.xpath(".//input/@name")
    assert names == ["key", "Content-Type", "policy", "file"]
    assert form.get("action") == "https://quarantine.example/"


def test_a_form_says_which_version_of_the_claim_it_was_made_for() -> None:
    page = parse(PAGES["claim-returned"]("ru"))
    assert set(page.xpath("//input[@name='version']/@value")) == {"1"}


def test_the_balance_says_until_when_money_can_be_used() -> None:
    shown = parse(PAGES["balance"]("en")).text_content().replace("\xa0", " ")
    assert "21 days left: the rest expires after 31 December 2026." in shown
    assert "RUB 120,000.00" in shown


def test_a_strangers_page_offers_no_menu() -> None:
    page = parse(PAGES["gone"]("ru"))
    assert page.xpath("//nav") == []
    assert page.xpath("//form") == []


@pytest.mark.parametrize(
    ("name", "matter"),
    [
        ("claim-returned", story.CLAIM_ID),
        ("documents", story.ACTIVITY.name),
        ("precheck-ready", story.ACTIVITY.name),
        ("activity-agreed", "7KQ2-M9XD-4TRA"),
        ("activity-form-change", "Зимний ужин"),
        ("points-award-returned", "a-1"),
        ("journal-managed", story.PARTNER.name),
    ],
)
def test_a_page_of_one_matter_names_it_in_its_title(name: str, matter: str) -> None:
    assert matter in parse(PAGES[name]("ru")).findtext("head/title", "")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_with_mistakes_says_so_in_its_title_first(name: str) -> None:
    page = parse(PAGES[name]("en"))
    wrong = bool(page.xpath("//div[@class='error-summary']"))
    assert page.findtext("head/title", "").startswith("Error: ") == wrong


def test_an_orders_number_stays_in_one_piece() -> None:
    heading = parse(PAGES["order"]("ru")).xpath("//h1")[0]
    assert heading.xpath("span[@class='number']/text()") == ["7KQ2-M9XD-4TRA"]
    assert heading.text_content().strip() == "Заказ 7KQ2-M9XD-4TRA"


def test_a_file_that_was_not_taken_says_why_beside_its_field() -> None:
    field = parse(PAGES["import-refused"]("en")).xpath("//input[@type='file']")[0]
    assert "e-file" in field.get("aria-describedby", "").split()


def test_who_has_nothing_to_claim_is_led_to_an_application() -> None:
    page = parse(PAGES["new-claim-none"]("ru"))
    assert page.xpath("//main//a[@class='button']/@href") == ["/activities/new"]


@pytest.mark.parametrize("name", ["partners", "orders-managed", "import-form", "manager-runs"])
def test_a_manager_finds_the_way_back(name: str) -> None:
    page = parse(PAGES[name]("ru"))
    assert page.xpath("//p[@class='back']/a/@href") == ["/manage"]
