"""Money that waits for a decision, at the borders: held, and let go."""

from __future__ import annotations

import pytest

from cofund.books.ledger_book import LedgerBook
from cofund.errors import (
    FundClosed,
    InsufficientFund,
    LimitReached,
    NotFound,
    NotInThisState,
)
from tests.builders.movements import (
    EARLIER_FUND,
    FUND,
    a_close,
    a_debit,
    a_hold,
    a_release,
    a_reservation,
    an_accrual,
    an_unreserve,
)
from tests.fakes.item_store import MemoryItems
from tests.ledger.claims import next_version, open_claim
from tests.ledger.postings import buckets, post_all, refused, souvenirs_left


def test_a_hold_without_reservation_takes_available_money(book: LedgerBook) -> None:
    post_all(book, an_accrual(100))
    refused(book, a_hold(101), InsufficientFund)
    post_all(book, a_hold(100))
    assert buckets(book) == {"accrued": 100, "held": 100}


@pytest.mark.parametrize(
    ("held", "left"),
    [
        (79, {"available": 20, "reserved": 1}),
        (80, {"available": 20}),
        (81, {"available": 19}),
        (100, {}),
    ],
)
def test_a_hold_takes_reserved_money_first(
    book: LedgerBook, held: int, left: dict[str, int]
) -> None:
    post_all(book, an_accrual(100), a_reservation(80), a_hold(held, application="A1"))
    assert buckets(book) == {"accrued": 100, "held": held, **left}


def test_a_hold_takes_no_other_applications_reservation(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_reservation(80))
    refused(book, a_hold(21), InsufficientFund)
    refused(book, a_hold(21, application="A2"), InsufficientFund)


def test_a_hold_on_an_ended_reservation_takes_available_money(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_reservation(80), an_unreserve())
    post_all(book, a_hold(50, application="A1"))
    assert buckets(book) == {"accrued": 100, "available": 50, "held": 50}


def test_a_claim_is_held_from_its_reservation_after_the_period_closed(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_reservation(80), a_close())
    refused(book, a_hold(81, application="A1"), FundClosed)
    post_all(book, a_hold(80, application="A1"))
    assert buckets(book) == {"accrued": 100, "expired": 20, "held": 80}


def test_a_reservation_of_another_fund_cannot_be_held(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), an_accrual(100, fund=EARLIER_FUND))
    post_all(book, a_reservation(80, fund=EARLIER_FUND))
    refused(book, a_hold(80, application="A1"), NotInThisState)


def test_a_version_is_held_once_whatever_the_fund(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), an_accrual(100, fund=EARLIER_FUND), a_hold(10))
    refused(book, a_hold(10, fund=EARLIER_FUND), NotInThisState)


def test_souvenirs_are_held_up_to_the_years_limit(book: LedgerBook) -> None:
    post_all(book, an_accrual(500), an_accrual(500, fund=EARLIER_FUND))
    refused(book, a_hold(100, souvenir=41), LimitReached)
    post_all(book, a_hold(100, souvenir=40))
    refused(book, a_hold(1, souvenir=1, claim="C2", fund=EARLIER_FUND), LimitReached)
    assert souvenirs_left(book) == 0


def test_without_a_limit_for_the_year_no_souvenirs_are_held(book: LedgerBook) -> None:
    next_year = FUND.model_copy(update={"period": "2027Q1"})
    book.open_fund(next_year, "RUB")
    post_all(book, an_accrual(100, fund=next_year))
    refused(book, a_hold(10, souvenir=1, fund=next_year), LimitReached)
    post_all(book, a_hold(10, fund=next_year))


def test_a_released_hold_gives_back_money_and_souvenir_part(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_hold(60, souvenir=30), a_release())
    assert buckets(book) == {"accrued": 100, "available": 100}
    assert souvenirs_left(book) == 40


def test_a_hold_released_after_the_close_expires(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_hold(60), a_close(), a_release())
    assert buckets(book) == {"accrued": 100, "expired": 100}


def test_a_returned_claim_is_held_again_after_the_close(
    book: LedgerBook, items: MemoryItems
) -> None:
    post_all(book, an_accrual(100), a_reservation(80), a_close(), a_hold(70, application="A1"))
    post_all(book, a_release(back_to="reservation"))
    next_version(items, "C1")
    post_all(book, a_hold(80, application="A1", version=2))
    assert buckets(book) == {"accrued": 100, "expired": 20, "held": 80}


def test_a_released_hold_stays_where_it_lasts(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_reservation(80), a_hold(70, application="A1"))
    post_all(book, a_release(back_to="where_it_lasts"))
    assert buckets(book) == {"accrued": 100, "available": 90, "reserved": 10}


def test_in_a_closed_period_it_lasts_in_the_reservation(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_reservation(80), a_hold(70, application="A1"), a_close())
    post_all(book, a_release(back_to="where_it_lasts"))
    assert buckets(book) == {"accrued": 100, "expired": 20, "reserved": 80}


def test_only_what_came_from_the_reservation_goes_back_to_it(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_reservation(50), a_hold(70, application="A1"))
    post_all(book, a_release(back_to="reservation"))
    assert buckets(book) == {"accrued": 100, "available": 50, "reserved": 50}


def test_nothing_goes_back_to_an_ended_reservation(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_reservation(50), a_hold(40, application="A1"))
    post_all(book, an_unreserve(), a_release(back_to="reservation"))
    assert buckets(book) == {"accrued": 100, "available": 100}


def test_a_hold_is_released_once(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_hold(60), a_release())
    refused(book, a_debit(60), NotInThisState)
    refused(book, a_release(version=2), NotFound)
    refused(book, a_release(fund=EARLIER_FUND), NotFound)


def test_a_hold_decided_before_another_of_its_activity_is_refused(
    book: LedgerBook, items: MemoryItems
) -> None:
    post_all(book, an_accrual(100), a_reservation(10))
    post_all(book, a_hold(20, application="A1", uses_seen=0))
    standing = book.reservation("A1")
    assert standing is not None
    assert (standing.uses, standing.remaining.amount_minor) == (1, 0)
    open_claim(items, "C2")
    late = a_hold(20, claim="C2", application="A1", uses_seen=0)
    refused(book, late, InsufficientFund)
    post_all(book, late.model_copy(update={"uses_seen": 1}))
    assert [hold.claim for hold in book.holds_for("A1")] == ["C1", "C2"]


def test_how_many_others_there_were_does_not_make_it_another_hold(book: LedgerBook) -> None:
    post_all(book, an_accrual(100), a_reservation(10), a_hold(20, application="A1", uses_seen=0))
    assert book.post(a_hold(20, application="A1", uses_seen=1)).replayed
