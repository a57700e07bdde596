"""What a programme's terms give a partner: shares, funds, limits."""

from __future__ import annotations

from decimal import Decimal

from cofund.models.claim import Level
from cofund.models.programme import Programme
from cofund.models.terms import share_of
from cofund.money import Money

PERIODS_A_YEAR = {"month": 12, "quarter": 4, "year": 1}


def refund_share(programme: Programme, activity_type: str) -> Decimal:
    """Give the share of the cost, in per cent, that activities of a type are refunded."""
    terms = programme.refund
    pushed = programme.activities[activity_type].key_direction
    return terms.key_direction_share if pushed else terms.share


def annual_fund(programme: Programme, turnover: Money) -> Money:
    """Give a year's fund by last financial year's turnover; below the first band, nothing."""
    reached = [band for band in programme.fund.bands if band.turnover_from <= turnover]
    share = share_of(reached[-1].share if reached else Decimal(0))
    return turnover.times(share, programme.rounding.value)


def period_funds(programme: Programme, year_fund: Money) -> tuple[Money, ...]:
    """Give the year's fund split evenly over its periods; odd minor units go to the first ones."""
    count = PERIODS_A_YEAR[programme.fund.period]
    whole, odd = divmod(year_fund.amount_minor, count)
    amounts = [whole + (1 if position < odd else 0) for position in range(count)]
    return tuple(Money(amount_minor=amount, currency=year_fund.currency) for amount in amounts)


def souvenir_limit(programme: Programme, *, level: Level, year_fund: Money) -> Money:
    """Give what of a year's fund a partner of this level may spend on souvenirs."""
    terms = programme.souvenirs.limits[level]
    return min(year_fund.times(share_of(terms.share), programme.rounding.value), terms.at_most)
