"""Each law of the ledger, broken on purpose: the audit names it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from cofund.books.budget_tally import BUDGET_LAWS
from cofund.books.claim_moves import audit_key, decision_key, head_key
from cofund.books.ledger_audit import LAWS, audit_ledger
from cofund.books.order_tally import ORDER_LAWS
from cofund.books.points_tally import POINTS_LAWS
from cofund.books.writing import integer, put_or_change
from cofund.items import Delete, Item, Key, Put, Stored, TableName, Update, Value
from cofund.ledger.shapes import (
    balance_key,
    hold_key,
    invoice_key,
    limit_key,
    payout_key,
    posting_key,
    reservation_key,
)
from cofund.models.ledger import payout_event_id
from tests.builders.movements import (
    FUND,
    YEAR,
    a_debit,
    a_hold,
    a_reservation,
    a_reversal,
    an_accrual,
    invoice,
)
from tests.fakes.item_store import MemoryItems
from tests.ledger.claims import approve, open_claim
from tests.ledger.furniture import furnished

BALANCE = balance_key(FUND)
HOLD = hold_key("C1", 1)


@pytest.fixture
def ledger() -> MemoryItems:
    """Give a sound ledger with a hold, a reservation, a debit and a clawback."""
    items = MemoryItems()
    book = furnished(items)
    book.post(an_accrual(1000))
    book.post(a_reservation(100))
    book.post(a_hold(60, souvenir=20))
    open_claim(items, "C2")
    book.post(a_hold(50, claim="C2", souvenir=10))
    approve(items, "C1", 60)
    book.post(a_debit(60, souvenir=20, invoices=(invoice(share=60),)))
    book.post(a_reversal(10))
    return items


def tamper(items: MemoryItems, key: Key, **attributes: Value) -> None:
    """Change attributes behind the ledger's back."""
    items.write((Update(key, assign=attributes),))


def laws_broken(items: MemoryItems) -> set[str]:
    return {violation.law for violation in audit_ledger(items).violations}


def test_a_sound_ledger_breaks_no_law(ledger: MemoryItems) -> None:
    report = audit_ledger(ledger)
    assert report.sound
    assert (report.funds, report.postings, report.holds, report.messages) == (2, 6, 2, 2)


def test_an_empty_ledger_is_sound() -> None:
    assert audit_ledger(MemoryItems()).sound


Tampering = Callable[[MemoryItems], None]
BREACHES: dict[str, Tampering] = {
    "I1": lambda items: tamper(items, BALANCE, expired=-1),
    "I2": lambda items: tamper(items, BALANCE, available=791),
    "I3": lambda items: _unbalance(items),
    "I4": lambda items: tamper(items, BALANCE, accrued=1001, available=791),
    "I5": lambda items: tamper(items, hold_key("C2", 1), amount=51),
    "I6": lambda items: tamper(items, HOLD, reversible=49),
    "I7": lambda items: tamper(items, reservation_key("A1"), remaining=99),
    "I8": lambda items: tamper(items, BALANCE, status="CLOSED"),
    "I9": lambda items: tamper(items, BALANCE, accrued=10),
    "I10": lambda items: tamper(items, limit_key(YEAR), available=11),
    "I11": lambda items: tamper(items, HOLD, reversible=-1),
    "I12": lambda items: items.write((Delete(payout_key("C1", 1)),)),
    "I13": lambda items: tamper(items, payout_key("C1", 1), amount=61),
    "I14": lambda items: tamper(items, reservation_key("A1"), remaining=-1),
    "I15": lambda items: tamper(items, invoice_key(invoice()), paid=101),
    "I18": lambda items: tamper(items, reservation_key("A1"), amount=101),
    "I19": lambda items: tamper(items, HOLD, amount=61),
    "I20": lambda items: tamper(items, payout_key("C1", 1), payload='{"to":"another"}'),
    "I21": lambda items: tamper(items, hold_key("C2", 1), currency="EUR"),
    "I22": lambda items: tamper(items, BALANCE, status="CLOSED"),
    "I23": lambda items: tamper(items, HOLD, fund="FUND#vendor"),
    "A1": lambda items: items.write((Delete(audit_key("C1", 2)),)),
    "C1": lambda items: tamper(items, head_key("C2"), state="paid"),
    "C2": lambda items: tamper(items, decision_key("C1", 1), amount_minor=61),
}


def _unbalance(items: MemoryItems) -> None:
    deltas: dict[str, Value] = {"accrued": 1000, "available": 999}
    tamper(items, posting_key(FUND, "turnover-1#ACC"), deltas=deltas)


