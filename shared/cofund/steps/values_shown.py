"""Which values that were read from a document the reviewer's page lists and highlights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

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
from cofund.pages.views.fields import FieldName, Party

REQUISITES: tuple[FieldName, ...] = (
    "kpp",
    "ogrn",
    "address",
    "bank",
    "bik",
    "account",
    "correspondent_account",
    "iban",
)
"""What is read of a party besides its name and tax number."""


@dataclass(frozen=True)
class Listed:
    """One value of the list beside a document."""

    field: FieldName
    read: Read[Any]
    party: Party | None = None


def values_read(extraction: Extraction | None) -> Iterator[Listed]:
    """Give the values that the page lists beside a document, in reading order."""
    if isinstance(extraction, CommercialDocument):
        yield from _parties(extraction, "seller", "buyer")
    if isinstance(extraction, PaymentOrder):
        yield from _parties(extraction, "payer", "payee")
    for field, value in _fields(extraction):
        if isinstance(value, Read):
            yield Listed(field, value)


def rows_read(extraction: Extraction | None) -> Iterator[Listed]:
    """Give the values of a document's rows: highlighted, but not listed one by one."""
    if isinstance(extraction, CommercialDocument):
        for line in extraction.lines:
            yield from _row("line", line.description, line.quantity, line.unit_price, line.amount)
    if isinstance(extraction, ParticipantList):
        for row in extraction.participants:
            yield from _row(
                "participant", row.name, row.company, row.position, row.email, row.phone
            )


def _row(field: FieldName, *values: Read[Any] | None) -> Iterator[Listed]:
    return (Listed(field, value) for value in values if value is not None)


def _parties(extraction: Extraction, *parties: Party) -> Iterator[Listed]:
    for party in parties:
        found: PartyRead = getattr(extraction, party)
        if found.name is not None:
            yield Listed(party, found.name)
        if found.tax_id is not None:
            yield Listed("tax_id", found.tax_id, party)
        for field in REQUISITES:
            value = getattr(found, field)
            if value is not None:
                yield Listed(field, value, party)


def _fields(extraction: Extraction | None) -> tuple[tuple[FieldName, object], ...]:
    if isinstance(extraction, CommercialDocument):
        return _commercial_fields(extraction)
    if isinstance(extraction, PaymentOrder):
        return _payment_fields(extraction)
    if isinstance(extraction, EventReport):
        return _report_fields(extraction)
    if isinstance(extraction, EventProgramme):
        return (
            ("event_name", extraction.event_name),
            ("event_date", extraction.event_date),
            ("place", extraction.place),
        )
    if isinstance(extraction, ParticipantList):
        return (("event_name", extraction.event_name), ("event_date", extraction.event_date))
    if isinstance(extraction, Contract):
        return (("number", extraction.number), ("issue_date", extraction.issue_date))
    return ()


def _commercial_fields(found: CommercialDocument) -> tuple[tuple[FieldName, object], ...]:
    return (
        ("number", found.number),
        ("issue_date", found.issue_date),
        ("currency", found.currency),
        ("net", found.net),
        ("tax", found.tax),
        ("gross", found.gross),
        ("amount_in_words", found.amount_in_words),
        ("prepaid", found.prepaid),
        ("due", found.due),
    )


def _payment_fields(found: PaymentOrder) -> tuple[tuple[FieldName, object], ...]:
    return (
        ("number", found.number),
        ("issue_date", found.issue_date),
        ("amount", found.amount),
        ("amount_in_words", found.amount_in_words),
        ("purpose", found.purpose),
    )


def _report_fields(found: EventReport) -> tuple[tuple[FieldName, object], ...]:
    return (
        ("event_name", found.event_name),
        ("event_date", found.first_day),
        ("last_day", found.last_day),
        ("place", found.place),
        ("activity_kind", found.activity_kind),
        ("audience", found.audience),
        ("participant_count", found.participant_count),
        ("leads", found.leads),
        ("goals", found.goals),
        ("results", found.results),
    )
