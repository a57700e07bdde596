"""What a movement of an order looks at beside its fund: the order, its head, stock and limit."""

from __future__ import annotations

from dataclasses import dataclass, field

from cofund.books.order_moves import order_head_key, order_of
from cofund.ledger.order_shapes import order_key, read_order, read_stock, stock_key
from cofund.models.orders import (
    Order,
    OrderMovement,
    PlaceOrder,
    StandingOrder,
    Stock,
    StockKey,
)
from cofund.ports import Items


@dataclass(frozen=True)
class OrderSight:
    """An order where a movement wants to change it."""

    order: StandingOrder | None
    head: Order | None
    on_hand: dict[StockKey, int] = field(default_factory=dict)

    def looks_at_limit(self, movement: OrderMovement) -> bool:
        """Say whether the movement charges the souvenir limit, or may give back to it."""
        if isinstance(movement, PlaceOrder):
            return bool(movement.souvenir)
        return self.order is not None and bool(self.order.souvenir)


def order_sight(movement: OrderMovement, items: Items) -> OrderSight:
    """Give what stands of a movement's order; stock only where pieces are taken off it."""
    head = items.get(order_head_key(movement.order))
    lines = movement.lines if isinstance(movement, PlaceOrder) else ()
    keys = [StockKey(programme=movement.fund.programme, sku=line.sku) for line in lines]
    stocks = (stock_of(key, items) for key in keys)
    return OrderSight(
        order=standing_order(movement.order, items),
        head=None if head is None else order_of(head),
        on_hand={stock.key: stock.on_hand for stock in stocks if stock is not None},
    )


def standing_order(order: str, items: Items) -> StandingOrder | None:
    """Give what stands of an order in the ledger."""
    item = items.get(order_key(order))
    return None if item is None else read_order(order, item)


def stock_of(key: StockKey, items: Items) -> Stock | None:
    """Give a thing's stock."""
    item = items.get(stock_key(key))
    return None if item is None else read_stock(key, item)
