"""What WCAG 2.2 AA asks of the markup of every page, by rule; looks are asked in the browser."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise
from typing import TypeAlias

import pytest
from lxml import html as lxml_html

from tests.pages.gallery import PAGES

Tree: TypeAlias = lxml_html.HtmlElement
Pages: TypeAlias = dict[str, Tree]
PURPOSES = {
    "login": "username",
    "password": "current-password",
    "code": "one-time-code",
}
"""WCAG 2.2, 1.3.5 and 3.3.8: what a browser may fill in, and a code may be pasted."""


@pytest.fixture(scope="module")
def pages() -> Pages:
    """Give each page's tree."""
    return {name: lxml_html.document_fromstring(draw("ru")) for name, draw in PAGES.items()}


def found(pages: Pages, look: Callable[[Tree], list[str]]) -> dict[str, list[str]]:
    """Give what a look found on each page where it found something."""
    return {name: wrong for name, page in pages.items() if (wrong := look(page))}


def named(element: Tree) -> str:
    """Give what an element is called: by others, by a label, or by its own words."""
    by_others = [element.getroottree().xpath(f"//*[@id='{one}']") for one in _labels(element)]
    words = " ".join(one[0].text_content() for one in by_others if one)
    return " ".join((words or element.get("aria-label") or element.text_content()).split())


def _labels(element: Tree) -> list[str]:
    return (element.get("aria-labelledby") or "").split()


def test_no_level_of_headings_is_left_out(pages: Pages) -> None:
    def look(page: Tree) -> list[str]:
        levels = [int(one.tag[1]) for one in page.xpath("//h1 | //h2 | //h3 | //h4")]
        main = levels[levels.index(1) :]
        return [f"h{a} h{b}" for a, b in pairwise(main) if b > a + 1]

    assert found(pages, look) == {}


def test_every_link_button_and_region_has_a_name(pages: Pages) -> None:
    def look(page: Tree) -> list[str]:
        wanted = page.xpath(
            "//a[not(ancestor::*[local-name()='svg'])] | //button | //summary | //legend | //nav"
            " | //section | //*[@role='region']"
        )
        return [lxml_html.tostring(one)[:90].decode() for one in wanted if not named(one)]

    assert found(pages, look) == {}


def test_links_with_the_same_words_lead_to_the_same_place(pages: Pages) -> None:
    """Within a list whose items are named by their headings, the item says which one is meant."""

    def look(page: Tree) -> list[str]:
        places = defaultdict(set)
        for link in page.xpath("//main//a[@href][not(ancestor::*[local-name()='svg'])]"):
            if not link.xpath("ancestor::li | ancestor::section[@aria-labelledby]"):
                places[named(link)].add(link.get("href"))
        return [words for words, hrefs in places.items() if len(hrefs) > 1]

    assert found(pages, look) == {}


def test_every_tables_head_says_what_it_heads(pages: Pages) -> None:
    def look(page: Tree) -> list[str]:
        heads = page.xpath("//table[not(ancestor::*[@class='text-document'])]//th[not(@scope)]")
        tables = page.xpath("//table[not(caption)]")
        return [one.text_content().strip() for one in heads] + ["no caption" for _ in tables]

    assert found(pages, look) == {}


def test_lists_hold_nothing_but_their_items(pages: Pages) -> None:
    def look(page: Tree) -> list[str]:
        strays = page.xpath("//ul/*[not(self::li)] | //ol/*[not(self::li)]")
        strays += page.xpath("//li[not(parent::ul or parent::ol or parent::template)]")
        strays += page.xpath("//dl/*[not(self::div)] | //dl/div/*[not(self::dt or self::dd)]")
        return [one.tag for one in strays]

    assert found(pages, look) == {}


def test_a_choice_of_one_stands_below_its_question(pages: Pages) -> None:
    def look(page: Tree) -> list[str]:
        alone = page.xpath("//input[@type='radio'][not(ancestor::fieldset[legend])]")
        return [one.get("name", "") for one in alone]

    assert found(pages, look) == {}


def test_a_wrong_field_is_described_by_its_mistake(pages: Pages) -> None:
    def look(page: Tree) -> list[str]:
        ids = {one.get("id") for one in page.xpath("//p[@class='field-error']")}
        wrong = page.xpath("//*[@aria-invalid='true']")
        return [
            one.get("id", "")
            for one in wrong
            if not ids & set((one.get("aria-describedby") or "").split())
        ]

    assert found(pages, look) == {}


def test_every_mistake_in_the_summary_leads_to_where_it_is_said(
    pages: Pages,
) -> None:
    def look(page: Tree) -> list[str]:
        links = page.xpath("//div[@class='error-summary']//a/@href")
        said = {one.get("id", "")[2:] for one in page.xpath("//p[@class='field-error']")}
        return [link for link in links if link.removeprefix("#f-") not in said]

    assert found(pages, look) == {}


def test_a_browser_may_fill_in_what_it_knows(pages: Pages) -> None:
    def look(page: Tree) -> list[str]:
        fields = page.xpath("//input[@name]")
        return [
            one.get("name", "")
            for one in fields
            if one.get("name") in PURPOSES
            and one.get("autocomplete") != PURPOSES[one.get("name", "")]
        ]

    assert found(pages, look) == {}


def test_what_has_just_happened_is_said_aloud(pages: Pages) -> None:
    def look(page: Tree) -> list[str]:
        notices = page.xpath("//div[@class='notice'][not(@role='status')]")
        return [one.tag for one in [*notices, *page.xpath("//*[@tabindex > 0]")]]

    assert found(pages, look) == {}


def test_the_other_language_is_named_in_itself(pages: Pages) -> None:
    links = [link for page in pages.values() for link in page.xpath("//a[@hreflang]")]
    assert links
    assert {(link.get("lang"), link.text_content()) for link in links} == {("en", "English")}
