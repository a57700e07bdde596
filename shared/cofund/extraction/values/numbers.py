"""Printed numbers. Where a separator may mean two things, both readings are given."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from cofund.money import LARGEST_MINOR, Money, minor_digits

SPACES = "\u00a0\u202f\u2009\u2007 '’"
CURRENCIES = tuple(
    (code, re.compile(marks, re.IGNORECASE))
    for code, marks in (
        ("RUB", r"₽|\bруб(?:\b|л)|(?<=\d)\s?р\.|\bRU[BR]\b"),
        ("EUR", r"€|\bEUR\b|\bевро\b|\beuros?\b"),
        ("USD", r"(?<![A-Z])(?:US)?\$|\bUSD\b|\bдолл(?:\b|ар)|\bus\s+dollars?\b"),
        ("GBP", r"£|\bGBP\b|\bpounds?\s+sterling\b"),
        ("CNY", r"\bCNY\b|\bюан[ьея]|\bRMB\b"),
        ("CHF", r"\bCHF\b|\bS?Fr\.(?=\s?\d)|\bSchweizer\s+Franken\b"),
        ("INR", r"₹|\bINR\b|\bRs\.?(?=\s?-?\d)"),
        ("PLN", r"\bPLN\b|\bzł\b"),
        ("CZK", r"\bCZK\b|\bKč"),
        ("SEK", r"\bSEK\b"),
        ("NOK", r"\bNOK\b"),
        ("DKK", r"\bDKK\b"),
        ("CAD", r"\bCAD\b|\bCA\$|\bC\$"),
        ("AUD", r"\bAUD\b|\bAU\$|\bA\$"),
        ("JPY", r"\bJPY\b|¥"),
        ("TRY", r"\bTRY\b|₺"),
        ("KZT", r"\bKZT\b|₸|\bтенге\b"),
        ("BYN", r"\bBYN\b"),
        ("UAH", r"\bUAH\b|₴"),
        ("AED", r"\bAED\b"),
    )
)
"""How currencies are printed."""
NO_CURRENCY = re.compile(r"[\d\s.,:;/%()+=#№*-]*")

CODES = "EUR|USD|GBP|CHF|RUB|RUR|CNY|INR|PLN|CZK|SEK|NOK|DKK|CAD|AUD|JPY|KZT|AED"
BEFORE = r"(?:(?<![\w.,/])|(?<=EUR)|(?<=USD)|(?<=GBP)|(?<=CHF)|(?<=RUB)|(?<=Rs\.)|(?<=Fr\.))"
AFTER = rf"(?:(?![\w/]|[.,]\d|-\d)|(?=(?:{CODES})\b))"
NUMBER = re.compile(
    rf"""{BEFORE}(?P<number>
        [-−–]?\s?\d{{1,3}}(?:[{SPACES}]\d{{3}}(?!\d)){{1,5}}(?:[.,]\d{{1,4}}|[-=]\d\d)?(?!\d)
      | [-−–]?\s?\d{{1,3}}(?:,\d{{3}}){{1,5}}(?:\.\d{{1,4}})?(?!\d)
      | [-−–]?\s?\d{{1,3}}(?:\.\d{{3}}){{1,5}}(?:,\d{{1,4}})?(?!\d)
      | [-−–]?\s?\d{{1,15}}(?:[.,]\d{{1,4}}|[-=]\d\d)?(?!\d)
    )(?:(?P<credit>[-−–](?![\w-])|\s?CR\b)|(?P<round>[.,](?:[-−–]{{1,2}}|=)))?{AFTER}""",
    re.VERBOSE,
)
"""A number as part of a longer text; ``number`` is the digits with their separators, ``credit`` a
minus or CR behind them, ``round`` what stands for "no cents" ("12.–")."""

KOPECKS_DASH = re.compile(r"(?<=\d)[-=](\d\d)$")
NO_CENTS = re.compile(r"(?<=\d)[.,](?:-{1,2}|=)$")
"""What stands for "no cents": "12.–", "12,--"."""
BEHIND = re.compile(r"(?<=\d)\s?(?:-|CR)$", re.IGNORECASE)
"""A minus behind the number, as some accounting programs print it."""
LONGEST = 40


def readings(text: str, decimal_mark: str | None = None) -> tuple[Decimal, ...]:
    """Give what a printed number may mean: nothing, one number, or two.

    "1 234,50" and "1,234.50" are one; "1,234" is 1234 or 1.234, unless the document's decimal mark
    is known; "12 %" is none: strip units first.
    """
    compact = _without_spaces(text)
    if len(compact) > LONGEST or not re.fullmatch(r"-?\d+(?:[.,]\d+)*", compact):
        return ()
    marks = re.findall(r"[.,]", compact)
    if not marks:
        return (Decimal(compact),)
    if len(set(marks)) == 2 or len(marks) > 1:
        return _grouped(compact, marks)
    return _one_mark(compact, marks[0], decimal_mark)


def _without_spaces(text: str) -> str:
    cleaned = re.sub(r"[−–]", "-", text.strip())
    cleaned = NO_CENTS.sub("", KOPECKS_DASH.sub(r",\1", cleaned))
    negative = cleaned.startswith("(") and cleaned.endswith(")")
    cleaned, behind = BEHIND.subn("", cleaned.strip("()=").strip())
    negative = negative or bool(behind and not cleaned.startswith("-"))
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


def _one_mark(compact: str, mark: str, decimal_mark: str | None) -> tuple[Decimal, ...]:
    whole, fraction = compact.split(mark)
    as_decimal = Decimal(f"{whole}.{fraction}")
    can_be_thousands = len(fraction) == 3 and 1 <= len(whole.lstrip("-")) <= 3
    if can_be_thousands and whole.lstrip("-").lstrip("0"):
        if decimal_mark is not None:
            return (as_decimal if mark == decimal_mark else Decimal(whole + fraction),)
        return (Decimal(whole + fraction), as_decimal)
    return (as_decimal,)


def amounts(text: str, currency: str, decimal_mark: str | None = None) -> tuple[Money, ...]:
    """Give the amounts of money that a printed number may mean in a currency.

    A reading with more decimals than the currency's minor unit has is no amount.
    """
    digits = minor_digits(currency)
    scaled = (reading.scaleb(digits) for reading in readings(without_currency(text), decimal_mark))
    return tuple(
        Money(amount_minor=int(value), currency=currency)
        for value in scaled
        if value == value.to_integral_value() and abs(value) <= LARGEST_MINOR
    )


def without_currency(text: str) -> str:
    """Give a text without the signs and codes of currencies."""
    return re.sub(
        rf"[₽€$£₹¥]|\b(?:руб(?:\.|лей|ля|ль)?|р\.|{CODES}|Fr\.|Rs\.?)(?!\w)|(?:{CODES})$", "", text
    ).strip()


@lru_cache(maxsize=8_192)
def currency_of(text: str) -> str | None:
    """Give the one currency that a text names; None where it names none or several."""
    if NO_CURRENCY.fullmatch(text):
        return None
    named = [code for code, marks in CURRENCIES if marks.search(text)]
    return named[0] if len(named) == 1 else None
