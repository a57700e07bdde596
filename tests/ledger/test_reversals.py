"""Money that comes back: never more than left, and never without its parts."""

from __future__ import annotations

import pytest

from cofund.books.clawbacks import clawbacks_of
from cofund.books.ledger_book import LedgerBook
from cofund.errors import (
    EntryConflict,
    NotAccepted,
    NotFound,
    NotInThisState,
)
from tests.builders.movements import (
    EARLIER_FUND,
    a_close,
    a_debit,
    a_hold,
    a_reversal,
    an_accrual,
    invoice,
    rub,
)
from tests.fakes.faulty_items import FaultyItems
from tests.fakes.item_store import MemoryItems
from tests.ledger.claims import approve, book_payout, dispute, head_of, open_claim, send_payout
from tests.ledger.postings import buckets, post_all, refused, souvenirs_left


def debited(book: LedgerBook, items: MemoryItems) -> None:
    """Debit 60 with a souvenir part of 30 and an invoice share of 80."""
    post_all(book, an_accrual(100), a_hold(60, souvenir=30))
    approve(items, "C1", 60)
    post_all(book, a_debit(60, souvenir=30, invoices=(invoice(share=80),)))


def test_a_total_reversal_gives_everything_back(book: LedgerBook, items: MemoryItems) -> None:
    debited(book, items)
    send_payout(items, "C1")
    post_all(book, a_reversal(60, souvenir=30, invoices=(invoice(share=80),)))
    assert buckets(book) == {"accrued": 100, "available": 100}
    assert souvenirs_left(book) == 40
    assert head_of(items, "C1").state == "clawed_back"


def test_a_reversed_invoice_can_be_claimed_anew(book: LedgerBook, items: MemoryItems) -> None:
    debited(book, items)
    send_payout(items, "C1")
    post_all(book, a_reversal(60, souvenir=30, invoices=(invoice(share=80),)))
    open_claim(items, "C2")
    post_all(book, a_hold(60, claim="C2"))
    approve(items, "C2", 60)
    post_all(book, a_debit(60, claim="C2", invoices=(invoice(share=100),)))


def test_a_reversal_after_the_close_expires(book: LedgerBook, items: MemoryItems) -> None:
    debited(book, items)
    post_all(book, a_close(), a_reversal(10))
    assert buckets(book) == {"accrued": 100, "debited": 50, "expired": 50}


def test_a_part_reversal_leaves_the_claim_as_it_is(book: LedgerBook, items: MemoryItems) -> None:
    debited(book, items)
    post_all(book, a_reversal(20, souvenir=5, invoices=(invoice(share=30),)))
    hold = book.hold("C1", 1)
    assert hold is not None
    assert (hold.reversible, hold.souvenir) == (rub(40), rub(25))
    assert [left.share for left in hold.invoices] == [rub(50)]
    assert head_of(items, "C1").state == "debited"


def test_a_payout_not_sent_yet_is_not_clawed_back_whole(
    book: LedgerBook, items: MemoryItems
) -> None:
    debited(book, items)
    whole = a_reversal(60, souvenir=30, invoices=(invoice(share=80),))
    refused(book, whole, NotInThisState)


def test_reversals_add_up_to_the_debit_and_no_kopeck_more(
    book: LedgerBook, items: MemoryItems
) -> None:
    debited(book, items)
    send_payout(items, "C1")
    post_all(book, a_reversal(20, souvenir=20))
    refused(book, a_reversal(41, number=2, souvenir=10), NotAccepted)
    last = a_reversal(40, number=2, souvenir=10, invoices=(invoice(share=80),))
    post_all(book, last)
    refused(book, a_reversal(1, number=3), NotAccepted)


@pytest.mark.parametrize(
    ("amount", "souvenir", "shares"),
    [
        (60, 29, 80),
        (60, 30, 79),
        (60, 30, 0),
        (31, 0, 0),
        (31, 31, 0),
        (10, 0, 81),
    ],
)
def test_a_reversal_gives_back_parts_that_fit(
    book: LedgerBook, items: MemoryItems, amount: int, souvenir: int, shares: int
) -> None:
    debited(book, items)
    send_payout(items, "C1")
    returned = (invoice(share=shares),) if shares else ()
    refused(book, a_reversal(amount, souvenir=souvenir, invoices=returned), NotAccepted)


def test_an_invoice_that_was_not_taken_is_not_given_back(
    book: LedgerBook, items: MemoryItems
) -> None:
    debited(book, items)
    refused(book, a_reversal(10, invoices=(invoice("18", share=1),)), NotAccepted)


def test_only_debited_holds_are_reversed(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_hold(60))
    refused(book, a_reversal(10), NotInThisState)
    refused(book, a_reversal(10, fund=EARLIER_FUND), NotFound)


def disputed_and_debited(book: LedgerBook, items: MemoryItems) -> None:
    """Pay 60 on version 1 and, after a dispute, 30 on version 2."""
    post_all(book, an_accrual(100), a_hold(60))
    approve(items, "C1", 60)
    post_all(book, a_debit(60, invoices=(invoice(share=80),)))
    book_payout(items, "C1")
    dispute(items, "C1")
    post_all(book, a_hold(30, version=2))
    approve(items, "C1", 30)
    post_all(book, a_debit(30, version=2))
    book_payout(items, "C1")


def test_a_claim_paid_twice_is_clawed_back_when_nothing_of_either_is_left(
    book: LedgerBook, items: MemoryItems
) -> None:
    disputed_and_debited(book, items)
    post_all(book, a_reversal(60, invoices=(invoice(share=80),)))
    assert head_of(items, "C1").state == "paid"
    post_all(book, a_reversal(30, version=2))
    assert head_of(items, "C1").state == "clawed_back"
    assert buckets(book) == {"accrued": 100, "available": 100}


def test_of_two_last_clawbacks_at_one_moment_one_ends_the_claim(
    book: LedgerBook, items: MemoryItems, faulty: FaultyItems, unlucky: LedgerBook
) -> None:
    disputed_and_debited(book, items)
    whole = a_reversal(60, invoices=(invoice(share=80),))
    faulty.before_the_write(lambda: post_all(book, whole))
    post_all(unlucky, a_reversal(30, version=2))
    assert head_of(items, "C1").state == "clawed_back"


def test_a_version_that_is_still_to_come_is_not_clawed_back(
    book: LedgerBook, items: MemoryItems
) -> None:
    debited(book, items)
    refused(book, a_reversal(10, version=2), NotFound)


def test_the_words_for_the_partner_make_another_clawback_of_it(
    book: LedgerBook, items: MemoryItems
) -> None:
    debited(book, items)
    post_all(book, a_reversal(10, told="один повод"))
    with pytest.raises(EntryConflict):
        book.post(a_reversal(10, told="другой повод"))
    (noted,) = clawbacks_of("C1", items=items)
    assert (noted.number, noted.amount, noted.reason) == (1, rub(10), "один повод")
