"""Which values that were read from a document the reviewer's page lists beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cofund.models.evidence import Read
from cofund.models.extraction import (
    CommercialDocument,
    EventProgramme,
    EventReport,
    Extraction,
    ParticipantList,
    PaymentOrder,
)
from cofund.pages.views.review import FieldName


def values_read(extraction: Extraction | None) -> Iterator[tuple[FieldName, Read[Any]]]:
    """Give the values that the page lists beside a document, in reading order."""
    for field, value in _fields(extraction):
        if isinstance(value, Read):
            yield field, value


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
    return ()


def _commercial_fields(found: CommercialDocument) -> tuple[tuple[FieldName, object], ...]:
    return (
        ("number", found.number),
        ("issue_date", found.issue_date),
        ("seller", found.seller.name),
        ("seller_tax_id", found.seller.tax_id),
        ("buyer", found.buyer.name),
        ("buyer_tax_id", found.buyer.tax_id),
        ("net", found.net),
        ("tax", found.tax),
        ("gross", found.gross),
        ("amount_in_words", found.amount_in_words),
    )


def _payment_fields(found: PaymentOrder) -> tuple[tuple[FieldName, object], ...]:
    return (
        ("number", found.number),
        ("issue_date", found.issue_date),
        ("payer", found.payer.name),
        ("payee", found.payee.name),
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
        ("participant_count", found.participant_count),
        ("leads", found.leads),
    )
