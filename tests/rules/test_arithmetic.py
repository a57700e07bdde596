"""Arithmetic of papers: exact, but for the rounding of what is printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cofund.models.assessment import CountValue, MoneyValue
from cofund.models.extraction import Invoice, TaxRead
from tests.builders.claim_files import a_claim_file, findings_of, judged, with_paper
from tests.builders.companies import FICTIVE_EVENTS
from tests.builders.reads import a_line, a_party, an_invoice, read, roubles, unsure


def on_invoice(invoice: Invoice, rule: str) -> list[tuple[str, str]]:
    """Give verdict and message of a rule's findings about the invoice."""
    found = findings_of(a_claim_file(with_paper(invoice)), rule)
    return [(f.verdict, f.message) for f in found if f.document_id == "invoice"]


@pytest.mark.parametrize(
    ("quantity", "price", "amount", "verdict"),
    [
        (1, "100", "100", "pass"),
        (1, "100", "100.01", "fail"),
        (3, "33.33", "100", "pass"),
        (3, "33.33", "100.01", "fail"),
        ("2.5", "10", "25", "pass"),
        (0, "100", "0", "pass"),
        (0, "100", "0.01", "fail"),
    ],
)
def test_quantity_times_price_is_the_amount(
    quantity: int | str, price: str, amount: str, verdict: str
) -> None:
    # Three pieces of 33.33 may be 100.00: each printed price hides up to half a kopeck.
    line = a_line(quantity=quantity, price=price, amount=roubles(amount))
    assert [v for v, _ in on_invoice(an_invoice(lines=(line,)), "line_amounts")] == [verdict]


def test_an_amount_may_contain_the_vat_that_the_price_does_not() -> None:
    line = a_line(quantity=2, price=100, amount=roubles(244), vat_rate=22)
    assert on_invoice(an_invoice(lines=(line,)), "line_amounts") == [("pass", "agree")]


def test_the_first_wrong_line_is_named_and_all_are_counted() -> None:
    wrong = a_line("Кофе", quantity=2, price=50, amount=roubles(90), position=2)
    lines = (a_line(), wrong, wrong.model_copy(update={"position": 3}))
    file = a_claim_file(with_paper(an_invoice(lines=lines)))
    finding = next(f for f in findings_of(file, "line_amounts") if f.verdict == "fail")
    assert finding.effect == "return"
    assert finding.params["line"] == CountValue(value=2)
    assert finding.params["wrong"] == CountValue(value=2)
    assert len(finding.evidence) == 2


def test_an_uncertain_quantity_is_not_counted_against_the_seller() -> None:
    line = a_line(quantity=2, price=50, amount=roubles(90)).model_copy(
        update={"quantity": unsure(Decimal(2))}
    )
    assert on_invoice(an_invoice(lines=(line,)), "line_amounts") == []


@pytest.mark.parametrize(
    ("gross", "expected"),
    [("244000", ("pass", "agree")), ("244000.01", ("fail", "differ"))],
)
def test_lines_sum_up_to_the_total(gross: str, expected: tuple[str, str]) -> None:
    invoice = an_invoice(gross=read(roubles(gross)))
    assert on_invoice(invoice, "lines_total") == [expected]


@pytest.mark.parametrize("included", [read(value=False), None])
def test_lines_without_vat_sum_up_to_the_net_sum(included: object) -> None:
    invoice = an_invoice(
        lines=(a_line(price=200_000),),
        net=read(roubles(200_000)),
        tax=read(roubles(44_000)),
        gross=read(roubles(244_000)),
        vat_included=included,
    )
    assert on_invoice(invoice, "lines_total") == [("pass", "agree")]


def test_lines_that_contain_vat_do_not_sum_up_to_the_net_sum() -> None:
    invoice = an_invoice(
        lines=(a_line(price=200_000),),
        net=read(roubles(200_000)),
        tax=read(roubles(44_000)),
        gross=read(roubles(244_000)),
        vat_included=read(value=True),
    )
    assert on_invoice(invoice, "lines_total") == [("fail", "differ")]


def test_a_total_that_its_own_paper_contradicts_is_a_wrong_paper_not_a_misread() -> None:
    contradicted = read(roubles(250_000), status="review", failed=("lines = total",))
    file = a_claim_file(with_paper(an_invoice(gross=contradicted)))
    assert [f.effect for f in findings_of(file, "lines_total") if f.verdict == "fail"] == ["return"]
    assert judged(file, "value_certain") == [("pass", "all")]


