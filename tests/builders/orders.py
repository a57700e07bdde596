"""Souvenirs of an invented vendor, and what is ordered of them; name only what matters."""

from __future__ import annotations

from typing import Any

from cofund.books.order_book import OrderBook
from cofund.models.order_lines import OrderLine, ReturnedLine
from cofund.models.order_movements import CancelOrder, PlaceOrder, ReturnOrder, ShipOrder
from cofund.models.orders import Souvenir, StockKey
from cofund.models.points import AccountKey
from cofund.models.points_orders import (
    CancelPaidByPoints,
    ReturnPaidByPoints,
    ShipPaidByPoints,
    SpendOnOrder,
)
from cofund.models.terms import Names
from cofund.ports import Items
from tests.builders.movements import FUND, NOON, rub
from tests.fakes.office import AT_ONCE

ACCOUNT = AccountKey(programme="vendor", owner="company.romashka", year="2026")
MUG = StockKey(programme="vendor", sku="mug")
PEN = StockKey(programme="vendor", sku="pen")


def a_souvenir(sku: str = "mug", price: int = 10) -> Souvenir:
    """Give a thing in the catalogue; the price in kopecks."""
    return Souvenir(sku=sku, names=Names(ru=f"Вещь {sku}", en=f"Thing {sku}"), price=rub(price))


def with_stock(items: Items, *, mugs: int = 5, pens: int = 50) -> OrderBook:
    """Offer mugs at 10 and pens at 3 kopecks."""
    book = OrderBook(items, backoff=AT_ONCE)
    book.offer("vendor", a_souvenir("mug", 10), on_hand=mugs)
    book.offer("vendor", a_souvenir("pen", 3), on_hand=pens)
    return book


def mugs(quantity: int = 1, price: int = 10) -> OrderLine:
    """Give a line of mugs."""
    return OrderLine(sku="mug", quantity=quantity, price=rub(price))


def pens(quantity: int = 1, price: int = 3) -> OrderLine:
    """Give a line of pens."""
    return OrderLine(sku="pen", quantity=quantity, price=rub(price))


def back(sku: str = "mug", quantity: int = 1) -> ReturnedLine:
    """Give pieces that come back."""
    return ReturnedLine(sku=sku, quantity=quantity)


def an_order(*lines: OrderLine, limited: bool = True, order: str = "O1", **more: Any) -> PlaceOrder:
    """Give an order, of one mug if nothing is said."""
    ordered = lines or (mugs(),)
    cost = sum(line.cost.amount_minor for line in ordered)
    souvenir = rub(cost if limited else 0)
    return PlaceOrder(**_common(more), order=order, lines=ordered, souvenir=souvenir)


def a_shipment(*, order: str = "O1", waybill: str = "17", **more: Any) -> ShipOrder:
    """Give the write-off of an order."""
    return ShipOrder(**_common(more), order=order, waybill=waybill)


def a_cancellation(*, order: str = "O1", **more: Any) -> CancelOrder:
    """Give the end of an order that did not ship."""
    return CancelOrder(**_common(more), order=order)


def a_return(*pieces: ReturnedLine, number: int = 1, order: str = "O1", **more: Any) -> ReturnOrder:
    """Give a return, of one mug if nothing is said."""
    return ReturnOrder(**_common(more), order=order, number=number, pieces=pieces or (back(),))


def by_points(*lines: OrderLine, order: str = "O1", **more: Any) -> SpendOnOrder:
    """Give an order that a company's points pay for, a point being worth four kopecks."""
    return SpendOnOrder(
        **_paid(more), order=order, partner="romashka", lines=lines or (mugs(),), worth=rub(4)
    )


def left_by_points(*, order: str = "O1", **more: Any) -> ShipPaidByPoints:
    """Give the shipment of an order that points paid for."""
    return ShipPaidByPoints(**_paid(more), order=order, waybill="17")


def cancelled_by_points(*, order: str = "O1", **more: Any) -> CancelPaidByPoints:
    """Give the end of an order that points paid for."""
    return CancelPaidByPoints(**_paid(more), order=order)


def back_by_points(
    *pieces: ReturnedLine, number: int = 1, order: str = "O1", **more: Any
) -> ReturnPaidByPoints:
    """Give a return of what points paid for, one mug if nothing is said."""
    return ReturnPaidByPoints(**_paid(more), order=order, number=number, pieces=pieces or (back(),))


def _paid(more: dict[str, Any]) -> dict[str, Any]:
    usual = {key: value for key, value in _common({}).items() if key != "fund"}
    return usual | {"account": ACCOUNT} | more


def _common(more: dict[str, Any]) -> dict[str, Any]:
    usual = {"fund": FUND, "actor": "anna", "reason": "", "at": NOON, "programme_version": "1"}
    return usual | more
