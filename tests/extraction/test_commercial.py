"""Invoices and acts: what is read, and how far it may be trusted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cofund.extraction.reads import CHECK_DIGITS
from cofund.extraction.totals import (
    COUNTED_AGREES,
    LINES_AGREE,
    NET_AND_TAX,
    RATE_AGREES,
    WORDS_AGREE,
)
from cofund.models.extraction import Act, CommercialDocument, Invoice, PartyRead
from cofund.money import Money
from tests.builders import papers
from tests.builders.companies import INTEGRATOR, NEBYLITSYN, VETER, Company
from tests.extraction.papers import SALE, SALE_ABROAD
from tests.extraction.reading import extraction_of, said, sure


def roubles(amount_minor: int) -> Money:
    return Money(amount_minor=amount_minor, currency="RUB")


@pytest.fixture(scope="module")
def invoice() -> Invoice:
    return extraction_of(papers.invoice_pdf(SALE), Invoice)


def test_a_russian_invoice_gives_number_date_and_totals(invoice: Invoice) -> None:
    assert _head(invoice) == ("ВВ-117", date(2026, 2, 5), "RUB")
    assert _totals(invoice) == (SALE.gross_minor, SALE.tax_minor, SALE.gross_minor)
    assert sure(invoice.vat_included).value is True
    assert [reference.value for reference in invoice.references] == [SALE.basis]
    assert invoice.identified_by == ("Счет на оплату № ВВ-117 от 5 февраля 2026 г.",)


def test_a_russian_invoice_gives_both_parties_and_the_sellers_bank(invoice: Invoice) -> None:
    assert _party(invoice.seller) == _company(VETER)
    assert _party(invoice.buyer) == _company(INTEGRATOR)
    bank = (invoice.seller.bank, invoice.seller.bik, invoice.seller.account)
    assert [each.value for each in bank if each] == [VETER.bank, VETER.bik, VETER.account]


def test_a_russian_invoice_gives_its_lines(invoice: Invoice) -> None:
    assert _lines(invoice) == [
        (line.description, line.quantity, line.unit, line.price_minor, line.amount_minor)
        for line in SALE.lines
    ]


def test_a_total_that_all_checks_agree_with_is_exact(invoice: Invoice) -> None:
    assert invoice.gross is not None
    assert invoice.gross.status == "exact"
    checks = {WORDS_AGREE, COUNTED_AGREES, LINES_AGREE, NET_AND_TAX, RATE_AGREES}
    assert set(invoice.gross.passed) == checks


def test_every_value_names_where_it_stands(invoice: Invoice) -> None:
    assert invoice.gross is not None
    evidence = invoice.gross.evidence
    assert (evidence.page, evidence.text) == (1, "297 520,00")
    assert evidence.box is not None
    assert 0 < evidence.box.x0 < evidence.box.x1 < invoice.pages[0].width
    assert 0 < evidence.box.top < evidence.box.bottom < invoice.pages[0].height


def test_an_act_is_read_like_an_invoice() -> None:
    act = extraction_of(papers.act_pdf(SALE), Act)
    assert _head(act) == ("ВВ-117", date(2026, 2, 5), "RUB")
    assert _totals(act) == (SALE.gross_minor, SALE.tax_minor, SALE.gross_minor)
    assert _party(act.seller) == _company(VETER)
    assert len(act.lines) == 3


def test_an_english_invoice_has_its_tax_on_top() -> None:
    invoice = extraction_of(papers.english_invoice_pdf(SALE_ABROAD), Invoice)
    assert _head(invoice) == ("FE-2026-0042", date(2026, 3, 4), "EUR")
    totals = (invoice.net, invoice.tax, invoice.gross)
    assert [sure(total).value.decimal_text() for total in totals] == [
        "7230.00",
        "1446.00",
        "8676.00",
    ]
    assert sure(invoice.vat_included).value is False
    assert _party(invoice.seller)[:2] == ("Fictive Events Ltd", "GB980780684")
    assert _party(invoice.buyer)[:2] == ("Sample Partner GmbH", "DE136695976")
    assert sure(invoice.seller.iban).status == "exact"


def test_a_seller_without_vat_has_a_zero_tax_with_its_words() -> None:
    sale = replace(SALE, seller=NEBYLITSYN, vat_rate=None)
    invoice = extraction_of(papers.invoice_pdf(sale), Invoice)
    assert invoice.tax is not None
    assert invoice.tax.value == roubles(0)
    assert "Без налога (НДС)" in invoice.tax.evidence.text
    assert invoice.seller.kpp is None


def test_an_invoice_of_many_lines_is_read_over_all_pages() -> None:
    line = papers.Line(description="Буклет рекламный", quantity=Decimal(3), price_minor=1_33)
    sale = replace(SALE, lines=(line,) * 90)
    invoice = extraction_of(papers.invoice_pdf(sale), Invoice)
    assert len(invoice.pages) > 1
    assert len(invoice.lines) == 90
    assert sure(invoice.gross).status == "exact"
    assert invoice.lines[-1].description.evidence.page > 1


def test_a_printed_total_that_contradicts_lines_and_words_waits_for_a_person() -> None:
    wrong = replace(
        SALE,
        printed_gross_minor=300_000_00,
        printed_words=papers.roubles_in_words(SALE.lines_minor),
    )
    invoice = extraction_of(papers.invoice_pdf(wrong), Invoice)
    assert invoice.gross is not None
    assert invoice.gross.value == roubles(300_000_00)
    assert invoice.gross.status == "review"
    assert {WORDS_AGREE, LINES_AGREE} <= set(invoice.gross.failed)
    assert "297 520,00" in invoice.gross.alternates


def test_a_line_that_does_not_multiply_out_waits_for_a_person() -> None:
    line = papers.Line(
        description="Аренда зала",
        quantity=Decimal(2),
        price_minor=100_00,
        printed_amount_minor=250_00,
    )
    invoice = extraction_of(papers.invoice_pdf(replace(SALE, lines=(line,))), Invoice)
    [read] = invoice.lines
    assert read.amount is not None
    assert (read.amount.value, read.amount.status) == (roubles(250_00), "review")


def test_hidden_words_take_no_part_in_reading() -> None:
    tricked = replace(SALE, hidden_text="Всего к оплате: 999 999,00")
    invoice = extraction_of(papers.invoice_pdf(tricked), Invoice)
    assert invoice.flags == ("hidden_text",)
    assert sure(invoice.gross).value == roubles(SALE.gross_minor)


def test_wrong_check_digits_send_the_tax_id_to_review() -> None:
    seller = replace(VETER, tax_id="7700100011")
    invoice = extraction_of(papers.invoice_pdf(replace(SALE, seller=seller)), Invoice)
    assert invoice.seller.tax_id is not None
    assert invoice.seller.tax_id.status == "review"
    assert invoice.seller.tax_id.failed == (CHECK_DIGITS,)


def test_last_years_rate_on_this_years_invoice_is_contradicted() -> None:
    invoice = extraction_of(papers.invoice_pdf(replace(SALE, vat_rate=20)), Invoice)
    assert sure(invoice.tax).failed == (RATE_AGREES,)
    in_2025 = replace(SALE, vat_rate=20, issued=date(2025, 12, 31))
    before = extraction_of(papers.invoice_pdf(in_2025), Invoice)
    assert sure(before.tax).status == "exact"


def test_a_date_that_may_be_two_days_waits_for_a_person() -> None:
    invoice = said("Invoice number: A-17", "Invoice date: 03/04/2026", "Total due: $5.00")
    assert isinstance(invoice, Invoice)
    assert invoice.issue_date is not None
    assert invoice.issue_date.status == "review"
    assert invoice.issue_date.alternates == ("2026-03-04", "2026-04-03")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Date: 4 March 2026", date(2026, 3, 4)),
        ("Invoice # A-17 issued at 2026-03-04", date(2026, 3, 4)),
        ("Date of delivery 2026-02-28", None),
        ("Due date: 4 April 2026", None),
    ],
)
def test_only_the_date_of_issue_is_the_date(line: str, day: date | None) -> None:
    invoice = said("Invoice number: A-17", line, "Total due: $5.00")
    assert isinstance(invoice, Invoice)
    assert (invoice.issue_date.value if invoice.issue_date else None) == day


def test_without_any_currency_no_amount_is_guessed() -> None:
    invoice = said("Invoice number: A-17", "Total due: 5.00")
    assert isinstance(invoice, Invoice)
    assert (invoice.currency, invoice.gross) == (None, None)


def test_two_currencies_on_a_page_wait_for_a_person() -> None:
    invoice = said("Invoice number: A-17", "Total due: $5.00", "that is €4.50")
    assert isinstance(invoice, Invoice)
    assert sure(invoice.currency).status == "review"


def test_a_recognised_total_with_one_vote_waits_for_a_person() -> None:
    lines = ("Invoice number: A-17", "Total due: $6.00", "VAT 20%: $1.00")
    printed, recognised = said(*lines), said(*lines, source="ocr")
    assert isinstance(printed, Invoice)
    assert isinstance(recognised, Invoice)
    assert (sure(printed.gross).status, sure(recognised.gross).status) == ("checked", "review")


def test_an_amount_too_wide_for_its_cell_is_one_amount() -> None:
    invoice = said(
        "Счет на оплату № 5 от 08.01.2026",
        "                              445 666",
        "Всего к оплате:                791-08",
        "Всего наименований 1, на сумму 445 666 791-08 руб.",
    )
    assert isinstance(invoice, Invoice)
    assert sure(invoice.gross).value == roubles(445_666_791_08)


def test_lines_without_borders_are_read_by_the_places_of_their_heads() -> None:
    invoice = said(
        "Invoice number: A-17",
        "#    Description               Qty     Unit price     Amount",
        "1    Stand for the exhibition    2          10.00      20.00",
        "     with lights and carpet",
        "2    Catering                    3           5.50      16.50",
        "Total due:                                   $36.50",
    )
    assert isinstance(invoice, Invoice)
    descriptions = [line.description.value for line in invoice.lines]
    assert descriptions == ["Stand for the exhibition with lights and carpet", "Catering"]
    assert LINES_AGREE in sure(invoice.gross).passed


def _head(document: CommercialDocument) -> tuple[object, ...]:
    fields = (document.number, document.issue_date, document.currency)
    return tuple(field.value if field else None for field in fields)


def _totals(document: CommercialDocument) -> tuple[int | None, ...]:
    fields = (document.gross, document.tax, document.amount_in_words)
    return tuple(field.value.amount_minor if field else None for field in fields)


def _party(party: PartyRead) -> tuple[str | None, ...]:
    fields = (party.name, party.tax_id, party.kpp, party.address)
    return tuple(field.value if field else None for field in fields)


def _company(company: Company) -> tuple[str | None, ...]:
    return (company.name, company.tax_id, company.kpp, company.address)


def _lines(document: CommercialDocument) -> list[tuple[object, ...]]:
    return [
        (
            line.description.value,
            line.quantity.value if line.quantity else None,
            line.unit.value if line.unit else None,
            line.unit_price.value.amount_minor if line.unit_price else None,
            line.amount.value.amount_minor if line.amount else None,
        )
        for line in document.lines
    ]
