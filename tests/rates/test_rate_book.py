"""Rates in the book: entered once, never changed, found for a claim by the day that counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from cofund.books.rate_book import last_rate, newest_rates
from cofund.cli import rates as rates_command
from cofund.errors import EntryConflict, Forbidden, NotFound, Refusal
from cofund.models.money_terms import CurrencyTerms
from cofund.models.programme import Programme
from cofund.steps.judging import check_claim
from cofund.steps.rates import RatesAdded, add_rates
from cofund.steps.storage import find_assessment
from tests.builders.claim_files import dinner_papers
from tests.builders.claims import a_draft, an_office
from tests.builders.reads import a_payment_order, read, roubles
from tests.builders.walks import a_walk
from tests.cli.commands import cofund
from tests.fakes.office import FakeOffice
from tests.rates.test_exchange import a_rate
from tests.rates.test_foreign_papers import INVOICE_DAY, an_invoice_abroad, dollars
from tests.rates.test_rate_files import DAILY


@dataclass
class OpenOffice(FakeOffice):
    """An office whose programme takes papers in dollars by the invoice's day."""

    def programme(self, name: str, version: str | None = None) -> Programme:
        """Give the shipped programme with dollars accepted."""
        terms = CurrencyTerms(accepted=("USD",), rate_of="invoice", source="Ours: rates")
        return super().programme(name, version).model_copy(update={"currencies": terms})


def test_a_rate_stands_once_and_another_for_its_day_is_refused() -> None:
    office = an_office()
    rates = (a_rate("80.1"), a_rate("90", currency="EUR"))
    assert add_rates(rates, by="fedor", office=office) == RatesAdded(new=2, known=0)
    again = (a_rate("80.10", source="a list"), a_rate("81", day=date(2026, 9, 16)))
    assert add_rates(again, by="marina", office=office) == RatesAdded(new=1, known=1)
    with pytest.raises(EntryConflict, match="another rate of USD stands for 2026-09-15"):
        add_rates((a_rate("80.2"),), by="marina", office=office)
    found = newest_rates("USD", into="RUB", limit=10, items=office.items)
    assert [(rate.day.day, rate.value) for rate in found] == [(16, "81"), (15, "80.1")]


@pytest.mark.parametrize(
    ("by", "refusal"), [("anna", Forbidden), ("rita", Forbidden), ("nobody", NotFound)]
)
def test_only_managers_and_finance_enter_rates(by: str, refusal: type[Refusal]) -> None:
    office = an_office()
    with pytest.raises(refusal):
        add_rates((a_rate(),), by=by, office=office)
    assert newest_rates("USD", into="RUB", limit=10, items=office.items) == ()


def test_the_last_rate_up_to_a_day_is_found() -> None:
    office = an_office()
    rates = [a_rate(str(70 + day), day=date(2026, 9, day)) for day in (10, 11, 15)]
    add_rates(rates, by="fedor", office=office)
    found = {
        day: last_rate("USD", into="RUB", day=date(2026, 9, day), items=office.items)
        for day in (9, 10, 14, 15, 30)
    }
    assert {day: rate.value if rate else None for day, rate in found.items()} == {
        9: None,
        10: "80",
        14: "81",
        15: "85",
        30: "85",
    }
    assert last_rate("EUR", into="RUB", day=date(2026, 9, 15), items=office.items) is None


def an_open_office() -> FakeOffice:
    plain = an_office()
    return OpenOffice(items=plain.items, clock=plain.clock, sign_in=plain.sign_in)


def test_a_claim_is_judged_by_the_rates_of_the_book_and_keeps_them() -> None:
    office = an_open_office()
    add_rates((a_rate("80.5", day=INVOICE_DAY),), by="fedor", office=office)
    kept = [paper for paper in dinner_papers() if paper.kind not in ("invoice", "act")]
    paid = a_payment_order(amount=read(dollars(2_000)))
    papers = [paid if paper.kind == "payment_order" else paper for paper in kept]
    draft = a_draft(office, papers=(*papers, an_invoice_abroad()), claimed=roubles(60_375))
    walk = a_walk(office, draft)
    walk.read()
    check_claim(walk.claim_id, 1, office=office)
    add_rates((a_rate("99", day=date(2026, 9, 3)),), by="fedor", office=office)
    check_claim(walk.claim_id, 1, office=office)
    assessment = find_assessment(office, walk.claim_id, 1)
    assert assessment is not None
    assert assessment.waterfall.claimable == roubles(60_375)
    (invoice,) = assessment.invoices
    assert invoice.gross == dollars(2_000)


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> FakeOffice:
    found = an_office()
    monkeypatch.setattr(rates_command, "find_office", lambda: found)
    return found


def test_rates_are_entered_imported_and_shown(office: FakeOffice, tmp_path: Path) -> None:
    del office
    words = ("--day", "2026-09-14", "--value", "79,5", "--source", "Bank of Russia")
    ran = cofund("rates", "add", "usd", *words, "--by", "fedor")
    assert (ran.status, ran.out) == (0, "1 rates are new, 0 stood there already\n")
    file = tmp_path / "daily.xml"
    file.write_bytes(DAILY.encode("cp1251"))
    (added,) = cofund("rates", "import", file, "--by", "fedor", "--json").rows
    assert added == {"new": 2, "known": 0}
    assert cofund("rates", "import", file, "--by", "fedor", "--json").rows == [
        {"new": 0, "known": 2}
    ]
    shown = cofund("rates", "show", "USD", "--json").rows
    assert [(row["day"], row["value"]) for row in shown] == [
        ("2026-09-15", "80.1234"),
        ("2026-09-14", "79.5"),
    ]
    assert "80.1234" in cofund("rates", "show", "usd", "--last", "1").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "USD", "--day", "2026-09-14", "--value", "much"), "value is not as expected"),
        (("add", "RUB", "--day", "2026-09-14", "--value", "1"), "the rate is not as expected"),
        (("import", "no-such-file.csv"), "there is no file no-such-file.csv"),
    ],
)
def test_what_cannot_be_entered_is_said(
    office: FakeOffice, words: tuple[str, ...], said: str
) -> None:
    del office
    source = ("--source", "list", "--by", "fedor")
    ran = cofund("rates", *words, *source)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


def test_a_damaged_file_says_which_line_and_stores_nothing(
    office: FakeOffice, tmp_path: Path
) -> None:
    file = tmp_path / "rates.csv"
    file.write_text("currency,day,value\nUSD,2026-09-14,80\nUSD,2026-09-15,many\n")
    ran = cofund("rates", "import", file, "--by", "fedor")
    assert ran.status == 2
    assert "line 3: value is not as expected (NotAccepted)" in ran.err
    assert newest_rates("USD", into="RUB", limit=10, items=office.items) == ()
