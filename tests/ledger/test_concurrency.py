"""Many at once, in threads, on the fake and on DynamoDB as moto plays it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from cofund.books.ledger_book import LedgerBook
from cofund.errors import InsufficientFund, InvoiceAlreadyPaid, NotInThisState, Refusal, TryAgain
from cofund.ledger.shapes import invoice_key
from cofund.models.ledger import Movement
from cofund.ports import Items
from tests.builders.movements import (
    FUND,
    a_close,
    a_debit,
    a_hold,
    a_release,
    a_reservation,
    an_accrual,
    invoice,
    rub,
)
from tests.ledger.claims import approve, head_of, open_claim
from tests.ledger.furniture import furnished

MOST_DELIVERIES = 20


def outcomes(book: LedgerBook, *movements: Movement) -> Counter[str]:
    """Post all at once, each until it is answered; count the answers."""
    with ThreadPoolExecutor(max_workers=len(movements)) as threads:
        return Counter(threads.map(_deliver(book), movements))


def _deliver(book: LedgerBook) -> Callable[[Movement], str]:
    def deliver(movement: Movement) -> str:
        for _ in range(MOST_DELIVERIES):
            try:
                return "replayed" if book.post(movement).replayed else "done"
            except TryAgain:
                continue
            except Refusal as refusal:
                return type(refusal).__name__
        raise AssertionError("no answer")

    return deliver


def held_and_approved(book: LedgerBook, items: Items, *claims: str) -> None:
    """Hold and approve 60 for each claim."""
    for claim in claims:
        if claim != "C1":
            open_claim(items, claim)
        book.post(a_hold(60, claim=claim))
        approve(items, claim, 60)


def test_an_invoice_is_never_paid_above_its_sum_by_two_claims_at_once(both_items: Items) -> None:
    book = furnished(both_items)
    book.post(an_accrual(1000))
    claims = ("C1", "C2", "C3", "C4")
    held_and_approved(book, both_items, *claims)
    paper = invoice(gross=100, share=60)
    debits = [a_debit(60, claim=claim, invoices=(paper,)) for claim in claims]
    assert outcomes(book, *debits) == {"done": 1, InvoiceAlreadyPaid.__name__: 3}
    item = both_items.get(invoice_key(paper))
    assert item is not None
    assert item["paid"] == 60
    states = Counter(head_of(both_items, claim).state for claim in claims)
    assert states == {"debited": 1, "approved": 3}


def test_twins_at_once_move_money_once(both_items: Items) -> None:
    book = furnished(both_items)
    book.post(an_accrual(1000))
    held_and_approved(book, both_items, "C1")
    assert outcomes(book, *[a_debit(60)] * 6) == {"done": 1, "replayed": 5}
    assert book.balance(FUND).debited == rub(60)


def test_the_last_money_goes_to_as_many_as_it_reaches(both_items: Items) -> None:
    book = furnished(both_items)
    book.post(an_accrual(100))
    holds = [a_hold(30, claim=f"C{number}") for number in range(6)]
    assert outcomes(book, *holds) == {"done": 3, InsufficientFund.__name__: 3}
    assert book.balance(FUND).available == rub(10)


def test_a_hold_is_debited_or_released_and_never_both(both_items: Items) -> None:
    book = furnished(both_items)
    book.post(an_accrual(100))
    held_and_approved(book, both_items, "C1")
    answers = outcomes(book, a_debit(60), a_release())
    assert answers == {"done": 1, NotInThisState.__name__: 1}


def test_a_close_amid_holds_leaves_nothing_available(both_items: Items) -> None:
    book = furnished(both_items)
    book.post(an_accrual(100))
    book.post(a_reservation(40))
    holds = [a_hold(20, claim=f"C{number}", application="A1") for number in range(4)]
    answers = outcomes(book, a_close(), *holds)
    assert answers["done"] >= 3
    balance = book.balance(FUND)
    assert (balance.status, balance.available) == ("CLOSED", rub(0))
    assert balance.held + balance.reserved + balance.expired == rub(100)
