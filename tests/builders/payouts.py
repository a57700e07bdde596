"""Messages to finance that are in order; a test names only what matters to it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from cofund.models.payout import Payout, PayoutApproved, VatSplit
from cofund.money import Money
from cofund.payout import APPROVED_SCHEMA

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def roubles(amount_minor: int) -> Money:
    """Give an amount in kopecks."""
    return Money(amount_minor=amount_minor, currency="RUB")


def a_payout(
    *,
    claim: str = "c-1",
    version: int = 1,
    amount: Money | None = None,
    at: datetime = NOON,
    **changes: Any,
) -> PayoutApproved:
    """Give a payout of 60 000.00 RUB on one invoice at 20 %, unless told otherwise."""
    paid = amount or roubles(6_000_000)
    payout = Payout(
        claim=claim,
        version=version,
        fund="it-vendor/partner-1/2026Q4",
        partner="partner-1",
        partner_erp_number="K-000117",
        amount=paid,
        vat_split=(VatSplit(rate_percent="20", amount=paid),),
        invoice_numbers=("A-1024",),
        document_hashes=("ab" * 32,),
        approvers=("r.lebedeva",),
        entry=f"{claim}#{version}#DEBIT",
        programme="it-vendor",
        programme_version="2026.1",
    )
    return PayoutApproved(
        id=f"{claim}.v{version}.payout",
        source="/cofund/it-vendor",
        subject=claim,
        time=at,
        dataschema=APPROVED_SCHEMA,
        data=payout.model_copy(update=changes),
    )
