"""The second look is taken where words are shreds, and its reading kept where it is better."""

from __future__ import annotations

from cofund.extraction.limits import READING
from cofund.extraction.second_look import better_content
from cofund.models.extraction import Invoice
from tests.builders.letters import page, words
from tests.extraction.reading import content_of, extraction_of, page_of

HEADING = "Invoice number: A-17"
SHREDS = " ".join("shreds of words, letter by letter")


def test_a_page_of_whole_words_is_not_read_again() -> None:
    content = page_of("Nothing that anybody knows", "is printed on this page")
    assert better_content(content, b"no document at all", limits=READING) is content


def test_where_the_second_look_fails_the_first_one_stays() -> None:
    content = page_of(SHREDS)
    assert better_content(content, b"no document at all", limits=READING) is content


def test_letters_drawn_across_lines_are_put_together() -> None:
    lines = (HEADING, "Invoice date: 4 March 2026", "Total due: $36.50")
    drawn = [
        words(letter, x=60 + 6.3 * at, y=700 - 20 * number)
        for at in range(max(map(len, lines)))
        for number, line in enumerate(lines)
        for letter in line[at : at + 1].strip()
    ]
    invoice = extraction_of(page(*drawn), Invoice)
    assert invoice.number is not None
    assert invoice.number.value == "A-17"
    assert content_of(page(*drawn)).engine.startswith("pdfplumber")


def test_what_a_garbled_page_hides_does_not_come_back() -> None:
    garbled = page(words("Ñ÷åò íà îïëàòó îò äåâÿòîãî ìàðòà Ñ ÷ å ò í à î ï ë à ò ó"))
    assert content_of(garbled).pages[0].words == ()
