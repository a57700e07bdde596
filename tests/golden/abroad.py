"""Golden invoices and credit notes of other countries."""

from __future__ import annotations

from functools import partial

from tests.builders import papers
from tests.builders.papers import foreign, german, spreadsheets
from tests.extraction.papers import SALE_ABROAD
from tests.golden.facts import (
    CORRECTED,
    CREDITED,
    DINER,
    DISCOUNTED,
    DOLLARS,
    FAIR,
    MESSE,
    REVERSE,
)
from tests.golden.golden import Catalogue, Golden
from tests.golden.truths import of_bill, of_sale

ABROAD: Catalogue = {
    "invoice-english.pdf": Golden(
        partial(papers.english_invoice_pdf, SALE_ABROAD),
        {**of_sale(SALE_ABROAD, without=("amount_in_words",)), "group": "foreign"},
    ),
    "invoice-borderless.pdf": Golden(partial(foreign.english_borderless_pdf, FAIR), of_bill(FAIR)),
    "invoice-totals-in-columns.pdf": Golden(
        partial(foreign.english_totals_in_columns_pdf, DISCOUNTED),
        of_bill(DISCOUNTED, without=("net",)),
    ),
    "invoice-american.pdf": Golden(
        partial(foreign.american_pdf, DOLLARS), of_bill(DOLLARS, without=("seller_tax_id",))
    ),
    "invoice-german.pdf": Golden(partial(german.german_invoice_pdf, MESSE), of_bill(MESSE)),
    "invoice-reverse-charge.pdf": Golden(
        partial(german.german_reverse_charge_pdf, REVERSE), of_bill(REVERSE)
    ),
    "credit-note-german.pdf": Golden(
        partial(german.german_correction_pdf, CORRECTED), of_bill(CORRECTED, "credit_note")
    ),
    "invoice-french.pdf": Golden(partial(foreign.french_invoice_pdf, DINER), of_bill(DINER)),
    "credit-note-english.pdf": Golden(
        partial(foreign.english_credit_note_pdf, CREDITED), of_bill(CREDITED, "credit_note")
    ),
    "invoice.xlsx": Golden(partial(spreadsheets.invoice_xlsx, MESSE), of_bill(MESSE)),
}
