"""An exact source over its page: it wins, is shown on the page, and what differs is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from cofund.extraction import interpret, read_file
from cofund.extraction.exact.codes import code
from cofund.extraction.exact.einvoice import einvoice
from cofund.extraction.merging.printed import Printed
from cofund.extraction.report import extraction_report
from cofund.models.content import DocumentContent
from cofund.models.exact import ExactSource
from cofund.models.extraction import CommercialDocument, Invoice, Receipt
from cofund.money import Money
from cofund.sure import sure as certain
from tests.builders import papers
from tests.builders.einvoices.attached import (
    payment_code,
    qr,
    with_associated_file,
    with_attachment,
)
from tests.builders.einvoices.cii import factur_x, zugferd_1
from tests.builders.einvoices.tree import decimal
from tests.builders.papers.facts import Line, Sale
from tests.extraction.papers import SALE, SALE_ABROAD
from tests.extraction.reading import content_of, page_of

XML = factur_x(SALE_ABROAD)
RECEIPT = b"t=20260331T1942&s=8450.50&fn=9999078900000011&i=1742&fp=1234567890&n=1"


@cache
def printed() -> DocumentContent:
    """Give the words of the printed invoice."""
    return content_of(papers.english_invoice_pdf(SALE_ABROAD))


def source_of(xml: bytes) -> ExactSource:
    """Give what an e-invoice states, as it comes with a PDF."""
    return ExactSource(**{**einvoice(xml), "name": "factur-x.xml"})


def laid_over(*sources: ExactSource, page: DocumentContent | None = None) -> Any:
    """Give the meaning of a page and what came with it."""
    return interpret((page or printed()).model_copy(update={"exact": sources}))


def stating(**changes: Any) -> ExactSource:
    """Give the e-invoice of a sale that differs from the printed one."""
    return source_of(factur_x(replace(SALE_ABROAD, **changes)))


def test_what_agrees_is_exact_and_shown_on_the_page() -> None:
    read = laid_over(source_of(XML))
    for value in (read.number, read.issue_date, read.net, read.tax, read.gross):
        assert (value.source, value.status, value.failed) == ("xml", "exact", ())
        assert value.evidence.box is not None
        assert value.passed == ("page = e-invoice",)
    assert (read.disagreements, read.problems) == ((), ())


def test_lines_are_shown_in_the_rows_of_the_page() -> None:
    first, second = laid_over(source_of(XML)).lines
    assert first.amount.evidence.box.bottom <= second.amount.evidence.box.top
    for line in (first, second):
        assert line.description.evidence.box.top < line.amount.evidence.box.bottom


DIFFERENT = {
    "number": {"number": "FE-2026-0043"},
    "issue_date": {"issued": date(2026, 3, 11)},
    "gross": {"printed_gross_minor": 9_999_00},
}


@pytest.mark.parametrize("field", DIFFERENT)
def test_where_the_page_prints_another_value_both_are_shown(field: str) -> None:
    read = laid_over(stating(**DIFFERENT[field]))
    found = next(each for each in read.disagreements if each.field == field)
    value = getattr(read, field)
    assert (value.source, value.status) == ("xml", "review")
    assert "page = e-invoice" in value.failed
    assert found.exact.place.startswith("factur-x.xml, line ")
    assert found.printed.box is not None
    assert found.exact.text != found.printed.text


@pytest.mark.parametrize("field", DIFFERENT)
def test_a_disputed_value_is_not_certain_for_any_rule(field: str) -> None:
    assert certain(getattr(laid_over(stating(**DIFFERENT[field])), field)) is None


def test_only_what_differs_is_disputed() -> None:
    read = laid_over(stating(number="FE-2026-0043"))
    assert [each.field for each in read.disagreements] == ["number"]
    assert read.gross.status == "exact"


def test_a_line_that_is_printed_with_another_amount_is_named() -> None:
    first, second = SALE_ABROAD.lines
    dearer = replace(first, printed_amount_minor=4_700_00)
    read = laid_over(stating(lines=(dearer, second)))
    assert "line 1 amount" in [each.field for each in read.disagreements]
    assert "line 2 amount" not in [each.field for each in read.disagreements]


def test_what_the_page_does_not_show_is_no_contradiction() -> None:
    page = page_of("INVOICE", "Invoice number: FE-2026-0042", "Date: 4 March 2026", "Thank you")
    read = laid_over(source_of(XML), page=page)
    assert read.gross.status == "exact"
    assert "gross" not in [each.field for each in read.disagreements]
    assert ("not_printed", "gross") in [(each.code, each.field) for each in read.problems]


def test_a_page_that_makes_no_sense_has_its_values_from_the_xml() -> None:
    read = laid_over(source_of(XML), page=page_of("lorem ipsum", "dolor sit amet"))
    assert isinstance(read, Invoice)
    assert read.gross is not None
    assert read.gross.value.decimal_text() == decimal(SALE_ABROAD.gross_minor)
    assert read.identified_by[0].startswith("cii")


def test_the_kind_is_the_one_that_the_e_invoice_declares() -> None:
    assert laid_over(source_of(factur_x(SALE_ABROAD, "381"))).kind == "credit_note"


def test_two_e_invoices_that_differ_are_told_apart() -> None:
    other = source_of(zugferd_1(replace(SALE_ABROAD, number="FE-2026-0099")))
    read = laid_over(other, source_of(XML))
    assert read.number.value == SALE_ABROAD.number
    assert "number" in [each.field for each in read.disagreements]


def test_two_e_invoices_in_two_currencies_do_not_mix() -> None:
    pounds = source_of(zugferd_1(replace(SALE_ABROAD, currency="GBP")))
    partly = einvoice(XML.replace(b"TaxBasisTotalAmount", b"Nothing"))
    read = laid_over(pounds, ExactSource(**partly))
    assert read.gross.value.currency == "EUR"


def test_totals_that_contradict_each_other_are_not_exact() -> None:
    read = laid_over(stating(printed_gross_minor=SALE_ABROAD.gross_minor), page=page_of("Invoice"))
    assert {each.status for each in (read.net, read.tax, read.gross)} == {"exact"}
    wrong = factur_x(SALE_ABROAD).replace(b"TaxBasisTotalAmount>7", b"TaxBasisTotalAmount>1")
    assert wrong != XML
    read = laid_over(source_of(wrong), page=page_of("Invoice"))
    assert {each.status for each in (read.net, read.tax, read.gross)} == {"review"}
    assert all("net + tax = gross" in each.failed for each in (read.net, read.tax, read.gross))


def test_amounts_of_an_invoice_without_a_currency_take_the_pages() -> None:
    bare = einvoice(XML.replace(b"InvoiceCurrencyCode", b"NoCode").replace(b"currencyID", b"no"))
    read = laid_over(ExactSource(**bare))
    assert read.gross.value == Money(amount_minor=SALE_ABROAD.gross_minor, currency="EUR")


def a_code(sale: Sale) -> ExactSource:
    """Give what the payment QR of an invoice states."""
    return ExactSource(**{**(code("", payment_code(sale)) or {}), "engine": "zxing-cpp"})


def test_a_payment_code_confirms_the_page_and_fills_what_it_lacks() -> None:
    page = page_of("Счёт № ВВ-117 от 5 февраля 2026 г.", "Поставщик: ООО «Выдуманный Ветер»")
    read = laid_over(a_code(SALE), page=page)
    assert (read.kind, read.seller.tax_id.value) == ("invoice", SALE.seller.tax_id)
    assert (read.gross.source, read.gross.status) == ("qr", "exact")
    assert read.seller.account.evidence.place == "QR, PersonalAcc"


def test_a_payment_code_over_another_sum_is_a_disagreement() -> None:
    page = content_of(papers.invoice_pdf(SALE))
    read = laid_over(a_code(replace(SALE, printed_gross_minor=7_77)), page=page)
    assert [each.field for each in read.disagreements] == ["gross"]
    assert read.gross.status == "review"


def test_a_receipts_code_makes_a_receipt_of_what_nobody_could_read() -> None:
    source = ExactSource(**(code("", RECEIPT) or {}))
    read = laid_over(source, page=page_of("@#", "%%", source="ocr"))
    assert isinstance(read, Receipt)
    assert read.gross is not None
    assert read.gross.value == Money(amount_minor=8_450_50, currency="RUB")


def test_an_attachment_and_its_page_are_read_the_whole_way() -> None:
    document = with_attachment(papers.english_invoice_pdf(SALE_ABROAD), XML)
    read = read_file(document, document_id="d-1")
    assert isinstance(read, CommercialDocument)
    assert read.number is not None
    assert (read.number.source, read.number.evidence.page) == ("xml", 1)
    alone = read_file(document, document_id="d-1", sources="page")
    assert isinstance(alone, CommercialDocument)
    assert alone.number is not None
    assert (alone.number.source, alone.number.value) == ("text", SALE_ABROAD.number)


def test_an_associated_file_is_found_without_a_list_of_attachments() -> None:
    document = with_associated_file(papers.english_invoice_pdf(SALE_ABROAD), XML)
    (source,) = content_of(document).exact
    assert (source.syntax, source.name) == ("cii", "factur-x.xml")


@pytest.mark.parametrize(
    ("attachment", "name", "problem"),
    [
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "factur-x.xml", "forbidden"),
        (XML[:300], "factur-x.xml", "malformed"),
        (b"<Orders/>", "zugferd-invoice.xml", "unknown_syntax"),
    ],
)
def test_a_bad_attachment_is_named_and_the_page_read(
    attachment: bytes, name: str, problem: str
) -> None:
    document = with_attachment(papers.english_invoice_pdf(SALE_ABROAD), attachment, name)
    read = read_file(document, document_id="d-1")
    assert isinstance(read, CommercialDocument)
    assert read.number is not None
    assert read.number.value == SALE_ABROAD.number
    assert [each.code for each in read.problems] == [problem]
    assert name in read.problems[0].field


def test_attachments_that_are_no_invoices_are_passed_over() -> None:
    document = with_attachment(papers.english_invoice_pdf(SALE_ABROAD), b"<Log/>", "log.xml")
    assert read_file(document, document_id="d-1").problems == ()


def test_the_report_lists_disagreements_and_faults() -> None:
    source = stating(number="FE-2026-0043").model_copy(update={"problems": ()})
    (warning,) = [w for w in extraction_report(laid_over(source))["warnings"] if "number" in w][1:]
    assert "FE-2026-0043 in factur-x.xml, line" in warning
    assert "page 1 prints FE-2026-0042" in warning


AMOUNT = Money(amount_minor=1_234_50, currency="EUR")


@pytest.mark.parametrize(
    "written",
    [
        "1234.50",
        "1234,50",
        "1 234,50",
        "1.234,50",
        "1,234.50",
        "1'234.50",
        "1234.5",
        "€1,234.50",
        "-1 234,50",
    ],
)
def test_an_amount_is_found_however_it_is_written(written: str) -> None:
    assert _printed(f"Total {written}").find(AMOUNT) is not None


@pytest.mark.parametrize(
    "written", ["11234.50", "1234.51", "1,234.505", "21 234,50", "234.50", "1234"]
)
def test_an_amount_is_not_found_inside_another(written: str) -> None:
    assert _printed(f"Total {written}").find(AMOUNT) is None


def test_digits_of_another_column_do_not_belong_to_an_amount() -> None:
    small = Money(amount_minor=234_50, currency="EUR")
    assert _printed("Coffee 1 234,50").find(small) is None
    assert _printed("Coffee 1        234,50").find(small) is not None


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("DE136695976", "VAT: DE 136 695 976"),
        ("RE-2026/0451", "Rechnung RE 2026-0451 vom"),
        ("ООО «Выдуманный Ветер»", 'ООО "Выдуманный Ветер", ИНН'),
        (date(2026, 3, 31), "31 марта 2026 г."),
        (date(2026, 3, 31), "March 31, 2026"),
        (date(2026, 3, 31), "31/03/2026"),
    ],
)
def test_names_numbers_and_days_are_found_in_other_writings(value: Any, written: str) -> None:
    assert _printed(written).find(value) is not None


def test_an_amount_is_shown_at_its_last_place() -> None:
    found = _printed("1234.50", "1234.50").find(AMOUNT)
    assert found is not None
    assert found.box is not None
    assert found.box.top > 45


def _printed(*lines: str) -> Printed:
    from cofund.extraction.layout.document import laid_out

    return Printed(laid_out(page_of(*lines)).lines)


def test_a_code_is_read_off_a_page_the_whole_way() -> None:
    from io import BytesIO

    import pikepdf

    picture = BytesIO()
    qr(payment_code(SALE), scale=4).save(picture, "PDF", resolution=300)
    target = BytesIO()
    with pikepdf.open(BytesIO(papers.invoice_pdf(SALE))) as pdf, pikepdf.open(picture) as drawn:
        pdf.pages[0].add_overlay(drawn.pages[0], pikepdf.Rectangle(460, 20, 560, 120))
        pdf.save(target)
    read = read_file(target.getvalue(), document_id="d-1")
    assert isinstance(read, CommercialDocument)
    assert read.gross is not None
    assert (read.gross.source, read.gross.status) == ("qr", "exact")
    assert read.disagreements == ()


def test_many_lines_are_laid_over_in_their_order() -> None:
    lines = tuple(Line(description=f"Item {at}", price_minor=at * 100) for at in range(1, 300))
    read = laid_over(stating(lines=lines))
    assert [line.position for line in read.lines] == list(range(1, 300))
    assert [line.amount.value.amount_minor for line in read.lines][:3] == [100, 200, 300]
