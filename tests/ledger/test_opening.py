"""Funds and souvenir limits are set once, or changed with care."""

from __future__ import annotations

import pytest

from cofund.books.ledger_book import LedgerBook
from cofund.errors import (
    EntryConflict,
    LimitReached,
)
from cofund.models.ledger import Movement
from tests.builders.movements import (
    FUND,
    YEAR,
    a_hold,
    an_accrual,
    rub,
)
from tests.fakes.faulty_items import FaultyItems


def test_opening_a_fund_again_leaves_it_alone(book: LedgerBook) -> None:
    book.post(an_accrual(100))
    assert book.open_fund(FUND, "RUB").accrued == rub(100)
    with pytest.raises(EntryConflict):
        book.open_fund(FUND, "EUR")


def test_two_who_open_a_fund_at_one_moment_open_one(
    book: LedgerBook, unlucky: LedgerBook, faulty: FaultyItems
) -> None:
    new = FUND.model_copy(update={"period": "2027Q1"})
    faulty.before_the_write(lambda: _opened(book, new.period))
    assert unlucky.open_fund(new, "RUB").accrued == rub(100)


def test_a_raised_limit_leaves_more_and_a_lowered_one_less(book: LedgerBook) -> None:
    book.post(an_accrual(100))
    book.post(a_hold(50, souvenir=30))
    assert book.set_souvenir_limit(YEAR, rub(50)).available == rub(20)
    assert book.set_souvenir_limit(YEAR, rub(30)).available == rub(0)
    with pytest.raises(LimitReached):
        book.set_souvenir_limit(YEAR, rub(29))


def test_a_limit_keeps_its_currency(book: LedgerBook) -> None:
    euros = rub(40).model_copy(update={"currency": "EUR"})
    with pytest.raises(EntryConflict):
        book.set_souvenir_limit(YEAR, euros)


def test_a_limit_lowered_while_a_hold_takes_from_it_is_judged_anew(
    book: LedgerBook, unlucky: LedgerBook, faulty: FaultyItems
) -> None:
    book.post(an_accrual(100))
    faulty.before_the_write(lambda: _done(book, a_hold(50, souvenir=30)))
    with pytest.raises(LimitReached):
        unlucky.set_souvenir_limit(YEAR, rub(20))


def _done(book: LedgerBook, movement: Movement) -> None:
    assert not book.post(movement).replayed


def _opened(book: LedgerBook, period: str) -> None:
    fund = FUND.model_copy(update={"period": period})
    book.open_fund(fund, "RUB")
    book.post(an_accrual(100, fund=fund))
