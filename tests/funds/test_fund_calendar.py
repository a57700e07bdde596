"""What each fund should have been granted by a day, for every way in which programmes accrue."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cofund.funds.calendar import funds_due, funds_over, year_fund
from cofund.models.money_terms import (
    Accrual,
    Allocation,
    FundTerms,
    LevelShare,
    TurnoverShare,
)
from cofund.models.programme import Programme
from cofund.money import Money
from tests.builders.claim_files import a_partner, the_programme
from tests.builders.reads import roubles


def by(accrual: Accrual, *, period: str, unused: str = "expires_with_year") -> Programme:
    """Give the programme with other terms of its fund."""
    terms = FundTerms.model_validate(
        {"period": period, "unused": unused, "accrual": accrual, "source": "Test"}
    )
    return the_programme(fund=terms)


def due(programme: Programme, today: date, **turnovers: Money) -> dict[str, int]:
    """Give kopecks by period, for a gold partner with the turnovers of some periods."""
    found = funds_due(
        programme,
        a_partner(),
        today=today,
        turnover_of=lambda period: turnovers.get(f"of_{period}", roubles(0)),
    )
    return {one.fund.period: one.granted.amount_minor for one in found}


@pytest.mark.parametrize(
    ("today", "periods"),
    [
        (date(2026, 1, 1), ["2026Q1"]),
        (date(2026, 3, 31), ["2026Q1"]),
        (date(2026, 4, 1), ["2026Q1", "2026Q2"]),
        (date(2026, 12, 31), ["2026Q1", "2026Q2", "2026Q3", "2026Q4"]),
        (date(2027, 1, 1), ["2027Q1"]),
    ],
)
def test_a_quarters_fund_begins_on_its_first_day(today: date, periods: list[str]) -> None:
    assert list(due(the_programme(), today)) == periods


def test_a_year_by_bands_is_split_evenly_with_odd_kopecks_first() -> None:
    partner = a_partner(turnover=Money(amount_minor=1_800_000_050, currency="RUB"))
    found = funds_due(
        the_programme(), partner, today=date(2026, 12, 1), turnover_of=lambda _: roubles(0)
    )
    assert [one.granted.amount_minor for one in found] == [
        13_500_001,
        13_500_001,
        13_500_000,
        13_500_000,
    ]


@given(turnover=st.integers(0, 10**12), month=st.integers(1, 12))
def test_the_year_is_never_granted_more_or_less_than_its_fund(turnover: int, month: int) -> None:
    programme = the_programme()
    partner = a_partner(turnover=Money(amount_minor=turnover, currency="RUB"))
    so_far, whole_year = (
        funds_due(programme, partner, today=day, turnover_of=lambda _: roubles(0))
        for day in (date(2028, month, 29), date(2028, 12, 31))
    )
    total = Money.total((one.granted for one in whole_year), "RUB")
    assert total == year_fund(so_far, programme, partner)
    assert whole_year[: len(so_far)] == so_far


def test_a_months_turnover_is_granted_on_the_day_after_it() -> None:
    programme = by(
        TurnoverShare(by="turnover_share", each="month", share=Decimal("0.5")), period="month"
    )
    turnovers = {"of_2025M12": roubles(2_000), "of_2026M01": roubles(4_000)}
    assert due(programme, date(2026, 1, 31), **turnovers) == {"2026M01": 1_000}
    assert due(programme, date(2026, 2, 1), **turnovers) == {"2026M01": 1_000, "2026M02": 2_000}


def test_months_may_feed_a_quarters_fund_and_a_share_goes_by_level() -> None:
    programme = by(
        LevelShare(
            by="level_share", each="month", shares={"gold": Decimal(5), "silver": Decimal(1)}
        ),
        period="quarter",
    )
    turnovers = {f"of_2026M{month:02d}": roubles(100 * month) for month in range(1, 13)}
    assert due(programme, date(2026, 5, 1), **turnovers) == {
        "2026Q1": (100 + 200) * 5,
        "2026Q2": (300 + 400) * 5,
    }


def test_an_allocation_is_granted_when_its_period_begins() -> None:
    programme = by(
        Allocation(by="allocation", each="quarter", amounts={"gold": roubles(70)}), period="year"
    )
    assert due(programme, date(2026, 3, 31)) == {"2026": 7_000}
    assert due(programme, date(2026, 4, 1)) == {"2026": 14_000}
    assert due(programme, date(2026, 12, 31)) == {"2026": 28_000}


def test_a_level_without_a_share_is_granted_nothing() -> None:
    programme = by(
        LevelShare(by="level_share", each="month", shares={"silver": Decimal(1)}), period="month"
    )
    assert due(programme, date(2026, 2, 1), of_2026M01=roubles(100)) == {
        "2026M01": 0,
        "2026M02": 0,
    }


@pytest.mark.parametrize(
    ("today", "over"),
    [
        (date(2026, 3, 31), ["2025Q1", "2025Q2", "2025Q3", "2025Q4"]),
        (date(2026, 4, 1), ["2025Q1", "2025Q2", "2025Q3", "2025Q4", "2026Q1"]),
    ],
)
def test_a_fund_that_expires_with_its_period_is_over_the_day_after(
    today: date, over: list[str]
) -> None:
    terms = the_programme()
    found = funds_over(terms, "integrator", today=today, last_years=terms)
    assert [fund.period for fund in found] == over


def test_funds_that_expire_with_the_year_live_until_its_last_day() -> None:
    share = TurnoverShare(by="turnover_share", each="quarter", share=Decimal(5))
    programme = by(share, period="quarter")
    over = [
        funds_over(programme, "a", today=today, last_years=programme)
        for today in (date(2026, 12, 31), date(2027, 1, 1))
    ]
    assert [{fund.period[:4] for fund in found} for found in over] == [{"2025"}, {"2026"}]
    assert len(over[1]) == 4


def test_a_leap_years_february_is_a_month_like_others() -> None:
    share = TurnoverShare(by="turnover_share", each="month", share=Decimal(1))
    programme = by(share, period="month")
    assert due(programme, date(2028, 2, 29), of_2028M02=roubles(100)) == {
        "2028M01": 0,
        "2028M02": 0,
    }
    assert due(programme, date(2028, 3, 1), of_2028M02=roubles(100))["2028M03"] == 100
