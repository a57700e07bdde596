"""What an exact source states, as values: money, dates, numbers; canonical text comes in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from cofund.models.evidence import Box, Source
from cofund.models.exact import ExactSource, Stated
from cofund.money import LARGEST_MINOR, Money, minor_digits, round_half_up

Value = str | date | Money | Decimal | bool
Form = Literal["text", "day", "money"]

FORMS: Mapping[str, Form] = {
    "number": "text",
    "issue_date": "day",
    "net": "money",
    "tax": "money",
    "gross": "money",
    "prepaid": "money",
    "due": "money",
}
"""The fields of a document that a source may state, and what they are."""

QR_SYNTAXES = ("payment_qr", "receipt_qr", "epc_qr")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where values come from: which source, read by what, and where it stands on a page."""

    document_id: str
    source: Source
    engine: str
    page: int
    box: Box | None
    name: str
    """The attachment's name; empty for the document itself and for codes."""

    @property
    def reads(self) -> str:
        """Give what the source is called in checks."""
        return "QR" if self.source == "qr" else "e-invoice"


@dataclass(frozen=True, slots=True)
class Exact:
    """One value, and where the source states it."""

    value: Value
    stated: Stated


def origin_of(source: ExactSource, document_id: str) -> Origin:
    """Give where a source's values come from."""
    return Origin(
        document_id=document_id,
        source="qr" if source.syntax in QR_SYNTAXES else "xml",
        engine=source.engine,
        page=source.page,
        box=source.box,
        name=source.name,
    )


def field_values(source: ExactSource, currency: str | None) -> dict[str, Exact]:
    """Give the document's fields; amounts only where their currency is known."""
    found: dict[str, Exact] = {}
    for name, form in FORMS.items():
        stated = source.fields.get(name)
        value = None if stated is None else _value(stated.value, form, currency)
        if stated is not None and value is not None:
            found[name] = Exact(value, stated)
    return found


def money_of(stated: Stated | None, currency: str | None) -> Exact | None:
    """Give an amount; of nothing, of an unknown currency, or with too many decimals, None."""
    value = None if stated is None or currency is None else _money(stated.value, currency)
    return None if stated is None or value is None else Exact(value, stated)


def price_of(stated: Stated | None, currency: str | None) -> Exact | None:
    """Give a price, rounded to the minor unit: e-invoices state prices to more decimals."""
    if stated is None or currency is None:
        return None
    minor = round_half_up(Fraction(Decimal(stated.value)) * 10 ** minor_digits(currency))
    if abs(minor) > LARGEST_MINOR:
        return None
    return Exact(Money(amount_minor=minor, currency=currency), stated)


def number_of(stated: Stated | None) -> Exact | None:
    """Give a quantity or a rate."""
    return None if stated is None else Exact(Decimal(stated.value), stated)


def text_of(stated: Stated | None) -> Exact | None:
    """Give a text."""
    return None if stated is None else Exact(stated.value, stated)


def flag_of(stated: Stated | None) -> Exact | None:
    """Give a yes or no."""
    return None if stated is None else Exact(stated.value == "true", stated)


def _value(stated: str, form: Form, currency: str | None) -> Value | None:
    if form == "day":
        return date.fromisoformat(stated)
    if form == "money":
        return None if currency is None else _money(stated, currency)
    return stated


def _money(stated: str, currency: str) -> Money | None:
    scaled = Decimal(stated).scaleb(minor_digits(currency))
    if scaled != scaled.to_integral_value() or abs(scaled) > LARGEST_MINOR:
        return None
    return Money(amount_minor=int(scaled), currency=currency)
