"""Caps that several claims share, and the vendor's part by the manufacturers shown."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cofund.judgement import assess
from cofund.models.assessment import WaterfallStep, WaterfallStepName
from cofund.models.claim_file import ClaimFile
from cofund.models.money_terms import BrandTable, CapTerms, EqualParts
from cofund.models.programme import Programme
from cofund.models.terms import Term
from cofund.money import Money
from cofund.terms.entitlement import brand_share
from tests.builders.claim_files import (
    a_claim_file,
    a_request,
    an_application,
    balances,
    judged,
    the_programme,
    with_paper,
)
from tests.builders.reads import a_line, an_invoice, roubles


def cap(amount: int) -> Term[Money]:
    """Give a cap."""
    return Term[Money](value=roubles(amount), source=f"Text: {amount}")


def capped(**caps: Term[Money]) -> Programme:
    """Give the shipped programme with other caps."""
    return the_programme(caps=CapTerms(**caps))  # type: ignore[arg-type]


def parted(brand: EqualParts | BrandTable) -> Programme:
    """Give the shipped programme for layouts that show several manufacturers."""
    return the_programme(refund=the_programme().refund.model_copy(update={"brand_share": brand}))


def step(file: ClaimFile, name: WaterfallStepName) -> WaterfallStep:
    """Give one step of the claim's waterfall."""
    return next(s for s in assess(file).waterfall.steps if s.step == name)


CASES = [
    (None, "122000", "100 000 RUB"),
    (roubles(0), "100000", "100 000 RUB"),
    (roubles(40_000), "60000", "100 000 RUB − 40 000 RUB"),
    (roubles("99999.99"), "0.01", "100 000 RUB − 99 999.99 RUB"),
    (roubles(100_000), "0", "100 000 RUB − 100 000 RUB"),
    (roubles(300_000), "0", "100 000 RUB − 300 000 RUB"),
]
"""What others took of a cap of 100 000, what 122 000 become, how the step says it."""


@pytest.mark.parametrize(("taken", "after", "term"), CASES)
@pytest.mark.parametrize(
    ("name", "written", "fact"),
    [
        ("activity_cap", "per_activity", "paid_for_activity"),
        ("month_cap", "per_month", "claimed_in_month"),
        ("year_cap", "per_year", "claimed_in_year"),
    ],
)
def test_what_other_claims_took_lowers_the_cap_that_they_share(
    name: WaterfallStepName, written: str, fact: str, taken: Money | None, after: str, term: str
) -> None:
    file = a_claim_file(
        programme=capped(**{written: cap(100_000)}), balances=balances(**{fact: taken})
    )
    done = step(file, name)
    assert done.after == (roubles(100_000) if taken is None else roubles(after))
    assert (done.term, done.source) == (term, "Text: 100000")


def test_a_cap_that_is_not_written_changes_nothing() -> None:
    taken = {"claimed_in_month": roubles(10**6), "claimed_in_year": roubles(10**6)}
    file = a_claim_file(programme=capped(), balances=balances(**taken))
    for name in ("activity_cap", "claim_cap", "month_cap", "year_cap"):
        done = step(file, name)  # type: ignore[arg-type]
        assert (done.before, done.after, done.term) == (roubles(122_000), roubles(122_000), "")


@pytest.mark.parametrize(
    ("paid", "after"), [(0, 122_000), (28_000, 122_000), (28_001, 121_999), (150_000, 0)]
)
def test_instalments_of_one_activity_share_what_was_approved(paid: int, after: int) -> None:
    file = a_claim_file(balances=balances(paid_for_activity=roubles(paid)))
    assert step(file, "approved_amount").after == roubles(after)


@pytest.mark.parametrize(
    ("shown", "parts", "refund"),
    [(1, "244000", "122000"), (2, "122000", "61000"), (3, "81333.33", "40666.67")],
)
def test_one_manufacturer_gets_half_and_more_get_less_by_their_number(
    shown: int, parts: str, refund: str
) -> None:
    file = a_claim_file(
        programme=parted(EqualParts(by="equal_parts")),
        request=a_request(manufacturers=shown, claimed=roubles("0.01")),
    )
    done = step(file, "brand_share")
    assert done.after == roubles(parts)
    assert done.term == ("100 %" if shown == 1 else f"1/{shown}")
    assert step(file, "refund_share").after == roubles(refund)


@pytest.mark.parametrize(("shown", "share"), [(1, 100), (2, 60), (3, 30), (4, 30), (100, 30)])
def test_the_last_share_of_a_table_holds_for_all_higher_numbers(shown: int, share: int) -> None:
    table = BrandTable(by="table", shares=("100 %", "60 %", "30 %"))
    assert brand_share(parted(table), shown) == Fraction(share, 100)


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [("40666.67", [("pass", "covered")]), ("40666.68", [("fail", "above")])],
)
def test_a_claim_asks_for_no_more_than_the_vendors_part(
    claimed: str, expected: list[tuple[str, str]]
) -> None:
    file = a_claim_file(
        programme=parted(EqualParts(by="equal_parts")),
        request=a_request(manufacturers=3, claimed=roubles(claimed)),
    )
    assert judged(file, "claimed_sum") == expected


def test_a_programme_without_souvenirs_limits_none() -> None:
    activities = {k: v for k, v in the_programme().activities.items() if v.group == "event"}
    file = a_claim_file(
        with_paper(an_invoice(lines=(a_line("Блокноты с логотипом", price=2_000),))),
        programme=the_programme(souvenirs=None, points=None, activities=activities),
        application=an_application(approved_amount=roubles(150_000)),
        request=a_request(claimed=roubles(1_000)),
        balances=balances(souvenir_available=None),
    )
    waterfall = assess(file).waterfall
    assert (waterfall.claimable, waterfall.souvenir_part) == (roubles(1_000), roubles(0))
    assert step(file, "souvenir_limit").source == ""
    assert judged(file, "souvenir_price") == []
