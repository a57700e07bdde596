"""Somebody else acts between the reads and the write: twins, rivals, torn sights."""

from __future__ import annotations

import pytest

from cofund.books.ledger_book import LedgerBook
from cofund.errors import (
    InsufficientFund,
    NotInThisState,
)
from cofund.models.ledger import Movement
from tests.builders.movements import (
    FUND,
    a_close,
    a_debit,
    a_hold,
    a_release,
    a_reservation,
    an_accrual,
    an_unreserve,
    rub,
)
from tests.fakes.faulty_items import FaultyItems
from tests.fakes.item_store import MemoryItems
from tests.ledger.claims import approve, head_of


def test_of_twins_at_one_moment_one_moves_money_and_one_replays(
    book: LedgerBook, unlucky: LedgerBook, faulty: FaultyItems
) -> None:
    faulty.before_the_write(lambda: _done(book, an_accrual(400)))
    assert unlucky.post(an_accrual(400)).replayed
    assert book.balance(FUND).accrued == rub(400)


@pytest.mark.parametrize("reads", range(1, 5))
def test_a_twin_overtaking_at_any_read_is_recognised(
    book: LedgerBook, unlucky: LedgerBook, faulty: FaultyItems, reads: int
) -> None:
    book.post(an_accrual(100))
    book.post(a_reservation(50))
    faulty.after_reads(reads, lambda: _done(book, an_unreserve()))
    assert unlucky.post(an_unreserve()).replayed
    assert book.balance(FUND).available == rub(100)


def test_a_rival_takes_the_last_money_and_the_refusal_says_so(
    book: LedgerBook, unlucky: LedgerBook, faulty: FaultyItems
) -> None:
    book.post(an_accrual(100))
    faulty.before_the_write(lambda: _done(book, a_hold(60, claim="C2")))
    with pytest.raises(InsufficientFund):
        unlucky.post(a_hold(60))


def test_a_rival_in_between_that_leaves_enough_does_not_matter(
    book: LedgerBook, unlucky: LedgerBook, faulty: FaultyItems
) -> None:
    book.post(an_accrual(100))
    faulty.before_the_write(lambda: _done(book, an_accrual(1, source="turnover-2")))
    assert not unlucky.post(a_close()).replayed
    assert book.balance(FUND).expired == rub(101)


def test_a_release_that_was_overtaken_by_the_debit_is_refused(
    book: LedgerBook, unlucky: LedgerBook, faulty: FaultyItems, items: MemoryItems
) -> None:
    book.post(an_accrual(100))
    book.post(a_hold(60))
    approve(items, "C1", 60)
    faulty.before_the_write(lambda: _done(book, a_debit(60)))
    with pytest.raises(NotInThisState):
        unlucky.post(a_release())
    assert head_of(items, "C1").state == "debited"


def test_no_refusal_stands_on_a_torn_sight(
    book: LedgerBook, unlucky: LedgerBook, faulty: FaultyItems
) -> None:
    """Between the reads of reservation and balance a rival hold empties the reservation.

    The reservation as seen needs 50 reserved, the balance has none: still the hold is possible.
    """
    book.post(an_accrual(100))
    book.post(a_reservation(50))
    rival = a_hold(50, claim="C2", application="A1")
    faulty.after_reads(1, lambda: _done(book, rival))
    assert not unlucky.post(a_hold(50, application="A1")).replayed
    assert book.balance(FUND).held == rub(100)


def _done(book: LedgerBook, movement: Movement) -> None:
    assert not book.post(movement).replayed
