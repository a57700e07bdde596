"""What a person types into a correction: taken by the value's form and check digits, or not at all.

Pure. Nothing is guessed: what could be two things is refused and asked for again.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cofund.identifiers import is_bik, is_iban, is_inn, is_kpp, is_ogrn, is_vat_id
from cofund.models.correction import (
    CorrectAmount,
    CorrectAnswer,
    CorrectCount,
    CorrectDay,
    CorrectNumber,
    CorrectText,
    CorrectValue,
    Writing,
)
from cofund.pages.views.frame import FieldError, Problem
from cofund.typed import typed_amount, typed_count, typed_day, typed_number

MOST_PEOPLE = 1_000_000
LONGEST_TEXT = 200
LARGEST_NUMBER_DIGITS = 12
ACCOUNT = re.compile(r"[0-9]{20}")
CURRENCY = re.compile(r"[A-Z]{3}")
TAX_ID_ABROAD = re.compile(r"[A-Z0-9][A-Z0-9./-]{3,24}")
ANSWERS = {"yes": True, "no": False}

CHECKED: dict[str, tuple[Problem, Callable[[str], bool]]] = {
    "kpp": ("not_a_kpp", is_kpp),
    "ogrn": ("not_an_ogrn", is_ogrn),
    "bik": ("not_a_bik", is_bik),
    "account": ("not_an_account", lambda text: ACCOUNT.fullmatch(text) is not None),
    "iban": ("not_an_iban", is_iban),
    "currency": ("not_a_currency", lambda text: CURRENCY.fullmatch(text) is not None),
}
"""Texts with a form of their own: what is wrong with others, and whether one is right."""


def typed_value(
    writing: Writing, text: str, *, currency: str, field: str
) -> CorrectValue | FieldError:
    """Take what was typed as a value of this writing; amounts are in the document's currency."""
    match writing:
        case "text":
            return _text(text, field=field)
        case "day":
            day = typed_day(text, field=field)
            return day if isinstance(day, FieldError) else CorrectDay(value=day)
        case "amount":
            amount = typed_amount(text, currency, field=field)
            return amount if isinstance(amount, FieldError) else CorrectAmount(value=amount)
        case "number" | "count" | "answer":
            return _numbered(writing, text, field=field)
        case "tax_id":
            return _tax_id(text, currency=currency, field=field)
        case _:
            return _checked(writing, text, field=field)


def _numbered(writing: Writing, text: str, *, field: str) -> CorrectValue | FieldError:
    if writing == "answer":
        answer = ANSWERS.get(text.strip())
        wrong = FieldError(field=field, problem="not_in_list")
        return wrong if answer is None else CorrectAnswer(value=answer)
    if writing == "count":
        count = typed_count(text, field=field, most=MOST_PEOPLE)
        if isinstance(count, int):
            return CorrectCount(value=count)
        return count or FieldError(field=field, problem="missing")
    number = typed_number(text, field=field)
    if isinstance(number, FieldError):
        return number
    if number.adjusted() >= LARGEST_NUMBER_DIGITS:
        return FieldError(field=field, problem="too_large")
    return CorrectNumber(value=number)


def _text(text: str, *, field: str) -> CorrectValue | FieldError:
    plain = " ".join(text.split())
    if len(plain) > LONGEST_TEXT or not plain.isprintable():
        return FieldError(field=field, problem="too_long_for_a_value")
    return CorrectText(value=plain)


def _tax_id(text: str, *, currency: str, field: str) -> CorrectValue | FieldError:
    """Take an INN by its check digits; abroad a number of the Union by its own, others by form."""
    compact = "".join(text.split()).upper()
    if compact.isdigit() and currency == "RUB":
        right = is_inn(compact)
    else:
        right = is_vat_id(compact) or TAX_ID_ABROAD.fullmatch(compact) is not None
    wrong = FieldError(field=field, problem="not_a_tax_id")
    return CorrectText(value=compact) if right else wrong


def _checked(writing: Writing, text: str, *, field: str) -> CorrectValue | FieldError:
    compact = "".join(text.split()).upper()
    problem, is_right = CHECKED[writing]
    wrong = FieldError(field=field, problem=problem)
    return CorrectText(value=compact) if is_right(compact) else wrong
