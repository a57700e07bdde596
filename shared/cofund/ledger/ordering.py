"""Movements of souvenir orders that a fund pays for: place, ship, cancel, take pieces back.

The money that an order holds or was written off, what it takes of the year's souvenir limit and
the pieces it takes off the stock move together. A placed order outlives its fund's period: what a
cancelled one frees then expires.
"""

from __future__ import annotations

from cofund.errors import NotInThisState
from cofund.ledger.change import (
    Change,
    at_least,
    freed_bucket,
    is_status,
    require_available,
    require_currency,
)
from cofund.ledger.limits import charge_limit, refund_limit
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
from cofund.ledger.seen import Seen
from cofund.models.order_lines import at_paid_prices, cost_of
from cofund.models.order_movements import (
    CancelOrder,
    OrderMovement,
    PlaceOrder,
    ReturnOrder,
    ShipOrder,
)
from cofund.models.standing import Balance


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
        NotInThisState: the order stands already, whoever pays for it.
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
    require_pieces(movement.fund.programme, movement.lines, seen.on_hand)
    return Change(
        {"available": -amount.amount_minor, "held": amount.amount_minor},
        (is_status(balance), at_least("available", amount)),
        (
            placed(movement.order, movement.lines, movement.paid_by, souvenir=movement.souvenir),
            *onto_the_way(movement.fund.programme, movement.lines),
            *charge_limit(seen.limit, movement.souvenir),
        ),
    )


def ship_order(movement: ShipOrder, seen: Seen) -> Change:
    """Write the held money off, for the pieces have left.

    Raises:
        NotFound: this fund pays for no such order.
        NotInThisState: the order was shipped or cancelled.
    """
    order = require_order(seen.order, movement.fund, state="PLACED")
    amount = order.amount.amount_minor
    return Change(
        {"held": -amount, "debited": amount},
        (at_least("held", order.amount),),
        (shipped(order, order.amount), *out_of_the_house(movement.fund.programme, order.lines)),
    )


def cancel_order(movement: CancelOrder, balance: Balance, seen: Seen) -> Change:
    """Give money, limit and pieces back; in a closed period the money expires.

    Raises:
        NotFound: this fund pays for no such order.
        NotInThisState: the order was shipped or cancelled.
    """
    order = require_order(seen.order, movement.fund, state="PLACED")
    amount = order.amount.amount_minor
    return Change(
        {"held": -amount, freed_bucket(balance): amount},
        (is_status(balance), at_least("held", order.amount)),
        (
            cancelled(order),
            *back_from_the_way(movement.fund.programme, order.lines),
            *refund_limit(seen.limit, order.souvenir),
        ),
    )


def return_order(movement: ReturnOrder, balance: Balance, seen: Seen) -> Change:
    """Take pieces back: what they cost is available again; in a closed period it expires.

    Raises:
        NotFound: this fund pays for no such order.
        NotInThisState: the order was not shipped.
        NotAccepted: more pieces than were shipped and did not come back.
    """
    order = require_order(seen.order, movement.fund, state="SHIPPED")
    left = without(order.lines, movement.pieces)
    pieces = at_paid_prices(order.lines, movement.pieces)
    back = cost_of(pieces)
    souvenir = min(order.souvenir, back)
    return Change(
        {"debited": -back.amount_minor, freed_bucket(balance): back.amount_minor},
        (is_status(balance), at_least("debited", back)),
        (
            returned(order, left, back=back, souvenir=souvenir),
            *into_the_house(movement.fund.programme, pieces),
            *refund_limit(seen.limit, souvenir),
        ),
    )
