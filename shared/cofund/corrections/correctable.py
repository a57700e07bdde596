"""Which values of a document a person can set right, and how each is written. Pure.

Lines can be corrected one by one, but none is added or taken away; participants never: their list
is personal, and is sent anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cofund.models.correction import Writing
from cofund.models.evidence import Read
from cofund.models.extraction import (
    CommercialDocument,
    Contract,
    EventProgramme,
    EventReport,
    Extraction,
    ParticipantList,
    PartyRead,
    PaymentOrder,
)
from cofund.models.kinds import DocumentKind

WRITINGS: dict[str, Writing] = {
    "issue_date": "day",
    "event_date": "day",
    "first_day": "day",
    "last_day": "day",
    "net": "amount",
    "tax": "amount",
    "gross": "amount",
    "amount_in_words": "amount",
    "prepaid": "amount",
    "due": "amount",
    "amount": "amount",
    "unit_price": "amount",
    "vat": "amount",
    "quantity": "number",
    "vat_rate": "number",
    "participant_count": "count",
    "stated_count": "count",
    "leads": "count",
    "executed": "answer",
    "vat_included": "answer",
    "currency": "currency",
    "tax_id": "tax_id",
    "kpp": "kpp",
    "ogrn": "ogrn",
    "bik": "bik",
    "account": "account",
    "correspondent_account": "account",
    "iban": "iban",
}
"""By the last part of a path; what is not here is plain text."""

LINE_FIELDS = ("description", "quantity", "unit_price", "vat_rate", "vat", "amount")
PARTY_FIELDS = tuple(PartyRead.model_fields)
USUAL_OF_PARTY = ("name", "tax_id", "kpp")

COMMERCIAL = (
    "number",
    "issue_date",
    "currency",
    "net",
    "tax",
    "gross",
    "vat_included",
    "amount_in_words",
    "prepaid",
    "due",
)
EVENT = (
    "event_name",
    "first_day",
    "last_day",
    "place",
    "activity_kind",
    "participant_count",
    "leads",
    "goals",
    "audience",
    "results",
)
SELDOM = frozenset(
    {
        "amount_in_words",
        "prepaid",
        "due",
        "activity_kind",
        "leads",
        "goals",
        "audience",
        "results",
    }
)
"""Offered only where they were read."""

COMMERCIAL_KINDS: tuple[DocumentKind, ...] = (
    "invoice",
    "tax_invoice",
    "act",
    "upd",
    "waybill",
    "receipt",
    "credit_note",
)
KINDS_TO_CHOOSE: tuple[DocumentKind, ...] = (
    *COMMERCIAL_KINDS,
    "payment_order",
    "event_report",
    "event_programme",
    "contract",
    "layout",
)
"""What a person can say that a document is. Lists of participants and photos are only read."""


@dataclass(frozen=True)
class Correctable:
    """One value that can be set right."""

    path: str
    read: Read[Any] | None
    """What stands there now."""
    usual: bool
    """Asked for even where nothing was found."""

    @property
    def writing(self) -> Writing:
        """Give how it is written."""
        return WRITINGS.get(self.path.rpartition(".")[2], "text")


def correctable_values(extraction: Extraction) -> Iterator[Correctable]:
    """Give the values of a document besides its lines, in reading order."""
    for party in _parties(extraction):
        for field in PARTY_FIELDS:
            path = f"{party}.{field}"
            yield Correctable(path, read_at(extraction, path), field in USUAL_OF_PARTY)
    for field in _fields(extraction):
        usual = field not in SELDOM
        yield Correctable(field, read_at(extraction, field), usual)


def correctable_line(extraction: Extraction, number: int) -> tuple[Correctable, ...]:
    """Give the values of one line, counted from 1; none where there is no such line."""
    if not isinstance(extraction, CommercialDocument) or not 1 <= number <= len(extraction.lines):
        return ()
    paths = (f"lines.{number}.{field}" for field in LINE_FIELDS)
    return tuple(Correctable(path, read_at(extraction, path), usual=True) for path in paths)


def can_change_kind(extraction: Extraction) -> bool:
    """Say whether a person may say that the document is of another kind."""
    return not isinstance(extraction, ParticipantList)


def read_at(extraction: Extraction, path: str) -> Read[Any] | None:
    """Give what stands at a path; None where nothing does, or where there is no such place."""
    head, _, rest = path.partition(".")
    if head in ("lines", "taxes"):
        number, _, field = rest.partition(".")
        rows = getattr(extraction, head, ())
        row = rows[int(number) - 1] if number.isdigit() and 0 < int(number) <= len(rows) else None
        return _read(getattr(row, field, None))
    found = getattr(extraction, head, None)
    return _read(getattr(found, rest, None) if rest else found)


def _read(found: object) -> Read[Any] | None:
    return found if isinstance(found, Read) else None


def _parties(extraction: Extraction) -> tuple[str, ...]:
    if isinstance(extraction, CommercialDocument | Contract):
        return ("seller", "buyer")
    return ("payer", "payee") if isinstance(extraction, PaymentOrder) else ()


def _fields(extraction: Extraction) -> tuple[str, ...]:
    match extraction:
        case CommercialDocument():
            return COMMERCIAL
        case PaymentOrder():
            return ("number", "issue_date", "amount", "amount_in_words", "purpose", "executed")
        case EventReport():
            return EVENT
        case EventProgramme():
            return ("event_name", "event_date", "place")
        case ParticipantList():
            return ("event_name", "event_date")
        case Contract():
            return ("number", "issue_date")
        case _:
            return ()
