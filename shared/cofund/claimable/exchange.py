"""Papers in other currencies: which day's rate counts for them, and what they come to.

A rate counts for its own day, and for the days after it for which none was to be set: weekends and
holidays. A day whose rate is missing has none: nothing is taken from the neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction

from cofund.calendar import LONGEST_BREAK_DAYS, is_working_day
from cofund.models.claim_file import ClaimFile
from cofund.models.extraction import CommercialDocument, PaymentOrder, Receipt
from cofund.models.rates import Rate
from cofund.money import LARGEST_MINOR, Money, RoundingMode, minor_digits
from cofund.sure import sure

ONE_DAY = timedelta(days=1)


def exchanged(amount: Money, rate: Rate, rounding: RoundingMode) -> Money | None:
    """Give what an amount of the rate's currency comes to, rounded once by the named mode.

    None where it leaves the bounds of money, or the amount is of another currency.
    """
    if amount.currency != rate.currency:
        return None
    digits = minor_digits(rate.into) - minor_digits(rate.currency)
    share = rate.of_one * Fraction(10) ** digits
    if abs(amount.amount_minor * share) >= LARGEST_MINOR:
        return None
    return Money(amount_minor=amount.amount_minor, currency=rate.into).times(share, rounding)


def rate_on(day: date, currency: str, rates: Iterable[Rate], *, country: str) -> Rate | None:
    """Give the rate that counts on a day; None where that day's is not known."""
    known = [rate for rate in rates if rate.currency == currency and rate.day <= day]
    last = max(known, key=lambda rate: rate.day, default=None)
    return last if last is not None and _still_counts(last, day, country=country) else None


def paper_rate(file: ClaimFile, paper: CommercialDocument) -> Rate | None:
    """Give the rate by which a paper counts; None where it, or the day for it, is not certain."""
    gross, day = sure(paper.gross), rate_day(file, paper)
    if gross is None or day is None or not is_accepted(file, gross.currency):
        return None
    return rate_on(day, gross.currency, file.rates, country=file.programme.country)


def rate_day(file: ClaimFile, paper: CommercialDocument) -> date | None:
    """Give the day whose rate counts: the paper's, or that of its seller's only payment day."""
    if file.programme.currencies.rate_of == "invoice" or isinstance(paper, Receipt):
        return sure(paper.issue_date)
    days = set(_payment_days(file, sure(paper.seller.tax_id)))
    return days.pop() if len(days) == 1 else None


def is_accepted(file: ClaimFile, currency: str) -> bool:
    """Tell whether the programme takes papers in a currency other than its own."""
    return currency != file.programme.currency and currency in file.programme.currencies.accepted


def rates_wanted(file: ClaimFile) -> tuple[tuple[str, date], ...]:
    """Give the currencies and days whose rates the claim's papers need, each once."""
    wanted: dict[tuple[str, date], None] = {}
    for _, paper in file.documents():
        if isinstance(paper, CommercialDocument):
            gross, day = sure(paper.gross), rate_day(file, paper)
            if gross is not None and day is not None and is_accepted(file, gross.currency):
                wanted[gross.currency, day] = None
    return tuple(wanted)


def rate_text(rate: Rate) -> str:
    """Give a rate as people write it: "100 JPY = 54.1234 RUB, 2026-09-15, Bank of Russia"."""
    named = f"{rate.nominal} {rate.currency} = {rate.value} {rate.into}"
    return f"{named}, {rate.day.isoformat()}, {rate.source}"


def _payment_days(file: ClaimFile, seller: str | None) -> Iterator[date | None]:
    """Give the day of every payment order to a seller; None where one is not certain."""
    for _, order in file.documents():
        if isinstance(order, PaymentOrder) and seller is not None:
            payee = sure(order.payee.tax_id)
            if payee is None:
                yield None
            elif payee == seller:
                yield sure(order.issue_date)


def _still_counts(rate: Rate, day: date, *, country: str) -> bool:
    """Tell whether no day after the rate's, up to this one, has a rate of its own."""
    if (day - rate.day).days > LONGEST_BREAK_DAYS:
        return False
    after = (rate.day + ONE_DAY * number for number in range(1, (day - rate.day).days + 1))
    set_days = (one - ONE_DAY if rate.set_on == "day_before" else one for one in after)
    return not any(is_working_day(one, country) for one in set_days)
