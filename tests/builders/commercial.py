"""Invoices as they were read, with just the figures that a test names."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from cofund.models.assessment import InvoiceFacts
from cofund.models.evidence import Evidence, Read
from cofund.models.extraction import Invoice, LineRead, TaxRead
from cofund.money import Money

T = TypeVar("T")
ISSUED = date(2026, 10, 12)


def read(value: T, text: str = "") -> Read[T]:
    """Give a value that was read from page 1 of document d-1."""
    evidence = Evidence(document_id="d-1", page=1, text=text or str(value))
    return Read[Any](value=value, evidence=evidence, source="text", engine="test", status="exact")


def read_money(amount_minor: int, currency: str = "RUB") -> Read[Money]:
    """Give an amount that was read."""
    return read(Money(amount_minor=amount_minor, currency=currency), str(amount_minor))


def taxes(*by_rate: tuple[str | None, int]) -> tuple[TaxRead, ...]:
    """Give printed taxes from rates ("20", or None where none is printed) and amounts."""
    return tuple(
        TaxRead(rate=None if rate is None else Decimal(rate), tax=read_money(tax))
        for rate, tax in by_rate
    )


def lines(*by_rate: tuple[str | None, int]) -> tuple[LineRead, ...]:
    """Give lines from their rates and amounts."""
    return tuple(
        LineRead(
            position=position,
            description=read(f"line {position}"),
            vat_rate=None if rate is None else read(Decimal(rate)),
            amount=read_money(amount),
        )
        for position, (rate, amount) in enumerate(by_rate, start=1)
    )


def an_invoice(gross: int | None, **fields: Any) -> Invoice:
    """Give an invoice; ``gross`` and ``tax`` in minor units."""
    if "tax" in fields:
        fields["tax"] = read_money(fields["tax"])
    total = None if gross is None else read_money(gross, fields.pop("currency", "RUB"))
    return Invoice(document_id="d-1", gross=total, **fields)


def invoice_facts(
    share: int, *, document: str = "d-1", issued: date = ISSUED, number: str = "A-1024"
) -> InvoiceFacts:
    """Give an invoice of an assessment by its share of the claimable amount."""
    gross = Money(amount_minor=12_000_000, currency="RUB")
    return InvoiceFacts(
        seller="7700000000",
        number=number,
        issue_date=issued,
        gross=gross,
        document_id=document,
        cost=gross,
        share=Money(amount_minor=share, currency="RUB"),
    )
