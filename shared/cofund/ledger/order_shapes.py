"""Keys and items of orders and stock in the table ``ledger``.

=========  ====================================  ===========================================
item       pk / sk                               attributes
=========  ====================================  ===========================================
order      ``ORD#{order}`` / ``STATE``           fund, or account and worth of a point;
                                                 currency, souvenir, limited (whether it counts
                                                 against the year's limit), status, reversible,
                                                 lines: sku, quantity, price, returned
stock      ``STOCK#{programme}#{sku}`` /         taken_in, on_hand, ordered, shipped: pieces
           ``BAL``
=========  ====================================  ===========================================
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cofund.items import Item, Key, Value
from cofund.ledger.points_shapes import account_key, account_text
from cofund.ledger.shapes import fund_key, fund_text
from cofund.models.order_lines import ByFund, ByPoints, OrderedLine
from cofund.models.orders import StandingOrder, Stock, StockKey
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
        paid_by=_payer(item, currency),
        lines=tuple(_line(line, currency) for line in lines),
        souvenir=Money(amount_minor=_any(item["souvenir"]), currency=currency),
        state=_any(item["status"]),
        reversible=Money(amount_minor=_any(item["reversible"]), currency=currency),
    )


def payer_item(payer: ByFund | ByPoints) -> Item:
    """Give who pays for an order as its item keeps it."""
    if isinstance(payer, ByFund):
        return {"fund": fund_text(payer.fund)}
    return {"account": account_text(payer.account), "worth": payer.worth.amount_minor}


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


def _payer(item: Item, currency: str) -> ByFund | ByPoints:
    if "fund" in item:
        return ByFund(fund=fund_key(str(item["fund"])))
    worth = Money(amount_minor=_any(item["worth"]), currency=currency)
    return ByPoints(account=account_key(str(item["account"])), worth=worth)


def _line(item: Item, currency: str) -> OrderedLine:
    price = Money(amount_minor=_any(item["price"]), currency=currency)
    return OrderedLine.model_validate({**item, "price": price})


def _any(value: Value) -> Any:
    """Leave it to the model to say whether the value fits."""
    return value
