"""What is done to a picture of a page before and after its words are recognised."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from cofund.extraction.ocr.digit_groups import with_digit_groups
from cofund.extraction.ocr.digits import with_digits_of
from cofund.extraction.ocr.engine import Seen
from cofund.extraction.ocr.ink import coloured_pixels, ink_boxes, struck_out, without_colour
from cofund.extraction.ocr.labels import with_labels
from cofund.extraction.ocr.number_words import with_number_words
from cofund.extraction.ocr.paper import evened, without_specks
from cofund.extraction.ocr.ruled import without_rulings
from cofund.extraction.ocr.straight import straightened
from cofund.extraction.ocr.upright import lie_of
from cofund.extraction.placement import Placement

WORD = (200.0, 300.0, 400.0, 330.0)
BLUE = (40, 60, 170)


def seen(*texts: str, gap: float = 5.0) -> list[Seen]:
    """Words on one line, a letter ten pixels wide and twenty high."""
    words, at = [], 0.0
    for text in texts:
        end = at + 10 * len(text)
        words.append(Seen(text, at, 0, end, 20, 90))
        at = end + gap
    return words


def texts_of(words: list[Seen]) -> list[str]:
    return [word.text for word in words]


def a_page(*, lines: int = 20) -> Image.Image:
    """A page of black bars where lines of text would be."""
    page = Image.new("L", (800, 1100), 255)
    brush = ImageDraw.Draw(page)
    for number in range(lines):
        for left in range(80, 700, 40):
            brush.rectangle((left, 80 + number * 40, left + 28, 92 + number * 40), fill=0)
    return page


@pytest.mark.parametrize("degrees", [-7.5, -3.0, -0.5, 0.4, 2.2, 9.0])
def test_a_turned_page_is_turned_back(degrees: float) -> None:
    turned = a_page().rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    lie = lie_of(np.asarray(turned))
    assert np.degrees(np.arctan(-(lie.top + lie.bottom) / 2)) == pytest.approx(degrees, abs=0.15)


def test_a_level_page_and_an_empty_one_are_left_as_they_are() -> None:
    assert lie_of(np.asarray(a_page())).is_level
    assert lie_of(np.full((800, 600), 255, np.uint8)).is_level


def test_words_of_a_straightened_page_are_found_on_the_page_as_drawn() -> None:
    page = Image.new("L", (800, 1100), 255)
    page.paste(a_page(), (0, 0))
    ImageDraw.Draw(page).rectangle((640, 900, 700, 960), fill=0)
    turned = page.rotate(3, Image.Resampling.BICUBIC, fillcolor=255)
    straight = straightened(turned, shorter_side=800)
    ys, xs = np.nonzero(straight.grey[880:] < 128)
    x, y = straight.onto_drawn.point(float(xs.mean()), float(ys.mean()) + 880)
    down, across = np.nonzero(np.asarray(turned)[890:1000, 600:] < 128)
    assert (x, y) == pytest.approx((across.mean() + 600, down.mean() + 890), abs=4)


def test_a_map_and_its_inverse_change_nothing() -> None:
    aslant = Placement((1.1, 0.05, 3.0, -0.04, 0.97, 8.0, 1e-5, -2e-5, 1.0))
    turned = aslant.then(Placement.turned_back(1, 600, 800))
    assert turned.inverse().point(*turned.point(123, 456)) == pytest.approx((123, 456))


@pytest.mark.parametrize(
    ("quarters", "point", "drawn"),
    [(0, (10, 20), (10, 20)), (1, (20, 590), (10, 20)), (2, (590, 780), (10, 20)),
     (3, (780, 10), (10, 20))],
)  # fmt: skip
def test_a_page_turned_by_quarters_is_found_as_drawn(
    quarters: int, point: tuple[float, float], drawn: tuple[float, float]
) -> None:
    assert Placement.turned_back(quarters, 600, 800).point(*point) == drawn


def test_shadows_become_white_and_letters_stay_black() -> None:
    shade = Image.linear_gradient("L").resize((800, 1100)).point(lambda level: 130 + level // 3)
    shaded = Image.fromarray(
        (np.asarray(a_page()).astype(int) * np.asarray(shade) // 255).astype(np.uint8)
    )
    grey = evened(shaded)
    assert grey[:60].min() > 240
    assert grey[84:90, 82:100].max() < 60


def test_dust_goes_and_commas_stay() -> None:
    page = np.full((60, 60), 255, np.uint8)
    page[10, 10] = 0
    page[30:32, 30] = 0
    cleaned = without_specks(page)
    assert (int(cleaned[10, 10]), int(cleaned[30, 30])) == (255, 0)


def test_rulings_are_found_and_taken_away_and_digits_are_not() -> None:
    page = Image.new("L", (1200, 600), 255)
    brush = ImageDraw.Draw(page)
    brush.rectangle((100, 100, 1100, 400), outline=0, width=4)
    brush.line((600, 100, 600, 400), fill=0, width=4)
    brush.rectangle((200, 200, 212, 230), fill=0)
    cleaned, rulings = without_rulings(np.asarray(page))
    level = sorted(round(top) for x0, top, x1, _ in rulings if x1 - x0 > 500)
    upright = sorted(round(x0) for x0, top, _, bottom in rulings if bottom - top > 200)
    assert level == pytest.approx([102, 399], abs=4)
    assert upright == pytest.approx([102, 602, 1099], abs=4)
    assert int(cleaned[102, 300]) == 255
    assert int(cleaned[215, 206]) == 0


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Двести лвалиать шесть тысяч рублей", "Двести двадцать шесть тысяч рублей"),
        ("тысяч сто восемналиать рублей", "тысяч сто восемнадцать рублей"),
        ("наш лвалиать адрес", "наш лвалиать адрес"),
        ("сорок два рубля", "сорок два рубля"),
    ],
)
def test_misread_number_words_are_mended_beside_others_only(read: str, meant: str) -> None:
    assert texts_of(with_number_words(seen(*read.split()))) == meant.split()


@pytest.mark.parametrize(
    ("words", "gap", "parted"),
    [
        (("1549", "396,27"), 5, ["1", "549", "396,27"]),
        (("1549", "396,27"), 40, ["1549", "396,27"]),
        (("2026", "г."), 5, ["2026", "г."]),
        (("52", "676,", "48"), 5, ["52", "676,48"]),
        (("д.", "5,", "12"), 5, ["д.", "5,", "12"]),
    ],
)
def test_lost_and_false_spaces_in_numbers_are_put_right(
    words: tuple[str, ...], gap: float, parted: list[str]
) -> None:
    assert texts_of(with_digit_groups(seen(*words, gap=gap))) == parted


@pytest.mark.parametrize(
    ("read", "meant"),
    [("HAC", "НДС"), ("HOC", "НДС"), ("HДC:", "НДС:"), ("WHH", "ИНН"), ("ИННКПП", "ИНН/КПП"),
     ("ИНН/КПП", "ИНН/КПП"), ("ИННИКПП", "ИНН/КПП"), ("НАСОС", "НАСОС")],
)  # fmt: skip
def test_labels_are_mended_on_russian_pages_only(read: str, meant: str) -> None:
    russian = seen("Счет", "Покупатель", "Договор", "Сумма", "Итого", "рублей", read)
    assert texts_of(with_labels(russian))[-1] == meant
    assert texts_of(with_labels(seen("Invoice", read)))[-1] == read


def test_digits_come_from_the_other_model_and_words_do_not() -> None:
    words = seen("Цена", "525", "400,00", "5шт")
    others = [*seen("Llena", "325", "400,00")[1:], Seen("77", 900, 0, 920, 20, 90)]
    moved = [Seen(each.text, each.x0 - 10, 0, each.x1 - 10, 20, 90) for each in others]
    assert texts_of(with_digits_of(words, moved)) == ["Цена", "325", "400,00", "5шт"]


def a_coloured_page() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    page = Image.new("RGB", (1200, 1600), "white")
    return page, ImageDraw.Draw(page)


def test_a_page_in_black_and_white_has_no_ink() -> None:
    assert coloured_pixels(Image.new("RGB", (600, 800), "white")) is None
    assert coloured_pixels(a_page()) is None


def test_pen_over_a_printed_word_is_ink_and_a_stamp_beside_it_covers_nothing_of_it() -> None:
    page, brush = a_coloured_page()
    brush.rectangle(WORD, fill=(0, 0, 0))
    brush.line((190, 335, 410, 295), fill=BLUE, width=6)
    brush.ellipse((600, 600, 900, 900), outline=BLUE, width=8)
    coloured = coloured_pixels(page)
    assert coloured is not None
    boxes = ink_boxes(coloured, [WORD])
    over = [box for box in boxes if box[0] < WORD[2] and WORD[0] < box[2] and box[1] < WORD[3]]
    assert over
    assert any(box[1] > 580 for box in boxes)
    assert not any(box[0] > 700 and box[2] < 800 and 700 < box[1] < 800 for box in boxes)


def test_words_printed_in_colour_and_coloured_areas_are_no_ink() -> None:
    page, brush = a_coloured_page()
    for left in range(200, 400, 20):
        brush.rectangle((left, 300, left + 8, 330), fill=BLUE)
    brush.rectangle((100, 700, 1100, 900), fill=(120, 190, 240))
    coloured = coloured_pixels(page)
    assert coloured is not None
    assert ink_boxes(coloured, [WORD]) == []


def test_a_stamp_fades_and_black_print_stays() -> None:
    page, brush = a_coloured_page()
    brush.rectangle((0, 0, 50, 50), fill=BLUE)
    brush.rectangle((100, 0, 150, 50), fill=(10, 10, 10))
    faded = without_colour(page)
    assert (faded.getpixel((20, 20)), faded.getpixel((120, 20))) == (170, 10)


@pytest.mark.parametrize(
    ("line", "struck"),
    [
        ((190.0, 316.0, 410.0, 316.0), True),
        ((190.0, 331.0, 410.0, 331.0), False),
        ((0.0, 316.0, 1100.0, 316.0), False),
    ],
)
def test_a_line_through_a_word_strikes_it_out(
    line: tuple[float, float, float, float], *, struck: bool
) -> None:
    assert bool(struck_out([WORD], [line])) is struck


def test_the_lines_inside_a_stamp_strike_nothing_out() -> None:
    lines = [(190.0, 286.0 + 10 * number, 410.0, 286.0 + 10 * number) for number in range(7)]
    assert struck_out([WORD], lines) == []
