"""Money: an integer of minor units and a currency. Never a float, never mixed currencies."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import cache, lru_cache
from typing import Literal

from pydantic import Field

from cofund.models.base import Currency, Model

LARGEST_MINOR = 10**15
"""Bound of any single amount: ten thousand milliards of roubles is a misread, not a claim."""

MINOR_DIGITS = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "KWD": 3, "BHD": 3, "TND": 3, "OMR": 3}
"""Currencies whose minor unit is not a hundredth (ISO 4217)."""

USUAL_CURRENCIES = frozenset({"RUB", "USD", "EUR", "CNY", "KZT", "BYN", "AED", "TRY", "GBP", "CHF"})
"""Known without looking them up."""

RoundingMode = Literal["half_up", "half_even", "down"]


class Money(Model):
    """An amount of one currency, in its minor units (kopecks, cents)."""

    amount_minor: int = Field(strict=True, ge=-LARGEST_MINOR, le=LARGEST_MINOR)
    currency: Currency

    @staticmethod
    @lru_cache(maxsize=100)
    def zero(currency: str) -> Money:
        """Give nothing, in a currency; remembered, for judging asks dozens of times a claim."""
        return Money(amount_minor=0, currency=currency)

    @classmethod
    def total(cls, amounts: Iterable[Money], currency: str) -> Money:
        """Give the sum of amounts of one currency; of none, zero."""
        return sum(amounts, cls.zero(currency))

    def __add__(self, other: Money) -> Money:
        return self._with(self.amount_minor + self._same(other))

    def __sub__(self, other: Money) -> Money:
        return self._with(self.amount_minor - self._same(other))

    def __neg__(self) -> Money:
        return self._with(-self.amount_minor)

    def __abs__(self) -> Money:
        return self._with(abs(self.amount_minor))

    def __lt__(self, other: Money) -> bool:
        return self.amount_minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.amount_minor <= self._same(other)

    def __gt__(self, other: Money) -> bool:
        return self.amount_minor > self._same(other)

    def __ge__(self, other: Money) -> bool:
        return self.amount_minor >= self._same(other)

    def __bool__(self) -> bool:
        return self.amount_minor != 0

    def times(self, share: Fraction, rounding: RoundingMode) -> Money:
        """Give a share of the amount, rounded to the minor unit by the named mode."""
        return self._with(ROUNDINGS[rounding](self.amount_minor * share))

    def decimal_text(self) -> str:
        """Give the amount as a plain decimal string, "1234.50": for files, not for people."""
        digits = minor_digits(self.currency)
        sign, number = "-" if self.amount_minor < 0 else "", str(abs(self.amount_minor))
        if digits == 0:
            return sign + number
        number = number.rjust(digits + 1, "0")
        return f"{sign}{number[:-digits]}.{number[-digits:]}"

    def _with(self, amount_minor: int) -> Money:
        return Money(amount_minor=amount_minor, currency=self.currency)

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")
        return other.amount_minor


def minor_digits(currency: str) -> int:
    """Give how many decimal digits the currency's minor unit has."""
    return MINOR_DIGITS.get(currency, 2)


def is_currency(code: str) -> bool:
    """Tell whether a currency is in use anywhere today: RUR and DEM are not.

    Source: CLDR, by package ``babel``.
    """
    return code in USUAL_CURRENCIES or code in _currencies_in_use()


@cache
def _currencies_in_use() -> frozenset[str]:
    # Imported here: few programmes name a currency that is not usual.
    from babel.core import get_global

    return frozenset(
        code
        for named in get_global("territory_currencies").values()
        for code, _begun, ended, tender in named
        if ended is None and tender
    )


def round_half_up(value: Fraction) -> int:
    """Round to the nearest integer, halves away from zero (school and 1C rounding)."""
    doubled = abs(value) * 2 + 1
    return (1 if value >= 0 else -1) * (doubled.numerator // (doubled.denominator * 2))


def round_half_even(value: Fraction) -> int:
    """Round to the nearest integer, halves to the even neighbour."""
    return round(value)


def round_down(value: Fraction) -> int:
    """Cut towards zero."""
    return int(value)


ROUNDINGS: dict[RoundingMode, Callable[[Fraction], int]] = {
    "half_up": round_half_up,
    "half_even": round_half_even,
    "down": round_down,
}
