"""Canonical forms of what e-invoices and codes state: ISO dates, plain decimals, currency letters.

Every form gives the canonical text, an empty one for "nothing is stated", or a ``ValueError``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

Form = Callable[[str], str]

LONGEST = 4_000
LONGEST_SHORT = 200
MOST_DIGITS = 18
DECIMAL = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T[\d:.]+)?(?:Z|[+-]\d{2}:\d{2})?")
COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
RUSSIAN_DAY = re.compile(r"(?P<day>\d{2})\.(?P<month>\d{2})\.(?P<year>\d{4})")
RATE = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:%|/\s*1\d\d(?:[.,]\d{1,2})?)")
NO_TAX = re.compile(r"без\s+(?:ндс|налога)", re.IGNORECASE)
NUMERIC_CURRENCIES = {
    "643": "RUB",
    "810": "RUB",
    "840": "USD",
    "978": "EUR",
    "826": "GBP",
    "156": "CNY",
    "398": "KZT",
    "933": "BYN",
    "051": "AMD",
    "417": "KGS",
    "860": "UZS",
    "944": "AZN",
    "981": "GEL",
    "949": "TRY",
    "784": "AED",
    "356": "INR",
    "756": "CHF",
    "392": "JPY",
    "344": "HKD",
    "941": "RSD",
}
"""Codes of the Russian classifier (ОКВ), which are those of ISO 4217; 810 is the older rouble."""


def text(stated: str) -> str:
    """Give a text with its white space made single."""
    return " ".join(stated.split())[:LONGEST]


def short(stated: str) -> str:
    """Give a text that is a number or a name: longer ones are cut."""
    return text(stated)[:LONGEST_SHORT]


def compact(stated: str) -> str:
    """Give an identifier without white space: IBANs are printed in groups of four."""
    return "".join(stated.split())[:LONGEST_SHORT]


def digits(stated: str) -> str:
    """Give an identifier of digits and capital letters."""
    found = compact(stated)
    if found and not re.fullmatch(r"[0-9A-Z]{1,40}", found):
        raise ValueError(stated)
    return found


def day(stated: str) -> str:
    """Give a day: "2026-03-31", "20260331" and "31.03.2026" are read."""
    found = text(stated)
    match = ISO_DAY.fullmatch(found) or COMPACT_DAY.fullmatch(found)
    if match:
        return date(*map(int, match.groups())).isoformat()
    russian = RUSSIAN_DAY.fullmatch(found)
    if russian:
        return date(int(russian["year"]), int(russian["month"]), int(russian["day"])).isoformat()
    raise ValueError(stated)


def decimal(stated: str) -> str:
    """Give a number as XML writes it: a point before decimals, no grouping."""
    found = text(stated)
    if not DECIMAL.fullmatch(found) or sum(map(str.isdigit, found)) > MOST_DIGITS:
        raise ValueError(stated)
    return format(Decimal(found), "f")


def positive(stated: str) -> str:
    """Give a number that is not below zero."""
    found = decimal(stated)
    if found.startswith("-"):
        raise ValueError(stated)
    return found


def tax(stated: str) -> str:
    """Give an amount of tax; "без НДС" is none, a dash says nothing."""
    if NO_TAX.search(stated):
        return "0"
    return "" if text(stated) in ("-", "–", "—") else decimal(stated)


def rate(stated: str) -> str:
    """Give a rate in per cent: "20%", "20/120", "19.00"; nothing where no tax applies."""
    found = text(stated)
    match = RATE.fullmatch(found)
    if match:
        return match[1].replace(",", ".")
    return decimal(found) if DECIMAL.fullmatch(found) else ""


def currency(stated: str) -> str:
    """Give a currency by its letters, or by the three digits of its code."""
    found = text(stated).upper()
    named = NUMERIC_CURRENCIES.get(found, found)
    if not re.fullmatch(r"[A-Z]{3}", named):
        raise ValueError(stated)
    return "RUB" if named == "RUR" else named
