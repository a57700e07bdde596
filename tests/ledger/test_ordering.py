"""Souvenir orders in the ledger: money, limit and stock move together, or not at all."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from cofund.books.ledger_audit import audit_ledger
from cofund.books.ledger_book import LedgerBook
from cofund.books.order_book import OrderBook
from cofund.errors import (
    EntryConflict,
    FundClosed,
    InsufficientFund,
    LimitReached,
    NotAccepted,
    NotFound,
    NotInThisState,
    OutOfStock,
    Refusal,
)
from cofund.models.ledger import Movement
from cofund.models.orders import StockKey
from cofund.ports import Items
from tests.builders.movements import EARLIER_FUND, a_close, an_accrual, rub
from tests.builders.orders import (
    MUG,
    PEN,
    a_cancellation,
    a_return,
    a_shipment,
    a_souvenir,
    an_order,
    back,
    mugs,
    pens,
    with_stock,
)
from tests.fakes.faulty_items import FaultyItems, Killed
from tests.fakes.item_store import MemoryItems
from tests.ledger.furniture import AT_ONCE, furnished
from tests.ledger.postings import buckets, post_all, refused, souvenirs_left

ANOTHER = an_accrual(100, source="t2", fund=EARLIER_FUND)


@pytest.fixture
def shelf(book: LedgerBook, items: MemoryItems) -> OrderBook:
    """Give five mugs and fifty pens, and a fund with 100."""
    book.post(an_accrual(100))
    return with_stock(items)


def pieces(shelf: OrderBook, key: StockKey = MUG) -> tuple[int, int, int]:
    """Give how many pieces are on hand, ordered and shipped."""
    stock = shelf.stock(key)
    assert stock is not None
    return stock.on_hand, stock.ordered, stock.shipped


def test_an_order_holds_money_limit_and_pieces(book: LedgerBook, shelf: OrderBook) -> None:
    post_all(book, an_order(mugs(2), pens(5)))
    assert buckets(book) == {"accrued": 100, "available": 65, "held": 35}
    assert souvenirs_left(book) == 5
    assert (pieces(shelf), pieces(shelf, PEN)) == ((3, 2, 0), (45, 5, 0))
    order = shelf.get("O1")
    assert (order.state, order.amount, order.partner_id) == ("placed", rub(35), "romashka")
    assert [one.order_id for one in shelf.of_partner("romashka")] == ["O1"]


def test_a_shipped_order_is_written_off_and_its_pieces_are_gone(
    book: LedgerBook, shelf: OrderBook
) -> None:
    post_all(book, an_order(mugs(2)), a_shipment(waybill="ТН-5"))
    assert buckets(book) == {"accrued": 100, "available": 80, "debited": 20}
    assert (pieces(shelf), souvenirs_left(book)) == ((3, 0, 2), 20)
    order = shelf.get("O1")
    assert (order.state, order.waybill) == ("shipped", "ТН-5")


def test_a_cancelled_order_gives_all_back(book: LedgerBook, shelf: OrderBook) -> None:
    post_all(book, an_order(mugs(2)), a_cancellation())
    assert buckets(book) == {"accrued": 100, "available": 100}
    assert (pieces(shelf), souvenirs_left(book)) == ((5, 0, 0), 40)
    assert shelf.get("O1").state == "cancelled"


def test_what_comes_back_is_given_back_piece_by_piece(book: LedgerBook, shelf: OrderBook) -> None:
    post_all(book, an_order(mugs(2), pens(5)), a_shipment(), a_return(back("mug", 1)))
    assert buckets(book) == {"accrued": 100, "available": 75, "debited": 25}
    assert (pieces(shelf), souvenirs_left(book)) == ((4, 0, 1), 15)
    assert shelf.get("O1").state == "shipped"
    post_all(book, a_return(back("mug", 1), back("pen", 5), number=2))
    assert buckets(book) == {"accrued": 100, "available": 100}
    assert (pieces(shelf), pieces(shelf, PEN), souvenirs_left(book)) == ((5, 0, 0), (50, 0, 0), 40)
    assert shelf.get("O1").state == "returned"


def test_a_placed_order_survives_the_close_and_what_it_frees_expires(
    book: LedgerBook, shelf: OrderBook
) -> None:
    post_all(book, an_order(mugs(2)), an_order(mugs(1), order="O2"), a_close())
    assert buckets(book) == {"accrued": 100, "held": 30, "expired": 70}
    post_all(book, a_cancellation(), a_shipment(order="O2"))
    assert buckets(book) == {"accrued": 100, "debited": 10, "expired": 90}
    post_all(book, a_return(order="O2"))
    assert buckets(book) == {"accrued": 100, "expired": 100}
    assert (pieces(shelf), souvenirs_left(book)) == ((5, 0, 0), 40)


def test_an_order_that_nothing_limits_leaves_the_limit_alone(
    book: LedgerBook, shelf: OrderBook
) -> None:
    post_all(book, an_order(mugs(5), limited=False), a_shipment(), a_return(back("mug", 5)))
    assert (souvenirs_left(book), pieces(shelf)) == (40, (5, 0, 0))


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ((mugs(4),), None),
        ((mugs(4), pens(1)), LimitReached),
        ((mugs(5, price=8),), None),
        ((mugs(6, price=1),), OutOfStock),
        ((mugs(1, price=101),), InsufficientFund),
    ],
)
def test_an_order_is_refused_just_beyond_each_bound(
    lines: tuple[object, ...],
    name: type[Refusal] | None,
    book: LedgerBook,
    shelf: OrderBook,
) -> None:
    order = an_order(*lines)  # type: ignore[arg-type]
    if name is None:
        post_all(book, order)
    else:
        refused(book, order, name)
        assert (pieces(shelf), shelf.find("O1")) == ((5, 0, 0), None)


AFTER_PLACING = [
    (a_shipment(order="O9"), NotFound),
    (a_cancellation(fund=EARLIER_FUND), NotFound),
    (a_return(), NotInThisState),
    (an_order(pens(1), reason="other"), EntryConflict),
    (an_order(mugs(1), fund=EARLIER_FUND), NotInThisState),
]


@pytest.mark.parametrize(("movement", "name"), AFTER_PLACING)
def test_what_does_not_fit_a_placed_order_is_refused_by_name(
    movement: Movement, name: type[Refusal], book: LedgerBook, shelf: OrderBook
) -> None:
    del shelf
    post_all(book, ANOTHER, an_order(mugs(1)))
    before = buckets(book)
    with pytest.raises(name) as raised:
        book.post(movement)
    assert type(raised.value) is name
    assert buckets(book) == before


AFTER_SHIPPING = [
    (a_cancellation(), NotInThisState),
    (a_shipment(waybill="18"), EntryConflict),
    (a_return(back("mug", 3)), NotAccepted),
    (a_return(back("pen", 1)), NotAccepted),
]


@pytest.mark.parametrize(("movement", "name"), AFTER_SHIPPING)
def test_what_does_not_fit_a_shipped_order_is_refused_by_name(
    movement: Movement, name: type[Refusal], book: LedgerBook, shelf: OrderBook
) -> None:
    del shelf
    post_all(book, an_order(mugs(2)), a_shipment())
    with pytest.raises(name):
        book.post(movement)
    assert buckets(book) == {"accrued": 100, "available": 80, "debited": 20}


def test_a_closed_fund_takes_no_order(book: LedgerBook, shelf: OrderBook) -> None:
    del shelf
    post_all(book, a_close())
    refused(book, an_order(), FundClosed)


@pytest.mark.parametrize("kill", ["killed_before", "killed_after"])
def test_an_order_killed_on_its_way_is_done_once_when_it_is_sent_again(
    kill: str, book: LedgerBook, shelf: OrderBook, faulty: FaultyItems
) -> None:
    unlucky = LedgerBook(faulty, backoff=AT_ONCE)
    for movement in (an_order(mugs(2)), a_shipment(), a_return()):
        faulty.faults.append(kill)  # type: ignore[arg-type]
        with pytest.raises(Killed):
            unlucky.post(movement)
        assert unlucky.post(movement).replayed == (kill == "killed_after")
    assert buckets(book) == {"accrued": 100, "available": 90, "debited": 10}
    assert pieces(shelf) == (4, 0, 1)


DUELS = [
    ((an_order(mugs(3)), an_order(mugs(3), order="O2")), OutOfStock),
    ((an_order(pens(7)), an_order(pens(7), order="O2")), LimitReached),
    ((an_order(mugs(1)), an_order(mugs(1))), None),
]


@pytest.mark.parametrize(("duel", "name"), DUELS)
def test_two_orders_at_one_moment_never_get_the_same_piece_or_limit(
    duel: tuple[Movement, Movement],
    name: type[Refusal] | None,
    book: LedgerBook,
    shelf: OrderBook,
    faulty: FaultyItems,
) -> None:
    del shelf
    faulty.before_the_write(lambda: book.post(duel[1]))
    unlucky = LedgerBook(faulty, backoff=AT_ONCE)
    if name is None:
        assert unlucky.post(duel[0]).replayed
    else:
        with pytest.raises(name):
            unlucky.post(duel[0])


@pytest.mark.parametrize(
    ("first", "second"), [(a_shipment(), a_cancellation()), (a_cancellation(), a_shipment())]
)
def test_of_shipping_and_cancelling_at_one_moment_one_is_done(
    first: Movement,
    second: Movement,
    book: LedgerBook,
    shelf: OrderBook,
    faulty: FaultyItems,
) -> None:
    del shelf
    post_all(book, an_order())
    faulty.before_the_write(lambda: book.post(second))
    with pytest.raises(NotInThisState):
        LedgerBook(faulty, backoff=AT_ONCE).post(first)


def test_both_tables_carry_an_order_through_its_life(both_items: Items) -> None:
    book = furnished(both_items)
    shelf = with_stock(both_items)
    post_all(book, an_accrual(100), an_order(mugs(2)), a_shipment(), a_return())
    assert (pieces(shelf), shelf.get("O1").returns) == ((4, 0, 1), 1)
    assert [one.to_state for one in shelf.audit("O1")] == ["placed", "shipped", "shipped"]
    assert [one.order_id for one in shelf.listed("vendor", "done")] == ["O1"]
    assert shelf.listed("vendor", "open") == []
    assert audit_ledger(both_items).violations == ()


def test_stock_is_counted_anew_without_touching_what_is_ordered(
    book: LedgerBook, shelf: OrderBook
) -> None:
    post_all(book, an_order(mugs(2)))
    shelf.offer("vendor", a_souvenir("mug", 12), on_hand=7)
    assert pieces(shelf) == (7, 2, 0)
    assert [one.price for one in shelf.catalogue("vendor")] == [rub(12), rub(3)]


def test_an_order_names_each_thing_once_in_one_currency() -> None:
    with pytest.raises(ValidationError, match="stands once"):
        an_order(mugs(1), mugs(2))
    with pytest.raises(ValidationError, match="whole or not at all"):
        an_order().model_copy().model_validate({**an_order().model_dump(), "souvenir": rub(1)})
