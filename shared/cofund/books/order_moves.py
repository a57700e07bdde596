"""An order's change of state, as writes: the head moves and an audit entry says who, when, why.

They ride in the transaction of the order's movement; what moves neither money nor pieces, a wish
to give something back and its refusal, is written by itself.

=======================  ======================  ===================================================
pk                       sk                      attributes
=======================  ======================  ===================================================
``ORD#{order}``          ``HEAD``                order (JSON), state, revision; gsi1
                                                 ``ORDERS#{programme}#open`` or ``#done``
``ORD#{order}``          ``AUDIT#{revision}``    from_state, to_state, at, actor, reason,
                                                 on_behalf_of (where a manager stood in)
``ORDERS#{partner}``     ``{placed_at}#{order}``  order: its id
=======================  ======================  ===================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cofund.errors import NotFound, NotInThisState
from cofund.items import Condition, Item, Key, Put, Update, Write
from cofund.ledger.order_pieces import without
from cofund.ledger.shapes import moment
from cofund.models.order_lines import OrderedLine
from cofund.models.order_movements import (
    CancelOrder,
    OrderMovement,
    PlaceOrder,
    ReturnOrder,
    ShipOrder,
)
from cofund.models.orders import Order, OrderChange, OrderState
from cofund.models.points_orders import (
    CancelPaidByPoints,
    PointsOrderMovement,
    ReturnPaidByPoints,
    ShipPaidByPoints,
    SpendOnOrder,
)

AnyOrderMovement = OrderMovement | PointsOrderMovement
"""Of an order, whoever pays."""

FOLLOWS: Mapping[OrderState, tuple[OrderState, ...]] = {
    "placed": ("shipped", "cancelled"),
    "shipped": ("return_asked", "shipped", "returned"),
    "return_asked": ("shipped", "returned"),
    "returned": (),
    "cancelled": (),
}
"""Where an order may go; it stays *shipped* when a part of it came back."""
OPEN: tuple[OrderState, ...] = ("placed", "return_asked")
"""States in which a manager has something to do."""


def order_head_key(order: str) -> Key:
    """Give where an order's head stands."""
    return Key("claims", f"ORD#{order}", "HEAD")


def order_of(item: Item) -> Order:
    """Give an order from its head."""
    return Order.model_validate_json(str(item["order"]))


def order_writes(movement: AnyOrderMovement, head: Order | None) -> tuple[Write, ...]:
    """Give the writes to an order's head, audit and list that go with a movement.

    Raises:
        NotFound: there is no such order.
        NotInThisState: the order may not go there from where it stands.
        NotAccepted: more pieces come back than were shipped.
    """
    if isinstance(movement, PlaceOrder | SpendOnOrder):
        return _placed(movement)
    if head is None:
        raise NotFound("no such order")
    change = OrderChange(
        revision=head.revision + 1,
        from_state=head.state,
        to_state=_next_state(movement, head),
        at=movement.at,
        actor=movement.actor,
        reason=movement.reason,
        on_behalf_of=movement.on_behalf_of,
    )
    return moved(head, change, **_facts(movement, head))


def moved(head: Order, change: OrderChange, **facts: object) -> tuple[Write, Write]:
    """Give the two writes that move an order: its head with these facts, and the audit entry.

    Raises:
        NotInThisState: the order may not go there from where it stands.
    """
    if change.to_state not in FOLLOWS[head.state]:
        raise NotInThisState(f"an order never goes from {head.state} to {change.to_state}")
    stands = {"state": change.to_state, "revision": change.revision}
    after = head.model_copy(update={**stands, **facts})
    still = Condition("revision", "=", head.revision)
    update = Update(order_head_key(head.order_id), assign=_attributes(after), conditions=(still,))
    return update, _entry(head.order_id, change)


def _placed(movement: PlaceOrder | SpendOnOrder) -> tuple[Write, ...]:
    order = Order(
        order_id=movement.order,
        partner_id=movement.partner,
        programme=_programme(movement),
        paid_by=movement.paid_by,
        programme_version=movement.programme_version,
        state="placed",
        revision=1,
        lines=tuple(OrderedLine(**line.model_dump()) for line in movement.lines),
        placed_at=movement.at,
        placed_by=movement.actor,
    )
    change = OrderChange(
        revision=1,
        from_state=None,
        to_state="placed",
        at=movement.at,
        actor=movement.actor,
        reason=movement.reason,
        on_behalf_of=movement.on_behalf_of,
    )
    listed = Key("claims", f"ORDERS#{order.partner_id}", f"{moment(movement.at)}#{order.order_id}")
    return (
        Put(order_head_key(order.order_id), _attributes(order)),
        _entry(order.order_id, change),
        Put(listed, {"order": order.order_id}),
    )


def _programme(movement: PlaceOrder | SpendOnOrder) -> str:
    where = movement.fund if isinstance(movement, PlaceOrder) else movement.account
    return where.programme


def _next_state(movement: AnyOrderMovement, head: Order) -> OrderState:
    if isinstance(movement, ShipOrder | ShipPaidByPoints):
        return "shipped"
    if isinstance(movement, CancelOrder | CancelPaidByPoints):
        return "cancelled"
    assert isinstance(movement, ReturnOrder | ReturnPaidByPoints)
    return "shipped" if _kept(without(head.lines, movement.pieces)) else "returned"


def _facts(movement: AnyOrderMovement, head: Order) -> dict[str, object]:
    if isinstance(movement, ShipOrder | ShipPaidByPoints):
        return {"shipped_at": movement.at, "waybill": movement.waybill}
    if isinstance(movement, ReturnOrder | ReturnPaidByPoints):
        lines = without(head.lines, movement.pieces)
        return {"lines": lines, "returns": head.returns + 1, "asked": (), "asked_why": ""}
    return {}


def _kept(lines: Iterable[OrderedLine]) -> bool:
    return any(line.kept for line in lines)


def _attributes(order: Order) -> Item:
    listed = "open" if order.state in OPEN else "done"
    return {
        "state": order.state,
        "revision": order.revision,
        "order": order.model_dump_json(),
        "gsi1pk": f"ORDERS#{order.programme}#{listed}",
        "gsi1sk": moment(order.placed_at),
    }


def _entry(order: str, change: OrderChange) -> Put:
    key = Key("claims", f"ORD#{order}", f"AUDIT#{change.revision:06d}")
    behalf: Item = {"on_behalf_of": change.on_behalf_of} if change.on_behalf_of else {}
    return Put(
        key,
        {
            "from_state": change.from_state,
            "to_state": change.to_state,
            "at": moment(change.at),
            "actor": change.actor,
            "reason": change.reason,
            **behalf,
        },
    )
