"""Movements of souvenir orders: place, ship, cancel, and take pieces back.

The money that an order holds or was written off, what it takes of the year's souvenir limit and
the pieces it takes off the stock move together. A placed order outlives its fund's period: what a
cancelled one frees then expires.
"""

from __future__ import annotations

from collections.abc import Iterable

from cofund.errors import NotAccepted, NotFound, NotInThisState, OutOfStock
from cofund.items import Condition, Put, Update, Write
from cofund.ledger.change import (
    Change,
    at_least,
    freed_bucket,
    is_status,
    require_available,
    require_currency,
)
from cofund.ledger.limits import charge_limit, refund_limit
from cofund.ledger.order_shapes import line_items, order_key, stock_key
from cofund.ledger.seen import Seen
from cofund.ledger.shapes import fund_text
from cofund.models.movements import FundKey
from cofund.models.orders import (
    CancelOrder,
    OrderedLine,
    OrderMovement,
    PlaceOrder,
    ReturnedLine,
    ReturnOrder,
    ShipOrder,
    StandingOrder,
    StandingState,
    StockKey,
    times,
)
from cofund.models.standing import Balance
from cofund.money import Money


def order_change(movement: OrderMovement, balance: Balance, seen: Seen) -> Change:
    """Give what a movement of an order does.

    Raises:
        Refusal: by the name that the movement's function lists.
    """
    match movement:
        case PlaceOrder():
            return place_order(movement, balance, seen)
        case ShipOrder():
            return ship_order(movement, seen)
        case CancelOrder():
            return cancel_order(movement, balance, seen)
        case ReturnOrder():
            return return_order(movement, balance, seen)


def place_order(movement: PlaceOrder, balance: Balance, seen: Seen) -> Change:
    """Hold available money, charge the souvenir limit and take the pieces off the stock.

    Raises:
        NotInThisState: the order stands already, in whichever fund.
        FundClosed: the period has ended.
        InsufficientFund: less is available.
        LimitReached: less is left of the year's souvenir limit.
        OutOfStock: fewer pieces are on hand.
        NotAccepted: the currency is another one.
    """
    amount = movement.amount
    require_currency(balance, amount)
    if seen.order is not None:
        raise NotInThisState("the order stands already")
    require_available(balance, amount)
    programme = movement.fund.programme
    for line in movement.lines:
        if seen.on_hand.get(StockKey(programme=programme, sku=line.sku), 0) < line.quantity:
            raise OutOfStock(f"fewer pieces of {line.sku} are on hand")
    taken = (_on_its_way(programme, line.sku, line.quantity) for line in movement.lines)
    return Change(
        {"available": -amount.amount_minor, "held": amount.amount_minor},
        (is_status(balance), at_least("available", amount)),
        (_put(movement), *taken, *charge_limit(seen.limit, movement.souvenir)),
    )


def ship_order(movement: ShipOrder, seen: Seen) -> Change:
    """Write the held money off, for the pieces have left.

    Raises:
        NotFound: there is no such order in this fund.
        NotInThisState: the order was shipped or cancelled.
    """
    order = _require(seen.order, movement.fund, state="PLACED")
    amount = order.amount.amount_minor
    shipped = Update(
        order_key(order.order),
        assign={"status": "SHIPPED", "reversible": amount},
        conditions=(IS_PLACED,),
    )
    left = (_left(movement.fund, line) for line in order.lines)
    return Change(
        {"held": -amount, "debited": amount},
        (at_least("held", order.amount),),
        (shipped, *left),
    )


def cancel_order(movement: CancelOrder, balance: Balance, seen: Seen) -> Change:
    """Give money, limit and pieces back; in a closed period the money expires.

    Raises:
        NotFound: there is no such order in this fund.
        NotInThisState: the order was shipped or cancelled.
    """
    order = _require(seen.order, movement.fund, state="PLACED")
    amount = order.amount.amount_minor
    cancelled = Update(
        order_key(order.order), assign={"status": "CANCELLED"}, conditions=(IS_PLACED,)
    )
    programme = movement.fund.programme
    back = (_on_its_way(programme, line.sku, -line.quantity) for line in order.lines)
    return Change(
        {"held": -amount, freed_bucket(balance): amount},
        (is_status(balance), at_least("held", order.amount)),
        (cancelled, *back, *refund_limit(seen.limit, order.souvenir)),
    )


