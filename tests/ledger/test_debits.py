"""Money that leaves: exactly what was decided, never above hold or invoice."""

from __future__ import annotations

import pytest

from cofund.books.ledger_book import LedgerBook
from cofund.errors import (
    InvoiceAlreadyPaid,
    NotAccepted,
    NotApproved,
    NotFound,
    NotInThisState,
    StaleVersion,
)
from tests.builders.movements import (
    a_close,
    a_debit,
    a_hold,
    a_reservation,
    an_accrual,
    invoice,
)
from tests.fakes.item_store import MemoryItems
from tests.ledger.claims import approve, head_of, next_version, open_claim
from tests.ledger.postings import buckets, post_all, refused, souvenirs_left


def test_a_debit_of_the_whole_hold(book: LedgerBook, items: MemoryItems) -> None:
    post_all(book, an_accrual(100), a_hold(60))
    approve(items, "C1", 60)
    post_all(book, a_debit(60))
    assert buckets(book) == {"accrued": 100, "available": 40, "debited": 60}
    assert head_of(items, "C1").state == "debited"


def test_a_debit_of_a_part_gives_the_rest_back(book: LedgerBook, items: MemoryItems) -> None:
    post_all(book, an_accrual(100), a_hold(60, souvenir=30))
    approve(items, "C1", 35)
    post_all(book, a_debit(35, souvenir=10))
    assert buckets(book) == {"accrued": 100, "available": 65, "debited": 35}
    assert souvenirs_left(book) == 30


def test_the_rest_of_a_debit_after_the_close_expires(book: LedgerBook, items: MemoryItems) -> None:
    post_all(book, an_accrual(100), a_hold(60), a_close())
    approve(items, "C1", 35)
    post_all(book, a_debit(35))
    assert buckets(book) == {"accrued": 100, "debited": 35, "expired": 65}


@pytest.mark.parametrize(
    ("held", "closed", "found"),
    [
        (80, True, {"accrued": 120, "debited": 35, "expired": 20, "reserved": 65}),
        (80, False, {"accrued": 120, "available": 65, "debited": 35, "reserved": 20}),
        (120, False, {"accrued": 120, "available": 85, "debited": 35}),
    ],
)
def test_the_rest_of_a_debit_stays_where_it_lasts(
    book: LedgerBook, items: MemoryItems, held: int, closed: bool, found: dict[str, int]
) -> None:
    post_all(book, an_accrual(120), a_reservation(100))
    post_all(book, *((a_close(),) if closed else ()), a_hold(held, application="A1"))
    approve(items, "C1", 35)
    post_all(book, a_debit(35, back_to="where_it_lasts"))
    assert buckets(book) == found


def test_what_did_not_come_from_the_reservation_expires_all_the_same(
    book: LedgerBook, items: MemoryItems
) -> None:
    post_all(book, an_accrual(120), a_reservation(100), a_hold(120, application="A1"), a_close())
    approve(items, "C1", 10)
    post_all(book, a_debit(10, back_to="where_it_lasts"))
    assert buckets(book) == {"accrued": 120, "debited": 10, "reserved": 100, "expired": 10}


def test_a_claim_is_paid_from_a_reservation_after_its_quarter_closed(
    book: LedgerBook, items: MemoryItems
) -> None:
    post_all(book, an_accrual(100), a_reservation(80), a_close(), a_hold(80, application="A1"))
    approve(items, "C1", 80)
    post_all(book, a_debit(80))
    assert buckets(book) == {"accrued": 100, "debited": 80, "expired": 20}


@pytest.mark.parametrize(("amount", "souvenir"), [(61, 0), (60, 31)])
def test_a_debit_never_exceeds_its_hold(
    book: LedgerBook, items: MemoryItems, amount: int, souvenir: int
) -> None:
    post_all(book, an_accrual(100), a_hold(60, souvenir=30))
    approve(items, "C1", amount)
    refused(book, a_debit(amount, souvenir=souvenir), NotAccepted)


def test_a_debit_needs_a_hold(book: LedgerBook, items: MemoryItems) -> None:
    approve(items, "C1", 60)
    refused(book, a_debit(60), NotFound)


def test_a_debit_needs_an_approved_claim(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_hold(60))
    refused(book, a_debit(60), NotInThisState)


@pytest.mark.parametrize(("approved", "currency"), [(59, "RUB"), (61, "RUB"), (60, "EUR")])
def test_a_debit_is_exactly_what_was_decided(
    book: LedgerBook, items: MemoryItems, approved: int, currency: str
) -> None:
    post_all(book, an_accrual(100), a_hold(60))
    approve(items, "C1", approved, currency=currency)
    refused(book, a_debit(60), NotApproved)


def test_a_debit_is_of_the_claims_present_version(book: LedgerBook, items: MemoryItems) -> None:
    post_all(book, an_accrual(100), a_hold(60))
    next_version(items, "C1")
    approve(items, "C1", 60)
    refused(book, a_debit(60), StaleVersion)


def test_a_debit_needs_its_claim(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_hold(60, claim="C9"))
    refused(book, a_debit(60, claim="C9"), NotFound)


def test_an_invoice_is_split_between_claims_up_to_its_sum(
    book: LedgerBook, items: MemoryItems
) -> None:
    post_all(book, an_accrual(1000))
    for number, claim in enumerate(("C1", "C2", "C3"), start=1):
        if number > 1:
            open_claim(items, claim)
        post_all(book, a_hold(10, claim=claim))
        approve(items, claim, 10)
    post_all(book, a_debit(10, invoices=(invoice(share=60),)))
    refused(book, a_debit(10, claim="C2", invoices=(invoice(share=41),)), InvoiceAlreadyPaid)
    post_all(book, a_debit(10, claim="C2", invoices=(invoice(share=40),)))
    refused(book, a_debit(10, claim="C3", invoices=(invoice(share=1),)), InvoiceAlreadyPaid)


@pytest.mark.parametrize("number", ["17-А", " 17-а ", "17 - А"])
def test_case_and_spaces_make_no_other_invoice(
    book: LedgerBook, items: MemoryItems, number: str
) -> None:
    open_claim(items, "C2")
    post_all(book, an_accrual(1000), a_hold(10), a_hold(10, claim="C2"))
    approve(items, "C1", 10)
    approve(items, "C2", 10)
    post_all(book, a_debit(10, invoices=(invoice("17-А"),)))
    refused(book, a_debit(10, claim="C2", invoices=(invoice(number),)), InvoiceAlreadyPaid)


def test_a_number_with_a_separator_in_it_is_another_invoice(
    book: LedgerBook, items: MemoryItems
) -> None:
    open_claim(items, "C2")
    post_all(book, an_accrual(1000), a_hold(10), a_hold(10, claim="C2"))
    approve(items, "C1", 10)
    approve(items, "C2", 10)
    post_all(book, a_debit(10, invoices=(invoice("1#2"),)))
    post_all(book, a_debit(10, claim="C2", invoices=(invoice("1%232"),)))