def test_a_recognised_total_that_contradicts_itself_goes_to_a_person() -> None:
    misread = read(roubles(250_000), status="review", source="ocr", failed=("lines = total",))
    file = a_claim_file(with_paper(an_invoice(gross=misread)))
    assert "fail" not in {finding.verdict for finding in findings_of(file, "lines_total")}
    assert judged(file, "value_certain") == [("unclear", "total")]


@pytest.mark.parametrize(
    ("rate", "issued", "held", "expected"),
    [
        (22, date(2026, 9, 1), date(2026, 9, 15), ("pass", "in_force")),
        (20, date(2026, 9, 1), date(2026, 9, 15), ("fail", "not_in_force")),
        (20, date(2025, 12, 31), date(2026, 1, 20), ("pass", "in_force")),
        (22, date(2025, 12, 31), date(2026, 1, 20), ("pass", "in_force")),
        (22, date(2025, 12, 1), date(2025, 12, 20), ("fail", "not_in_force")),
        (20, date(2026, 1, 1), date(2026, 1, 20), ("fail", "not_in_force")),
        (10, date(2026, 9, 1), date(2026, 9, 15), ("pass", "in_force")),
        (18, date(2026, 9, 1), date(2026, 9, 15), ("fail", "not_in_force")),
    ],
)
def test_vat_rates_are_those_of_the_day(
    rate: int, issued: date, held: date, expected: tuple[str, str]
) -> None:
    from tests.builders.claim_files import an_activity, an_application

    invoice = an_invoice(
        issue_date=read(issued), taxes=(TaxRead(rate=Decimal(rate), tax=read(roubles(1))),)
    )
    activity = an_activity(first_day=held, last_day=held)
    file = a_claim_file(with_paper(invoice), application=an_application(activity=activity))
    found = [f for f in findings_of(file, "vat_rate") if f.document_id == "invoice"]
    assert [(f.verdict, f.message) for f in found] == [expected]
    assert [f.effect for f in found] == ["review" if expected[0] == "fail" else None]


def test_rates_of_other_countries_are_not_ours_to_judge() -> None:
    abroad = an_invoice(
        seller=a_party(FICTIVE_EVENTS),
        taxes=(TaxRead(rate=Decimal(19), tax=read(roubles(1))),),
    )
    assert on_invoice(abroad, "vat_rate") == []


@pytest.mark.parametrize(
    ("tax", "verdict"),
    # 244 000 contain 44 000.00 of VAT; two lines and the total may each be rounded.
    [("44000", "pass"), ("44000.01", "pass"), ("44000.02", "fail"), ("43999.98", "fail")],
)
def test_the_vat_is_what_its_rate_makes(tax: str, verdict: str) -> None:
    invoice = an_invoice(tax=read(roubles(tax)))
    assert [v for v, _ in on_invoice(invoice, "vat_amount")] == [verdict]


def test_the_expected_vat_is_named() -> None:
    file = a_claim_file(with_paper(an_invoice(tax=read(roubles(40_666)))))
    finding = next(f for f in findings_of(file, "vat_amount") if f.verdict == "fail")
    assert finding.params["expected"] == MoneyValue(value=roubles(44_000))
    assert finding.effect == "return"


def test_a_paper_on_which_only_some_lines_bear_vat_is_not_judged_as_a_whole() -> None:
    lines = (a_line(price=122, vat_rate=22), a_line("Подарочная карта", price=100))
    assert on_invoice(an_invoice(lines=lines), "vat_amount") == []


@pytest.mark.parametrize(
    ("net", "expected"), [("200000", ("pass", "agrees")), ("200000.01", ("fail", "differs"))]
)
def test_net_and_vat_give_the_total(net: str, expected: tuple[str, str]) -> None:
    assert on_invoice(an_invoice(net=read(roubles(net))), "net_and_vat") == [expected]


def test_without_a_net_sum_there_is_nothing_to_add_up() -> None:
    assert on_invoice(an_invoice(net=None), "net_and_vat") == []


@pytest.mark.parametrize(
    ("words", "expected"), [("244000", ("pass", "agrees")), ("244000.01", ("fail", "differs"))]
)
def test_words_and_digits_say_the_same(words: str, expected: tuple[str, str]) -> None:
    invoice = an_invoice(amount_in_words=read(roubles(words)))
    assert on_invoice(invoice, "amount_in_words") == [expected]


def test_without_words_there_is_nothing_to_compare() -> None:
    assert on_invoice(an_invoice(amount_in_words=None), "amount_in_words") == []
