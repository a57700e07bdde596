"""A hold that is raised, at its borders: after a correction more is claimable than was held."""

from __future__ import annotations

import pytest

from cofund.books.ledger_book import LedgerBook
from cofund.errors import (
    EntryConflict,
    FundClosed,
    InsufficientFund,
    LimitReached,
    NotFound,
    NotInThisState,
)
from cofund.ports import Items
from tests.builders.movements import (
    EARLIER_FUND,
    FUND,
    a_close,
    a_debit,
    a_hold,
    a_raise,
    a_release,
    a_reservation,
    an_accrual,
    rub,
)
from tests.fakes.item_store import MemoryItems
from tests.ledger.claims import approve
from tests.ledger.furniture import furnished
from tests.ledger.postings import buckets, post_all, refused, souvenirs_left


@pytest.mark.parametrize(
    ("more", "left"),
    [
        (29, {"available": 20, "reserved": 1}),
        (30, {"available": 20}),
        (31, {"available": 19}),
        (50, {}),
    ],
)
def test_a_raise_takes_what_the_reservation_has_left_first(
    book: LedgerBook, more: int, left: dict[str, int]
) -> None:
    post_all(book, an_accrual(100), a_reservation(80), a_hold(50, application="A1"), a_raise(more))
    assert buckets(book) == {"accrued": 100, "held": 50 + more, **left}


def test_a_hold_is_raised_up_to_what_is_available(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_hold(60))
    refused(book, a_raise(41), InsufficientFund)
    post_all(book, a_raise(40))
    assert buckets(book) == {"accrued": 100, "held": 100}


def test_after_the_close_a_hold_is_raised_from_its_reservation_only(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_reservation(80), a_hold(50, application="A1"), a_close())
    refused(book, a_raise(31), FundClosed)
    post_all(book, a_raise(30))
    assert buckets(book) == {"accrued": 100, "expired": 20, "held": 80}


def test_a_raise_holds_souvenirs_up_to_the_years_limit(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_hold(50, souvenir=30))
    refused(book, a_raise(20, souvenir=11), LimitReached)
    post_all(book, a_raise(20, souvenir=10))
    assert souvenirs_left(book) == 0
    post_all(book, a_release())
    assert souvenirs_left(book) == 40


def test_what_a_raise_took_goes_back_where_it_came_from(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_reservation(60), a_hold(50, application="A1"), a_raise(30))
    post_all(book, a_release(back_to="reservation"))
    assert buckets(book) == {"accrued": 100, "available": 40, "reserved": 60}


def test_a_raised_hold_is_debited_whole(book: LedgerBook, items: MemoryItems) -> None:
    post_all(book, an_accrual(100), a_hold(50), a_raise(30))
    approve(items, "C1", 75)
    post_all(book, a_debit(75))
    assert buckets(book) == {"accrued": 100, "available": 25, "debited": 75}


def test_only_a_hold_that_stands_is_raised(book: LedgerBook) -> None:
    post_all(book, an_accrual(100))
    refused(book, a_raise(1), NotFound)
    post_all(book, a_hold(50))
    refused(book, a_raise(1, fund=EARLIER_FUND), NotFound)
    post_all(book, a_release())
    refused(book, a_raise(1), NotInThisState)


def test_a_hold_is_raised_once_for_each_judgement(both_items: Items) -> None:
    book = furnished(both_items)
    post_all(book, an_accrual(100), a_hold(50), a_raise(10, number=1))
    assert book.post(a_raise(10, number=1)).replayed
    with pytest.raises(EntryConflict):
        book.post(a_raise(11, number=1))
    post_all(book, a_raise(10, number=2))
    hold = book.hold("C1", 1)
    assert hold is not None
    assert hold.amount == rub(70) == book.balance(FUND).held