def return_order(movement: ReturnOrder, balance: Balance, seen: Seen) -> Change:
    """Take pieces back: what they cost is written on again; in a closed period it expires.

    Raises:
        NotFound: there is no such order in this fund.
        NotInThisState: the order was not shipped.
        NotAccepted: more pieces than were shipped and did not come back.
    """
    order = _require(seen.order, movement.fund, state="SHIPPED")
    lines = without(order.lines, movement.pieces)
    back = sum_of(order.lines, movement.pieces)
    souvenir = min(order.souvenir, back)
    returned = Update(
        order_key(order.order),
        assign={
            "lines": line_items(lines),
            "reversible": (order.reversible - back).amount_minor,
            "souvenir": (order.souvenir - souvenir).amount_minor,
        },
        conditions=(
            Condition("status", "=", "SHIPPED"),
            Condition("reversible", "=", order.reversible.amount_minor),
        ),
    )
    pieces = (_came_back(movement.fund, line) for line in movement.pieces)
    return Change(
        {"debited": -back.amount_minor, freed_bucket(balance): back.amount_minor},
        (is_status(balance), at_least("debited", back)),
        (returned, *pieces, *refund_limit(seen.limit, souvenir)),
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


def sum_of(lines: Iterable[OrderedLine], pieces: Iterable[ReturnedLine]) -> Money:
    """Give what pieces of an order cost; all of them stand in it, at least one."""
    prices = {line.sku: line.price for line in lines}
    costs = [times(prices[line.sku], line.quantity) for line in pieces]
    return Money.total(costs, costs[0].currency)


IS_PLACED = Condition("status", "=", "PLACED")


def _line_without(line: OrderedLine, pieces: int) -> OrderedLine:
    if pieces > line.kept:
        raise NotAccepted("more pieces than did not come back")
    return line.model_copy(update={"returned": line.returned + pieces})


def _require(order: StandingOrder | None, fund: FundKey, *, state: StandingState) -> StandingOrder:
    if order is None or order.fund != fund:
        raise NotFound("no such order")
    if order.state != state:
        raise NotInThisState(f"the order is {order.state}, not {state}")
    return order


def _on_its_way(programme: str, sku: str, pieces: int) -> Write:
    """Move pieces from the shelf to the orders; fewer than none puts them back."""
    source, kept = ("on_hand", pieces) if pieces > 0 else ("ordered", -pieces)
    return Update(
        stock_key(StockKey(programme=programme, sku=sku)),
        add={"on_hand": -pieces, "ordered": pieces},
        conditions=(Condition(source, ">=", kept),),
    )


def _left(fund: FundKey, line: OrderedLine) -> Write:
    return Update(
        stock_key(StockKey(programme=fund.programme, sku=line.sku)),
        add={"ordered": -line.quantity, "shipped": line.quantity},
        conditions=(Condition("ordered", ">=", line.quantity),),
    )


def _came_back(fund: FundKey, line: ReturnedLine) -> Write:
    return Update(
        stock_key(StockKey(programme=fund.programme, sku=line.sku)),
        add={"shipped": -line.quantity, "on_hand": line.quantity},
        conditions=(Condition("shipped", ">=", line.quantity),),
    )


def _put(movement: PlaceOrder) -> Put:
    lines = (OrderedLine(**line.model_dump()) for line in movement.lines)
    return Put(
        order_key(movement.order),
        {
            "fund": fund_text(movement.fund),
            "currency": movement.amount.currency,
            "souvenir": movement.souvenir.amount_minor,
            "status": "PLACED",
            "reversible": 0,
            "lines": line_items(lines),
        },
    )
