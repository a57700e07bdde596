"""Golden papers about sales in Russia: счета, акты, УПД, счета-фактуры, ТОРГ-12, payments."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from tests.builders import papers
from tests.builders.papers import (
    acts,
    paid,
    schet,
    schet_more,
    schet_terms,
    spreadsheets,
    tax_forms,
    waybills,
)
from tests.extraction.papers import SALE, TRANSFER
from tests.golden.facts import (
    BARE,
    CARRIED,
    CONTRACTED,
    CORRECTION,
    DINNER,
    EXHIBITION,
    MANY_LINES,
    OFFERED,
    PRINTED_MATTER,
    SECOND_TRANSFER,
    SOUVENIRS,
    TYPED,
    WITHOUT_VAT,
    WRONG_SUM,
)
from tests.golden.golden import Catalogue, Golden
from tests.golden.truths import Truth, of_correction, of_sale, of_till, of_transfer

HIDDEN = replace(SALE, number="ВВ-121", hidden_text="Всего к оплате 9 999 999,00")
NO_WORDS = ("amount_in_words",)


def _suspicious(truth: Truth, *, review: tuple[str, ...], warnings: tuple[str, ...]) -> Truth:
    left = {name: value for name, value in truth["fields"].items() if name not in review}
    return {
        **truth, "fields": left, "accepted": [], "review": list(review), "warnings": list(warnings),
    }  # fmt: skip


INVOICES: Catalogue = {
    "invoice-1c.pdf": Golden(partial(papers.invoice_pdf, SALE), of_sale(SALE)),
    "invoice-vat-on-top.pdf": Golden(partial(papers.invoice_pdf, SOUVENIRS), of_sale(SOUVENIRS)),
    "invoice-without-vat.pdf": Golden(
        partial(papers.invoice_pdf, WITHOUT_VAT), of_sale(WITHOUT_VAT)
    ),
    "invoice-many-pages.pdf": Golden(partial(papers.invoice_pdf, MANY_LINES), of_sale(MANY_LINES)),
    "invoice-wrong-sum.pdf": Golden(
        partial(papers.invoice_pdf, WRONG_SUM),
        _suspicious(
            of_sale(WRONG_SUM, without=("amount_in_words", "tax")),
            review=("gross",),
            warnings=("gross",),
        ),
    ),
    "invoice-hidden-text.pdf": Golden(
        partial(papers.invoice_pdf, HIDDEN), {**of_sale(HIDDEN), "warnings": ["hidden_text"]}
    ),
    "schet-letterhead.pdf": Golden(
        partial(schet.schet_letterhead, EXHIBITION), of_sale(EXHIBITION)
    ),
    "schet-sample-of-payment.pdf": Golden(
        partial(schet.schet_with_sample, SALE), of_sale(SALE)
    ),
    "schet-wide.pdf": Golden(
        partial(schet.schet_wide, PRINTED_MATTER), of_sale(PRINTED_MATTER)
    ),
    "schet-contract.pdf": Golden(
        partial(schet_terms.schet_contract, CONTRACTED), of_sale(CONTRACTED)
    ),
    "schet-offer.pdf": Golden(
        partial(schet_terms.schet_offer, OFFERED), of_sale(OFFERED, without=NO_WORDS)
    ),
    "schet-typewriter.pdf": Golden(
        partial(schet_more.schet_typewriter, TYPED), of_sale(TYPED)
    ),
    "schet-carried-over.pdf": Golden(
        partial(schet_more.schet_carried_over, CARRIED), of_sale(CARRIED)
    ),
    "schet-bare.pdf": Golden(
        partial(schet_more.schet_bare, BARE), {**of_sale(BARE), "lines": []}
    ),
    "schet.xlsx": Golden(partial(spreadsheets.schet_xlsx, EXHIBITION), of_sale(EXHIBITION)),
}  # fmt: skip
"""``schet-bare.pdf`` has names and sums in plain lines, and no table to read lines from."""

ACTS: Catalogue = {
    "act.pdf": Golden(partial(papers.act_pdf, SALE), of_sale(SALE, "act")),
    "act-in-prose.pdf": Golden(
        partial(acts.act_in_prose, EXHIBITION), {**of_sale(EXHIBITION, "act"), "lines": []}
    ),
    "act-of-hours.pdf": Golden(
        partial(acts.act_of_hours, PRINTED_MATTER), of_sale(PRINTED_MATTER, "act")
    ),
    "act-without-vat.pdf": Golden(partial(acts.act_without_vat, BARE), of_sale(BARE, "act")),
}

STATE_FORMS: Catalogue = {
    "tax-invoice.pdf": Golden(
        partial(tax_forms.tax_invoice_pdf, PRINTED_MATTER),
        of_sale(PRINTED_MATTER, "tax_invoice", without=NO_WORDS),
    ),
    "upd-status-1.pdf": Golden(
        partial(tax_forms.transfer_document_pdf, PRINTED_MATTER, status=1),
        of_sale(PRINTED_MATTER, "upd", without=NO_WORDS),
    ),
    "upd-status-2.pdf": Golden(
        partial(tax_forms.transfer_document_pdf, SOUVENIRS, status=2),
        of_sale(SOUVENIRS, "upd", without=NO_WORDS),
    ),
    "corrective-invoice.pdf": Golden(
        partial(tax_forms.corrective_invoice_pdf, CORRECTION), of_correction(CORRECTION)
    ),
    "waybill.pdf": Golden(
        partial(waybills.waybill_pdf, SOUVENIRS), of_sale(SOUVENIRS, "waybill")
    ),
    "waybill.xlsx": Golden(
        partial(waybills.waybill_xlsx, PRINTED_MATTER), of_sale(PRINTED_MATTER, "waybill")
    ),
}  # fmt: skip

PAYMENTS: Catalogue = {
    "payment-order.pdf": Golden(partial(papers.payment_order_pdf, TRANSFER), of_transfer(TRANSFER)),
    "payment-bank-printout.pdf": Golden(
        partial(paid.bank_printout_pdf, SECOND_TRANSFER),
        of_transfer(SECOND_TRANSFER, without=NO_WORDS),
    ),
    "payment-app-receipt.pdf": Golden(
        partial(paid.app_receipt_pdf, TRANSFER), of_transfer(TRANSFER, without=NO_WORDS)
    ),
    "payment-not-executed.pdf": Golden(
        partial(paid.bank_printout_pdf, replace(TRANSFER, number="246", executed=False)),
        of_transfer(replace(TRANSFER, number="246", executed=False), without=NO_WORDS),
    ),
    "till-receipt.pdf": Golden(partial(paid.till_receipt_pdf, DINNER), of_till(DINNER)),
}
