"""Words of a page are whole, whatever way their letters are drawn."""

from __future__ import annotations

import pytest

from cofund.extraction.layout.document import laid_out
from tests.builders.letters import Draw, in_a_form, page, picture, turned, words
from tests.extraction.reading import content_of


def texts(*drawn: Draw, on_side: int = 0) -> list[str]:
    [only] = content_of(page(*drawn, turned=on_side)).pages
    return [word.text for word in only.words]


def test_letters_apart_by_spacing_are_one_word() -> None:
    assert texts(words("ИТОГО", spacing=5)) == ["ИТОГО"]
    assert texts(words("И Т О Г О 1 234")) == ["ИТОГО", "1", "234"]


def test_two_spaced_words_stay_two() -> None:
    assert texts(words("В С Е Г О   К   О П Л А Т Е"))[0] == "ВСЕГО"


def test_single_letters_that_are_words_stay_words() -> None:
    assert texts(words("и в с нами")) == ["и", "в", "с", "нами"]
    assert texts(words("А"), words("Б", x=120), words("В", x=180), words("Г", x=240)) == [
        "А", "Б", "В", "Г",
    ]  # fmt: skip


def test_a_word_drawn_twice_for_boldness_is_one() -> None:
    assert texts(words("Итого"), words("100,00", x=200), words("Итого", x=60.4)) == [
        "Итого",
        "100,00",
    ]


def test_the_same_word_elsewhere_is_another() -> None:
    assert texts(words("Итого"), words("Итого", x=160)) == ["Итого", "Итого"]


def test_a_footnotes_mark_is_no_digit_of_the_amount() -> None:
    assert texts(words("100"), words("1", x=79.5, y=704, size=6)) == ["100", "1"]


def test_ligatures_and_soft_hyphens_are_what_people_see() -> None:
    assert texts(words("o\ufb03ce of\u00adfer re\u200bport")) == ["office", "offer", "report"]


def test_a_hyphen_at_the_lines_end_is_kept() -> None:
    assert texts(words("бизнес-"), words("ужин", y=688)) == ["бизнес-", "ужин"]


def test_words_that_run_up_the_page_are_whole() -> None:
    up = turned(words("Универсальный", x=0, y=0), 90)
    laid = laid_out(content_of(page(words("Продавец ООО", x=290, y=430), up)))
    assert sorted(line.text for line in laid.lines) == ["Продавец ООО", "Универсальный"]


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_turned_page_has_the_same_words(degrees: int) -> None:
    assert texts(words("Счет на оплату"), on_side=degrees) == ["Счет", "на", "оплату"]


def test_words_of_drawings_within_drawings_are_read() -> None:
    assert texts(in_a_form(words("Оплачено полностью"))) == ["Оплачено", "полностью"]


def test_letters_that_say_nothing_count_as_no_text() -> None:
    mojibake = "Ñ÷åò íà îïëàòó îò äåâÿòîãî ìàðòà"
    content = content_of(page(words(mojibake)))
    assert content.pages[0].words == ()
    assert content.pages_without_text == (1,)


def test_private_letters_count_as_no_text() -> None:
    content = content_of(page(words("\ue001\ue002\ue003\ue004\ue005\ue006" * 6)))
    assert content.pages_without_text == (1,)


def test_a_scan_with_a_stamp_is_recognised_and_keeps_the_stamps_words() -> None:
    scan = picture(x=0, y=0, width=595, height=842)
    content = content_of(page(scan, words("Документ подписан")))
    assert content.pages_without_text == (1,)
    assert [word.text for word in content.pages[0].words] == ["Документ", "подписан"]


def test_a_page_of_text_on_a_picture_is_not_recognised() -> None:
    scan = picture(x=0, y=0, width=595, height=842)
    lines = [words("Строка текста, каких на странице много", y=780 - 12 * at) for at in range(30)]
    assert content_of(page(scan, *lines)).pages_without_text == ()
