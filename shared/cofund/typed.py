"""What people type into forms: amounts and counts, taken exactly or not at all."""

from __future__ import annotations

import re

from cofund.money import LARGEST_MINOR, Money, minor_digits
from cofund.pages.views import FieldError

AMOUNT = re.compile(r"(?P<sign>-?)(?P<whole>[0-9]{1,16})(?:[.,](?P<part>[0-9]{1,4}))?")
SPACES = re.compile(r"[\s\u00a0\u202f']")


def typed_amount(text: str, currency: str, *, field: str) -> Money | FieldError:
    """Read an amount as typed: "50 000,00", "50000.5"; never a guess, never rounded."""
    bare = SPACES.sub("", text.removesuffix("₽").strip())
    if not bare:
        return FieldError(field=field, problem="missing")
    match = AMOUNT.fullmatch(bare)
    if match is None:
        return FieldError(field=field, problem="not_an_amount")
    digits, part = minor_digits(currency), match["part"] or ""
    if len(part) > digits:
        return FieldError(field=field, problem="too_precise")
    minor = int(match["whole"] + part.ljust(digits, "0"))
    if match["sign"] and minor:
        return FieldError(field=field, problem="below_zero")
    if minor > LARGEST_MINOR:
        return FieldError(field=field, problem="too_large")
    return Money(amount_minor=minor, currency=currency)


def typed_count(text: str, *, field: str, most: int) -> int | FieldError | None:
    """Read a count as typed; nothing typed is None."""
    bare = SPACES.sub("", text)
    if not bare:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", bare):
        return FieldError(field=field, problem="not_a_count")
    if int(bare) > most:
        return FieldError(field=field, problem="too_large")
    return int(bare)
