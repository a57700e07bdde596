"""Amounts in words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cofund.extraction.values.in_words import amount_in_words
from tests.builders.papers import roubles_in_words


@settings(max_examples=2_000)
@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_every_amount_in_words_is_read_as_it_was_written(amount_minor: int) -> None:
    assert amount_in_words(roubles_in_words(amount_minor)) == amount_minor


@pytest.mark.parametrize(
    ("words", "kopecks"),
    [
        ("Сто двадцать рублей 50 копеек", 120_50),
        ("Одна тысяча рублей 00 копеек", 1_000_00),
        ("тысяча рублей", 1_000_00),
        ("Две тысячи один рубль ноль копеек", 2_001_00),
        ("Сто рублей двадцать одна копейка", 100_21),
        ("ДВЕСТИ ДЕВЯНОСТО СЕМЬ ТЫСЯЧ ПЯТЬСОТ ДВАДЦАТЬ РУБЛЕЙ 00 КОПЕЕК", 297_520_00),
        ("к оплате: пять руб. 05 коп.", 5_05),
        ("Один миллион рублей, 10 копеек", 1_000_000_10),
    ],
)
def test_the_forms_that_accountants_use_are_read(words: str, kopecks: int) -> None:
    assert amount_in_words(words) == kopecks


@pytest.mark.parametrize(
    "words",
    ["", "рублей", "сто", "двадцать двенадцать рублей", "пять сто рублей", "один два рубля",
     "сто тысяч миллион рублей", "сто рублей девяносто девять сто копеек"],
)  # fmt: skip
def test_words_that_make_no_number_are_none(words: str) -> None:
    assert amount_in_words(words) is None


@given(
    st.lists(
        st.sampled_from(["сто", "двадцать", "тысяча", "один", "миллион", "рублей"]), max_size=12
    )
)
def test_any_order_of_words_ends_in_a_number_or_in_none(words: list[str]) -> None:
    amount = amount_in_words(" ".join(words))
    assert amount is None or amount >= 0
