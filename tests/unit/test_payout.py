"""Messages to finance: the same each time, without anything personal, exact to the minor unit."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from cofund.errors import NotApproved
from cofund.ledger.change import digest_of
from cofund.models.approval import Decision
from cofund.models.assessment import Assessment, BalanceFacts, Waterfall, WaterfallStep
from cofund.models.claim import Claim, ClaimRequest, Document, Partner
from cofund.models.ledger import FundKey, clawback_event_id, payout_event_id
from cofund.models.payout import PayoutApproved
from cofund.money import Money
from cofund.payout import (
    ids_hash,
    payload,
    payout_approved,
    payout_clawback,
    payout_control,
    read_payload,
)
from tests.builders.commercial import an_invoice, invoice_facts
from tests.builders.movements import a_debit
from tests.builders.payouts import NOON, a_payout, roubles

FUND = FundKey(programme="it-vendor", partner="partner-1", period="2026Q4")
INN = "500100732259"
MOSCOW = ZoneInfo("Europe/Moscow")
PARTNER = Partner(
    partner_id="partner-1",
    name="Индивидуальный предприниматель Вымышленный",
    inn=INN,
    level="gold",
    turnover=roubles(20_000_000_00),
    deducts_vat=False,
    erp_number="K-000117",
    programme="it-vendor",
)


def a_document(number: int, sha256: str | None) -> Document:
    return Document(
        document_id=f"d-{number}",
        declared_kind="invoice",
        file_name="Счёт Вымышленного.pdf",
        content_type="application/pdf",
        size_bytes=1,
        storage_key=f"k-{number}",
        storage_version="v",
        sha256=sha256,
    )


def a_claim() -> Claim:
    request = ClaimRequest(
        application_id="a-1", claimed=roubles(60_000_00), sponsor_money=roubles(0)
    )
    return Claim(
        claim_id="c-1",
        version=2,
        partner_id="partner-1",
        application_id="a-1",
        request=request,
        state="approved",
        revision=7,
        opened_at=NOON,
        opened_by="partner-login",
        edited_by="partner-login",
        documents=(a_document(1, "ab" * 32), a_document(2, None)),
    )


def an_assessment() -> Assessment:
    claimable = roubles(60_000_00)
    step = WaterfallStep(step="invoiced", before=claimable, after=claimable)
    return Assessment(
        claim_id="c-1",
        version=2,
        programme="it-vendor",
        programme_version="2026.1",
        assessed_at=NOON,
        findings=(),
        waterfall=Waterfall(steps=(step,), claimable=claimable, souvenir_part=roubles(0)),
        balances=BalanceFacts(
            fund=FUND, available=claimable, reserved_for_activity=roubles(0), fund_open=True
        ),
        invoices=(invoice_facts(60_000_00),),
    )


def a_decision(**changes: Any) -> Decision:
    fields = {
        "claim_id": "c-1",
        "version": 2,
        "outcome": "approved",
        "amount": roubles(50_000_00),
        "decided_at": NOON,
        "decided_by": ("r.lebedeva", "m.sokol"),
    }
    return Decision.model_validate(fields | changes)


def approved(decision: Decision | None = None, at: datetime = NOON) -> PayoutApproved:
    return payout_approved(
        claim=a_claim(),
        partner=PARTNER,
        assessment=an_assessment(),
        extractions={"d-1": an_invoice(122_00, tax=22_00)},
        decision=decision or a_decision(),
        fund=FUND,
        entry="c-1#2#DEBIT",
        at=at,
    )


def test_a_payout_says_what_finance_needs() -> None:
    assert json.loads(payload(approved())) == {
        "specversion": "1.0",
        "id": "c-1.v2.payout",
        "source": "/cofund/it-vendor",
        "type": "com.cofund.payout.approved.v1",
        "subject": "c-1",
        "time": "2026-11-20T12:00:00Z",
        "datacontenttype": "application/json",
        "dataschema": "https://cofund.example/schemas/payout.approved.v1.json",
        "data": {
            "claim": "c-1",
            "version": 2,
            "fund": "it-vendor/partner-1/2026Q4",
            "partner": "partner-1",
            "partner_erp_number": "K-000117",
            "amount": {"amount_minor": 50_000_00, "currency": "RUB"},
            "vat_split": [
                {
                    "rate_percent": "22",
                    "amount": {"amount_minor": 50_000_00, "currency": "RUB"},
                }
            ],
            "invoice_numbers": ["A-1024"],
            "document_hashes": ["ab" * 32],
            "approvers": ["r.lebedeva", "m.sokol"],
            "entry": "c-1#2#DEBIT",
            "programme": "it-vendor",
            "programme_version": "2026.1",
        },
    }


def test_a_payout_says_nothing_personal() -> None:
    text = payload(approved())
    assert INN not in text
    assert "Вымышленн" not in text


def test_the_ledger_and_the_feed_call_a_message_by_the_same_id() -> None:
    paid = approved()
    assert paid.id == payout_event_id("c-1", 2)
    taken = payout_clawback(
        paid, number=3, amount=roubles(1), entry="c-1#2#REV3", reason="wrong_invoice", at=NOON
    )
    assert taken.id == clawback_event_id("c-1", 2, 3)


@pytest.mark.parametrize(
    "decision",
    [
        a_decision(outcome="rejected", amount=None),
        a_decision(version=1),
        a_decision(claim_id="c-2"),
    ],
)
def test_nothing_is_paid_without_an_approval_of_this_version(decision: Decision) -> None:
    with pytest.raises(NotApproved):
        approved(decision)


def test_a_message_made_twice_is_the_same_bytes_in_any_zone() -> None:
    assert payload(approved(at=NOON.astimezone(MOSCOW))) == payload(approved())


def test_a_clawback_names_the_payout_that_it_takes_back() -> None:
    paid = a_payout(amount=roubles(100))
    taken = payout_clawback(
        paid,
        number=1,
        amount=roubles(40),
        entry="c-1#1#REV1",
        reason="invoice_cancelled",
        at=NOON,
    )
    assert taken.data.payout_id == paid.id
    assert (taken.data.amount, taken.data.reason) == (roubles(40), "invoice_cancelled")
    assert (taken.data.claim, taken.data.partner_erp_number) == ("c-1", "K-000117")


@pytest.mark.parametrize("amount", [-1, 0, 101])
def test_a_clawback_takes_something_and_at_most_the_payout(amount: int) -> None:
    with pytest.raises(ValueError, match="at most the payout"):
        payout_clawback(
            a_payout(amount=roubles(100)),
            number=1,
            amount=roubles(amount),
            entry="e",
            reason="r",
            at=NOON,
        )


def test_control_totals_are_payouts_less_clawbacks_by_currency() -> None:
    first = a_payout(claim="c-1", amount=roubles(100))
    second = a_payout(claim="c-2", amount=roubles(50))
    third = a_payout(claim="c-3", amount=Money(amount_minor=7, currency="EUR"))
    taken = payout_clawback(first, number=1, amount=roubles(30), entry="e", reason="r", at=NOON)
    control = payout_control(
        [third, taken, second, first], programme="it-vendor", day=NOON.date(), zone=UTC, at=NOON
    )
    assert control.id == "it-vendor.control.2026-11-20"
    assert control.data.count == 4
    totals = {total.amount.currency: total for total in control.data.totals}
    assert (totals["RUB"].amount, totals["RUB"].count) == (roubles(120), 3)
    assert (totals["EUR"].amount.amount_minor, totals["EUR"].count) == (7, 1)
    listed = b"c-1.v1.clawback1\nc-1.v1.payout\nc-2.v1.payout\nc-3.v1.payout"
    assert control.data.ids_sha256 == hashlib.sha256(listed).hexdigest()


@pytest.mark.parametrize(
    ("at", "counts"),
    [
        (datetime(2026, 11, 19, 20, 59, 59, 999_999, tzinfo=UTC), 0),
        (datetime(2026, 11, 19, 21, 0, tzinfo=UTC), 1),
        (datetime(2026, 11, 20, 20, 59, 59, 999_999, tzinfo=UTC), 1),
        (datetime(2026, 11, 20, 21, 0, tzinfo=UTC), 0),
        (datetime(2026, 11, 20, 0, 0, tzinfo=MOSCOW), 1),
    ],
)
def test_a_message_counts_on_the_zones_day_of_its_time(at: datetime, counts: int) -> None:
    control = payout_control(
        [a_payout(at=at)], programme="it-vendor", day=date(2026, 11, 20), zone=MOSCOW, at=NOON
    )
    assert control.data.count == counts


def test_a_control_message_says_from_when_until_when_it_counts() -> None:
    """A day of a change of clocks has 23 or 25 hours."""
    berlin = ZoneInfo("Europe/Berlin")
    control = payout_control(
        [], programme="it-vendor", day=date(2026, 10, 25), zone=berlin, at=NOON
    )
    assert control.data.since == datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
    assert control.data.until == datetime(2026, 10, 25, 23, 0, tzinfo=UTC)


def test_a_day_without_payouts_has_totals_too() -> None:
    control = payout_control([], programme="it-vendor", day=NOON.date(), zone=UTC, at=NOON)
    assert (control.data.count, control.data.totals) == (0, ())
    assert control.data.ids_sha256 == hashlib.sha256(b"").hexdigest()


def test_control_messages_are_not_counted_themselves() -> None:
    control = payout_control([], programme="it-vendor", day=NOON.date(), zone=UTC, at=NOON)
    again = payout_control([control], programme="it-vendor", day=NOON.date(), zone=UTC, at=NOON)
    assert again.data.count == 0


def test_the_order_of_ids_does_not_change_their_hash() -> None:
    assert ids_hash(["b", "a"]) == ids_hash(["a", "b"])
    assert ids_hash(["a", "b"]) != ids_hash(["ab"])


def test_a_debit_tried_again_later_is_the_same_movement_with_its_later_message() -> None:
    tries = [
        a_debit().model_copy(update={"at": at, "payload": payload(a_payout(at=at))})
        for at in (NOON, NOON + timedelta(minutes=3))
    ]
    assert tries[0].payload != tries[1].payload
    assert digest_of(tries[0]) == digest_of(tries[1])


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"type":"com.cofund.payout.approved.v2"}', '{"type":'], ids=repr
)
def test_what_is_no_message_of_ours_is_not_read(text: str) -> None:
    with pytest.raises(ValidationError):
        read_payload(text)


@given(
    amount=st.integers(1, 10**15),
    at=st.datetimes(timezones=st.timezones(), min_value=datetime(2000, 1, 1)),  # noqa: DTZ001
    number=st.text(max_size=200),
)
def test_a_payload_read_and_written_again_is_the_same_bytes(
    amount: int, at: datetime, number: str
) -> None:
    message = a_payout(amount=roubles(amount), at=at.astimezone(UTC), invoice_numbers=(number,))
    text = payload(message)
    assert payload(read_payload(text)) == text
    assert read_payload(text) == message
