"""Posting under trouble: repeated, killed, in conflict, overtaken."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cofund.books.backoff import Backoff
from cofund.books.ledger_book import PAGE, LedgerBook
from cofund.errors import (
    EntryConflict,
    InsufficientFund,
    LimitReached,
    NotInThisState,
    TryAgain,
)
from cofund.models.ledger import Movement
from tests.builders.movements import (
    EARLIER_FUND,
    FUND,
    NOON,
    YEAR,
    a_close,
    a_debit,
    a_hold,
    a_release,
    a_reservation,
    an_accrual,
    an_unreserve,
    rub,
)
from tests.fakes.faulty_items import Fault, FaultyItems, Killed
from tests.fakes.item_store import MemoryItems
from tests.ledger.claims import approve, head_of
from tests.ledger.furniture import AT_ONCE


@pytest.fixture
def faulty(items: MemoryItems) -> FaultyItems:
    """Give tables that go wrong as scripted, over the ones that the rest of the test sees."""
    return FaultyItems(items)


@pytest.fixture
def unlucky(book: LedgerBook, faulty: FaultyItems) -> LedgerBook:
    """Give a second user of the same ledger, whose writes go wrong as scripted."""
    del book
    return LedgerBook(faulty, backoff=AT_ONCE)


def test_the_same_entry_twice_moves_money_once(book: LedgerBook) -> None:
    first = book.post(an_accrual(400))
    second = book.post(an_accrual(400, at=NOON + timedelta(days=3), trace_id="another"))
    assert second == first.model_copy(update={"replayed": True})
    assert book.balance(FUND).accrued == rub(400)


@pytest.mark.parametrize(
    "other",
    [
        an_accrual(401),
        an_accrual(400, actor="somebody-else"),
        an_accrual(400, reason="other"),
        an_accrual(400, programme_version="2"),
    ],
)
def test_the_same_id_with_other_contents_is_refused(book: LedgerBook, other: Movement) -> None:
    book.post(an_accrual(400))
    with pytest.raises(EntryConflict):
        book.post(other)
    assert book.balance(FUND).accrued == rub(400)


def test_an_entry_is_given_as_it_was_stored(book: LedgerBook) -> None:
    posted = book.post(an_accrual(400, trace_id="1-abc", reason="turnover of Q3"))
    assert book.entry(FUND, "turnover-1#ACC") == posted
    assert posted.subject == "turnover-1"
    assert (posted.at, posted.trace_id, posted.reason) == (NOON, "1-abc", "turnover of Q3")
    assert {delta.bucket: delta.amount for delta in posted.deltas} == {
        "accrued": rub(400),
        "available": rub(400),
    }


def test_a_repeat_is_recognised_after_the_money_has_moved_on(
    book: LedgerBook, items: MemoryItems
) -> None:
    movements: tuple[Movement, ...] = (
        an_accrual(100),
        a_reservation(50),
        a_hold(60, application="A1"),
    )
    for movement in movements:
        book.post(movement)
    approve(items, "C1", 60)
    book.post(a_debit(60))
    book.post(a_close())
    for movement in (*movements, a_debit(60), a_close()):
        assert book.post(movement).replayed


def test_a_fund_gives_all_its_postings(book: LedgerBook) -> None:
    for number in range(PAGE + 3):
        book.post(an_accrual(1, source=f"turnover-{number}"))
    book.post(an_accrual(1, fund=EARLIER_FUND))
    assert len(list(book.postings(FUND))) == PAGE + 3
    assert [posted.kind for posted in book.postings(EARLIER_FUND)] == ["ACCRUE"]


@pytest.mark.parametrize("fault", ["killed_before", "killed_after"])
def test_who_was_killed_posts_again_and_moves_money_once(
    unlucky: LedgerBook, faulty: FaultyItems, fault: Fault
) -> None:
    faulty.faults.append(fault)
    with pytest.raises(Killed):
        unlucky.post(an_accrual(400))
    again = unlucky.post(an_accrual(400))
    assert again.replayed == (fault == "killed_after")
    assert unlucky.balance(FUND).accrued == rub(400)


def test_a_lost_answer_is_found_out_at_once(unlucky: LedgerBook, faulty: FaultyItems) -> None:
    faulty.faults.append("answer_lost")
    assert unlucky.post(an_accrual(400)).replayed
    assert unlucky.balance(FUND).accrued == rub(400)


@pytest.mark.parametrize("fault", ["conflict", "throttled"])
def test_passing_trouble_is_outlasted(
    unlucky: LedgerBook, faulty: FaultyItems, fault: Fault
) -> None:
    faulty.faults.extend([fault] * 7)
    assert not unlucky.post(an_accrual(400)).replayed


@pytest.mark.parametrize("fault", ["conflict", "throttled"])
def test_lasting_trouble_is_handed_back(
    unlucky: LedgerBook, faulty: FaultyItems, fault: Fault
) -> None:
    faulty.faults.extend([fault] * 8)
    with pytest.raises(TryAgain):
        unlucky.post(an_accrual(400))
    assert not unlucky.balance(FUND).accrued


def test_waiting_grows_at_random_up_to_a_bound(faulty: FaultyItems, book: LedgerBook) -> None:
    del book
    pauses: list[float] = []
    backoff = Backoff(
        pause=pauses.append, chance=lambda: 1.0, first_seconds=0.1, longest_seconds=1.0
    )
    faulty.faults.extend(["conflict"] * 6)
    LedgerBook(faulty, backoff=backoff).post(an_accrual(400))
    assert pauses == [0.2, 0.4, 0.8, 1.0, 1.0, 1.0]


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
