"""Souvenir orders that points pay for: points and pieces move together, or not at all."""

from __future__ import annotations

import pytest

from cofund.books.ledger_audit import audit_ledger
from cofund.books.ledger_book import LedgerBook
from cofund.books.order_book import OrderBook
from cofund.books.points_book import PointsBook
from cofund.errors import (
    AccountClosed,
    EntryConflict,
    InsufficientPoints,
    NotAccepted,
    NotFound,
    NotInThisState,
    OutOfStock,
    Refusal,
)
from cofund.items import Key, Update
from cofund.ledger.order_shapes import order_key
from cofund.ledger.points_shapes import spending_key
from cofund.models.points import POINTS_BUCKETS, ClosePoints, EarnPoints
from cofund.models.points_orders import PointsOrderMovement
from cofund.ports import Items
from tests.builders.movements import NOON, an_accrual, rub
from tests.builders.orders import (
    ACCOUNT,
    MUG,
    a_shipment,
    an_order,
    back,
    back_by_points,
    by_points,
    cancelled_by_points,
    left_by_points,
    mugs,
    pens,
    with_stock,
)
from tests.fakes.faulty_items import FaultyItems, Killed
from tests.fakes.item_store import MemoryItems
from tests.ledger.furniture import AT_ONCE, furnished
from tests.ledger.postings import souvenirs_left

COMMON = {"account": ACCOUNT, "actor": "step", "reason": "", "at": NOON, "programme_version": "1"}


def account_with(items: Items, points: int) -> PointsBook:
    """Give an account in which so many points stand."""
    accounts = PointsBook(items, backoff=AT_ONCE)
    accounts.open_account(ACCOUNT)
    accounts.post(EarnPoints.model_validate({**COMMON, "award": "AW1", "points": points}))
    return accounts


@pytest.fixture
def accounts(items: MemoryItems, book: LedgerBook) -> PointsBook:
    """Give twelve points beside a fund with a souvenir limit."""
    del book
    return account_with(items, 12)


@pytest.fixture
def shelf(items: MemoryItems, accounts: PointsBook) -> OrderBook:
    """Give five mugs at three points and fifty pens at one."""
    del accounts
    return with_stock(items)


def standing(accounts: PointsBook) -> dict[str, int]:
    """Give the buckets that are not empty."""
    balance = accounts.balance(ACCOUNT)
    found = {bucket: getattr(balance, bucket) for bucket in POINTS_BUCKETS}
    return {bucket: points for bucket, points in found.items() if points}


def pieces(shelf: OrderBook) -> tuple[int, int, int]:
    stock = shelf.stock(MUG)
    assert stock is not None
    return stock.on_hand, stock.ordered, stock.shipped


def end_of_year(accounts: PointsBook) -> None:
    accounts.post(ClosePoints.model_validate(COMMON))


def test_points_are_whole_so_that_a_part_of_one_is_one(
    accounts: PointsBook, shelf: OrderBook, book: LedgerBook
) -> None:
    shelf.post(by_points(mugs(2), pens(3)))
    assert standing(accounts) == {"earned": 12, "available": 3, "spent": 9}
    assert (pieces(shelf), souvenirs_left(book)) == ((3, 2, 0), 40)
    order = shelf.get("O1")
    assert (order.state, order.points, order.partner_id) == ("placed", 9, "romashka")


def test_a_shipped_order_moves_pieces_only_and_a_return_gives_points_back(
    accounts: PointsBook, shelf: OrderBook
) -> None:
    for movement in (by_points(mugs(2), pens(3)), left_by_points()):
        assert not shelf.post(movement).replayed
    assert (standing(accounts)["spent"], pieces(shelf)) == (9, (3, 0, 2))
    shelf.post(back_by_points(back("mug", 1), back("pen", 1)))
    assert (standing(accounts)["spent"], pieces(shelf)) == (5, (4, 0, 1))
    assert shelf.get("O1").state == "shipped"
    shelf.post(back_by_points(back("mug", 1), back("pen", 2), number=2))
    assert standing(accounts) == {"earned": 12, "available": 12}
    assert shelf.get("O1").state == "returned"


def test_what_is_cancelled_after_the_years_end_expires(
    accounts: PointsBook, shelf: OrderBook
) -> None:
    shelf.post(by_points(mugs(2)))
    end_of_year(accounts)
    shelf.post(cancelled_by_points())
    assert standing(accounts) == {"earned": 12, "expired": 12}
    assert pieces(shelf) == (5, 0, 0)


