"""What each of a partner's funds should have been granted by a day, and when it ends. Pure.

==================  ============================================================================
accrual             what is granted, and when
==================  ============================================================================
turnover_bands      a share of last financial year's turnover, evenly over the year's funds; each
                    on its fund's first day, odd kopecks to the first funds
turnover_share,     a share of a period's turnover, on the day after that period; the fund of that
level_share         day gets it, so December's turnover feeds the new year
allocation          a sum by level, on a period's first day
==================  ============================================================================

The amounts go by the partner's level and turnover as they are known today: where they change in
mid-year, open funds are brought to what is right now, and funds that have ended stay as they were.
Only with a new year may a programme's funds get another length: last year's have that of the
version that was in force then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cofund.calendar import PeriodLength, last_day_of, period_of
from cofund.models.claim import Partner
from cofund.models.ledger import FundKey
from cofund.models.money_terms import Allocation, TurnoverBands
from cofund.models.programme import Programme
from cofund.money import Money
from cofund.terms.entitlement import accrued, expires_on, period_funds

BY_TERMS = "terms-"
"""What the sources of accruals by the programme's terms begin with; others are people's."""

TurnoverOf = Callable[[str], Money]
"""Gives a partner's turnover of a period "2026M10"; zero where nobody has said."""


@dataclass(frozen=True)
class FundDue:
    """One fund, and all that the terms have granted it by now."""

    fund: FundKey
    granted: Money
    expires_on: date


def funds_due(
    programme: Programme, partner: Partner, *, today: date, turnover_of: TurnoverOf
) -> tuple[FundDue, ...]:
    """Give the funds of this year that have begun, each with what it should have been granted."""
    periods = _begun(programme.fund.period, today)
    granted = dict.fromkeys(periods, Money.zero(programme.currency))
    for period, amount in _grants(programme, partner, today, turnover_of):
        if period in granted:
            granted[period] += amount
    return tuple(
        FundDue(
            fund=fund_of(programme, partner.partner_id, period),
            granted=amount,
            expires_on=expires_on(programme, period),
        )
        for period, amount in granted.items()
    )


def year_fund(due: tuple[FundDue, ...], programme: Programme, partner: Partner) -> Money:
    """Give what a year's souvenir limit goes by: the whole year's fund, or what was granted yet."""
    if isinstance(programme.fund.accrual, TurnoverBands):
        return accrued(programme, level=partner.level, turnover=partner.turnover)
    return Money.total((one.granted for one in due), programme.currency)


def funds_over(
    programme: Programme, partner_id: str, *, today: date, last_years: Programme
) -> tuple[FundKey, ...]:
    """Give the funds of this year and the last whose last day has passed, the earliest first.

    ``last_years`` is the programme's version at last year's end.
    """
    before = reversed(fund_keys(last_years, partner_id, year=today.year - 1))
    begun = (fund_of(programme, partner_id, one) for one in _begun(programme.fund.period, today))
    return (*before, *(one for one in begun if expires_on(programme, one.period) < today))


def fund_keys(programme: Programme, partner_id: str, *, year: int) -> tuple[FundKey, ...]:
    """Give all funds of a year, the newest period first, begun or not."""
    periods = reversed(_begun(programme.fund.period, date(year, 12, 31)))
    return tuple(fund_of(programme, partner_id, period) for period in periods)


def fund_of(programme: Programme, partner_id: str, period: str) -> FundKey:
    """Give the key of a partner's fund."""
    return FundKey(programme=programme.programme, partner=partner_id, period=period)


def _grants(
    programme: Programme, partner: Partner, today: date, turnover_of: TurnoverOf
) -> Iterator[tuple[str, Money]]:
    """Give each accrual up to today with the period of the fund that it goes to."""
    accrual, length = programme.fund.accrual, programme.fund.period
    if isinstance(accrual, TurnoverBands):
        whole = accrued(programme, level=partner.level, turnover=partner.turnover)
        yield from zip(_begun(length, today), period_funds(programme, whole), strict=False)
        return
    for period in _counted(accrual.each, today):
        on = last_day_of(period) + timedelta(days=1)
        turnover = turnover_of(period)
        if isinstance(accrual, Allocation):
            on, turnover = _first_day(period, accrual.each), partner.turnover
        if on <= today:
            amount = accrued(programme, level=partner.level, turnover=turnover)
            yield period_of(on, length), amount


def _begun(length: PeriodLength, today: date) -> tuple[str, ...]:
    """Give the periods of today's year up to today's own."""
    months = (date(today.year, month, 1) for month in range(1, today.month + 1))
    return tuple(dict.fromkeys(period_of(first, length) for first in months))


def _counted(length: PeriodLength, today: date) -> tuple[str, ...]:
    """Give the periods whose turnover may be granted this year: last year's last one too."""
    return (period_of(date(today.year - 1, 12, 31), length), *_begun(length, today))


def _first_day(period: str, length: PeriodLength) -> date:
    last = last_day_of(period)
    months = {"month": 1, "quarter": 3, "year": 12}[length]
    return date(last.year, last.month - months + 1, 1)
