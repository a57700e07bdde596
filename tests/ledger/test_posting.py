"""Posting under trouble: repeated, killed, in conflict, overtaken."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cofund.books.backoff import Backoff
from cofund.books.ledger_book import PAGE, LedgerBook
from cofund.errors import (
    EntryConflict,
    TryAgain,
)
from cofund.models.ledger import Movement
from tests.builders.movements import (
    EARLIER_FUND,
    FUND,
    NOON,
    a_close,
    a_debit,
    a_hold,
    a_reservation,
    an_accrual,
    rub,
)
from tests.fakes.faulty_items import Fault, FaultyItems, Killed
from tests.fakes.item_store import MemoryItems
from tests.ledger.claims import approve


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
