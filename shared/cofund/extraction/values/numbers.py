"""Printed numbers. Where a separator may mean two things, both readings are given."""

from __future__ import annotations

import re
from decimal import Decimal

from cofund.money import LARGEST_MINOR, Money, minor_digits

SPACES = "\u00a0\u202f\u2009\u2007 '’"
CURRENCIES = tuple(
    (code, re.compile(marks, re.IGNORECASE))
    for code, marks in (
        ("RUB", r"₽|\bруб(?:\b|л)|(?<=\d)\s?р\.|\bRU[BR]\b"),
        ("EUR", r"€|\bEUR\b|\bевро\b"),
        ("USD", r"\$|\bUSD\b|\bдолл(?:\b|ар)"),
        ("GBP", r"£|\bGBP\b"),
        ("CNY", r"\bCNY\b|\bюан[ьея]"),
    )
)
"""How currencies are printed."""

NUMBER = re.compile(
    rf"""(?<![\w.,/])(?P<number>
        [-−–]?\s?\d{{1,3}}(?:[{SPACES}]\d{{3}}(?!\d)){{1,5}}(?:[.,]\d{{1,4}}|[-=]\d\d)?(?!\d)
      | [-−–]?\s?\d{{1,3}}(?:,\d{{3}}){{1,5}}(?:\.\d{{1,4}})?(?!\d)
      | [-−–]?\s?\d{{1,3}}(?:\.\d{{3}}){{1,5}}(?:,\d{{1,4}})?(?!\d)
      | [-−–]?\s?\d{{1,15}}(?:[.,]\d{{1,4}}|[-=]\d\d)?(?!\d)
    )(?![\w/]|[.,]\d)""",
    re.VERBOSE,
)
"""A number as part of a longer text; ``number`` is the digits with their separators."""

KOPECKS_DASH = re.compile(r"(?<=\d)[-=](\d\d)$")
LONGEST = 40


def readings(text: str) -> tuple[Decimal, ...]:
    """Give what a printed number may mean: nothing, one number, or two.

    "1 234,50" and "1,234.50" are one; "1,234" is 1234 or 1.234; "12 %" is none: strip units first.
    """
    compact = _without_spaces(text)
    if len(compact) > LONGEST or not re.fullmatch(r"-?\d+(?:[.,]\d+)*", compact):
        return ()
    marks = re.findall(r"[.,]", compact)
    if not marks:
        return (Decimal(compact),)
    if len(set(marks)) == 2 or len(marks) > 1:
        return _grouped(compact, marks)
    return _one_mark(compact, marks[0])


def _without_spaces(text: str) -> str:
    cleaned = KOPECKS_DASH.sub(r",\1", text.strip().replace("−", "-").replace("–", "-"))
    negative = cleaned.startswith("(") and cleaned.endswith(")")
    cleaned = cleaned.strip("()=").strip()
    parts = re.split(rf"[{SPACES}]+", cleaned)
    if len(parts) > 1 and not _are_groups(parts):
        return ""
    return ("-" if negative else "") + "".join(parts)


def _are_groups(parts: list[str]) -> bool:
    """Whether spaces part thousands: after the first group three digits each."""
    *middle, last = parts[1:]
    first = parts[0].lstrip("-")
    begins = first == "" or (first.isdigit() and len(first) <= 3)
    whole = re.split(r"[.,]", last)[0]
    return begins and all(len(part) == 3 and part.isdigit() for part in (*middle, whole))


def _grouped(compact: str, marks: list[str]) -> tuple[Decimal, ...]:
    """Two different marks, or one repeated: the last different one is the decimal mark."""
    group, decimal = marks[0], marks[-1]
    if group == decimal:
        decimal = ""
    elif marks.count(decimal) > 1:
        return ()
    whole, _, fraction = compact.partition(decimal) if decimal else (compact, "", "")
    groups = whole.lstrip("-").split(group)
    if len(groups[0]) > 3 or any(len(each) != 3 for each in groups[1:]):
        return ()
    digits = whole.replace(group, "")
    return (Decimal(f"{digits}.{fraction}" if fraction else digits),)


def _one_mark(compact: str, mark: str) -> tuple[Decimal, ...]:
    whole, fraction = compact.split(mark)
    as_decimal = Decimal(f"{whole}.{fraction}")
    can_be_thousands = len(fraction) == 3 and 1 <= len(whole.lstrip("-")) <= 3
    if can_be_thousands and whole.lstrip("-").lstrip("0"):
        return (Decimal(whole + fraction), as_decimal)
    return (as_decimal,)


def amounts(text: str, currency: str) -> tuple[Money, ...]:
    """Give the amounts of money that a printed number may mean in a currency.

    A reading with more decimals than the currency's minor unit has is no amount.
    """
    digits = minor_digits(currency)
    scaled = (reading.scaleb(digits) for reading in readings(_without_currency(text)))
    return tuple(
        Money(amount_minor=int(value), currency=currency)
        for value in scaled
        if value == value.to_integral_value() and abs(value) <= LARGEST_MINOR
    )


def _without_currency(text: str) -> str:
    return re.sub(
        r"[₽€$£]|\b(?:руб(?:\.|лей|ля|ль)?|р\.|RUB|RUR|EUR|USD|GBP)(?!\w)", "", text
    ).strip()


def currency_of(text: str) -> str | None:
    """Give the one currency that a text names; None where it names none or several."""
    named = [code for code, marks in CURRENCIES if marks.search(text)]
    return named[0] if len(named) == 1 else None
