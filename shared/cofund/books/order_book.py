"""Souvenirs: what the catalogue offers, who ordered what, and what became of it.

Orders come into being and change by movements of the ledger (``order_moves`` shows their items);
here they are found, and moved where neither money nor pieces move.

==========================  ===============  ======================================================
pk                          sk               attributes
==========================  ===============  ======================================================
``CATALOGUE#{programme}``   ``SKU#{sku}``    souvenir (JSON)
==========================  ===============  ======================================================
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from cofund.books.backoff import Backoff
from cofund.books.order_moves import moved, order_head_key, order_of, order_writes
from cofund.books.order_sight import (
    PointsOrderSight,
    points_order_sight,
    standing_order,
    stock_of,
)
from cofund.books.posting_desk import PostingDesk
from cofund.books.writing import settle
from cofund.errors import NotFound, StaleVersion
from cofund.items import Condition, Key, Put, Stored, Update, Write
from cofund.ledger.order_shapes import stock_key
from cofund.ledger.points_ordering import plan_paid_by_points
from cofund.ledger.points_shapes import read_points_posting
from cofund.ledger.seen import Seen
from cofund.models.base import is_identifier
from cofund.models.order_lines import ReturnedLine
from cofund.models.orders import Order, OrderChange, Souvenir, StandingOrder, Stock, StockKey
from cofund.models.points import PointsPosted
from cofund.models.points_orders import PointsOrderMovement
from cofund.models.souvenir_lists import MAX_SOUVENIRS
from cofund.ports import Items

MAX_SHOWN = 200
MAX_CHANGES = 300
"""Of one order."""


class OrderBook:
    """The catalogue, its stock, and the orders."""

    def __init__(self, items: Items, *, backoff: Backoff) -> None:
        self._items = items
        self._desk = PostingDesk[PointsOrderMovement, PointsOrderSight, PointsPosted](
            items,
            backoff=backoff,
            look=lambda movement: points_order_sight(movement, items),
            standing=lambda sight: sight.posting,
            judge=_judged,
            read=lambda movement, item: read_points_posting(movement.account, item),
        )

    def post(self, movement: PointsOrderMovement) -> PointsPosted:
        """Write the posting of an order that points pay for, and all that it changes, once.

        Orders that a fund pays for are posted by the ``LedgerBook``.

        Raises:
            EntryConflict: the id is taken by a movement with other contents.
            Refusal: what stands forbids it, by the name that ``cofund.ledger.points_ordering`` and
                ``cofund.books.order_moves`` give.
            TryAgain: others came in between again and again. Posting it again is safe.
        """
        return self._desk.post(movement)

    def catalogue(self, programme: str) -> tuple[Souvenir, ...]:
        """Give all that a programme offers, by its number."""
        stored = self._items.query("claims", f"CATALOGUE#{programme}", limit=MAX_SOUVENIRS)
        return tuple(
            Souvenir.model_validate_json(str(one.attributes["souvenir"])) for one in stored
        )

    def stock(self, key: StockKey) -> Stock | None:
        """Give a thing's stock, if it was ever taken in."""
        return stock_of(key, self._items)

    def offer(self, programme: str, souvenir: Souvenir, *, on_hand: int) -> None:
        """Offer a thing at its price, with so many pieces free to be ordered; or change it.

        Pieces that are ordered or shipped already are not counted in ``on_hand``.

        Raises:
            TryAgain: others keep ordering it.
        """
        key = StockKey(programme=programme, sku=souvenir.sku)
        place = Key("claims", f"CATALOGUE#{programme}", f"SKU#{souvenir.sku}")
        listed = {"souvenir": souvenir.model_dump_json()}

        def writes() -> tuple[Write, ...]:
            known = self._items.get(place) is not None
            offered = Update(place, assign=listed) if known else Put(place, listed)
            return offered, *_restocked(key, self.stock(key), on_hand)

        settle(self._items, writes)

    def get(self, order_id: str) -> Order:
        """Give an order.

        Raises:
            NotFound: there is no such order.
        """
        found = self.find(order_id)
        if found is None:
            raise NotFound("no such order")
        return found

    def find(self, order_id: str) -> Order | None:
        """Give an order, if there is one."""
        item = self._items.get(order_head_key(order_id)) if is_identifier(order_id) else None
        return None if item is None else order_of(item)

    def standing(self, order_id: str) -> StandingOrder | None:
        """Give what stands of an order in the ledger."""
        return standing_order(order_id, self._items)

    def of_partner(self, partner_id: str) -> list[Order]:
        """Give a partner's orders, newest first."""
        stored = self._items.query_newest("claims", f"ORDERS#{partner_id}", limit=MAX_SHOWN)
        return [self.get(str(one.attributes["order"])) for one in stored]

    def listed(self, programme: str, which: Literal["open", "done"]) -> list[Order]:
        """Give a programme's orders that wait for a manager, or the others, oldest first.

        The list may lag a moment behind.
        """
        pk = f"ORDERS#{programme}#{which}"
        return [
            order_of(one.attributes) for one in self._items.query_index("gsi1", pk, limit=MAX_SHOWN)
        ]

    def audit(self, order_id: str) -> tuple[OrderChange, ...]:
        """Give every change of an order's state, oldest first."""
        stored = self._items.query("claims", f"ORD#{order_id}", prefix="AUDIT#", limit=MAX_CHANGES)
        return tuple(map(_change_of, stored))

    def move(
        self, seen: Order, change: OrderChange, *, asked: tuple[ReturnedLine, ...], why: str
    ) -> None:
        """Note what a partner wants to give back, or that a manager answered.

        Raises:
            NotInThisState: the order may not go there from where it stands.
            StaleVersion: the order has moved on since it was seen.
            TryAgain: others keep moving it.
        """
        if change.revision != seen.revision + 1:
            raise StaleVersion("the order has moved on")

        def writes() -> tuple[Write, ...]:
            if self.get(seen.order_id).revision != seen.revision:
                raise StaleVersion("the order has moved on")
            return moved(seen, change, asked=asked, asked_why=why)

        settle(self._items, writes)


def _judged(movement: PointsOrderMovement, sight: PointsOrderSight) -> tuple[Write, ...]:
    if sight.balance is None:
        raise NotFound("no such account")
    found = Seen(balance=None, order=sight.order.order, on_hand=sight.order.on_hand)
    planned = plan_paid_by_points(movement, sight.balance, found)
    return planned + order_writes(movement, sight.order.head)


def _restocked(key: StockKey, seen: Stock | None, on_hand: int) -> tuple[Write, ...]:
    if seen is None:
        none = {"ordered": 0, "shipped": 0}
        return (Put(stock_key(key), {"taken_in": on_hand, "on_hand": on_hand, **none}),)
    if seen.on_hand == on_hand:
        return ()
    added = on_hand - seen.on_hand
    return (
        Update(
            stock_key(key),
            add={"taken_in": added, "on_hand": added},
            conditions=(Condition("on_hand", "=", seen.on_hand),),
        ),
    )


def _change_of(stored: Stored) -> OrderChange:
    revision = int(stored.key.sk.removeprefix("AUDIT#"))
    at = datetime.fromisoformat(str(stored.attributes["at"]))
    return OrderChange.model_validate({"revision": revision, **stored.attributes, "at": at})
