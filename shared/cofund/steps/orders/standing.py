"""What may become of an order that stands: its movements, its changes, and until when.

Partners' people and managers both come here; who may do what is said where they ask.
"""

from __future__ import annotations

from cofund.calendar import local_day
from cofund.errors import NotAccepted, NotInThisState
from cofund.models.order_lines import ByFund
from cofund.models.order_movements import CancelOrder, ReturnOrder, ShipOrder
from cofund.models.orders import Order, OrderChange, OrderState
from cofund.models.points_orders import (
    CancelPaidByPoints,
    ReturnPaidByPoints,
    ShipPaidByPoints,
)
from cofund.steps.office import Office
from cofund.terms.ordering import return_until

ByFundMovement = ShipOrder | CancelOrder | ReturnOrder
"""What becomes of an order that a fund pays for."""
ByPointsMovement = ShipPaidByPoints | CancelPaidByPoints | ReturnPaidByPoints


def post_by_payer(
    by_fund: type[ByFundMovement],
    by_points: type[ByPointsMovement],
    order: Order,
    *,
    office: Office,
    **facts: object,
) -> None:
    """Post a movement of an order that stands, in the books of whoever pays for it.

    Raises:
        EntryConflict, Refusal, TryAgain: as the books say.
    """
    facts |= {"order": order.order_id, "programme_version": order.programme_version}
    if isinstance(order.paid_by, ByFund):
        office.ledger.post(by_fund.model_validate(facts | {"fund": order.paid_by.fund}))
    else:
        office.orders.post(by_points.model_validate(facts | {"account": order.paid_by.account}))


def change_of(order: Order, to_state: OrderState, login: str, *, office: Office) -> OrderChange:
    """Give the next change of an order, for no reason yet."""
    return OrderChange(
        revision=order.revision + 1,
        from_state=order.state,
        to_state=to_state,
        at=office.clock(),
        actor=login,
        reason="",
    )


def common_of(login: str, *, office: Office) -> dict[str, object]:
    """Give what every movement by somebody says."""
    return {"actor": login, "reason": "", "at": office.clock()}


def ensure_in_time(order: Order, *, office: Office) -> None:
    """Stop a return that comes too late.

    Raises:
        NotInThisState: the order has not left.
        NotAccepted: the programme takes nothing back, or not any more.
    """
    if order.shipped_at is None or order.state == "cancelled":
        raise NotInThisState("the order has not left")
    programme = office.programme(order.programme, order.programme_version)
    until = return_until(programme, local_day(order.shipped_at, programme.zone))
    if until is None or local_day(office.clock(), programme.zone) > until:
        raise NotAccepted("the days for a return are over")
