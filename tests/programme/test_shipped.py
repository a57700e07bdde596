"""The other two shipped programmes: the numbers of their texts, worked out by their terms."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from cofund.models.claim import Level
from cofund.models.money_terms import Allocation, LevelShare, TurnoverShare
from cofund.models.programme import Programme
from cofund.models.terms import share_of
from cofund.programme import pinned, shipped_programmes
from cofund.terms.entitlement import (
    accrued,
    brand_share,
    brand_share_text,
    documents_for,
    expires_on,
    period_funds,
    refund_share,
    souvenir_limit,
)
from tests.builders.claim_files import the_programme
from tests.builders.reads import roubles


def shipped(name: str) -> Programme:
    """Give a shipped programme."""
    return pinned(shipped_programmes(), name=name, version="2026.1")


BONUS = shipped("distributor-bonus")
SHARED = shipped("shared-advertising")


@pytest.mark.parametrize(
    ("level", "turnover", "bonus"),
    [
        ("silver", "1000000", "5000"),
        ("gold", "1000000", "20000"),
        ("platinum", "1000000", "50000"),
        ("silver", "0.99", "0"),
        ("silver", "199.99", "0.99"),
        ("platinum", "0", "0"),
    ],
)
def test_a_month_brings_half_to_five_per_cent_of_its_turnover(
    level: Level, turnover: str, bonus: str
) -> None:
    assert accrued(BONUS, level=level, turnover=roubles(turnover)) == roubles(bonus)
    assert isinstance(BONUS.fund.accrual, LevelShare)
    assert BONUS.fund.accrual.each == "month"


def test_one_rate_for_everybody_can_be_granted_each_quarter() -> None:
    flat = TurnoverShare(by="turnover_share", each="quarter", share="1.5 %")
    terms = BONUS.model_copy(update={"fund": BONUS.fund.model_copy(update={"accrual": flat})})
    assert accrued(terms, level="silver", turnover=roubles(2_000_000)) == roubles(30_000)


@pytest.mark.parametrize("period", ["2026", "2026Q1", "2026M02"])
def test_the_bonus_goes_to_zero_on_31_december(period: str) -> None:
    assert expires_on(BONUS, period) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("period", "last"),
    [("2026Q1", date(2026, 3, 31)), ("2028M02", date(2028, 2, 29)), ("2026", date(2026, 12, 31))],
)
def test_a_vendors_fund_expires_with_its_own_period(period: str, last: date) -> None:
    assert expires_on(the_programme(), period) == last


@pytest.mark.parametrize(
    ("activity", "share"),
    [("joint_advertising", 50), ("joint_event", 50), ("key_direction_launch", 100)],
)
def test_costs_are_split_in_half_and_key_directions_funded_whole(activity: str, share: int) -> None:
    assert refund_share(BONUS, activity) == share


def test_the_bonus_is_never_paid_as_cash_discount_or_goods() -> None:
    assert not {"cash", "discount", "goods_credit"} & set(BONUS.payout.forms)


def test_materials_are_written_off_when_they_ship() -> None:
    assert ("waybill", "upd") in documents_for(BONUS, "promotional_materials")


def test_a_programme_may_know_neither_souvenirs_nor_points() -> None:
    assert (BONUS.souvenirs, BONUS.points) == (None, None)
    assert souvenir_limit(BONUS, level="gold", year_fund=roubles(1_000_000)) is None


@pytest.mark.parametrize(
    ("level", "quarter"), [("gold", 250_000), ("platinum", 600_000), ("silver", 0)]
)
def test_shared_advertising_allots_a_sum_a_quarter_by_level(level: Level, quarter: int) -> None:
    given = accrued(SHARED, level=level, turnover=roubles(90_000_000))
    assert given == roubles(quarter)
    assert isinstance(SHARED.fund.accrual, Allocation)
    assert SHARED.fund.accrual.each == "quarter"


@pytest.mark.parametrize(
    ("shown", "part", "said"),
    [
        (1, Fraction(1, 2), "100 %"),
        (2, Fraction(1, 4), "1/2"),
        (3, Fraction(1, 6), "1/3"),
        (100, Fraction(1, 200), "1/100"),
        (None, Fraction(1, 2), "100 %"),
    ],
)
def test_half_the_cost_for_one_manufacturer_and_less_for_more(
    shown: int | None, part: Fraction, said: str
) -> None:
    share = share_of(refund_share(SHARED, "outdoor")) * brand_share(SHARED, shown)
    assert (share, brand_share_text(SHARED, shown)) == (part, said)


def test_brand_materials_are_proved_in_every_claim() -> None:
    assert documents_for(SHARED, "outdoor")[0] == ("layout",)
    assert documents_for(SHARED, "outdoor")[-1] == ("photo",)


@pytest.mark.parametrize(("period", "funds"), [("month", 12), ("quarter", 4), ("year", 1)])
def test_a_years_fund_is_split_over_its_periods(period: str, funds: int) -> None:
    fund = the_programme().fund.model_copy(update={"period": period})
    split = period_funds(the_programme(fund=fund), roubles("1000000.01"))
    assert len(split) == funds
    assert sum(one.amount_minor for one in split) == 100_000_001
    assert max(split) - min(split) <= roubles("0.01")
