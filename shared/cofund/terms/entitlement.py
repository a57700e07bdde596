"""What a programme's terms give a partner: shares, funds, limits, and until when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from cofund.calendar import last_day_of, period_of
from cofund.models.activity_terms import Needed
from cofund.models.claim import Level
from cofund.models.money_terms import (
    Allocation,
    BrandTable,
    EqualParts,
    LevelShare,
    TurnoverBands,
    TurnoverShare,
    WholeBrand,
)
from cofund.models.programme import Programme
from cofund.models.terms import percent_text, share_of
from cofund.money import ROUNDINGS, Money

PERIODS_A_YEAR = {"month": 12, "quarter": 4, "year": 1}


def refund_share(programme: Programme, activity_type: str) -> Decimal:
    """Give the share of the cost, in per cent, that activities of a type are refunded."""
    terms = programme.refund
    pushed = programme.activities[activity_type].key_direction
    return terms.key_direction_share if pushed else terms.share


def parts_by_manufacturers(programme: Programme) -> bool:
    """Tell whether the vendor's part depends on how many manufacturers are shown."""
    return not isinstance(programme.refund.brand_share, WholeBrand)


def brand_share(programme: Programme, manufacturers: int | None) -> Fraction:
    """Give the vendor's part of an activity that shows so many manufacturers.

    A number that nobody has stated counts as one: the rule *manufacturers* names it.
    """
    shown = manufacturers or 1
    match programme.refund.brand_share:
        case WholeBrand(share=share):
            return share_of(share)
        case EqualParts():
            return Fraction(1, shown)
        case BrandTable(shares=shares):
            return share_of(shares[min(shown, len(shares)) - 1])


def brand_share_text(programme: Programme, manufacturers: int | None) -> str:
    """Give the vendor's part as people write it: "50 %", "1/3"."""
    shown = manufacturers or 1
    match programme.refund.brand_share:
        case WholeBrand(share=share):
            return percent_text(share)
        case EqualParts():
            return percent_text(Decimal(100)) if shown == 1 else f"1/{shown}"
        case BrandTable(shares=shares):
            return percent_text(shares[min(shown, len(shares)) - 1])


def refunded(
    programme: Programme, activity_type: str, *, manufacturers: int | None, cost_minor: Fraction
) -> Money:
    """Give what brand share and refund share leave of a cost, each rounded as its step rounds."""
    rounded = ROUNDINGS[programme.rounding.value]
    vendors = rounded(cost_minor * brand_share(programme, manufacturers))
    share = share_of(refund_share(programme, activity_type))
    return Money(amount_minor=rounded(vendors * share), currency=programme.currency)


def most_refunded(programme: Programme, activity_type: str, planned_cost: Money) -> Money:
    """Give the refunded share of a planned cost, of an activity that is the vendor's alone."""
    cost = Fraction(planned_cost.amount_minor)
    return refunded(programme, activity_type, manufacturers=None, cost_minor=cost)


def accrued(programme: Programme, *, level: Level, turnover: Money) -> Money:
    """Give what one accrual grants a partner.

    ``turnover`` is last financial year's where the programme goes by bands: the accrual is then
    the whole year's, and below the first band nothing. Else it is that of the accrual's period.
    """
    rounding = programme.rounding.value
    match programme.fund.accrual:
        case TurnoverBands(bands=bands):
            reached = [band for band in bands if band.turnover_from <= turnover]
            share = share_of(reached[-1].share) if reached else Fraction(0)
            return turnover.times(share, rounding)
        case TurnoverShare(share=percent):
            return turnover.times(share_of(percent), rounding)
        case LevelShare(shares=shares):
            share = share_of(shares[level]) if level in shares else Fraction(0)
            return turnover.times(share, rounding)
        case Allocation(amounts=amounts):
            return amounts.get(level, Money.zero(programme.currency))


def period_funds(programme: Programme, year_fund: Money) -> tuple[Money, ...]:
    """Give the year's fund split evenly over its periods; odd minor units go to the first ones."""
    count = PERIODS_A_YEAR[programme.fund.period]
    whole, odd = divmod(year_fund.amount_minor, count)
    amounts = [whole + (1 if position < odd else 0) for position in range(count)]
    return tuple(Money(amount_minor=amount, currency=year_fund.currency) for amount in amounts)


def fund_period(programme: Programme, last_day: date) -> str:
    """Give the period whose fund pays an activity that ends on ``last_day``."""
    return period_of(last_day, programme.fund.period)


def expires_on(programme: Programme, period: str) -> date:
    """Give the last day on which a period's fund can be used; what is left then expires."""
    if programme.fund.unused == "expires_with_year":
        return last_day_of(period[:4])
    return last_day_of(period)


def souvenir_limit(programme: Programme, *, level: Level, year_fund: Money) -> Money | None:
    """Give what of a year's fund a level may spend on souvenirs; None where nothing bounds it."""
    souvenirs = programme.souvenirs
    if souvenirs is None or not souvenirs.limits:
        return None
    terms = souvenirs.limits.get(level)
    if terms is None:
        return Money.zero(year_fund.currency)
    return min(year_fund.times(share_of(terms.share), programme.rounding.value), terms.at_most)


def documents_for(programme: Programme, activity_type: str) -> Needed:
    """Give what a claim must hold: its activity's documents and those of every claim."""
    own = programme.activities[activity_type].documents
    return (*own, *(one for one in programme.participation.documents if one not in own))
