"""Example messages of the feed, made by the very code that makes the real ones' bytes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from cofund.models.ledger import payout_event_id
from cofund.models.payout import (
    Acknowledgement,
    Payout,
    PayoutApproved,
    PayoutClawback,
    PayoutControl,
    VatSplit,
)
from cofund.money import Money
from cofund.payout import APPROVED_SCHEMA, payout_clawback, payout_control

PAID_AT = datetime(2026, 10, 12, 9, 30, tzinfo=UTC)
CLAIM = "c-7f3a"


def approved() -> PayoutApproved:
    """Give a payout of 61 000.00 RUB, of which 11 000.00 stand on tickets at 10 %."""
    payout = Payout(
        claim=CLAIM,
        version=2,
        fund="it-vendor/p-romashka/2026Q4",
        partner="p-romashka",
        partner_erp_number="K-000117",
        amount=_roubles(6_100_000),
        vat_split=(
            VatSplit(rate_percent="10", amount=_roubles(1_100_000)),
            VatSplit(rate_percent="22", amount=_roubles(5_000_000)),
        ),
        invoice_numbers=("1024", "Б-77"),
        document_hashes=("5b" * 32, "c4" * 32),
        approvers=("r.lebedeva", "m.sokol"),
        entry=f"{CLAIM}#2#DEBIT",
        programme="it-vendor",
        programme_version="2026.1",
    )
    return PayoutApproved(
        id=payout_event_id(CLAIM, 2),
        source="/cofund/it-vendor",
        subject=CLAIM,
        time=PAID_AT,
        dataschema=APPROVED_SCHEMA,
        data=payout,
    )


def clawback() -> PayoutClawback:
    """Give a clawback of a part of that payout, a day later."""
    return payout_clawback(
        approved(),
        number=1,
        amount=_roubles(1_100_000),
        entry=f"{CLAIM}#2#REV1",
        reason="invoice_cancelled",
        at=PAID_AT + timedelta(days=1),
    )


def control() -> PayoutControl:
    """Give the control totals of the payout's day."""
    return payout_control(
        [approved(), clawback()],
        programme="it-vendor",
        day=PAID_AT.date(),
        zone=ZoneInfo("Europe/Moscow"),
        at=PAID_AT + timedelta(hours=15),
    )


def acknowledgement() -> Acknowledgement:
    """Give finance's answer to the payout."""
    booked_at = PAID_AT + timedelta(hours=2)
    return Acknowledgement(id=approved().id, booked_at=booked_at, reference="00БП-000341")


def _roubles(amount_minor: int) -> Money:
    return Money(amount_minor=amount_minor, currency="RUB")
