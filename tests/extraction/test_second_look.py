"""The second look is taken where words are shreds, and its reading kept where it is better."""

from __future__ import annotations

from cofund.extraction.limits import READING
from cofund.extraction.second_look import better_content
from tests.builders.letters import page, words
from tests.extraction.reading import content_of, page_of

SHREDS = " ".join("shreds of words, letter by letter")


def test_a_page_of_whole_words_is_not_read_again() -> None:
    content = page_of("Nothing that anybody knows", "is printed on this page")
    assert better_content(content, b"no document at all", limits=READING) is content


def test_where_the_second_look_fails_the_first_one_stays() -> None:
    content = page_of(SHREDS)
    assert better_content(content, b"no document at all", limits=READING) is content


def test_what_a_garbled_page_hides_does_not_come_back() -> None:
    garbled = page(words("Ñ÷åò íà îïëàòó îò äåâÿòîãî ìàðòà Ñ ÷ å ò í à î ï ë à ò ó"))
    assert content_of(garbled).pages[0].words == ()
