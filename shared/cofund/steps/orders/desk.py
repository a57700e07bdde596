"""Souvenir orders as managers answer them: shipped, taken back, or not taken back.

Whoever repeats what is done already changes nothing, and nobody is told of it twice.
"""

from __future__ import annotations

from cofund.errors import EntryConflict, Forbidden, NotInThisState, StaleVersion
from cofund.models.claim import Person
from cofund.models.order_lines import ReturnedLine
from cofund.models.order_movements import ReturnOrder, ShipOrder
from cofund.models.orders import Order, OrderChange
from cofund.models.points_orders import ReturnPaidByPoints, ShipPaidByPoints
from cofund.steps.office import Office
from cofund.steps.orders.letters import tell
from cofund.steps.orders.standing import change_of, common_of, ensure_in_time, post_by_payer


def ship(order: Order, waybill: str, manager: Person, *, office: Office) -> None:
    """Write an order off, for its pieces have left, and tell the partner.

    Raises:
        Forbidden: only managers ship.
        NotInThisState: it was cancelled or has left already, by another waybill.
        TryAgain: mail is out of reach.
    """
    _ensure_manager(manager)
    try:
        common = common_of(manager.login, office=office)
        post_by_payer(ShipOrder, ShipPaidByPoints, order, office=office, waybill=waybill, **common)
    except EntryConflict as other:
        raise NotInThisState("it has left by another waybill") from other
    tell("shipped", office.orders.get(order.order_id), office=office)


def refuse_return(
    order: Order, why: str, manager: Person, *, revision: int, office: Office
) -> None:
    """Leave an order as it is, and tell the partner why; the same refusal again tells it once.

    ``revision`` is the order's as the manager saw it.

    Raises:
        Forbidden: only managers answer.
        NotInThisState: nothing is asked for.
        StaleVersion: the order has moved on since it was seen.
        TryAgain: mail is out of reach.
    """
    _ensure_manager(manager)
    change = change_of(order, "shipped", manager.login, office=office)
    refusal = change.model_copy(
        update={"revision": revision + 1, "from_state": "return_asked", "reason": why}
    )
    if not _is_made(refusal, order, office=office):
        if order.revision != revision:
            raise StaleVersion("the order has moved on")
        if order.state != "return_asked":
            raise NotInThisState("nothing is asked for")
        office.orders.move(order, refusal, asked=(), why="")
    tell("return_refused", office.orders.get(order.order_id), office=office, why=why)


def take_back(
    order: Order,
    pieces: tuple[ReturnedLine, ...],
    number: int,
    manager: Person,
    *,
    office: Office,
) -> None:
    """Take pieces back that had left, and tell the partner what it gives them back.

    ``number`` is the how-maniest return this is, so that a form sent twice is one return.

    Raises:
        Forbidden: only managers take back.
        NotInThisState: the order has not left.
        NotAccepted: too late, or more pieces than were shipped and did not come back.
        StaleVersion: another return was taken in meanwhile.
        TryAgain: mail is out of reach.
    """
    _ensure_manager(manager)
    standing = office.orders.get(order.order_id)
    if number > standing.returns:
        if standing.state != "return_asked":
            ensure_in_time(standing, office=office)
        if number != standing.returns + 1:
            raise StaleVersion("another return comes first")
    try:
        post_by_payer(
            ReturnOrder,
            ReturnPaidByPoints,
            standing,
            office=office,
            pieces=pieces,
            number=number,
            **common_of(manager.login, office=office),
        )
    except EntryConflict as other:
        raise StaleVersion("another return was taken in meanwhile") from other
    told = office.orders.get(order.order_id)
    tell("returned", told, office=office, pieces=pieces, number=number)


def _is_made(change: OrderChange, order: Order, *, office: Office) -> bool:
    """Say whether just this change is the order's last: it was made before, and maybe not told."""
    made = office.orders.audit(order.order_id)[-1]
    return made.model_copy(update={"at": change.at}) == change


def _ensure_manager(person: Person) -> None:
    if person.role != "manager":
        raise Forbidden("only a programme manager does this")
