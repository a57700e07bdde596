"""Money in and out of a fund, at the borders: exactly enough, one kopeck over, a day too late."""

from __future__ import annotations

import pytest

from cofund.books.ledger_book import LedgerBook
from cofund.errors import (
    FundClosed,
    InsufficientFund,
    NotAccepted,
    NotFound,
    NotInThisState,
)
from cofund.models.ledger import Movement
from cofund.money import Money
from tests.builders.movements import (
    EARLIER_FUND,
    FUND,
    a_close,
    a_correction,
    a_hold,
    a_reservation,
    an_accrual,
    an_unreserve,
    rub,
)
from tests.ledger.postings import buckets, post_all, refused


def test_an_accrual_becomes_available(book: LedgerBook) -> None:
    post_all(book, an_accrual(1000))
    assert buckets(book) == {"accrued": 1000, "available": 1000}


def test_two_accruals_add_up(book: LedgerBook) -> None:
    post_all(book, an_accrual(1000), an_accrual(5, source="turnover-2"))
    assert buckets(book) == {"accrued": 1005, "available": 1005}


def test_a_correction_takes_all_that_is_available_and_no_kopeck_more(book: LedgerBook) -> None:
    post_all(book, an_accrual(1000), a_reservation(400))
    refused(book, a_correction(601), InsufficientFund)
    post_all(book, a_correction(600))
    assert buckets(book) == {"accrued": 400, "reserved": 400}


def test_a_reservation_sets_money_aside(book: LedgerBook) -> None:
    post_all(book, an_accrual(100))
    refused(book, a_reservation(101), InsufficientFund)
    post_all(book, a_reservation(100))
    assert buckets(book) == {"accrued": 100, "reserved": 100}
    standing = book.reservation("A1")
    assert standing is not None
    assert (standing.remaining, standing.state) == (rub(100), "ACTIVE")


def test_an_application_is_reserved_for_in_one_fund_only(book: LedgerBook) -> None:
    post_all(book, an_accrual(500), an_accrual(500, fund=EARLIER_FUND), a_reservation(100))
    refused(book, a_reservation(100, fund=EARLIER_FUND), NotInThisState)


def test_an_ended_reservation_gives_back_what_remains(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_reservation(80), a_hold(30, application="A1"))
    post_all(book, an_unreserve())
    assert buckets(book) == {"accrued": 100, "available": 70, "held": 30}
    refused(book, an_unreserve(reason="again").model_copy(update={"application": "A2"}), NotFound)


def test_a_reservation_used_up_has_nothing_to_give_back(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_reservation(80), a_hold(80, application="A1"))
    refused(book, an_unreserve(), NotInThisState)


def test_a_reservation_ended_after_the_close_expires(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_reservation(80), a_close(), an_unreserve())
    assert buckets(book) == {"accrued": 100, "expired": 100}


def test_a_reservation_is_ended_in_its_own_fund(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_reservation(80))
    refused(book, an_unreserve(fund=EARLIER_FUND), NotFound)


def test_a_closed_period_has_nothing_available_and_keeps_the_rest(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_reservation(30), a_hold(20), a_close())
    assert buckets(book) == {"accrued": 100, "expired": 50, "held": 20, "reserved": 30}
    assert book.balance(FUND).status == "CLOSED"


def test_an_empty_period_closes_too(book: LedgerBook) -> None:
    post_all(book, a_close())
    assert book.balance(FUND).status == "CLOSED"
    assert book.post(a_close()).replayed


@pytest.mark.parametrize(
    "movement",
    [an_accrual(1, source="late"), a_correction(1), a_reservation(1), a_hold(1)],
)
def test_a_closed_period_takes_and_gives_no_available_money(
    book: LedgerBook, movement: Movement
) -> None:
    post_all(book, an_accrual(100), a_close())
    refused(book, movement, FundClosed)


@pytest.mark.parametrize(
    "movement",
    [
        an_accrual(1, source="other"),
        a_correction(1),
        a_reservation(1, application="A2"),
        a_hold(1, claim="C2"),
    ],
)
def test_a_fund_takes_its_own_currency_only(book: LedgerBook, movement: Movement) -> None:
    post_all(book, an_accrual(100))
    euros = Money(amount_minor=1, currency="EUR")
    parts = {"amount": euros, "souvenir": Money.zero("EUR")}
    fields = {name: part for name, part in parts.items() if name in type(movement).model_fields}
    refused(book, movement.model_copy(update=fields), NotAccepted)


def test_a_movement_needs_its_fund(book: LedgerBook) -> None:
    nowhere = FUND.model_copy(update={"partner": "nobody"})
    with pytest.raises(NotFound):
        book.post(an_accrual(fund=nowhere))
    with pytest.raises(NotFound):
        book.balance(nowhere)
