"""Corrections laid over what was read: a document as a person has set it right. Pure.

What was read is never changed: it keeps its place on the page, and stands among the alternates of
what a person says instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from cofund.corrections.correctable import read_at
from cofund.models.base import Model
from cofund.models.correction import Correction, CorrectKind
from cofund.models.evidence import Evidence, Read
from cofund.models.extraction import (
    Act,
    Contract,
    CreditNote,
    EventProgramme,
    EventReport,
    Extraction,
    Invoice,
    Layout,
    PaymentOrder,
    Receipt,
    TaxInvoice,
    Upd,
    Waybill,
)
from cofund.models.kinds import DocumentKind
from cofund.money import Money

Document = TypeVar("Document", bound=Model)

MAX_ALTERNATES = 10
NOTHING = "\N{EM DASH}"
"""Stands for what was read where nothing was."""

KINDS: dict[DocumentKind, type[Any]] = {
    "invoice": Invoice,
    "tax_invoice": TaxInvoice,
    "act": Act,
    "upd": Upd,
    "waybill": Waybill,
    "receipt": Receipt,
    "credit_note": CreditNote,
    "payment_order": PaymentOrder,
    "event_report": EventReport,
    "event_programme": EventProgramme,
    "contract": Contract,
    "layout": Layout,
}

READS: dict[str, Any] = {
    "text": Read[str],
    "day": Read[date],
    "amount": Read[Money],
    "number": Read[Decimal],
    "count": Read[int],
    "answer": Read[bool],
}


def corrected(extraction: Extraction, corrections: Iterable[Correction]) -> Extraction:
    """Give a document with the corrections of it, in their order.

    One whose place a later change of kind has taken away is passed by.
    """
    for correction in corrections:
        if correction.document_id == extraction.document_id:
            extraction = _corrected_once(extraction, correction)
    return extraction


def stands_as_before(extraction: Extraction, correction: Correction) -> bool:
    """Say whether a document says in a place what it said there when it was corrected."""
    if isinstance(correction.value, CorrectKind):
        return correction.before_kind == extraction.kind
    read = read_at(extraction, correction.field)
    before = correction.before
    return (read.evidence.text if read else None) == (before.text if before else None)


def _corrected_once(extraction: Extraction, correction: Correction) -> Extraction:
    if isinstance(correction.value, CorrectKind):
        return as_kind(extraction, correction.value.value)
    if not has_place(extraction, correction.field):
        return extraction
    read = said_by_person(read_at(extraction, correction.field), correction)
    if correction.field == "currency":
        extraction = in_currency(extraction, str(read.value))
    changed: Extraction = _with_read(extraction, correction.field, read)
    if correction.field == "tax" and len(getattr(changed, "taxes", ())) == 1:
        changed = _with_read(changed, "taxes.1.tax", read)
    return _settled(changed, correction.field)


def said_by_person(read: Read[Any] | None, correction: Correction) -> Read[Any]:
    """Give what a person says in the place of what was read, or where nothing was."""
    said: Read[Any] = READS[correction.value.kind](
        value=correction.value.value,
        evidence=_evidence(read, correction),
        source="person",
        engine=correction.by,
        status="exact",
        alternates=_alternates(read),
    )
    return said


def as_kind(extraction: Extraction, kind: DocumentKind) -> Extraction:
    """Give a document as one of another kind, with every value that both kinds have."""
    if kind == extraction.kind:
        return extraction
    fields = KINDS[kind].model_fields.keys() & type(extraction).model_fields.keys()
    kept = {name: getattr(extraction, name) for name in fields if name != "kind"}
    changed: Extraction = KINDS[kind](**kept)
    return changed


def has_place(extraction: Extraction, path: str) -> bool:
    """Say whether a document has such a value, whether or not it was read."""
    head, _, rest = path.partition(".")
    found = getattr(extraction, head, None)
    if head in ("lines", "taxes"):
        number, _, field = rest.partition(".")
        rows: tuple[Model, ...] = found or ()
        return number.isdigit() and 0 < int(number) <= len(rows) and hasattr(rows[0], field)
    return hasattr(found, rest) if rest else head in type(extraction).model_fields


def in_currency(document: Document, currency: str) -> Document:
    """Give a document whose every amount is in one currency, digit for digit."""
    return document.model_copy(
        update={name: _in_currency(value, currency) for name, value in _values(document)}
    )


def _in_currency(value: Any, currency: str) -> Any:
    if isinstance(value, Money):
        return Money(amount_minor=value.amount_minor, currency=currency)
    if isinstance(value, tuple):
        return tuple(_in_currency(each, currency) for each in value)
    return in_currency(value, currency) if isinstance(value, Model) else value


def _values(document: Model) -> list[tuple[str, Any]]:
    return [(name, getattr(document, name)) for name in type(document).model_fields]


def _with_read(document: Any, path: str, read: Read[Any]) -> Any:
    head, _, rest = path.partition(".")
    if not rest:
        return document.model_copy(update={head: read})
    part = getattr(document, head)
    if not isinstance(part, tuple):
        return document.model_copy(update={head: _with_read(part, rest, read)})
    number, _, field = rest.partition(".")
    rows = list(part)
    rows[int(number) - 1] = _with_read(rows[int(number) - 1], field, read)
    return document.model_copy(update={head: tuple(rows)})


def _settled(extraction: Extraction, path: str) -> Extraction:
    """Drop what two sources say of a value: a person has looked at both."""
    left = tuple(each for each in extraction.disagreements if each.field != path)
    return extraction.model_copy(update={"disagreements": left})


def _evidence(read: Read[Any] | None, correction: Correction) -> Evidence:
    if read is None:
        return Evidence(
            document_id=correction.document_id, page=1, text=correction.typed, read_as=NOTHING
        )
    read_as = read.evidence.read_as or read.evidence.text
    return read.evidence.model_copy(update={"text": correction.typed, "read_as": read_as})


def _alternates(read: Read[Any] | None) -> tuple[str, ...]:
    """Keep what was read, as printed, before other readings of it."""
    if read is None:
        return ()
    return tuple(dict.fromkeys((read.evidence.text, *read.alternates)))[:MAX_ALTERNATES]
