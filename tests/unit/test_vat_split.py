"""Which VAT rates a payout stands on: only what the invoices say for sure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cofund.claimable.vat_split import Weights, rate_text, rate_weights, vat_split
from cofund.models.extraction import Extraction, Unreadable
from cofund.money import Money
from tests.builders.commercial import ISSUED, an_invoice, invoice_facts, lines, read, taxes
from tests.builders.payouts import roubles

LAST_OF_20 = date(2025, 12, 31)
FIRST_OF_22 = date(2026, 1, 1)


def proportions(weights: Weights) -> dict[str, float]:
    total = sum(weights.values())
    return {rate: round(weight / total, 6) for rate, weight in weights.items() if weight}


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (an_invoice(122_00, taxes=taxes(("22", 22_00))), {"22": 1}),
        (an_invoice(122_00, taxes=taxes(("22.00", 22_00))), {"22": 1}),
        (an_invoice(110_00, taxes=taxes(("10", 10_00))), {"10": 1}),
        (an_invoice(232_00, taxes=taxes(("22", 22_00), ("10", 10_00))), {"22": 122, "10": 110}),
        (an_invoice(222_00, taxes=taxes(("22", 22_00))), {"22": 122, "none": 100}),
        (an_invoice(222_00, taxes=taxes(("22", 22_00), ("0", 0))), {"22": 122, "0": 100}),
        (an_invoice(100_00, taxes=taxes(("0", 0))), {"0": 1}),
        (an_invoice(100_00, tax=0), {"none": 1}),
        (an_invoice(122_00, tax=22_00), {"22": 1}),
        (an_invoice(105_00, tax=5_00), {"5": 1}),
        (an_invoice(122_00, taxes=taxes((None, 22_00))), {"22": 1}),
        (an_invoice(122_00, lines=lines(("22", 122_00))), {"22": 1}),
        (an_invoice(232_00, lines=lines(("22", 122_00), ("10", 110_00))), {"22": 122, "10": 110}),
        (
            an_invoice(
                232_00, vat_included=read(value=False), lines=lines(("22", 100_00), ("10", 100_00))
            ),
            {"22": 122, "10": 110},
        ),
    ],
)
def test_the_rate_is_the_one_that_the_invoice_says(
    document: Extraction, expected: dict[str, int]
) -> None:
    assert proportions(rate_weights(document, day=ISSUED)) == proportions(expected)


@pytest.mark.parametrize(
    "document",
    [
        None,
        Unreadable(document_id="d-1", reason="no_text"),
        an_invoice(None, taxes=taxes(("22", 22_00))),
        an_invoice(0, tax=0),
        an_invoice(122_00),
        an_invoice(122_00, tax=17_50),
        an_invoice(122_00, currency="EUR", tax=22_00),
        an_invoice(10, tax=1),
        an_invoice(100_00, taxes=taxes(("22", 22_00))),
        an_invoice(122_00, taxes=taxes(("22", -22_00))),
        an_invoice(122_00, lines=lines((None, 122_00))),
        an_invoice(122_00, lines=lines(("22", 61_00), (None, 61_00))),
        an_invoice(122_00, lines=lines(("22", 144_00), ("22", -22_00))),
    ],
)
def test_what_the_invoice_does_not_say_for_sure_is_unknown(document: Extraction | None) -> None:
    assert rate_weights(document, day=ISSUED) == {"unknown": 1}


@pytest.mark.parametrize(
    ("tax", "gross", "day", "rate"),
    [
        (20_00, 120_00, LAST_OF_20, "20"),
        (20_00, 120_00, FIRST_OF_22, "unknown"),
        (22_00, 122_00, FIRST_OF_22, "22"),
        (22_00, 122_00, LAST_OF_20, "unknown"),
    ],
)
def test_an_unprinted_rate_is_one_of_the_law_on_the_papers_day(
    tax: int, gross: int, day: date, rate: str
) -> None:
    assert rate_weights(an_invoice(gross, tax=tax), day=day) == {rate: 1}


def test_tax_rounded_line_by_line_is_still_the_one_rate() -> None:
    thirds = lines(*[(None, 33_33)] * 30)
    rounded_by_line = 30 * 6_01
    document = an_invoice(30 * 33_33, lines=thirds, tax=rounded_by_line)
    assert rate_weights(document, day=ISSUED) == {"22": 1}
    printed = document.model_copy(update={"tax": None, "taxes": taxes(("22", rounded_by_line))})
    assert proportions(rate_weights(printed, day=ISSUED)) == {"22": 1}


@pytest.mark.parametrize(
    ("rate", "text"), [("20", "20"), ("20.00", "20"), ("0", "0"), ("16.50", "16.5"), ("100", "100")]
)
def test_a_rate_is_written_plainly(rate: str, text: str) -> None:
    assert rate_text(Decimal(rate)) == text


def test_a_payout_is_split_by_invoice_and_then_by_rate() -> None:
    invoices = [invoice_facts(300_00), invoice_facts(100_00, document="d-2")]
    extractions: dict[str, Extraction] = {
        "d-1": an_invoice(232_00, taxes=taxes(("22", 22_00), ("10", 10_00))),
        "d-2": an_invoice(100_00, tax=0),
    }
    split = vat_split(roubles(200_00), invoices, extractions)
    assert [(part.rate_percent, part.amount.amount_minor) for part in split] == [
        ("10", 71_12),
        ("22", 78_88),
        ("none", 50_00),
    ]


def test_two_invoices_of_one_rate_make_one_part() -> None:
    invoices = [invoice_facts(1), invoice_facts(1, document="d-2")]
    paper = an_invoice(122_00, tax=22_00)
    (part,) = vat_split(roubles(33), invoices, {"d-1": paper, "d-2": paper})
    assert (part.rate_percent, part.amount) == ("22", roubles(33))


@pytest.mark.parametrize("invoices", [[], [invoice_facts(0)]])
def test_a_payout_on_no_invoice_stands_on_an_unknown_rate(invoices: list[object]) -> None:
    (part,) = vat_split(roubles(33), invoices, {})  # type: ignore[arg-type]
    assert (part.rate_percent, part.amount) == ("unknown", roubles(33))


PAPERS: list[Extraction] = [
    an_invoice(122_00, tax=22_00),
    an_invoice(232_00, taxes=taxes(("22", 22_00), ("10", 10_00))),
    an_invoice(100_00, tax=0),
    Unreadable(document_id="d-1", reason="damaged"),
]


@given(
    amount=st.integers(1, 10**12),
    papers=st.lists(
        st.tuples(st.sampled_from(PAPERS), st.integers(0, 10**12)), min_size=1, max_size=20
    ),
)
def test_the_parts_sum_up_to_the_payout_exactly(
    amount: int, papers: list[tuple[Extraction, int]]
) -> None:
    invoices = [invoice_facts(share, document=f"d-{n}") for n, (_, share) in enumerate(papers)]
    extractions = {f"d-{n}": paper for n, (paper, _) in enumerate(papers)}
    split = vat_split(roubles(amount), invoices, extractions)
    assert Money.total((part.amount for part in split), "RUB") == roubles(amount)
    assert all(part.amount.amount_minor > 0 for part in split)
    assert len({part.rate_percent for part in split}) == len(split)
