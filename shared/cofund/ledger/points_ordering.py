"""Movements of souvenir orders that points pay for; pure, and beside them the same pieces.

The points are spent with the order, so that its shipment moves none: it is posted all the same, for
the account's journal tells the order's whole life.
"""

from __future__ import annotations

from cofund.errors import NotInThisState
from cofund.items import Condition, Update, Write
from cofund.ledger.order_pieces import (
    back_from_the_way,
    cancelled,
    into_the_house,
    onto_the_way,
    out_of_the_house,
    placed,
    require_order,
    require_pieces,
    returned,
    shipped,
    without,
)
from cofund.ledger.points import (
    PointsChange,
    account_writes,
    as_open,
    freed_points,
    so_many,
    spend_available,
    spent_on,
)
from cofund.ledger.points_shapes import spending_key
from cofund.ledger.seen import Seen
from cofund.models.order_lines import ByPoints, at_paid_prices
from cofund.models.orders import StandingOrder
from cofund.models.points import AccountKey, PointsBalance
from cofund.models.points_orders import (
    CancelPaidByPoints,
    PointsOrderMovement,
    ReturnPaidByPoints,
    ShipPaidByPoints,
    SpendOnOrder,
)
from cofund.money import Money


def plan_paid_by_points(
    movement: PointsOrderMovement, balance: PointsBalance, seen: Seen
) -> tuple[Write, ...]:
    """Give the writes of the movement; the first is its posting, the second the balance.

    Raises:
        Refusal: by the name that the movement's function lists.
    """
    change = _change(movement, balance, seen)
    moved = account_writes(movement, movement.entry_id, movement.account, change)
    return (*moved, *change.writes)


def spend_on_order(movement: SpendOnOrder, balance: PointsBalance, seen: Seen) -> PointsChange:
    """Pay with available points and take the pieces off the stock.

    Raises:
        NotInThisState: the order stands already, whoever pays for it.
        AccountClosed: the year has ended.
        InsufficientPoints: fewer are available.
        OutOfStock: fewer pieces are on hand.
    """
    if seen.order is not None:
        raise NotInThisState("the order stands already")
    programme, points = movement.account.programme, movement.paid_by.points(movement.lines)
    require_pieces(programme, movement.lines, seen.on_hand)
    paid = spent_on(movement.account, movement.order, "souvenir_order", points)
    spent = spend_available(balance, points, paid)
    nothing = Money.zero(movement.worth.currency)
    return PointsChange(
        spent.deltas,
        spent.conditions,
        (
            *spent.writes,
            placed(movement.order, movement.lines, movement.paid_by, souvenir=nothing),
            *onto_the_way(programme, movement.lines),
        ),
    )


def ship(movement: ShipPaidByPoints, seen: Seen) -> PointsChange:
    """Note that the pieces have left.

    Raises:
        NotFound: this account pays for no such order.
        NotInThisState: the order was shipped or cancelled.
    """
    order = require_order(seen.order, movement.account, state="PLACED")
    nothing = Money.zero(order.amount.currency)
    left = out_of_the_house(movement.account.programme, order.lines)
    return PointsChange({}, (Condition("status", "present"),), (shipped(order, nothing), *left))


def cancel(movement: CancelPaidByPoints, balance: PointsBalance, seen: Seen) -> PointsChange:
    """Give points and pieces back; after the year's end the points expire.

    Raises:
        NotFound: this account pays for no such order.
        NotInThisState: the order was shipped or cancelled.
    """
    order = require_order(seen.order, movement.account, state="PLACED")
    pieces = back_from_the_way(movement.account.programme, order.lines)
    points = _payer(order).points(order.lines)
    return _given_back(movement.account, order, points, balance, (cancelled(order), *pieces))


def take_back(movement: ReturnPaidByPoints, balance: PointsBalance, seen: Seen) -> PointsChange:
    """Take pieces back: the points that paid for them come back, after the year's end expired.

    Raises:
        NotFound: this account pays for no such order.
        NotInThisState: the order was not shipped.
        NotAccepted: more pieces than were shipped and did not come back.
    """
    order = require_order(seen.order, movement.account, state="SHIPPED")
    left = without(order.lines, movement.pieces)
    pieces = at_paid_prices(order.lines, movement.pieces)
    nothing = Money.zero(order.amount.currency)
    writes = (
        returned(order, left, back=nothing, souvenir=nothing),
        *into_the_house(movement.account.programme, pieces),
    )
    return _given_back(movement.account, order, _payer(order).points(pieces), balance, writes)


def _change(movement: PointsOrderMovement, balance: PointsBalance, seen: Seen) -> PointsChange:
    match movement:
        case SpendOnOrder():
            return spend_on_order(movement, balance, seen)
        case ShipPaidByPoints():
            return ship(movement, seen)
        case CancelPaidByPoints():
            return cancel(movement, balance, seen)
        case ReturnPaidByPoints():
            return take_back(movement, balance, seen)


def _payer(order: StandingOrder) -> ByPoints:
    assert isinstance(order.paid_by, ByPoints), "an account pays for it"
    return order.paid_by


def _given_back(
    account: AccountKey,
    order: StandingOrder,
    points: int,
    balance: PointsBalance,
    writes: tuple[Write, ...],
) -> PointsChange:
    left = Update(
        spending_key(account, order.order),
        add={"left": -points},
        conditions=(so_many("left", points),),
    )
    return PointsChange(
        {"spent": -points, freed_points(balance): points},
        (as_open(balance), so_many("spent", points)),
        (left, *writes),
    )
