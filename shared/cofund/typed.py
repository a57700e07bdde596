"""What people type into forms: amounts and counts, taken exactly or not at all."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from cofund.money import LARGEST_MINOR, Money, minor_digits
from cofund.pages.views.frame import FieldError

GROUPED = r"[0-9]{1,16}|[0-9]{1,3}(?:[ '\u00a0\u202f][0-9]{3}){1,5}"
"""Digits, or groups of three as people write thousands; anything else may be a slip."""
AMOUNT = re.compile(rf"(?P<sign>-?)(?P<whole>{GROUPED})(?:[.,](?P<part>[0-9]{{1,4}}))?")
COUNT = re.compile(GROUPED)
NUMBER = re.compile(rf"(?P<whole>{GROUPED})(?:[.,](?P<part>[0-9]{{1,6}}))?")
DAY = re.compile(
    r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})"
    r"|(?P<year_first>[0-9]{4})-(?P<month_first>[0-9]{2})-(?P<day_first>[0-9]{2})"
)
DAY_PARTS = ("year", "month", "day")
TWO_MARKS = re.compile(r"-?[0-9]{1,3}(?:(?:,[0-9]{3}){1,4}\.|(?:\.[0-9]{3}){1,4},)[0-9]{1,4}")
"""Groups and decimals told apart by different marks; "1,234" alone could be either."""


def typed_amount(text: str, currency: str, *, field: str) -> Money | FieldError:
    """Read an amount as typed: "50 000,00", "50,000.00", "50000.5"; never guessed or rounded."""
    bare = text.strip().removesuffix("₽").strip()
    if not bare:
        return FieldError(field=field, problem="missing")
    match = AMOUNT.fullmatch(_ungrouped(bare))
    if match is None:
        return FieldError(field=field, problem="not_an_amount")
    digits, part = minor_digits(currency), match["part"] or ""
    if len(part) > digits:
        return FieldError(field=field, problem="too_precise")
    minor = int(_digits(match["whole"]) + part.ljust(digits, "0"))
    if match["sign"] and minor:
        return FieldError(field=field, problem="below_zero")
    if minor > LARGEST_MINOR:
        return FieldError(field=field, problem="too_large")
    return Money(amount_minor=minor, currency=currency)


def typed_count(text: str, *, field: str, most: int) -> int | FieldError | None:
    """Read a count as typed; nothing typed is None."""
    bare = text.strip()
    if not bare:
        return None
    if not COUNT.fullmatch(bare):
        return FieldError(field=field, problem="not_a_count")
    count = int(_digits(bare))
    return count if count <= most else FieldError(field=field, problem="too_large")


def typed_number(text: str, *, field: str) -> Decimal | FieldError:
    """Read a quantity or rate as typed: "40", "1 000", "2,5"; "1,234" is neither guessed."""
    match = NUMBER.fullmatch(text.strip())
    if match is None or (len(match["part"] or "") == 3 and match["whole"].strip("0")):
        return FieldError(field=field, problem="not_a_number")
    return Decimal(f"{_digits(match['whole'])}.{match['part'] or '0'}").normalize()


def typed_day(text: str, *, field: str) -> date | FieldError:
    """Read a day as typed or chosen: "15.09.2026", "2026-09-15"; "9/15/26" is not guessed."""
    match = DAY.fullmatch(text.strip())
    if match is None:
        return FieldError(field=field, problem="not_a_day")
    year, month, day = (int(match[part] or match[f"{part}_first"]) for part in DAY_PARTS)
    try:
        return date(year, month, day)
    except ValueError:
        return FieldError(field=field, problem="not_a_day")


def _ungrouped(amount: str) -> str:
    """Give "1,234.56" and "1.234,56" without their first marks; all else as it is."""
    if not TWO_MARKS.fullmatch(amount):
        return amount
    return amount.replace(next(letter for letter in amount if letter in ",."), "")


def _digits(grouped: str) -> str:
    return "".join(letter for letter in grouped if letter.isdigit())
