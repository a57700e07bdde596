"""Russian VAT: which rates the law knows on a day, and what tax they make."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

ALWAYS = (0, 5, 7, 10)
"""Per cent. 5 and 7: simplified taxation, since 2025; 10: food, books, children's goods."""
STANDARD_UNTIL_2025 = 20
STANDARD_FROM_2026 = 22
"""Source: Tax Code art. 164 (3) as amended for 2026."""
NEW_STANDARD = date(2026, 1, 1)


def rates_on(day: date) -> frozenset[int]:
    """Give the rates, in per cent, that may stand on a Russian paper of this day."""
    standard = STANDARD_UNTIL_2025 if day < NEW_STANDARD else STANDARD_FROM_2026
    return frozenset((*ALWAYS, standard))


def tax_in(gross_minor: int, rate: Fraction) -> Fraction:
    """Give the tax that a sum contains at a rate (a fraction of the net sum), unrounded."""
    return gross_minor * rate / (1 + rate)


def tax_on_top(net_minor: int, rate: int) -> Fraction:
    """Give the tax that comes on top of a net sum at a rate in per cent, unrounded."""
    return Fraction(net_minor * rate, 100)


def inside(gross_minor: int, rate: int) -> Fraction:
    """Give the tax that a sum contains at a rate in per cent, unrounded."""
    return tax_in(gross_minor, Fraction(rate, 100))
