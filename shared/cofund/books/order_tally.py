"""Sums over orders and stock, item by item, and the laws that they must agree with.

Items are taken as they stand, for what somebody tampered with may fit no model.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cofund.books.broken_laws import broken, unequal
from cofund.books.order_moves import order_of
from cofund.books.writing import integer
from cofund.items import Item, Stored
from cofund.ledger.order_shapes import stock_key
from cofund.ledger.points_shapes import account_key
from cofund.ledger.shapes import fund_key
from cofund.models.orders import OrderState, StandingState, StockKey
from cofund.models.standing import Violation

ORDER_LAWS = {
    "I16": "of each thing, what was taken in is on hand, ordered or shipped, as the orders say",
    "O1": "an order holds or was written off exactly what its pieces cost, and people see that",
    "O2": "each change of an order's state has one audit entry",
}

SHOWN: dict[StandingState, tuple[OrderState, ...]] = {
    "PLACED": ("placed",),
    "SHIPPED": ("shipped", "return_asked", "returned"),
    "CANCELLED": ("cancelled",),
}
"""How people see an order, by what stands of it in the ledger."""


@dataclass(frozen=True)
class OrderTally:
    """What of an order other items must agree with, in minor units."""

    status: str
    cost: int
    kept: int
    """Of the pieces that did not come back."""
    reversible: int
    souvenir: int
    limited: bool
    by_points: bool


@dataclass
class HeadTally:
    """An order as people see it, and its audit entries."""

    state: str = "MISSING"
    revision: int = 0
    kept: int = 0
    changes: dict[int, tuple[str | None, str]] = field(default_factory=dict)
    """From and to, by revision."""


@dataclass
class OrdersTally:
    """All orders and stock."""

    orders: dict[str, OrderTally] = field(default_factory=dict)
    heads: dict[str, HeadTally] = field(default_factory=lambda: defaultdict(HeadTally))
    stock: dict[str, Counter[str]] = field(default_factory=dict)
    """Pieces by place, by the thing's partition key."""
    wanted: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """Pieces ordered and shipped as the orders say, by the thing's partition key."""
    points_wanted: dict[str, int] = field(default_factory=dict)
    """Points that stand for what did not come back, by account and order."""
    points_left: dict[str, int] = field(default_factory=dict)
    """Points that the account says it paid and did not get back, by account and order."""

    def add_order(self, stored: Stored) -> OrderTally:
        """Take what stands of an order into the sums, and give it."""
        item, lines = stored.attributes, _lines(stored.attributes)
        order = OrderTally(
            status=str(item["status"]),
            cost=sum(line["price"] * line["quantity"] for line in lines),
            kept=sum(line["price"] * (line["quantity"] - line["returned"]) for line in lines),
            reversible=integer(item["reversible"]),
            souvenir=integer(item["souvenir"]),
            limited=bool(item["limited"]),
            by_points="account" in item,
        )
        self.orders[_order_id(stored)] = order
        if "account" in item:
            self._add_points(item, order, lines, _order_id(stored))
        programme = _programme(item)
        place = {"PLACED": "ordered", "SHIPPED": "shipped"}.get(order.status)
        for line in lines if place else ():
            key = stock_key(StockKey(programme=programme, sku=line["sku"])).pk
            self.wanted[key][str(place)] += line["quantity"] - line["returned"]
        return order

    def _add_points(self, item: Item, order: OrderTally, lines: list[Any], order_id: str) -> None:
        worth = integer(item["worth"])
        points = sum(
            -(-line["price"] // worth) * (line["quantity"] - line["returned"]) for line in lines
        )
        place = f"{item['account']} {order_id}"
        self.points_wanted[place] = points if order.status in ("PLACED", "SHIPPED") else 0

    def add_spending(self, stored: Stored) -> None:
        """Take what points have paid for an order, and did not get back, into the sums."""
        if stored.attributes["purpose"] == "souvenir_order":
            place = f"{stored.key.pk} {stored.key.sk.removeprefix('SPENT#')}"
            self.points_left[place] = integer(stored.attributes["left"])

    def add_stock(self, stored: Stored) -> None:
        """Take a thing's stock into the sums."""
        places = ("taken_in", "on_hand", "ordered", "shipped")
        self.stock[stored.key.pk] = Counter(
            {place: integer(stored.attributes[place]) for place in places}
        )

    def add_head(self, stored: Stored) -> None:
        """Take an order's head or audit entry into the sums."""
        head, item = self.heads[_order_id(stored)], stored.attributes
        if stored.key.sk == "HEAD":
            order = order_of(item)
            head.state, head.revision = str(item["state"]), integer(item["revision"])
            head.kept = (order.amount - order.came_back).amount_minor
            return
        before = item["from_state"]
        change = None if before is None else str(before), str(item["to_state"])
        head.changes[int(stored.key.sk.removeprefix("AUDIT#"))] = change

    def violations(self) -> Iterator[Violation]:
        """Give what breaks a law."""
        yield from self._stock()
        for place in sorted(self.points_wanted.keys() | self.points_left.keys()):
            paid = self.points_left.get(place, 0)
            yield from unequal("O1", place, self.points_wanted.get(place, 0), paid)
        for order_id in sorted(self.orders.keys() | self.heads.keys()):
            order, head = self.orders.get(order_id), self.heads[order_id]
            if order is None:
                yield broken("O1", order_id, "an order in the ledger", "none")
                continue
            yield from _sound(order_id, order)
            yield from _seen_as_it_stands(order_id, order, head)
            yield from _audited(order_id, head)

    def _stock(self) -> Iterator[Violation]:
        for key in sorted(self.stock.keys() | self.wanted.keys()):
            stock, wanted = self.stock.get(key, Counter()), self.wanted[key]
            if stock["on_hand"] < 0:
                yield broken("I16", f"{key} on_hand", 0, stock["on_hand"])
            for place in ("ordered", "shipped"):
                yield from unequal("I16", f"{key} {place}", wanted[place], stock[place])
            there = stock["on_hand"] + stock["ordered"] + stock["shipped"]
            yield from unequal("I16", key, stock["taken_in"], there)


def _sound(order_id: str, order: OrderTally) -> Iterator[Violation]:
    debited = order.status == "SHIPPED" and not order.by_points
    written_off = order.kept if debited else 0
    yield from unequal("O1", order_id, written_off, order.reversible)
    counted = order.cost if order.status == "PLACED" else order.kept
    if order.status != "CANCELLED":
        charged = counted if order.limited else 0
        yield from unequal("O1", f"{order_id} souvenir", charged, order.souvenir)


def _seen_as_it_stands(order_id: str, order: OrderTally, head: HeadTally) -> Iterator[Violation]:
    if head.state not in SHOWN.get(order.status, ()):  # type: ignore[call-overload]
        yield broken("O1", f"{order_id} as people see it", order.status, head.state)
    yield from unequal("O1", f"{order_id} as people see it", order.kept, head.kept)


def _audited(order_id: str, head: HeadTally) -> Iterator[Violation]:
    yield from unequal("O2", order_id, head.revision, len(head.changes))
    state: str | None = None
    for revision in sorted(head.changes):
        before, after = head.changes[revision]
        if before != state:
            yield broken("O2", f"{order_id} revision {revision}", state, before)
        state = after
    if state != head.state:
        yield broken("O2", order_id, state, head.state)


def _programme(item: Item) -> str:
    if "fund" in item:
        return fund_key(str(item["fund"])).programme
    return account_key(str(item["account"])).programme


def _lines(item: Item) -> list[Any]:
    lines: Any = item["lines"]
    return list(lines)


def _order_id(stored: Stored) -> str:
    return stored.key.pk.partition("#")[2]
