"""Receipts: a till's strip, an operator's electronic copy, a form of strict accounting."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cofund.extraction.forms.receipt_sums import PAID_AGREES
from cofund.extraction.totals import LINES_AGREE, RATE_AGREES
from cofund.models.extraction import LineRead, Receipt
from tests.builders.companies import NEBYLITSYN, VETER
from tests.builders.papers import paid
from tests.extraction.papers import EVENT_DAY, SALE
from tests.extraction.reading import extraction_of, said, sure

BOUGHT = paid.Bought(number="118", issued=EVENT_DAY, seller=VETER, vat_rate=22, lines=SALE.lines)
STRIP = (
    "ИП Небылицын Пример Пробович",
    "143400, г. Примерск, ул. Пробная, д. 7",
    f"ИНН {NEBYLITSYN.tax_id}   СНО: УСН доход",
    "Кассовый чек № 42  Приход",
    "Смена № 7   Кассир Образцова",
    "1. Кофе-брейк",
    "   2 шт. х 1 250.50   =2501.00",
    "НДС не облагается",
    "2. Аренда проектора",
    "   4000.00 х 1",
    "   =4000.00",
    "ИТОГО                =6501.00",
    "НАЛИЧНЫМИ            =7000.00",
    "ПОЛУЧЕНО 7000.00 СДАЧА 499.00",
    "СУММА БЕЗ НДС        =6501.00",
    "Сайт ФНС: nalog.gov.ru",
    "РН ККТ 0000000000012345  ФН № 9999000000000001",
    "ФД № 500  ФП 1234567890  20.02.26 21:14",
)


def test_a_tills_strip_is_read_in_full() -> None:
    receipt = extraction_of(paid.till_receipt_pdf(BOUGHT), Receipt)
    assert sure(receipt.number).value == BOUGHT.number
    assert sure(receipt.issue_date).value == BOUGHT.issued
    assert sure(receipt.seller.name).value == VETER.name
    assert sure(receipt.seller.tax_id).value == VETER.tax_id
    assert sure(receipt.seller.address).value == VETER.address
    assert sure(receipt.gross).value.amount_minor == BOUGHT.gross_minor
    assert sure(receipt.gross).passed == (LINES_AGREE, PAID_AGREES, RATE_AGREES)
    assert sure(receipt.tax).value.amount_minor == BOUGHT.tax_minor
    assert [tax.rate for tax in receipt.taxes] == [22]


def test_what_was_sold_is_read_line_by_line() -> None:
    receipt = extraction_of(paid.till_receipt_pdf(BOUGHT), Receipt)
    assert [_line(line) for line in receipt.lines] == [
        (line.description, line.quantity, line.price_minor, line.amount_minor)
        for line in BOUGHT.lines
    ]


def test_a_strip_of_another_till_is_read_too() -> None:
    receipt = _receipt(*STRIP)
    assert sure(receipt.number).value == "500"
    assert sure(receipt.issue_date).value.isoformat() == "2026-02-20"
    assert sure(receipt.seller.name).value == NEBYLITSYN.name
    assert sure(receipt.gross).value.amount_minor == 6_501_00
    assert sure(receipt.tax).value.amount_minor == 0
    assert [_line(line) for line in receipt.lines] == [
        ("Кофе-брейк", Decimal(2), 1_250_50, 2_501_00),
        ("Аренда проектора", Decimal(1), 4_000_00, 4_000_00),
    ]


def test_cash_in_excess_contradicts_nothing() -> None:
    gross = sure(_receipt(*STRIP).gross)
    assert (gross.passed, gross.failed) == ((LINES_AGREE,), ())


def test_lines_that_do_not_make_the_total_send_it_to_a_person() -> None:
    lines = [line.replace("=6501.00", "=6591.00") for line in STRIP]
    assert sure(_receipt(*lines).gross).failed == (LINES_AGREE,)


def test_vat_that_does_not_follow_from_its_rate_sends_the_total_to_a_person() -> None:
    lines = ("КАССОВЫЙ ЧЕК", "20.02.2026 10:00", "ИТОГ = 122.00", "СУММА НДС 22% = 10.00")
    assert sure(_receipt(*lines).gross).failed == (RATE_AGREES,)


@pytest.mark.parametrize(
    "total",
    ["ИТОГ =1500.00", "ИТОГО: 1 500,00", "ВСЕГО К ОПЛАТЕ 1500-00", "ИТОГ", "К ОПЛАТЕ *1500.00"],
)
def test_a_total_is_found_however_a_till_prints_it(total: str) -> None:
    below = ("1500.00",) if total == "ИТОГ" else ()
    receipt = _receipt("КАССОВЫЙ ЧЕК", f"ИНН {VETER.tax_id}", total, *below, "ФД 12")
    assert sure(receipt.gross).value.amount_minor == 1_500_00


def test_a_receipt_of_another_country_is_not_taken_for_roubles() -> None:
    receipt = _receipt("Receipt", "Fictive Events Ltd", "Dinner  $ 80.00", "Total  $ 80.00")
    assert sure(receipt.currency).value == "USD"
    assert sure(receipt.gross).value.currency == "USD"


def _receipt(*lines: str) -> Receipt:
    receipt = said(*lines)
    assert isinstance(receipt, Receipt), receipt
    return receipt


def _line(line: LineRead) -> tuple[object, ...]:
    price, amount = sure(line.unit_price).value, sure(line.amount).value
    quantity = sure(line.quantity).value
    return line.description.value, quantity, price.amount_minor, amount.amount_minor
