"""Points in their accounts: every movement at its borders, once, and under trouble."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pydantic import ValidationError

from cofund.books.points_book import PAGE, PointsBook
from cofund.errors import (
    AccountClosed,
    EntryConflict,
    InsufficientPoints,
    NotAccepted,
    NotFound,
    Refusal,
    TryAgain,
)
from cofund.models.points import PointsBalance, PointsMovement, person
from cofund.ports import Items
from tests.builders.movements import NOON
from tests.builders.points import (
    ACCOUNT,
    a_close_of_points,
    a_return_of_points,
    a_spending,
    an_earning,
)
from tests.fakes.faulty_items import FaultyItems, Killed
from tests.fakes.item_store import MemoryItems
from tests.ledger.furniture import AT_ONCE


@pytest.fixture
def points(items: MemoryItems) -> PointsBook:
    """Give a book with one account of a hundred points."""
    book = PointsBook(items, backoff=AT_ONCE)
    book.open_account(ACCOUNT)
    book.post(an_earning(100))
    return book


def stands(book: PointsBook) -> tuple[int, int, int, int, int]:
    """Give earned, available, held, spent, expired."""
    balance = book.balance(ACCOUNT)
    return balance.earned, balance.available, balance.held, balance.spent, balance.expired


def test_an_account_opens_once_and_empty(items: MemoryItems) -> None:
    book = PointsBook(items, backoff=AT_ONCE)
    first = book.open_account(ACCOUNT)
    assert first == PointsBalance(
        account=ACCOUNT, status="OPEN", earned=0, available=0, held=0, spent=0, expired=0
    )
    book.post(an_earning(5))
    assert book.open_account(ACCOUNT).earned == 5


def test_a_company_and_a_person_of_one_name_have_accounts_of_their_own(points: PointsBook) -> None:
    own = ACCOUNT.model_copy(update={"owner": person("romashka")})
    points.open_account(own)
    points.post(an_earning(7, account=own))
    assert (points.balance(own).available, points.balance(ACCOUNT).available) == (7, 100)


@pytest.mark.parametrize("owner", ["romashka", "company.", "robot.x", "company.a#b", "person.ü"])
def test_an_owner_is_a_company_or_a_person(owner: str) -> None:
    with pytest.raises(ValidationError):
        type(ACCOUNT)(programme="vendor", owner=owner, year="2026")


@pytest.mark.parametrize("points", [0, -1, 1.0, True, 10**9 + 1])
def test_points_are_whole_and_above_zero(points: int) -> None:
    with pytest.raises(ValidationError):
        an_earning(points)


def test_earned_points_are_available(points: PointsBook) -> None:
    assert stands(points) == (100, 100, 0, 0, 0)


def test_all_that_is_available_can_be_spent_and_not_one_more(points: PointsBook) -> None:
    with pytest.raises(InsufficientPoints):
        points.post(a_spending(101))
    points.post(a_spending(100))
    assert stands(points) == (100, 0, 0, 100, 0)
    with pytest.raises(InsufficientPoints):
        points.post(a_spending(1, subject="O2"))


def test_what_was_spent_comes_back_in_parts_and_not_one_more(points: PointsBook) -> None:
    points.post(a_spending(30))
    points.post(a_return_of_points(10))
    points.post(a_return_of_points(20, number=2))
    assert stands(points) == (100, 100, 0, 0, 0)
    with pytest.raises(NotAccepted):
        points.post(a_return_of_points(1, number=3))
    spent = points.spent(ACCOUNT, "O1")
    assert spent is not None
    assert (spent.points, spent.left, spent.purpose) == (30, 0, "publication")


def test_nothing_comes_back_that_was_never_spent(points: PointsBook) -> None:
    with pytest.raises(NotFound):
        points.post(a_return_of_points(1))


def test_at_the_years_end_what_is_available_expires(points: PointsBook) -> None:
    points.post(a_spending(30))
    points.post(a_close_of_points())
    assert stands(points) == (100, 0, 0, 30, 70)
    assert points.balance(ACCOUNT).status == "CLOSED"


def test_an_empty_account_closes_too(items: MemoryItems) -> None:
    book = PointsBook(items, backoff=AT_ONCE)
    book.open_account(ACCOUNT)
    book.post(a_close_of_points())
    assert book.balance(ACCOUNT).status == "CLOSED"


@pytest.mark.parametrize(
    "movement", [an_earning(1, award="W2"), a_spending(1), a_close_of_points(reason="other")]
)
def test_a_year_that_has_ended_takes_and_gives_nothing(
    points: PointsBook, movement: PointsMovement
) -> None:
    points.post(a_close_of_points())
    with pytest.raises((AccountClosed, EntryConflict)):
        points.post(movement)
    assert stands(points) == (100, 0, 0, 0, 100)


def test_what_comes_back_after_the_years_end_expires(points: PointsBook) -> None:
    points.post(a_spending(30))
    points.post(a_close_of_points())
    points.post(a_return_of_points(30))
    assert stands(points) == (100, 0, 0, 0, 100)


@pytest.mark.parametrize(
    "movement", [an_earning(1), a_spending(1), a_return_of_points(1), a_close_of_points()]
)
def test_an_account_that_was_never_opened_is_no_account(
    items: MemoryItems, movement: PointsMovement
) -> None:
    book = PointsBook(items, backoff=AT_ONCE)
    with pytest.raises(NotFound):
        book.post(movement)
    with pytest.raises(NotFound):
        book.balance(ACCOUNT)
    assert book.find(ACCOUNT) is None


def test_the_same_movement_twice_moves_points_once(points: PointsBook) -> None:
    first = points.post(a_spending(30))
    again = points.post(a_spending(30, at=NOON + timedelta(days=3), trace_id="another"))
    assert again == first.model_copy(update={"replayed": True})
    assert stands(points) == (100, 70, 0, 30, 0)


@pytest.mark.parametrize(
    "other",
    [a_spending(31), a_spending(30, purpose="souvenir_order"), a_spending(30, actor="another")],
)
def test_the_same_id_with_other_contents_is_refused(
    points: PointsBook, other: PointsMovement
) -> None:
    points.post(a_spending(30))
    with pytest.raises(EntryConflict):
        points.post(other)


def test_a_posting_is_given_as_it_was_stored(points: PointsBook) -> None:
    posted = points.post(a_spending(30, trace_id="1-abc", reason="a column in the press"))
    assert points.entry(ACCOUNT, "O1#SPEND") == posted
    assert (posted.kind, posted.subject, posted.trace_id) == ("SPEND", "O1", "1-abc")
    moved = {delta.bucket: delta.points for delta in posted.deltas}
    assert moved == {"available": -30, "spent": 30}


def test_postings_come_by_entry_id_however_many_there_are(points: PointsBook) -> None:
    for number in range(PAGE + 5):
        points.post(an_earning(1, award=f"B{number:04d}"))
    ids = [posted.entry_id for posted in points.postings(ACCOUNT)]
    assert len(ids) == PAGE + 6
    assert ids == sorted(ids)


MOVEMENTS: tuple[PointsMovement, ...] = (
    an_earning(5, award="W2"),
    a_spending(30),
    a_close_of_points(),
)


@pytest.mark.parametrize("movement", MOVEMENTS)
@pytest.mark.parametrize("fault", ["killed_before", "killed_after", "answer_lost", "conflict"])
def test_whatever_goes_wrong_sending_it_again_moves_points_once(
    items: MemoryItems, points: PointsBook, movement: PointsMovement, fault: str
) -> None:
    faulty = FaultyItems(items)
    faulty.faults.append(fault)  # type: ignore[arg-type]
    unlucky = PointsBook(faulty, backoff=AT_ONCE)
    try:
        unlucky.post(movement)
    except (Killed, TryAgain):
        unlucky.post(movement)
    clean = PointsBook(MemoryItems(), backoff=AT_ONCE)
    clean.open_account(ACCOUNT)
    clean.post(an_earning(100))
    clean.post(movement)
    assert stands(points) == stands(clean)


def test_of_two_who_want_the_last_points_one_gets_them(
    items: MemoryItems, points: PointsBook
) -> None:
    faulty = FaultyItems(items)
    slow = PointsBook(faulty, backoff=AT_ONCE)
    faulty.before_the_write(lambda: _quietly(points, a_spending(100, subject="O2")))
    with pytest.raises(InsufficientPoints):
        slow.post(a_spending(100))
    assert stands(points) == (100, 0, 0, 100, 0)


def test_a_year_that_ends_meanwhile_keeps_what_was_spent_before(
    items: MemoryItems, points: PointsBook
) -> None:
    faulty = FaultyItems(items)
    slow = PointsBook(faulty, backoff=AT_ONCE)
    faulty.before_the_write(lambda: _quietly(points, a_spending(40)))
    slow.post(a_close_of_points())
    assert stands(points) == (100, 0, 0, 40, 60)


def test_two_returns_at_one_moment_never_give_back_more_than_was_spent(
    items: MemoryItems, points: PointsBook
) -> None:
    points.post(a_spending(30))
    points.post(a_spending(50, subject="O2"))
    faulty = FaultyItems(items)
    slow = PointsBook(faulty, backoff=AT_ONCE)
    faulty.before_the_write(lambda: _quietly(points, a_return_of_points(30, number=2)))
    with pytest.raises(NotAccepted):
        slow.post(a_return_of_points(30))
    assert stands(points) == (100, 50, 0, 50, 0)


def test_points_move_alike_on_the_fake_and_on_dynamodb(both_items: Items) -> None:
    book = PointsBook(both_items, backoff=AT_ONCE)
    book.open_account(ACCOUNT)
    book.post(an_earning(100))
    book.post(a_spending(30))
    with pytest.raises(InsufficientPoints):
        book.post(a_spending(71, subject="O2"))
    book.post(a_return_of_points(10))
    book.post(a_close_of_points())
    assert book.post(a_close_of_points()).replayed
    assert stands(book) == (100, 0, 0, 20, 80)


def _quietly(book: PointsBook, movement: PointsMovement) -> None:
    try:
        book.post(movement)
    except Refusal:
        return
