"""Keys and items of orders and stock in the table ``ledger``.

=========  ====================================  ===========================================
item       pk / sk                               attributes
=========  ====================================  ===========================================
order      ``ORD#{order}`` / ``STATE``           fund, currency, souvenir, status, reversible,
                                                 lines: sku, quantity, price, returned
stock      ``STOCK#{programme}#{sku}`` /         taken_in, on_hand, ordered, shipped: pieces
           ``BAL``
=========  ====================================  ===========================================
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cofund.items import Item, Key, Value
from cofund.ledger.shapes import fund_key
from cofund.models.orders import OrderedLine, StandingOrder, Stock, StockKey
from cofund.money import Money


def order_key(order: str) -> Key:
    """Give where an order stands in the ledger."""
    return Key("ledger", f"ORD#{order}", "STATE")


def stock_key(stock: StockKey) -> Key:
    """Give where the stock of a thing stands."""
    return Key("ledger", f"STOCK#{stock.programme}#{stock.sku}", "BAL")


def read_order(order: str, item: Item) -> StandingOrder:
    """Give what stands of an order from its item."""
    currency, lines = str(item["currency"]), _any(item["lines"])
    return StandingOrder(
        order=order,
        fund=fund_key(str(item["fund"])),
        lines=tuple(_line(line, currency) for line in lines),
        souvenir=Money(amount_minor=_any(item["souvenir"]), currency=currency),
        state=_any(item["status"]),
        reversible=Money(amount_minor=_any(item["reversible"]), currency=currency),
    )


def read_stock(key: StockKey, item: Item) -> Stock:
    """Give a thing's stock from its item."""
    places: Any = {name: item[name] for name in ("taken_in", "on_hand", "ordered", "shipped")}
    return Stock(key=key, **places)


def line_items(lines: Iterable[OrderedLine]) -> list[Value]:
    """Give an order's lines as its item keeps them."""
    return [
        {
            "sku": line.sku,
            "quantity": line.quantity,
            "price": line.price.amount_minor,
            "returned": line.returned,
        }
        for line in lines
    ]


def _line(item: Item, currency: str) -> OrderedLine:
    price = Money(amount_minor=_any(item["price"]), currency=currency)
    return OrderedLine.model_validate({**item, "price": price})


def _any(value: Value) -> Any:
    """Leave it to the model to say whether the value fits."""
    return value
