"""Which read values a verdict may stand on."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from cofund.models.evidence import Read

T = TypeVar("T")

MOST_DIGITS = 12


def sure(read: Read[T] | None) -> T | None:
    """Give a value that was read for certain; None where it is missing or wants a person's look.

    Besides *exact* and *checked* values these are values printed as text that the paper's own sums
    contradict: such a paper is wrong, it was not misread. That needs that the paper offers no
    other value, or that another place of it confirms this one (the total, in words). What was
    recognised from an image and contradicts itself may well be misread, and is not certain.
    """
    if read is None:
        return None
    if read.status in ("exact", "checked") or _contradicted_print(read):
        return read.value
    return None


def sure_number(read: Read[Decimal] | None) -> Fraction | None:
    """Give a quantity or rate that was read for certain, exactly; None too for incredible ones.

    A number of a thousand digits costs more to reckon with than any paper is worth.
    """
    value = sure(read)
    return None if value is None or not credible(value) else Fraction(value)


def credible(value: Decimal) -> bool:
    """Tell whether a number is one that papers have: up to 12 digits before and after the point."""
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -MOST_DIGITS and value.adjusted() < MOST_DIGITS


def _contradicted_print(read: Read[T]) -> bool:
    if read.source == "ocr" or read.status != "review" or not read.failed:
        return False
    return bool(read.passed) or not read.alternates


def sure_text(read: Read[str] | None) -> str:
    """Give a text that was read for certain; empty where it is missing or not certain."""
    return sure(read) or ""
