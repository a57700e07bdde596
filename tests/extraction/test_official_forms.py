"""УПД, счёт-фактура, ТОРГ-12 and corrections: every field stands in the form's own place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from cofund.extraction.forms.total_line import SEVERAL_SUMS
from cofund.models.extraction import CommercialDocument, CreditNote, PartyRead, TaxInvoice, Upd
from tests.builders import forms
from tests.builders.companies import NEBYLITSYN, Company
from tests.builders.forms import transfers
from tests.builders.papers import tax_forms, waybills
from tests.builders.papers.facts import Line, Sale
from tests.extraction.papers import SALE
from tests.extraction.reading import extraction_of, said, sure

ON_TOP = replace(SALE, vat_included=False)
WITHOUT_VAT = replace(ON_TOP, seller=NEBYLITSYN, vat_rate=None)
LONG = Line(
    description="Изготовление и монтаж выставочного стенда по чертежам заказчика, с доставкой, "
    "подключением к электричеству и последующим демонтажем",
    price_minor=98_765_43,
)
FORMS: dict[str, tuple[Callable[[Sale], bytes], Sale]] = {
    "счёт-фактура": (tax_forms.tax_invoice_pdf, ON_TOP),
    "счёт-фактура of 2017": (forms.old_tax_invoice_pdf, ON_TOP),
    "УПД, a column": (lambda sale: tax_forms.transfer_document_pdf(sale, status=1), ON_TOP),
    "УПД, two columns": (forms.two_column_transfer_document_pdf, ON_TOP),
    "УПД without VAT": (forms.two_column_transfer_document_pdf, WITHOUT_VAT),
    "УПД of long lines": (
        forms.two_column_transfer_document_pdf,
        replace(ON_TOP, lines=(LONG, *SALE.lines, LONG)),
    ),
    "УПД over two pages": (
        forms.two_column_transfer_document_pdf,
        replace(ON_TOP, lines=SALE.lines * 12),
    ),
    "ТОРГ-12": (waybills.waybill_pdf, ON_TOP),
    "ТОРГ-12 as a spreadsheet": (waybills.waybill_xlsx, ON_TOP),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_read_in_full(form: str) -> None:
    draw, sale = FORMS[form]
    paper = extraction_of(draw(sale), CommercialDocument)
    assert sure(paper.number).value == sale.number
    assert sure(paper.issue_date).value == sale.issued
    assert sure(paper.currency).value == "RUB"
    assert _party(paper.seller) == _company(sale.seller)
    assert _party(paper.buyer) == _company(sale.buyer)
    assert _lines(paper) == [
        (line.description, line.quantity, line.unit, line.price_minor, line.amount_minor)
        for line in sale.lines
    ]


@pytest.mark.parametrize("form", FORMS)
def test_a_forms_totals_hold_each_other(form: str) -> None:
    draw, sale = FORMS[form]
    paper = extraction_of(draw(sale), CommercialDocument)
    taxes = sum(tax_forms.line_tax_minor(sale, line) for line in sale.lines)
    totals = (sure(paper.net), sure(paper.tax), sure(paper.gross))
    assert [total.value.amount_minor for total in totals] == [
        sale.lines_minor, taxes, sale.lines_minor + taxes
    ]  # fmt: skip
    assert {total.status for total in totals} == {"exact"}
    assert sure(paper.vat_included).value is False


ARRANGED: dict[str, transfers.Drawn] = {
    "no numbers of columns": transfers.without_marks,
    "no borders": transfers.without_borders,
    "neither": transfers.bare_rows,
}


@pytest.mark.parametrize("arranged", ARRANGED)
def test_a_total_of_three_sums_is_the_one_that_adds_up(arranged: str) -> None:
    document = forms.two_column_transfer_document_pdf(ON_TOP, drawn=ARRANGED[arranged])
    paper = extraction_of(document, Upd)
    taxes = sum(tax_forms.line_tax_minor(ON_TOP, line) for line in ON_TOP.lines)
    totals = [sure(total).value.amount_minor for total in (paper.net, paper.tax, paper.gross)]
    assert totals == [ON_TOP.lines_minor, taxes, ON_TOP.lines_minor + taxes]
    assert [sure(line.amount).value.amount_minor for line in paper.lines] == [
        line.amount_minor for line in ON_TOP.lines
    ]


def test_a_total_of_sums_that_do_not_add_up_goes_to_a_person() -> None:
    wrong = replace(ON_TOP, printed_gross_minor=111_111_11)
    document = forms.two_column_transfer_document_pdf(wrong, drawn=transfers.bare_rows)
    gross = sure(extraction_of(document, Upd).gross)
    assert (gross.status, gross.failed[-1]) == ("review", SEVERAL_SUMS)


def test_each_status_of_a_upd_is_one() -> None:
    first = extraction_of(tax_forms.transfer_document_pdf(ON_TOP, status=1), Upd)
    second = extraction_of(tax_forms.transfer_document_pdf(ON_TOP, status=2), Upd)
    assert sure(first.gross) == sure(second.gross)


def test_a_form_names_the_payment_that_it_belongs_to() -> None:
    paper = extraction_of(forms.two_column_transfer_document_pdf(ON_TOP), Upd)
    assert "245 от 10.02.2026" in [reference.value for reference in paper.references]


def test_a_total_that_contradicts_its_columns_goes_to_a_person() -> None:
    wrong = replace(ON_TOP, printed_gross_minor=111_111_11)
    paper = extraction_of(forms.old_tax_invoice_pdf(wrong), TaxInvoice)
    assert sure(paper.gross).value.amount_minor == 111_111_11
    assert sure(paper.gross).status == "review"
    assert sure(paper.net).status == "review"


def test_the_vat_of_a_form_has_its_rate() -> None:
    paper = extraction_of(tax_forms.tax_invoice_pdf(ON_TOP), TaxInvoice)
    assert [tax.rate for tax in paper.taxes] == [22]
    without = extraction_of(forms.two_column_transfer_document_pdf(WITHOUT_VAT), Upd)
    assert [tax.rate for tax in without.taxes] == [None]
    assert sure(without.tax).value.amount_minor == 0


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Счет-фактура № 3341 от 19 октября 2025 г. (1)", "3341"),
        ("СЧЁТ-ФАКТУРА № А37811 от «19» октября 2025 г.", "А37811"),
        ("Счет-фактура № 0000-000012/1 от 19.10.2025", "0000-000012/1"),
        ("Счет - фактура №12 от 19.10.2025(1)", "12"),
    ],
)
def test_a_forms_number_is_read_however_it_is_written(printed: str, number: str) -> None:
    paper = said(printed, "Исправление № -- от -- (1а)", "Продавец: ООО «Ветер» (2)")
    assert isinstance(paper, TaxInvoice)
    assert sure(paper.number).value == number
    assert sure(paper.issue_date).value.isoformat() == "2025-10-19"
    assert sure(paper.seller.name).value == "ООО «Ветер»"


@pytest.mark.parametrize(("quantity", "direction"), [(0.5, "reduces"), (3, "increases")])
def test_a_correction_states_the_difference(quantity: float, direction: str) -> None:
    after = replace(ON_TOP.lines[0], quantity=Decimal(str(quantity)))
    correction = tax_forms.Correction(number="7", issued=SALE.issued, sale=ON_TOP, after=after)
    paper = extraction_of(tax_forms.corrective_invoice_pdf(correction), CreditNote)
    assert sure(paper.number).value == "7"
    assert paper.direction == direction
    assert sure(paper.gross).value.amount_minor == abs(correction.gross_change_minor)
    assert sure(paper.tax).value.amount_minor == abs(correction.tax_change_minor)
    assert sure(paper.gross).status == "exact"
    assert [line.description.value for line in paper.lines] == [after.description]
    assert sure(paper.seller.tax_id).value == ON_TOP.seller.tax_id
    assert sure(paper.buyer.tax_id).value == ON_TOP.buyer.tax_id
    assert any("ВВ-117" in reference.value for reference in paper.references)


def _party(party: PartyRead) -> list[str | None]:
    fields = (party.name, party.tax_id, party.kpp, party.address)
    return [field.value if field else None for field in fields]


def _company(company: Company) -> list[str | None]:
    return [company.name, company.tax_id, company.kpp or None, company.address]


def _lines(paper: CommercialDocument) -> list[tuple[object, ...]]:
    return [
        (
            line.description.value,
            sure(line.quantity).value,
            sure(line.unit).value,
            sure(line.unit_price).value.amount_minor,
            sure(line.amount).value.amount_minor,
        )
        for line in paper.lines
    ]
