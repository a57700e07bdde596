"""Amounts in English, German and French words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cofund.extraction.values.in_words_abroad import amounts_in_words
from tests.builders.papers.words_abroad import english_words, french_words, german_words

AMOUNTS = st.integers(min_value=1_00, max_value=999_999_999_99)


def said(text: str, currency: str = "EUR") -> list[int]:
    return [minor for _, _, minor in amounts_in_words(text, currency)]


@settings(max_examples=500)
@given(AMOUNTS)
def test_every_amount_in_english_words_is_read_as_it_was_written(amount_minor: int) -> None:
    whole, cents = divmod(amount_minor, 100)
    assert said(f"{english_words(whole)} euros and {cents:02d}/100") == [amount_minor]


@settings(max_examples=500)
@given(AMOUNTS)
def test_every_amount_in_german_words_is_read_as_it_was_written(amount_minor: int) -> None:
    whole, cents = divmod(amount_minor, 100)
    assert said(f"{german_words(whole)} Euro {cents:02d}/100") == [amount_minor]


@settings(max_examples=500)
@given(AMOUNTS)
def test_every_amount_in_french_words_is_read_as_it_was_written(amount_minor: int) -> None:
    whole, cents = divmod(amount_minor, 100)
    assert said(f"{french_words(whole)} euros et {cents:02d} centimes") == [amount_minor]


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("One Hundred Dollars and 50/100", "USD", 100_50),
        ("Eight thousand six hundred and seventy-six Euros only", "EUR", 8676_00),
        ("in Worten: fünfhundertsiebzehn Euro und neun Cent", "EUR", 517_09),
        ("eintausendzweihundertvierunddreißig Euro", "EUR", 1234_00),
        ("Arrêté à la somme de quatre-vingt-dix-sept euros", "EUR", 97_00),
        ("mille deux cents francs", "CHF", 1200_00),
        ("twenty pounds and five pence", "GBP", 20_05),
    ],
)
def test_the_forms_that_invoices_use_are_read(text: str, currency: str, minor: int) -> None:
    assert said(text, currency) == [minor]


@pytest.mark.parametrize(
    "text",
    ["", "euros", "einen Betrag in Euro", "one twenty euros", "hundred euros", "Total EUR 50",
     "dix deux euros", "x" * 500 + " one euro"],
)  # fmt: skip
def test_words_that_make_no_amount_are_none(text: str) -> None:
    assert said(text) == []


def test_words_of_another_currency_are_not_the_documents() -> None:
    assert said("one hundred dollars", "EUR") == []
    assert said("one hundred dollars", "XXX") == []
