"""Printed numbers and amounts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cofund.extraction.values import numbers
from cofund.money import Money

CLEAR = {
    "0": "0", "7": "7", "1234": "1234", "1234,5": "1234.5", "1234.50": "1234.50",
    "1 234,50": "1234.50", "1\u00a0234\u00a0567,89": "1234567.89", "1\u202f234": "1234",
    "1,234.50": "1234.50", "1.234,50": "1234.50", "1,234,567": "1234567", "1.234.567": "1234567",
    "1'234.50": "1234.50", "1’234’567.00": "1234567.00", "-5,00": "-5.00", "−5,00": "-5.00",
    "(1 234,50)": "-1234.50", "1 234-50": "1234.50", "297520-00": "297520.00", "297520=": "297520",
    "0,75": "0.75", "0.005": "0.005", "12,5": "12.5", "2,5000": "2.5000",
}  # fmt: skip


@pytest.mark.parametrize("printed", CLEAR)
def test_a_clear_number_has_one_reading(printed: str) -> None:
    assert numbers.readings(printed) == (Decimal(CLEAR[printed]),)


@pytest.mark.parametrize(
    ("printed", "thousands", "decimals"),
    [("1,234", "1234", "1.234"), ("1.234", "1234", "1.234"), ("12.500", "12500", "12.500")],
)
def test_a_separator_before_three_digits_means_two_things(
    printed: str, thousands: str, decimals: str
) -> None:
    assert numbers.readings(printed) == (Decimal(thousands), Decimal(decimals))


@pytest.mark.parametrize(
    "printed",
    ["", "-", "abc", "12 шт", "1 23", "12 34 56", "1,23,456", "1.2.3,4,5", "1234 567", "1e9", "NaN",
     "9" * 50, "12.34.56"],
)  # fmt: skip
def test_what_is_no_number_has_no_reading(printed: str) -> None:
    assert numbers.readings(printed) == ()


@given(
    value=st.integers(min_value=-(10**13), max_value=10**13),
    form=st.sampled_from(
        [(" ", ","), ("\u00a0", ","), (",", "."), (".", ","), ("", ","), ("", "."), ("'", ".")]
    ),
)
def test_every_amount_is_read_as_it_was_written(value: int, form: tuple[str, str]) -> None:
    group, mark = form
    whole, minor = divmod(abs(value), 100)
    printed = f"{'-' if value < 0 else ''}{whole:,}".replace(",", group) + f"{mark}{minor:02d}"
    assert numbers.amounts(printed, "RUB") == (Money(amount_minor=value, currency="RUB"),)


@given(st.text(max_size=60))
def test_no_text_makes_more_than_two_readings(text: str) -> None:
    assert len(numbers.readings(text)) <= 2


def test_an_amount_has_no_more_decimals_than_its_currency() -> None:
    assert numbers.amounts("1,234", "RUB") == (Money(amount_minor=1234_00, currency="RUB"),)
    assert numbers.amounts("12,3456", "RUB") == ()
    assert numbers.amounts("1 234", "JPY") == (Money(amount_minor=1234, currency="JPY"),)


@pytest.mark.parametrize("printed", ["1 234,50 руб.", "1 234,50 ₽", "1 234,50 р.", "RUB 1 234,50"])
def test_the_currency_beside_an_amount_is_no_part_of_it(printed: str) -> None:
    assert numbers.amounts(printed, "RUB") == (Money(amount_minor=1234_50, currency="RUB"),)


def test_an_amount_beyond_all_bounds_is_none() -> None:
    assert numbers.amounts("9" * 20, "RUB") == ()


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("на сумму 5 руб.", "RUB"), ("Сто рублей", "RUB"), ("Total €5", "EUR"), ("USD 5", "USD"),
        ("$5 or €5", None), ("рубероид по цене", None), ("Европа", None), ("5,00", None),
    ],
)  # fmt: skip
def test_a_text_names_one_currency_or_none(text: str, currency: str | None) -> None:
    assert numbers.currency_of(text) == currency


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Итого: 1 234,50", ["1 234,50"]),
        ("В том числе НДС 22%: 53 651,15", ["22", "53 651,15"]),
        ("счет А74920 от 08.01.2025", []),
        ("№ 12/5", []),
        ("всего 1 200 и 3,5", ["1 200", "3,5"]),
    ],
)
def test_numbers_are_found_in_text_and_parts_of_words_are_not(text: str, found: list[str]) -> None:
    matches = [match["number"].strip() for match in numbers.NUMBER.finditer(text)]
    assert [each for each in matches if each] == found
