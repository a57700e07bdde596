"""What a movement of an order looks at beside its fund: the order, its head, stock and limit."""

from __future__ import annotations

from dataclasses import dataclass, field

from cofund.books.order_moves import AnyOrderMovement, order_head_key, order_of
from cofund.ledger.order_shapes import order_key, read_order, read_stock, stock_key
from cofund.ledger.points_shapes import (
    points_balance_key,
    points_posting_key,
    read_points_balance,
    read_points_posting,
)
from cofund.models.order_movements import OrderMovement, PlaceOrder
from cofund.models.orders import Order, StandingOrder, Stock, StockKey
from cofund.models.points import PointsBalance, PointsPosted
from cofund.models.points_orders import PointsOrderMovement, SpendOnOrder
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


def order_sight(movement: AnyOrderMovement, items: Items) -> OrderSight:
    """Give what stands of a movement's order; stock only where pieces are taken off it."""
    head = items.get(order_head_key(movement.order))
    stocks = (stock_of(key, items) for key in _ordered(movement))
    return OrderSight(
        order=standing_order(movement.order, items),
        head=None if head is None else order_of(head),
        on_hand={stock.key: stock.on_hand for stock in stocks if stock is not None},
    )


@dataclass(frozen=True)
class PointsOrderSight:
    """An order that points pay for, and the account."""

    posting: PointsPosted | None
    balance: PointsBalance | None
    order: OrderSight


def points_order_sight(movement: PointsOrderMovement, items: Items) -> PointsOrderSight:
    """Give all that the movement looks at."""
    account = movement.account
    balance = items.get(points_balance_key(account))
    order = order_sight(movement, items)
    posting = items.get(points_posting_key(account, movement.entry_id))
    return PointsOrderSight(
        posting=None if posting is None else read_points_posting(account, posting),
        balance=None if balance is None else read_points_balance(account, balance),
        order=order,
    )


def _ordered(movement: AnyOrderMovement) -> list[StockKey]:
    if isinstance(movement, PlaceOrder):
        programme, lines = movement.fund.programme, movement.lines
    elif isinstance(movement, SpendOnOrder):
        programme, lines = movement.account.programme, movement.lines
    else:
        return []
    return [StockKey(programme=programme, sku=line.sku) for line in lines]


def standing_order(order: str, items: Items) -> StandingOrder | None:
    """Give what stands of an order in the ledger."""
    item = items.get(order_key(order))
    return None if item is None else read_order(order, item)


def stock_of(key: StockKey, items: Items) -> Stock | None:
    """Give a thing's stock."""
    item = items.get(stock_key(key))
    return None if item is None else read_stock(key, item)
