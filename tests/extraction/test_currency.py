"""The currency that a paper's amounts are in."""

from __future__ import annotations

import pytest

from cofund.extraction.currency import currency_of
from cofund.extraction.layout.document import laid_out
from cofund.models.content import DocumentContent
from cofund.models.extraction import PartyRead
from tests.builders.reads import read as a_read
from tests.extraction.reading import page_of


def read(*lines: str) -> tuple[str, str] | None:
    found = currency_of(laid_out(page_of(*lines)), PartyRead())
    return (found.value, found.status) if found else None


@pytest.mark.parametrize(
    ("lines", "currency"),
    [
        (["Währung: EUR"], "EUR"),
        (["Rechnungswährung : GBP", "Währung der Umsatzsteuerbuchung : EUR", "EUR 12,00"], "GBP"),
        (["Total 12.00 €", "Balance 12.00 €"], "EUR"),
        (["Total CHF 12.00"], "CHF"),
        (["TOTAL AMOUNT DUE $4.11"], "USD"),
        (["Price of Rs -40.00", "Total 319.00"], "INR"),
        (["Итого 12,00 руб."], "RUB"),
    ],
)
def test_a_label_or_the_amounts_name_the_currency(lines: list[str], currency: str) -> None:
    assert read(*lines) == (currency, "checked")


def test_two_currencies_of_equal_weight_wait_for_a_person() -> None:
    assert read("Total 12.00 €", "Total 13.00 $") == ("EUR", "review")


def test_a_currency_mentioned_once_beside_many_amounts_is_not_the_papers() -> None:
    lines = ["1.00 €", "2.00 €", "3.00 €", "4.00 €", "Rate of $1.10"]
    assert read(*lines) == ("EUR", "checked")


def test_a_paper_that_names_no_currency_has_none() -> None:
    assert read("Total 12.00") is None


def scanned(*lines: str) -> DocumentContent:
    """Give the lines as they were recognised."""
    content = page_of(*lines)
    pages = tuple(page.model_copy(update={"source": "ocr"}) for page in content.pages)
    return content.model_copy(update={"pages": pages})


@pytest.mark.parametrize(
    ("lines", "currency"),
    [
        (["Один рубдя $8 копеек", "Итого 12,00"], None),
        (["Итого 12,00 руб.", "один $8 копеек"], "RUB"),
        (["Total $12.00", "Balance $12.00"], "USD"),
        (["Total USD 12.00"], "USD"),
    ],
)
def test_one_sign_on_a_scan_may_be_a_misread_digit(lines: list[str], currency: str | None) -> None:
    found = currency_of(laid_out(scanned(*lines)), PartyRead())
    assert (found.value if found else None) == currency


def test_on_a_scan_the_sellers_account_says_more_than_a_sign() -> None:
    account = a_read("40702810600000000101", source="ocr")
    found = currency_of(laid_out(scanned("один $8 копеек")), PartyRead(account=account))
    assert found is not None
    assert found.value == "RUB"
