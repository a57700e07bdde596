"""Golden e-invoices: files of their own, inside PDFs, in codes; one that its page contradicts."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from tests.builders import papers
from tests.builders.einvoices import attached, cii, russian, ubl
from tests.builders.einvoices.sales import a_russian_sale, a_sale_abroad
from tests.builders.papers import pictures
from tests.extraction.papers import SALE
from tests.golden.golden import Catalogue, Golden
from tests.golden.truths import Truth, amount, of_sale

NO_WORDS = ("amount_in_words",)
RUSSIAN, ABROAD = a_russian_sale(), a_sale_abroad()
CODED = replace(SALE, number="ВВ-130")
DEARER = replace(
    ABROAD, lines=(*ABROAD.lines, papers.Line(description="Sound", price_minor=900_00))
)


def _stated(truth: Truth, *sure: str) -> Truth:
    """Give a truth whose fields an exact source states: no person has to look."""
    return {**truth, "accepted": ["gross", *sure]}


def _corrected(truth: Truth) -> Truth:
    """Give the truth of a correction: its lines state changes of amounts, no prices."""
    kept = ("description", "amount", "amount_gross")
    lines = [{name: row[name] for name in kept} for row in truth["lines"]]
    return {**truth, "lines": lines}


def _attached(xml: bytes, name: str) -> bytes:
    return attached.with_attachment(papers.english_invoice_pdf(ABROAD), xml, name)


def _coded() -> bytes:
    page = pictures.worn(pictures.pages_of(papers.invoice_pdf(CODED), dpi=150)[0])
    code = attached.qr(attached.payment_code(CODED), scale=4)
    page.paste(code, (page.width - code.width - 80, page.height - code.height - 220))
    return pictures.pdf_of(page, dpi=150)


def _contradicted() -> Truth:
    truth = of_sale(DEARER, without=("amount_in_words", "tax"))
    return {
        **truth,
        "group": "foreign",
        "accepted": [],
        "review": ["gross"],
        "differs": ["gross"],
        "lines": [],
        "also": {"net": amount(DEARER.net_minor), "due": amount(DEARER.gross_minor)},
    }


EINVOICES: Catalogue = {
    "upd-5.01.xml": Golden(
        partial(russian.upd, RUSSIAN, "5.01"), _stated(of_sale(RUSSIAN, "upd", without=NO_WORDS))
    ),
    "upd-5.03.xml": Golden(
        partial(russian.upd, RUSSIAN, "5.03"), _stated(of_sale(RUSSIAN, "upd", without=NO_WORDS))
    ),
    "ukd.xml": Golden(
        partial(russian.ukd, RUSSIAN, corrects="77/А-4", change="reduces"),
        _corrected(_stated(of_sale(RUSSIAN, "credit_note", without=NO_WORDS))),
    ),
    "ubl-invoice.xml": Golden(
        partial(ubl.ubl, ABROAD), _stated(of_sale(ABROAD, without=NO_WORDS))
    ),
    "ubl-credit-note.xml": Golden(
        partial(ubl.ubl, ABROAD, "CreditNote"),
        _stated(of_sale(ABROAD, "credit_note", without=NO_WORDS)),
    ),
    "factur-x.pdf": Golden(
        lambda: _attached(cii.factur_x(ABROAD), "factur-x.xml"),
        _stated(of_sale(ABROAD, without=NO_WORDS), "number", "issue_date"),
    ),
    "zugferd-1.pdf": Golden(
        lambda: _attached(cii.zugferd_1(ABROAD), "ZUGFeRD-invoice.xml"),
        _stated(of_sale(ABROAD, without=NO_WORDS), "number", "issue_date"),
    ),
    "factur-x-differs.pdf": Golden(
        lambda: _attached(cii.factur_x(DEARER), "factur-x.xml"), _contradicted()
    ),
    "scan-with-code.pdf": Golden(
        _coded, {**_stated(of_sale(CODED)), "group": "scan", "lines": []}, pixels=True
    ),
}  # fmt: skip
