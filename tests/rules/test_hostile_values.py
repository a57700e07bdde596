"""Whatever a hostile paper states, a claim is judged: no value crashes a rule or the waterfall."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cofund.judgement import assess
from cofund.models.evidence import Read, ReadStatus, Source
from cofund.models.extraction import LineRead, PartyRead, TaxRead
from cofund.money import LARGEST_MINOR, Money
from tests.builders.claim_files import a_claim_file, a_request, judged, with_paper
from tests.builders.reads import a_line, a_payment_order, an_invoice, evidence, read, roubles

NUMBERS = (
    "0", "1", "-1", "0.5", "100", "-100", "22", "1E+999999", "1E-999999", "999999999999999999999"
)  # fmt: skip
AMOUNTS = (0, 1, -1, 50, 24_400_000, 10**13, 10**13 + 1, LARGEST_MINOR, -LARGEST_MINOR)
TEXTS = ("", " ", "7700100010", "0" * 5_000, "\u202e٧٧", "'; DROP", "авиабилеты " * 500, "{amount}")
DAYS = (date.min, date(1900, 1, 1), date(2026, 9, 1), date(2026, 2, 28), date.max)


def reads(values: st.SearchStrategy[object]) -> st.SearchStrategy[Read[object] | None]:
    """Give such values read in any way, or missing."""
    return st.none() | st.builds(
        _read,
        values,
        st.sampled_from(get_args(ReadStatus)),
        st.sampled_from(get_args(Source)),
        st.sampled_from(((), ("lines = total",))),
    )


def _read(value: object, status: ReadStatus, source: Source, failed: tuple[str, ...]) -> object:
    """Skip the model's own checks of the value: rules must bear what any reader lets through."""
    return Read.model_construct(
        value=value,
        evidence=evidence(),
        source=source,
        engine="hostile 1",
        status=status,
        passed=(),
        failed=failed,
        alternates=(),
    )


money = reads(
    st.builds(
        lambda minor, currency: Money(amount_minor=minor, currency=currency),
        st.sampled_from(AMOUNTS),
        st.sampled_from(("RUB", "RUB", "RUB", "USD")),
    )
)
numbers = reads(st.sampled_from(NUMBERS).map(Decimal))
texts = reads(st.sampled_from(TEXTS))
days = reads(st.sampled_from(DAYS))
parties = st.builds(
    PartyRead.model_construct,
    tax_id=texts,
    kpp=texts,
    ogrn=texts,
    bik=texts,
    account=texts,
    correspondent_account=texts,
    iban=texts,
    name=texts,
)
lines = st.builds(
    LineRead.model_construct,
    position=st.just(1),
    description=texts.filter(bool),
    quantity=numbers,
    unit=st.none(),
    unit_price=money,
    vat_rate=numbers,
    vat=money,
    amount=money,
)
taxes = st.builds(
    TaxRead.model_construct,
    rate=st.none() | st.sampled_from(NUMBERS).map(Decimal),
    tax=money.filter(bool),
)
papers = st.fixed_dictionaries(
    {},
    optional={
        "number": texts,
        "issue_date": days,
        "seller": parties,
        "buyer": parties,
        "lines": st.lists(lines, max_size=3).map(tuple),
        "net": money,
        "tax": money,
        "gross": money,
        "taxes": st.lists(taxes, max_size=2).map(tuple),
        "vat_included": reads(st.booleans()),
        "amount_in_words": money,
    },
)


@settings(max_examples=150, deadline=None)
@given(changes=papers, paid=money, claimed=st.sampled_from([m for m in AMOUNTS if m > 0]))
def test_no_value_crashes_the_judgement(
    changes: dict[str, object], paid: Read[Money] | None, claimed: int
) -> None:
    plain = an_invoice()
    invoice = plain.model_copy(update=changes)
    extractions = [*with_paper(a_payment_order(amount=paid))]
    extractions = [invoice if p.document_id == "invoice" else p for p in extractions]
    ask = Money(amount_minor=claimed, currency="RUB")
    file = a_claim_file(extractions, request=a_request(claimed=ask))
    assessment = assess(file)
    assert Money.zero("RUB") <= assessment.waterfall.claimable <= ask
    assert all(fact.share <= fact.gross for fact in assessment.invoices)


def test_a_number_that_is_too_long_identifies_no_invoice() -> None:
    file = a_claim_file(with_paper(an_invoice(number=read("7" * 101))))
    assert assess(file).invoices == ()


@pytest.mark.parametrize("words", ["авиа" * 2_000, "а " * 4_000, "билеты на " * 1_000])
def test_a_line_of_thousands_of_letters_is_read_in_linear_time(words: str) -> None:
    lines = tuple(a_line(words, position=n) for n in range(1, 11))
    invoice = an_invoice(lines=lines, gross=read(roubles(1_000_000)))
    assert judged(a_claim_file(with_paper(invoice)), "lines_total") != []
