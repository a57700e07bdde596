"""Points that pay a part of a claim: held, spent and given back together with its money."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from cofund.books.ledger_audit import audit_ledger
from cofund.books.ledger_book import LedgerBook
from cofund.books.points_book import PointsBook
from cofund.errors import (
    AccountClosed,
    EntryConflict,
    FundClosed,
    InsufficientFund,
    InsufficientPoints,
    NotAccepted,
    NotApproved,
    NotFound,
    NotInThisState,
    TryAgain,
)
from cofund.models.ledger import Movement
from cofund.models.points import PointsBalance, company
from cofund.models.standing import Hold
from cofund.ports import Items
from tests.builders.movements import (
    EARLIER_FUND,
    FUND,
    a_close,
    a_conversion,
    a_debit,
    a_hold,
    a_raise,
    a_release,
    a_reversal,
    an_accrual,
    rub,
)
from tests.builders.points import (
    ACCOUNT,
    a_close_of_points,
    a_part,
    a_return_of_points,
    a_spending,
    an_earning,
)
from tests.fakes.faulty_items import FaultyItems, Killed
from tests.fakes.item_store import MemoryItems
from tests.ledger.claims import approve, open_claim, send_payout
from tests.ledger.furniture import AT_ONCE, furnished


@pytest.fixture
def points(items: MemoryItems, book: LedgerBook) -> PointsBook:
    """Give an account of a hundred points, beside a fund of a thousand kopecks."""
    book.post(an_accrual(1000))
    return filled(items)


def filled(items: Items) -> PointsBook:
    points = PointsBook(items, backoff=AT_ONCE)
    points.open_account(ACCOUNT)
    points.post(an_earning(100))
    return points


def stands(points: PointsBook) -> tuple[int, int, int, int]:
    """Give available, held, spent, expired."""
    balance: PointsBalance = points.balance(ACCOUNT)
    return balance.available, balance.held, balance.spent, balance.expired


def the_hold(book: LedgerBook) -> Hold:
    hold = book.hold("C1", 1)
    assert hold is not None
    return hold


def test_a_hold_takes_money_and_points_together(book: LedgerBook, points: PointsBook) -> None:
    book.post(a_hold(60, points=a_part(40)))
    assert stands(points) == (60, 40, 0, 0)
    assert book.balance(FUND).held == rub(60)
    held = the_hold(book).points
    assert held is not None
    assert (held.account, held.points, held.posted, held.reversible) == (ACCOUNT, 40, 0, 0)
    assert [entry.entry_id for entry in points.postings(ACCOUNT)] == ["C1#1#HOLD", "W1#EARN"]


def test_points_alone_can_be_held_and_paid(
    items: MemoryItems, book: LedgerBook, points: PointsBook
) -> None:
    book.post(a_hold(0, points=a_part(40, worth=3)))
    approve(items, "C1", 0, points=30)
    book.post(a_debit(0, points=a_part(30, worth=3)))
    assert stands(points) == (70, 0, 30, 0)
    assert book.balance(FUND).held == book.balance(FUND).debited == rub(0)
    (payout,) = items.query("ledger", "OUT#C1", limit=9)
    assert payout.attributes["amount"] == 90


def test_neither_money_nor_points_are_held_alone_where_one_is_short(
    book: LedgerBook, points: PointsBook
) -> None:
    with pytest.raises(InsufficientPoints):
        book.post(a_hold(60, points=a_part(101)))
    with pytest.raises(InsufficientFund):
        book.post(a_hold(1001, points=a_part(1)))
    assert stands(points) == (100, 0, 0, 0)
    assert book.balance(FUND).held == rub(0)
    book.post(a_hold(1000, points=a_part(100)))


def test_points_of_a_year_that_has_ended_are_not_held(book: LedgerBook, points: PointsBook) -> None:
    points.post(a_close_of_points())
    with pytest.raises(AccountClosed):
        book.post(a_hold(60, points=a_part(1)))


def test_points_that_nobody_has_are_not_held(book: LedgerBook) -> None:
    book.post(an_accrual(1000))
    with pytest.raises(NotFound):
        book.post(a_hold(60, points=a_part(1)))


def test_a_released_hold_gives_its_points_back(book: LedgerBook, points: PointsBook) -> None:
    book.post(a_hold(60, points=a_part(40)))
    book.post(a_release())
    assert stands(points) == (100, 0, 0, 0)


def test_held_points_outlive_the_years_end_and_expire_when_let_go(
    book: LedgerBook, points: PointsBook
) -> None:
    book.post(a_hold(60, points=a_part(40)))
    points.post(a_close_of_points())
    assert stands(points) == (0, 40, 0, 60)
    book.post(a_release())
    assert stands(points) == (0, 0, 0, 100)


def test_the_debit_spends_what_was_approved_and_frees_the_rest(
    items: MemoryItems, book: LedgerBook, points: PointsBook
) -> None:
    book.post(a_hold(60, points=a_part(40, worth=5)))
    approve(items, "C1", 50, points=30)
    book.post(a_debit(50, points=a_part(30, worth=5)))
    assert stands(points) == (70, 0, 30, 0)
    held = the_hold(book).points
    assert held is not None
    assert (held.posted, held.reversible) == (30, 30)
    (payout,) = items.query("ledger", "OUT#C1", limit=9)
    assert payout.attributes["amount"] == 50 + 30 * 5


def test_an_approval_of_money_alone_frees_all_points(
    items: MemoryItems, book: LedgerBook, points: PointsBook
) -> None:
    book.post(a_hold(60, points=a_part(40)))
    approve(items, "C1", 60)
    book.post(a_debit(60))
    assert stands(points) == (100, 0, 0, 0)


@pytest.mark.parametrize(
    ("approved", "debited", "refusal"),
    [
        (30, 31, NotApproved),
        (30, None, NotApproved),
        (None, 30, NotApproved),
        (41, 41, NotAccepted),
    ],
)
def test_points_are_debited_as_decided_and_never_above_the_hold(
    items: MemoryItems,
    book: LedgerBook,
    points: PointsBook,
    approved: int | None,
    debited: int | None,
    refusal: type[Exception],
) -> None:
    book.post(a_hold(60, points=a_part(40)))
    approve(items, "C1", 60, points=approved or 0)
    with pytest.raises(refusal):
        book.post(a_debit(60, points=a_part(debited) if debited else None))
    assert stands(points) == (60, 40, 0, 0)


def test_points_are_not_debited_at_another_worth_or_from_a_hold_without_any(
    items: MemoryItems, book: LedgerBook, points: PointsBook
) -> None:
    book.post(a_hold(60, points=a_part(40)))
    approve(items, "C1", 60, points=40)
    with pytest.raises(NotAccepted):
        book.post(a_debit(60, points=a_part(40, worth=2)))
    open_claim(items, "C2")
    book.post(a_hold(60, claim="C2"))
    approve(items, "C2", 60, points=1)
    with pytest.raises(NotAccepted):
        book.post(a_debit(60, claim="C2", points=a_part(1)))
    assert stands(points) == (60, 40, 0, 0)


def paid(items: MemoryItems, book: LedgerBook, *, amount: int, points: int) -> None:
    part = a_part(points) if points else None
    book.post(a_hold(amount, points=part))
    approve(items, "C1", amount, points=points)
    book.post(a_debit(amount, points=part))
    send_payout(items, "C1")


def test_a_clawback_gives_points_back_to_their_account(
    items: MemoryItems, book: LedgerBook, points: PointsBook
) -> None:
    paid(items, book, amount=60, points=40)
    book.post(a_reversal(10, points=a_part(15)))
    assert stands(points) == (75, 0, 25, 0)
    with pytest.raises(NotAccepted):
        book.post(a_reversal(0, number=2, points=a_part(26)))
    book.post(a_reversal(50, number=2, points=a_part(25)))
    assert stands(points) == (100, 0, 0, 0)
    assert book.entry(FUND, "C1#1#REV2") is not None


def test_a_claim_is_clawed_back_only_when_its_points_are_too(
    items: MemoryItems, book: LedgerBook, points: PointsBook
) -> None:
    paid(items, book, amount=60, points=40)
    book.post(a_reversal(60))
    (head,) = items.query("claims", "CLM#C1", prefix="CLAIM", limit=1)
    assert head.attributes["state"] == "payout_sent"
    book.post(a_reversal(0, number=2, points=a_part(40)))
    (head,) = items.query("claims", "CLM#C1", prefix="CLAIM", limit=1)
    assert head.attributes["state"] == "clawed_back"
    assert stands(points) == (100, 0, 0, 0)


def test_points_clawed_back_after_their_year_expire(
    items: MemoryItems, book: LedgerBook, points: PointsBook
) -> None:
    paid(items, book, amount=60, points=40)
    points.post(a_close_of_points())
    book.post(a_reversal(0, points=a_part(40)))
    assert stands(points) == (0, 0, 0, 100)


def test_a_claim_without_points_gives_none_back(
    items: MemoryItems, book: LedgerBook, points: PointsBook
) -> None:
    paid(items, book, amount=60, points=0)
    with pytest.raises(NotAccepted):
        book.post(a_reversal(10, points=a_part(1)))
    assert stands(points) == (100, 0, 0, 0)


def test_a_raise_holds_more_points_or_the_first(book: LedgerBook, points: PointsBook) -> None:
    book.post(a_hold(60))
    book.post(a_raise(0, points=a_part(10)))
    book.post(a_raise(5, number=2, points=a_part(20)))
    assert stands(points) == (70, 30, 0, 0)
    held = the_hold(book).points
    assert held is not None
    assert held.points == 30
    with pytest.raises(NotInThisState):
        book.post(a_raise(0, number=3, points=a_part(1, worth=2)))


def test_a_raise_of_points_in_between_is_noticed_by_debit_and_release(
    items: MemoryItems, book: LedgerBook, points: PointsBook
) -> None:
    book.post(a_hold(60))
    faulty = FaultyItems(items)
    slow = LedgerBook(faulty, backoff=AT_ONCE)
    faulty.before_the_write(lambda: quietly(book, a_raise(0, points=a_part(10))))
    slow.post(a_release())
    assert stands(points) == (100, 0, 0, 0)


@pytest.mark.parametrize(
    "movement",
    [a_hold(60, points=a_part(40)), a_conversion(40)],
)
@pytest.mark.parametrize("fault", ["killed_before", "killed_after", "answer_lost", "conflict"])
def test_whatever_goes_wrong_money_and_points_move_once(
    items: MemoryItems, book: LedgerBook, points: PointsBook, movement: Movement, fault: str
) -> None:
    faulty = FaultyItems(items)
    faulty.faults.append(fault)  # type: ignore[arg-type]
    unlucky = LedgerBook(faulty, backoff=AT_ONCE)
    try:
        unlucky.post(movement)
    except (Killed, TryAgain):
        unlucky.post(movement)
    assert points.balance(ACCOUNT).available == 60
    assert book.post(movement).replayed


def test_of_a_claim_and_an_order_that_want_the_last_points_one_gets_them(
    items: MemoryItems, book: LedgerBook, points: PointsBook
) -> None:
    faulty = FaultyItems(items)
    slow = LedgerBook(faulty, backoff=AT_ONCE)
    faulty.before_the_write(lambda: post_points(points, 100))
    with pytest.raises(InsufficientPoints):
        slow.post(a_hold(60, points=a_part(1)))
    assert stands(points) == (0, 0, 100, 0)
    assert book.balance(FUND).held == rub(0)


def test_the_same_hold_with_other_points_is_another_movement(
    book: LedgerBook, points: PointsBook
) -> None:
    book.post(a_hold(60, points=a_part(40)))
    assert book.post(a_hold(60, points=a_part(40))).replayed
    for other in (
        a_hold(60),
        a_hold(60, points=a_part(41)),
        a_hold(60, points=a_part(40, worth=2)),
    ):
        with pytest.raises(EntryConflict):
            book.post(other)
    assert stands(points) == (60, 40, 0, 0)


def test_points_become_money_of_the_open_fund_for_good(
    book: LedgerBook, points: PointsBook
) -> None:
    posted = book.post(a_conversion(40, worth=5))
    assert (posted.kind, posted.entry_id, posted.subject) == ("CONVERT", "V1#CONVERT", "V1")
    assert stands(points) == (60, 0, 40, 0)
    assert book.balance(FUND).available == rub(1200)
    assert points.entry(ACCOUNT, "V1#CONVERT") is not None
    with pytest.raises(NotInThisState):
        points.post(a_return_of_points(1, subject="V1"))
    assert book.post(a_conversion(40, worth=5)).replayed


def test_points_are_not_converted_into_a_fund_that_is_closed(
    book: LedgerBook, points: PointsBook
) -> None:
    book.post(a_close())
    with pytest.raises(FundClosed):
        book.post(a_conversion(40))
    with pytest.raises(InsufficientPoints):
        book.post(a_conversion(101, fund=EARLIER_FUND))
    points.post(a_close_of_points())
    with pytest.raises(AccountClosed):
        book.post(a_conversion(40, fund=EARLIER_FUND))
    assert stands(points) == (0, 0, 0, 100)


def test_a_fund_is_paid_into_and_from_by_its_own_partners_points_only() -> None:
    other = ACCOUNT.model_copy(update={"owner": company("other")})
    part = a_part(1).model_copy(update={"account": other})
    for build in (lambda: a_hold(1, points=part), lambda: a_debit(1, points=part)):
        with pytest.raises(ValidationError, match="its own company"):
            build()
    with pytest.raises(ValidationError, match="above zero"):
        a_hold(0)
    with pytest.raises(ValidationError, match="above zero"):
        a_debit(0)


def test_points_in_claims_move_alike_on_the_fake_and_on_dynamodb(both_items: Items) -> None:
    book = furnished(both_items)
    points = filled(both_items)
    book.post(an_accrual(1000))
    book.post(a_hold(0, points=a_part(40)))
    book.post(a_raise(10, points=a_part(5)))
    approve(both_items, "C1", 10, points=44)
    book.post(a_debit(10, points=a_part(44)))
    assert stands(points) == (56, 0, 44, 0)
    send_payout(both_items, "C1")
    book.post(a_reversal(10, points=a_part(44)))
    book.post(a_conversion(6))
    assert stands(points) == (94, 0, 6, 0)
    assert audit_ledger(both_items).sound


def quietly(book: LedgerBook, movement: Movement) -> None:
    book.post(movement)


def post_points(points: PointsBook, amount: int) -> None:
    points.post(a_spending(amount))
