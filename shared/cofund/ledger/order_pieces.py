"""What every movement of an order writes, whoever pays: the order itself, and where pieces are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cofund.errors import NotAccepted, NotFound, NotInThisState, OutOfStock
from cofund.items import Condition, Put, Update, Write
from cofund.ledger.order_shapes import line_items, order_key, payer_item, stock_key
from cofund.models.movements import FundKey
from cofund.models.order_lines import ByFund, ByPoints, OrderedLine, OrderLine, ReturnedLine
from cofund.models.orders import StandingOrder, StandingState, StockKey
from cofund.models.points import AccountKey
from cofund.money import Money

IS_PLACED = Condition("status", "=", "PLACED")


def require_pieces(
    programme: str, lines: Iterable[OrderLine], on_hand: Mapping[StockKey, int]
) -> None:
    """Refuse to order more than there is.

    Raises:
        OutOfStock: fewer pieces are on hand.
    """
    for line in lines:
        if on_hand.get(StockKey(programme=programme, sku=line.sku), 0) < line.quantity:
            raise OutOfStock(line.sku)


def require_order(
    order: StandingOrder | None, payer: FundKey | AccountKey, *, state: StandingState
) -> StandingOrder:
    """Give an order that this fund or account pays for, in this state.

    Raises:
        NotFound: there is no such order.
        NotInThisState: it is elsewhere.
    """
    if order is None or _place_of(order.paid_by) != payer:
        raise NotFound("no such order")
    if order.state != state:
        raise NotInThisState(f"the order is {order.state}, not {state}")
    return order


def placed(
    order: str, lines: Iterable[OrderLine], paid_by: ByFund | ByPoints, *, souvenir: Money
) -> Put:
    """Give the write of a new order."""
    return Put(
        order_key(order),
        {
            **payer_item(paid_by),
            "currency": souvenir.currency,
            "souvenir": souvenir.amount_minor,
            "limited": bool(souvenir),
            "status": "PLACED",
            "reversible": 0,
            "lines": line_items(OrderedLine(**line.model_dump()) for line in lines),
        },
    )


def shipped(order: StandingOrder, reversible: Money) -> Update:
    """Give the write that an order has left."""
    return Update(
        order_key(order.order),
        assign={"status": "SHIPPED", "reversible": reversible.amount_minor},
        conditions=(IS_PLACED,),
    )


def cancelled(order: StandingOrder) -> Update:
    """Give the write that an order is cancelled."""
    return Update(order_key(order.order), assign={"status": "CANCELLED"}, conditions=(IS_PLACED,))


def returned(
    order: StandingOrder, lines: tuple[OrderedLine, ...], *, back: Money, souvenir: Money
) -> Update:
    """Give the write that pieces came back: none may have come back since it was looked at."""
    return Update(
        order_key(order.order),
        assign={
            "lines": line_items(lines),
            "reversible": (order.reversible - back).amount_minor,
            "souvenir": (order.souvenir - souvenir).amount_minor,
        },
        conditions=(
            Condition("status", "=", "SHIPPED"),
            Condition("lines", "=", line_items(order.lines)),
        ),
    )


def without(
    lines: Iterable[OrderedLine], pieces: Iterable[ReturnedLine]
) -> tuple[OrderedLine, ...]:
    """Give an order's lines after pieces came back.

    Raises:
        NotAccepted: more pieces than were shipped and did not come back.
    """
    back = {line.sku: line.quantity for line in pieces}
    left = tuple(_line_without(line, back.pop(line.sku, 0)) for line in lines)
    if back:
        raise NotAccepted("the order has no such thing")
    return left


def onto_the_way(programme: str, lines: Iterable[OrderLine]) -> tuple[Write, ...]:
    """Give the writes that take pieces off the shelf for an order."""
    return tuple(
        Update(
            stock_key(StockKey(programme=programme, sku=line.sku)),
            add={"on_hand": -line.quantity, "ordered": line.quantity},
            conditions=(Condition("on_hand", ">=", line.quantity),),
        )
        for line in lines
    )


def back_from_the_way(programme: str, lines: Iterable[OrderLine]) -> tuple[Write, ...]:
    """Give the writes that put an order's pieces back onto the shelf."""
    return tuple(
        Update(
            stock_key(StockKey(programme=programme, sku=line.sku)),
            add={"ordered": -line.quantity, "on_hand": line.quantity},
            conditions=(Condition("ordered", ">=", line.quantity),),
        )
        for line in lines
    )


def out_of_the_house(programme: str, lines: Iterable[OrderLine]) -> tuple[Write, ...]:
    """Give the writes that an order's pieces have left."""
    return tuple(
        Update(
            stock_key(StockKey(programme=programme, sku=line.sku)),
            add={"ordered": -line.quantity, "shipped": line.quantity},
            conditions=(Condition("ordered", ">=", line.quantity),),
        )
        for line in lines
    )


def into_the_house(programme: str, lines: Iterable[OrderLine]) -> tuple[Write, ...]:
    """Give the writes that pieces came back onto the shelf."""
    return tuple(
        Update(
            stock_key(StockKey(programme=programme, sku=line.sku)),
            add={"shipped": -line.quantity, "on_hand": line.quantity},
            conditions=(Condition("shipped", ">=", line.quantity),),
        )
        for line in lines
    )


def _line_without(line: OrderedLine, pieces: int) -> OrderedLine:
    if pieces > line.kept:
        raise NotAccepted("more pieces than did not come back")
    return line.model_copy(update={"returned": line.returned + pieces})


def _place_of(payer: ByFund | ByPoints) -> FundKey | AccountKey:
    return payer.fund if isinstance(payer, ByFund) else payer.account
