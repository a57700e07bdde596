"""Messages to finance: one with each debit and clawback, each on its way once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cofund.books.ledger_book import LedgerBook
from cofund.books.outbox_book import OutboxBook
from cofund.errors import NotFound
from cofund.models.ledger import clawback_event_id, payout_event_id
from tests.builders.movements import NOON, a_debit, a_hold, a_reversal, an_accrual, rub
from tests.fakes.faulty_items import FaultyItems, Killed
from tests.fakes.item_store import MemoryItems
from tests.ledger.claims import approve, head_of, move, open_claim
from tests.ledger.furniture import AT_ONCE

PAYOUT = payout_event_id("C1", 1)


@pytest.fixture
def outbox(items: MemoryItems, book: LedgerBook) -> OutboxBook:
    """Give the outbox with one payout in it, of 60."""
    book.post(an_accrual(1000))
    debit(book, items, "C1")
    return OutboxBook(items, backoff=AT_ONCE)


def debit(book: LedgerBook, items: MemoryItems, claim: str, *, minutes: int = 0) -> None:
    """Debit 60 for a claim."""
    book.post(a_hold(60, claim=claim))
    approve(items, claim, 60)
    book.post(a_debit(60, claim=claim, at=NOON + timedelta(minutes=minutes)))


def test_a_debit_leaves_its_message_pending(outbox: OutboxBook) -> None:
    (entry,) = outbox.pending(limit=10)
    assert entry.event_id == PAYOUT == "C1.v1.payout"
    assert (entry.kind, entry.amount, entry.state, entry.at) == ("PAYOUT", rub(60), "PENDING", NOON)
    assert entry.payload == "{}"


def test_pending_messages_come_oldest_first(
    outbox: OutboxBook, book: LedgerBook, items: MemoryItems
) -> None:
    for claim, minutes in (("C2", 5), ("C3", -5)):
        open_claim(items, claim)
        debit(book, items, claim, minutes=minutes)
    assert [entry.claim for entry in outbox.pending(limit=10)] == ["C3", "C1", "C2"]
    assert [entry.claim for entry in outbox.pending(limit=1)] == ["C3"]


def test_a_sent_message_moves_its_claim(outbox: OutboxBook, items: MemoryItems) -> None:
    assert outbox.mark_sent(PAYOUT, at=NOON, actor="sender").state == "SENT"
    assert outbox.pending(limit=10) == ()
    assert [entry.event_id for entry in outbox.unacknowledged(limit=10)] == [PAYOUT]
    assert head_of(items, "C1").state == "payout_sent"


def test_a_booked_message_pays_its_claim(outbox: OutboxBook, items: MemoryItems) -> None:
    outbox.mark_sent(PAYOUT, at=NOON, actor="sender")
    assert outbox.mark_acked(PAYOUT, at=NOON, actor="finance").state == "ACKED"
    assert outbox.unacknowledged(limit=10) == ()
    assert head_of(items, "C1").state == "paid"


def test_marking_again_changes_nothing(outbox: OutboxBook, items: MemoryItems) -> None:
    for _ in range(2):
        outbox.mark_sent(PAYOUT, at=NOON, actor="sender")
    sent = head_of(items, "C1")
    for _ in range(2):
        outbox.mark_acked(PAYOUT, at=NOON, actor="finance")
    outbox.mark_sent(PAYOUT, at=NOON, actor="sweeper")
    assert head_of(items, "C1").revision == sent.revision + 1
    assert outbox.entry(PAYOUT).state == "ACKED"


def test_a_message_booked_before_it_was_noted_as_sent_was_sent(
    outbox: OutboxBook, items: MemoryItems
) -> None:
    outbox.mark_acked(PAYOUT, at=NOON, actor="finance")
    assert head_of(items, "C1").state == "paid"


def test_a_sender_killed_after_noting_it_notes_nothing_twice(
    outbox: OutboxBook, items: MemoryItems
) -> None:
    faulty = FaultyItems(items)
    faulty.faults.append("killed_after")
    sender = OutboxBook(faulty, backoff=AT_ONCE)
    with pytest.raises(Killed):
        sender.mark_sent(PAYOUT, at=NOON, actor="sender")
    revision = head_of(items, "C1").revision
    assert sender.mark_sent(PAYOUT, at=NOON, actor="sender").state == "SENT"
    assert head_of(items, "C1").revision == revision
    assert outbox.entry(PAYOUT).state == "SENT"


def test_two_senders_at_one_moment_note_it_once(outbox: OutboxBook, items: MemoryItems) -> None:
    faulty = FaultyItems(items)
    revision = head_of(items, "C1").revision
    faulty.before_the_write(lambda: _sent(outbox))
    OutboxBook(faulty, backoff=AT_ONCE).mark_sent(PAYOUT, at=NOON, actor="sweeper")
    assert head_of(items, "C1").revision == revision + 1


def test_a_claim_that_waited_for_an_operator_catches_up(
    outbox: OutboxBook, items: MemoryItems
) -> None:
    move(items, "C1", "needs_operator")
    outbox.mark_sent(PAYOUT, at=NOON, actor="sender")
    assert head_of(items, "C1").state == "needs_operator"
    move(items, "C1", "debited")
    outbox.mark_sent(PAYOUT, at=NOON, actor="sweeper")
    assert head_of(items, "C1").state == "payout_sent"


def test_a_clawback_has_its_own_message(
    outbox: OutboxBook, book: LedgerBook, items: MemoryItems
) -> None:
    outbox.mark_acked(PAYOUT, at=NOON, actor="finance")
    book.post(a_reversal(20))
    book.post(a_reversal(40, number=2))
    clawbacks = [clawback_event_id("C1", 1, number) for number in (1, 2)]
    assert {entry.event_id for entry in outbox.pending(limit=10)} == set(clawbacks)
    for event_id in clawbacks:
        outbox.mark_acked(event_id, at=NOON, actor="finance")
    assert outbox.entry(clawbacks[1]).amount == rub(40)
    assert head_of(items, "C1").state == "clawed_back"


def test_messages_are_found_by_the_day_their_money_moved(
    outbox: OutboxBook, book: LedgerBook, items: MemoryItems
) -> None:
    for number, minutes in enumerate((10, 20, 30), start=2):
        open_claim(items, f"C{number}")
        debit(book, items, f"C{number}", minutes=minutes)
    outbox.mark_acked(payout_event_id("C2", 1), at=NOON, actor="finance")
    outbox.mark_sent(payout_event_id("C3", 1), at=NOON, actor="sender")
    first, last = NOON + timedelta(minutes=10), NOON + timedelta(minutes=30)
    assert [entry.claim for entry in outbox.between(first, last, limit=10)] == ["C2", "C3", "C4"]
    assert [entry.claim for entry in outbox.between(first, last, limit=2)] == ["C2", "C3"]
    early = outbox.between(NOON, first - timedelta(microseconds=1), limit=10)
    assert [entry.claim for entry in early] == ["C1"]


@pytest.mark.parametrize("event_id", ["C9.v1.payout", "C1.v1.clawback1", "C1", "", "C1.v1.payout "])
def test_unknown_messages_are_not_found(outbox: OutboxBook, event_id: str) -> None:
    with pytest.raises(NotFound):
        outbox.mark_sent(event_id, at=NOON, actor="sender")


def test_a_claim_id_with_dots_finds_its_message(
    outbox: OutboxBook, book: LedgerBook, items: MemoryItems
) -> None:
    open_claim(items, "C1.v1.payout")
    debit(book, items, "C1.v1.payout")
    event_id = payout_event_id("C1.v1.payout", 1)
    assert outbox.mark_sent(event_id, at=NOON, actor="sender").claim == "C1.v1.payout"


def _sent(outbox: OutboxBook) -> None:
    outbox.mark_sent(PAYOUT, at=NOON, actor="sender")