def test_after_a_dispute_for_nothing_an_earlier_payout_bears_the_paid_claim(
    ledger: MemoryItems,
) -> None:
    for claim, broken in (("C1", False), ("C2", True)):
        head = ledger.get(head_key(claim))
        assert head is not None
        moves = {1: ("draft", "in_review"), 2: ("in_review", "paid")}
        for revision, (before, after) in moves.items():
            entry: dict[str, Value] = {"from_state": before, "to_state": after}
            put_or_change(ledger, audit_key(claim, revision), entry)
        for revision in range(3, integer(head["revision"]) + 1):
            ledger.write((Delete(audit_key(claim, revision)),))
        tamper(ledger, head_key(claim), state="paid", version=2, revision=2)
        laws = {v.law for v in audit_ledger(ledger).violations if v.subject == claim}
        assert laws == ({"C1"} if broken else set())


def test_a_claim_is_not_clawed_back_while_an_earlier_version_keeps_money(
    ledger: MemoryItems,
) -> None:
    tamper(ledger, head_key("C1"), state="clawed_back", version=2)
    found = audit_ledger(ledger).violations
    assert ("C1", "C1", "0", "50") in {(v.law, v.subject, v.expected, v.found) for v in found}


@pytest.mark.parametrize("law", BREACHES)
def test_a_broken_law_is_named(ledger: MemoryItems, law: str) -> None:
    BREACHES[law](ledger)
    assert law in laws_broken(ledger)


def test_every_law_is_broken_by_some_test() -> None:
    apart = ORDER_LAWS.keys() | POINTS_LAWS.keys() | BUDGET_LAWS.keys()
    assert LAWS.keys() - BREACHES.keys() - apart == {"F1"}


@pytest.mark.parametrize(
    "ids",
    [
        frozenset(),
        frozenset({payout_event_id("C1", 1)}),
        frozenset({payout_event_id("C1", 1), "C1.v1.clawback1", "C9.v1.payout"}),
    ],
)
def test_a_queue_that_got_other_messages_is_found_out(
    ledger: MemoryItems, ids: frozenset[str]
) -> None:
    (violation,) = audit_ledger(ledger, queue_ids=ids).violations
    assert violation.law == "F1"


def test_a_queue_that_got_every_message_is_sound(ledger: MemoryItems) -> None:
    ids = frozenset({payout_event_id("C1", 1), "C1.v1.clawback1"})
    assert audit_ledger(ledger, queue_ids=ids).sound


@pytest.mark.parametrize(
    ("amiss", "laws"),
    [
        (lambda items: tamper(items, audit_key("C1", 2), from_state="checked"), {"A1"}),
        (lambda items: tamper(items, audit_key("C1", 2), to_state="paid"), {"A1"}),
        (lambda items: tamper(items, head_key("C1"), revision=3), {"A1"}),
        (lambda items: tamper(items, head_key("C1"), state="payout_sent"), {"A1", "C1"}),
    ],
)
def test_an_audit_trail_that_does_not_lead_to_the_state_is_found_out(
    ledger: MemoryItems, amiss: Tampering, laws: set[str]
) -> None:
    amiss(ledger)
    assert laws_broken(ledger) == laws


@pytest.mark.parametrize("bucket", ["available", "held"])
def test_a_balance_without_postings_is_found_out(ledger: MemoryItems, bucket: str) -> None:
    other = balance_key(FUND.model_copy(update={"period": "2027Q1"}))
    empty: Item = dict.fromkeys(("available", "reserved", "held", "debited", "expired"), 0)
    ledger.write((Put(other, {"currency": "RUB", "status": "OPEN", **empty, "accrued": 5}),))
    tamper(ledger, other, **{bucket: 5})
    assert "I4" in laws_broken(ledger)


def test_postings_without_their_balance_are_found_out(ledger: MemoryItems) -> None:
    ledger.write((Delete(BALANCE),))
    assert {"I4", "I5", "I6", "I7"} <= laws_broken(ledger)


def test_money_on_its_way_while_the_audit_looks_is_no_violation(ledger: MemoryItems) -> None:
    """Each look finds another half-seen accrual, as in a busy ledger."""
    half_seen = iter((7, 5, 3))

    class Busy(MemoryItems):
        def scan(self, table: TableName) -> Iterator[Stored]:
            if table == "ledger":
                tamper(ledger, BALANCE, accrued=1000 + next(half_seen))
            return ledger.scan(table)

    assert audit_ledger(Busy()).sound
