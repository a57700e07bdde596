"""Amounts, dates, times, counts and sizes as people write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_timezone_location
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent

from cofund.models.claim import Locale
from cofund.money import Money

NBSP = "\N{NO-BREAK SPACE}"
KIB = 1024
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def money(amount: Money, locale: Locale) -> str:
    """Give an amount with its currency, a true minus sign and no breaks inside."""
    currency = amount.currency
    printed = format_currency(Decimal(amount.decimal_text()), currency, locale=locale)
    apart = re.sub(r"(?<=[A-Z])(?=\d)", NBSP, printed)
    return apart.replace("-", "\N{MINUS SIGN}")


def change(amount: Money, locale: Locale) -> str:
    """Give an amount with its sign, plus or minus."""
    sign = "+" if amount.amount_minor > 0 else ""
    return sign + money(amount, locale)


def day(value: date, locale: Locale) -> str:
    """Give a day with the month in words: no order of numbers to mistake."""
    return format_date(value, f"d{NBSP}MMMM{NBSP}y", locale=locale)


def days(first: date, last: date, locale: Locale) -> str:
    """Give the days from one to another, saying a month or year that both share once."""
    if first == last:
        return day(first, locale)
    shared_month = (first.year, first.month) == (last.year, last.month)
    shared = "d" if shared_month else f"d{NBSP}MMMM" if first.year == last.year else ""
    opening = format_date(first, shared, locale=locale) if shared else day(first, locale)
    dash = "–" if shared_month else f"{NBSP}– "
    return f"{opening}{dash}{day(last, locale)}"


def moment(value: datetime, locale: Locale, *, zone: str) -> str:
    """Give a day and time in a time zone."""
    pattern = f"d{NBSP}MMMM{NBSP}y, HH:mm"
    return format_datetime(value, pattern, tzinfo=ZoneInfo(zone), locale=locale)


def clock(value: datetime, locale: Locale, *, zone: str) -> str:
    """Give a day and time with the place whose clock they follow: for mails."""
    return f"{moment(value, locale, zone=zone)} ({zone_name(zone, locale)})"


def zone_name(zone: str, locale: Locale) -> str:
    """Give the place whose clock a time zone follows."""
    return get_timezone_location(ZoneInfo(zone), locale=locale, return_city=True)


def count(value: int, locale: Locale) -> str:
    """Give a whole number with its digits grouped."""
    return format_decimal(value, locale=locale)


def share(percent: Decimal, locale: Locale) -> str:
    """Give a share in per cent, at most two digits after the point."""
    return format_percent(
        percent / 100, "#,##0.##%" if locale == "en" else f"#,##0.##{NBSP}%", locale
    )


def listing(
    words: Iterable[str], locale: Locale, *, style: Literal["standard", "or"] = "standard"
) -> str:
    """Give words as a list in a sentence: "a, b and c", or "a, b or c"."""
    return format_list(list(words), style=style, locale=locale)


def number(value: Decimal, locale: Locale) -> str:
    """Give a quantity or a rate with its digits grouped, exactly."""
    return format_decimal(value, locale=locale, decimal_quantization=False)


def size(size_bytes: int, locale: Locale) -> str:
    """Give a file's size in kB or MB, rounded up to a tenth of a MB or a whole kB."""
    units = {"ru": ("КБ", "МБ"), "en": ("kB", "MB")}[locale]
    if size_bytes < KIB * KIB:
        return f"{count(-(-size_bytes // KIB), locale)}{NBSP}{units[0]}"
    tenths = -(-size_bytes * 10 // (KIB * KIB))
    return f"{format_decimal(Decimal(tenths) / 10, '0.#', locale=locale)}{NBSP}{units[1]}"


def plain(words: str) -> str:
    """Give foreign words on one line: what controls lines or reading direction is replaced."""
    return "".join(REPLACEMENT if _controls(letter) else letter for letter in words)


def prose(words: str) -> str:
    """Give foreign words of several lines, otherwise as harmless as ``plain``."""
    return "\n".join(plain(line) for line in words.splitlines())


def inside(words: str) -> str:
    """Give a sentence as it goes on after a colon; abbreviations stay as they are."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def period_parts(period: str) -> tuple[str, int, int]:
    """Give a period's unit ("quarter", "month", "year"), its year and its number in the year."""
    if "Q" in period:
        year, number = period.split("Q")
        return "quarter", int(year), int(number)
    if "M" in period:
        year, number = period.split("M")
        return "month", int(year), int(number)
    return "year", int(period), 1


def _controls(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