REFUSED: list[tuple[tuple[PointsOrderMovement, ...], PointsOrderMovement, type[Refusal]]] = [
    ((), by_points(mugs(4), pens(1)), InsufficientPoints),
    ((), by_points(mugs(6, price=1)), OutOfStock),
    ((by_points(),), by_points(pens(1)), EntryConflict),
    ((), left_by_points(), NotFound),
    ((by_points(), cancelled_by_points()), left_by_points(), NotInThisState),
    ((by_points(), left_by_points()), cancelled_by_points(), NotInThisState),
    ((by_points(),), back_by_points(), NotInThisState),
    ((by_points(), left_by_points()), back_by_points(back("mug", 2)), NotAccepted),
]


@pytest.mark.parametrize(("before", "movement", "name"), REFUSED)
def test_what_does_not_fit_is_refused_by_name_and_changes_nothing(
    before: tuple[PointsOrderMovement, ...],
    movement: PointsOrderMovement,
    name: type[Refusal],
    accounts: PointsBook,
    shelf: OrderBook,
) -> None:
    for earlier in before:
        shelf.post(earlier)
    stood = standing(accounts), pieces(shelf)
    with pytest.raises(name):
        shelf.post(movement)
    assert (standing(accounts), pieces(shelf)) == stood


def test_a_closed_account_pays_for_nothing(accounts: PointsBook, shelf: OrderBook) -> None:
    end_of_year(accounts)
    with pytest.raises(AccountClosed):
        shelf.post(by_points())


def test_a_fund_and_an_account_never_pay_for_one_order(book: LedgerBook, shelf: OrderBook) -> None:
    book.post(an_accrual(100))
    book.post(an_order(pens(1)))
    with pytest.raises(NotInThisState):
        shelf.post(by_points(pens(1)))
    with pytest.raises(NotFound):
        shelf.post(left_by_points())
    shelf.post(by_points(pens(1), order="O2"))
    with pytest.raises(NotFound):
        book.post(a_shipment(order="O2"))


@pytest.mark.parametrize("kill", ["killed_before", "killed_after"])
def test_killed_on_its_way_it_is_done_once_when_it_is_sent_again(
    kill: str, accounts: PointsBook, shelf: OrderBook, faulty: FaultyItems
) -> None:
    unlucky = OrderBook(faulty, backoff=AT_ONCE)
    for movement in (by_points(mugs(2)), left_by_points(), back_by_points()):
        faulty.faults.append(kill)  # type: ignore[arg-type]
        with pytest.raises(Killed):
            unlucky.post(movement)
        assert unlucky.post(movement).replayed == (kill == "killed_after")
    assert (standing(accounts)["spent"], pieces(shelf)) == (3, (4, 0, 1))


@pytest.mark.parametrize(
    ("rival", "name"),
    [
        (by_points(mugs(3)), None),
        (by_points(mugs(2), order="O2"), InsufficientPoints),
        (by_points(pens(10), order="O2"), InsufficientPoints),
    ],
)
def test_two_orders_at_one_moment_never_spend_the_same_point(
    rival: PointsOrderMovement,
    name: type[Refusal] | None,
    shelf: OrderBook,
    faulty: FaultyItems,
) -> None:
    faulty.before_the_write(lambda: shelf.post(rival))
    unlucky = OrderBook(faulty, backoff=AT_ONCE)
    if name is None:
        assert unlucky.post(by_points(mugs(3))).replayed
    else:
        with pytest.raises(name):
            unlucky.post(by_points(mugs(3)))


def test_both_tables_carry_an_order_through_its_life(both_items: Items) -> None:
    furnished(both_items)
    shelf = with_stock(both_items)
    account_with(both_items, 12)
    for movement in (by_points(mugs(2)), left_by_points(), back_by_points()):
        shelf.post(movement)
    assert pieces(shelf) == (4, 0, 1)


def test_points_that_an_order_does_not_account_for_are_found_out(
    accounts: PointsBook, shelf: OrderBook
) -> None:
    memory = MemoryItems()
    furnished(memory)
    other = with_stock(memory)
    account_with(memory, 12)
    other.post(by_points(mugs(2)))
    assert audit_ledger(memory).violations == ()
    spending: Key = spending_key(ACCOUNT, "O1")
    memory.write((Update(spending, assign={"left": 5}),))
    assert "O1" in {one.law for one in audit_ledger(memory).violations}
    memory.write((Update(spending, assign={"left": 6}),))
    memory.write((Update(order_key("O1"), assign={"worth": 5}),))
    assert "O1" in {one.law for one in audit_ledger(memory).violations}
    del accounts, shelf


def test_a_point_may_be_worth_more_than_a_piece() -> None:
    assert by_points(pens(1)).paid_by.points((pens(2),)) == 2
    assert by_points(pens(1)).model_copy(update={"worth": rub(3)}).paid_by.points((pens(2),)) == 2
