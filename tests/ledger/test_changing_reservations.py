"""A reservation changed after another consent: at the borders, in two funds, and not twice."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from cofund.books.ledger_audit import audit_ledger
from cofund.books.ledger_book import LedgerBook
from cofund.errors import (
    EntryConflict,
    FundClosed,
    InsufficientFund,
    NotAccepted,
    NotFound,
    NotInThisState,
    ReservationUsed,
)
from cofund.models.ledger import FundKey
from cofund.models.reservations import ChangeReservation
from cofund.money import Money
from tests.builders.movements import (
    EARLIER_FUND,
    FUND,
    a_changed_reservation,
    a_close,
    a_hold,
    a_release,
    a_reservation,
    an_accrual,
    an_unreserve,
    rub,
)
from tests.fakes.faulty_items import Fault, FaultyItems, Killed
from tests.fakes.item_store import MemoryItems
from tests.ledger.postings import buckets, post_all, refused

MOVED: dict[str, Any] = {"fund": FUND, "from_fund": EARLIER_FUND}


@pytest.fixture
def reserved(book: LedgerBook) -> LedgerBook:
    """Give a ledger with 100 accrued, of which 60 are reserved for A1."""
    post_all(book, an_accrual(100), a_reservation(60))
    return book


def remaining(book: LedgerBook) -> tuple[FundKey, int, int]:
    standing = book.reservation("A1")
    assert standing is not None
    return standing.fund, standing.amount.amount_minor, standing.remaining.amount_minor


def test_more_is_set_aside_up_to_the_last_kopeck(reserved: LedgerBook) -> None:
    refused(reserved, a_changed_reservation(101), InsufficientFund)
    post_all(reserved, a_changed_reservation(100))
    assert buckets(reserved) == {"accrued": 100, "reserved": 100}
    assert remaining(reserved) == (FUND, 100, 100)


def test_less_set_aside_gives_the_rest_back(reserved: LedgerBook) -> None:
    post_all(reserved, a_changed_reservation(1))
    assert buckets(reserved) == {"accrued": 100, "available": 99, "reserved": 1}
    assert remaining(reserved) == (FUND, 1, 1)


def test_never_less_than_claims_have_used(reserved: LedgerBook) -> None:
    post_all(reserved, a_hold(45, application="A1"))
    refused(reserved, a_changed_reservation(44), ReservationUsed)
    post_all(reserved, a_changed_reservation(45))
    assert buckets(reserved) == {"accrued": 100, "available": 55, "held": 45}
    assert remaining(reserved) == (FUND, 45, 0)


def test_what_a_hold_gives_back_finds_its_changed_reservation(reserved: LedgerBook) -> None:
    post_all(reserved, a_hold(45, application="A1"), a_changed_reservation(45))
    post_all(reserved, a_release(back_to="reservation"))
    assert remaining(reserved) == (FUND, 45, 45)
    assert buckets(reserved) == {"accrued": 100, "available": 55, "reserved": 45}


def test_the_same_amount_is_no_change(reserved: LedgerBook) -> None:
    refused(reserved, a_changed_reservation(60), NotAccepted)


def test_in_a_closed_period_less_expires_and_more_is_refused(reserved: LedgerBook) -> None:
    post_all(reserved, a_close())
    refused(reserved, a_changed_reservation(61), FundClosed)
    post_all(reserved, a_changed_reservation(20))
    assert buckets(reserved) == {"accrued": 100, "reserved": 20, "expired": 80}


def test_another_currency_is_refused(reserved: LedgerBook) -> None:
    euros = a_changed_reservation(50).model_copy(
        update={"amount": Money(amount_minor=50, currency="EUR")}
    )
    refused(reserved, euros, NotAccepted)


@pytest.fixture
def earlier(book: LedgerBook) -> LedgerBook:
    """Give two funds of 100; 60 of the earlier one are reserved for A1."""
    post_all(book, an_accrual(100), an_accrual(100, fund=EARLIER_FUND))
    post_all(book, a_reservation(60, fund=EARLIER_FUND))
    return book


def test_a_reservation_moves_to_another_period_at_once(
    earlier: LedgerBook, items: MemoryItems
) -> None:
    refused(earlier, a_changed_reservation(101, **MOVED), InsufficientFund)
    post_all(earlier, a_changed_reservation(100, **MOVED))
    assert buckets(earlier, EARLIER_FUND) == {"accrued": 100, "available": 100}
    assert buckets(earlier) == {"accrued": 100, "reserved": 100}
    assert remaining(earlier) == (FUND, 100, 100)
    assert audit_ledger(items).sound


def test_both_funds_have_the_moves_posting(earlier: LedgerBook) -> None:
    movement = a_changed_reservation(70, **MOVED)
    post_all(earlier, movement)
    here, there = (earlier.entry(fund, movement.entry_id) for fund in (FUND, EARLIER_FUND))
    assert here is not None
    assert there is not None
    assert here.digest == there.digest
    assert {delta.bucket: delta.amount for delta in there.deltas} == {
        "available": rub(60),
        "reserved": rub(-60),
    }
    assert earlier.post(movement).replayed


def test_what_leaves_a_closed_period_expires_there(earlier: LedgerBook) -> None:
    post_all(earlier, a_close(fund=EARLIER_FUND), a_changed_reservation(60, **MOVED))
    assert buckets(earlier, EARLIER_FUND) == {"accrued": 100, "expired": 100}
    assert buckets(earlier) == {"accrued": 100, "available": 40, "reserved": 60}


def test_nothing_moves_into_a_closed_period(earlier: LedgerBook) -> None:
    post_all(earlier, a_close())
    refused(earlier, a_changed_reservation(60, **MOVED), FundClosed)
    assert remaining(earlier) == (EARLIER_FUND, 60, 60)


def test_what_was_used_once_never_moves(earlier: LedgerBook) -> None:
    post_all(earlier, a_hold(10, application="A1", fund=EARLIER_FUND))
    post_all(earlier, a_release(back_to="reservation", fund=EARLIER_FUND))
    refused(earlier, a_changed_reservation(60, **MOVED), ReservationUsed)


def test_after_the_move_claims_use_the_new_fund(earlier: LedgerBook) -> None:
    post_all(earlier, a_changed_reservation(60, **MOVED))
    refused(earlier, a_hold(10, application="A1", fund=EARLIER_FUND), NotInThisState)
    post_all(earlier, a_hold(60, application="A1"))
    assert buckets(earlier) == {"accrued": 100, "available": 40, "held": 60}


@pytest.mark.parametrize(
    ("movement", "name"),
    [
        (a_changed_reservation(50, application="A2"), NotFound),
        (a_changed_reservation(50, fund=EARLIER_FUND), NotFound),
        (a_changed_reservation(50, from_fund=EARLIER_FUND), NotFound),
    ],
)
def test_a_change_needs_its_reservation(
    reserved: LedgerBook, movement: ChangeReservation, name: type[NotFound]
) -> None:
    refused(reserved, movement, name)


def test_an_ended_reservation_is_not_changed(reserved: LedgerBook) -> None:
    post_all(reserved, an_unreserve())
    refused(reserved, a_changed_reservation(50), NotInThisState)


def test_an_older_versions_change_comes_too_late(reserved: LedgerBook) -> None:
    post_all(reserved, a_changed_reservation(50, number=3))
    refused(reserved, a_changed_reservation(40, number=2), NotInThisState)
    assert reserved.post(a_changed_reservation(50, number=3)).replayed


def test_the_same_version_with_another_amount_is_a_conflict(reserved: LedgerBook) -> None:
    post_all(reserved, a_changed_reservation(50))
    with pytest.raises(EntryConflict):
        reserved.post(a_changed_reservation(40))


def test_a_move_between_one_fund_cannot_be_said() -> None:
    with pytest.raises(ValidationError, match="another fund"):
        a_changed_reservation(50, from_fund=FUND)


@pytest.mark.parametrize("reads", range(1, 5))
def test_a_twin_overtaking_at_any_read_moves_it_once(
    earlier: LedgerBook, unlucky: LedgerBook, faulty: FaultyItems, reads: int
) -> None:
    movement = a_changed_reservation(60, **MOVED)
    faulty.after_reads(reads, lambda: post_all(earlier, movement))
    assert unlucky.post(movement).replayed
    assert buckets(earlier) == {"accrued": 100, "available": 40, "reserved": 60}


@pytest.mark.parametrize("fault", ["killed_before", "killed_after", "answer_lost", "conflict"])
def test_a_crash_around_the_move_leaves_it_whole_or_undone(
    earlier: LedgerBook, unlucky: LedgerBook, faulty: FaultyItems, fault: Fault
) -> None:
    movement = a_changed_reservation(60, **MOVED)
    faulty.faults.append(fault)
    try:
        unlucky.post(movement)
    except Killed:
        unlucky.post(movement)
    assert buckets(earlier) == {"accrued": 100, "available": 40, "reserved": 60}
    assert buckets(earlier, EARLIER_FUND) == {"accrued": 100, "available": 100}
