"""Papers in other currencies: they count by the day's rate, or a person looks; never a guess."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

import pytest

from cofund.files.written import load_claim_folder
from cofund.judgement import assess
from cofund.models.assessment import CountValue, Finding, MoneyValue
from cofund.models.claim_file import ClaimFile
from cofund.models.extraction import Extraction
from cofund.models.money_terms import CurrencyTerms
from cofund.models.rates import Rate
from cofund.money import Money
from tests.builders.claim_files import (
    a_claim_file,
    dinner_papers,
    findings_of,
    judged,
    the_programme,
)
from tests.builders.reads import a_line, a_payment_order, an_invoice, read, roubles
from tests.cli.commands import SAMPLES
from tests.rates.test_exchange import a_rate

INVOICE_DAY = date(2026, 9, 2)
PAYMENT_DAY = date(2026, 9, 4)


def dollars(amount: int) -> Money:
    return Money(amount_minor=amount * 100, currency="USD")


def an_invoice_abroad(**changes: object) -> Extraction:
    """Give an invoice of 2,000 dollars, one line of which is a flight of 500."""
    lines = (
        a_line("Банкетное обслуживание", amount=dollars(1_500)),
        a_line("Авиабилеты", amount=dollars(500), position=2),
    )
    plain = {
        "issue_date": read(INVOICE_DAY),
        "gross": read(dollars(2_000)),
        "net": None,
        "tax": None,
        "taxes": (),
        "lines": tuple(
            line.model_copy(update={"unit_price": None, "quantity": None}) for line in lines
        ),
        "amount_in_words": None,
        "vat_included": read(value=True),
    }
    return an_invoice(**{**plain, **changes})


def a_file(
    invoice: Extraction,
    *,
    payment: Money | None = None,
    rates: tuple[Rate, ...] = (),
    rate_of: Literal["payment", "invoice"] = "invoice",
    accepted: tuple[str, ...] = ("USD",),
    more: tuple[Extraction, ...] = (),
) -> ClaimFile:
    """Give the dinner with one invoice in dollars and no act."""
    paid = a_payment_order(amount=read(payment or dollars(2_000)))
    kept = [paper for paper in dinner_papers() if paper.kind not in ("act", "invoice")]
    papers = [paid if paper.kind == "payment_order" else paper for paper in kept]
    terms = CurrencyTerms(accepted=accepted, rate_of=rate_of, source="Ours: rates")
    return a_claim_file(
        [*papers, invoice, *more], programme=the_programme(currencies=terms), rates=rates
    )


def the_foreign(file: ClaimFile) -> Finding:
    (finding,) = [one for one in findings_of(file, "one_currency") if one.document_id == "invoice"]
    return finding


def test_a_paper_counts_by_the_days_rate_which_the_finding_names() -> None:
    rate = a_rate("80.5", day=INVOICE_DAY)
    file = a_file(an_invoice_abroad(), rates=(rate,))
    finding = the_foreign(file)
    assert (finding.verdict, finding.message) == ("pass", "converted")
    shown = {name: param.value for name, param in finding.params.items()}
    assert shown["printed"] == dollars(2_000)
    assert shown["counted"] == roubles(161_000)
    assert (shown["rate"], shown["day"]) == ("1 USD = 80.5 RUB", INVOICE_DAY)
    assert shown["bank"] == "Bank of Russia"
    invoiced, *_ = assess(file).waterfall.steps
    assert invoiced.before == roubles(161_000)
    assert "1 USD = 80.5 RUB, 2026-09-02, Bank of Russia" in invoiced.source


def test_single_lines_are_taken_off_at_the_same_rate() -> None:
    file = a_file(an_invoice_abroad(), rates=(a_rate("80.5", day=INVOICE_DAY),))
    steps = {step.step: step.after for step in assess(file).waterfall.steps}
    assert steps["invoiced"] == roubles(161_000)
    assert steps["ineligible_lines"] == roubles(120_750)


def test_the_ledger_knows_the_invoice_by_its_own_sum_whatever_the_rate() -> None:
    (invoice,) = assess(
        a_file(an_invoice_abroad(), rates=(a_rate("80.5", day=INVOICE_DAY),))
    ).invoices
    assert (invoice.gross, invoice.cost) == (dollars(2_000), dollars(2_000))
    assert invoice.share.currency == "RUB"


@pytest.mark.parametrize(("rate_of", "day"), [("invoice", INVOICE_DAY), ("payment", PAYMENT_DAY)])
def test_the_programme_says_which_days_rate_counts(
    rate_of: Literal["payment", "invoice"], day: date
) -> None:
    rates = (a_rate("70", day=INVOICE_DAY), a_rate("90", day=PAYMENT_DAY))
    finding = the_foreign(a_file(an_invoice_abroad(), rates=rates, rate_of=rate_of))
    assert finding.params["day"].value == day


def test_without_a_rate_for_the_day_a_person_looks_and_nothing_is_guessed() -> None:
    for rates in ((), (a_rate(day=date(2026, 9, 1)),), (a_rate(day=date(2026, 9, 3)),)):
        file = a_file(an_invoice_abroad(), rates=rates)
        finding = the_foreign(file)
        assert (finding.verdict, finding.effect) == ("unclear", "review")
        assert (finding.message, finding.params["day"].value) == ("no_rate", INVOICE_DAY)
        assert assess(file).invoices == ()


def test_two_payment_days_leave_it_open_which_rate_counts() -> None:
    second = a_payment_order(
        "second", issue_date=read(date(2026, 9, 7)), amount=read(dollars(500)), number=read("382")
    )
    rates = (a_rate(day=PAYMENT_DAY), a_rate(day=date(2026, 9, 7)))
    file = a_file(
        an_invoice_abroad(),
        payment=dollars(1_500),
        rates=rates,
        rate_of="payment",
        more=(second,),
    )
    assert the_foreign(file).message == "no_day"
    assert judged(file, "payment_sum") == []


def test_a_currency_that_is_not_accepted_fails_whatever_rates_there_are() -> None:
    file = a_file(an_invoice_abroad(), rates=(a_rate(day=INVOICE_DAY),), accepted=("EUR",))
    finding = the_foreign(file)
    assert (finding.verdict, finding.message) == ("fail", "another")
    assert finding.params["currency"].value == "USD"


@pytest.mark.parametrize(
    ("payment", "expected"),
    [
        (dollars(2_000), ("pass", "agrees")),
        (dollars(1_999), ("fail", "less")),
        (dollars(2_001), ("unclear", "more")),
        (roubles(161_000), ("unclear", "currencies")),
        (roubles(2_000), ("unclear", "currencies")),
    ],
)
def test_payments_are_compared_like_with_like(payment: Money, expected: tuple[str, str]) -> None:
    file = a_file(an_invoice_abroad(), payment=payment, rates=(a_rate("80.5", day=INVOICE_DAY),))
    assert judged(file, "payment_sum") == [expected]


def test_a_rouble_invoice_paid_in_dollars_is_a_persons_to_compare() -> None:
    file = a_file(an_invoice(), payment=dollars(2_000))
    assert judged(file, "payment_sum") == [("unclear", "currencies")]


def test_the_claimed_sum_is_compared_with_what_the_papers_come_to() -> None:
    file = a_file(an_invoice_abroad(), rates=(a_rate("122", day=INVOICE_DAY),))
    (finding,) = findings_of(file, "claimed_sum")
    assert (finding.verdict, finding.params["cost"]) == ("pass", MoneyValue(value=roubles(244_000)))
    short = a_file(an_invoice_abroad(), rates=(a_rate("121.99", day=INVOICE_DAY),))
    assert judged(short, "claimed_sum") == [("fail", "above")]


def test_cost_a_head_is_reckoned_in_the_programmes_currency() -> None:
    file = a_file(an_invoice_abroad(), rates=(a_rate("80.5", day=INVOICE_DAY),))
    for finding in findings_of(file, "cost_per_head"):
        assert not any(isinstance(p, CountValue) and p.value < 0 for p in finding.params.values())
        currencies = {p.value.currency for p in finding.params.values() if p.kind == "money"}
        assert currencies <= {"RUB"}


def test_souvenirs_are_dear_by_their_price_in_the_programmes_currency() -> None:
    mugs = a_line("Кружки с логотипом", quantity=10, amount=dollars(200))
    line = mugs.model_copy(update={"unit_price": read(dollars(20))})
    invoice = an_invoice_abroad(lines=(line,), gross=read(dollars(200)))
    dear = a_file(invoice, rates=(a_rate("75.01", day=INVOICE_DAY),))
    fine = a_file(invoice, rates=(a_rate("75", day=INVOICE_DAY),))
    assert ("fail", "too_dear") in judged(dear, "souvenir_price")
    assert ("fail", "too_dear") not in judged(fine, "souvenir_price")


def test_rates_into_another_currency_do_not_belong_into_a_claim_file() -> None:
    with pytest.raises(ValueError, match="rates are into the programme's currency"):
        a_file(an_invoice_abroad(), rates=(a_rate(into="EUR"),))


def test_a_folder_states_its_rates_as_plain_numbers(tmp_path: Path) -> None:
    written = (SAMPLES / "clean" / "claim.yaml").read_text()
    rates = """
rates:
  - {currency: USD, into: RUB, day: 2026-09-15, value: 80.10, source: Bank of Russia}
  - {currency: JPY, into: RUB, day: 2026-09-15, value: "54.1234", nominal: 100, source: ЦБ}
"""
    (tmp_path / "claim.yaml").write_text(written + rates)
    dollar, yen = load_claim_folder(tmp_path).rates
    assert (dollar.value, dollar.day) == ("80.10", date(2026, 9, 15))
    assert (yen.value, yen.nominal) == ("54.1234", 100)
