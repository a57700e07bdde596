"""Souvenir orders as partners' people make them: placed, cancelled, asked to be taken back.

An order's id comes from the form that placed it, so that a form sent twice is one order. Each
answer mails the partner's people; who repeats what is done already is not told of it twice.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cofund.calendar import local_day
from cofund.errors import (
    EntryConflict,
    NotAccepted,
    NotFound,
    NotInThisState,
    OrdersClosed,
    StaleVersion,
    TryAgain,
)
from cofund.models.order_lines import OrderLine, ReturnedLine, cost_of
from cofund.models.order_movements import CancelOrder, PlaceOrder
from cofund.models.orders import Order
from cofund.models.points_orders import (
    CancelPaidByPoints,
    SpendOnOrder,
)
from cofund.money import Money
from cofund.steps.filing import Filer, on_behalf_of
from cofund.steps.office import Office
from cofund.steps.opening import claim_number
from cofund.steps.orders.letters import tell, tell_desk
from cofund.steps.orders.payers import PaidFrom, account_of, fund_for, sees, souvenir_terms
from cofund.steps.orders.standing import change_of, common_of, ensure_in_time, post_by_payer
from cofund.terms.ordering import order_days, too_dear

if TYPE_CHECKING:
    from cofund.models.programme import Programme


@dataclass(frozen=True)
class Wanted:
    """What somebody confirmed: the lines at the prices they saw, and what pays."""

    order_id: str
    lines: tuple[OrderLine, ...]
    paid_from: PaidFrom


def order_number(form_key: str, partner_id: str, order_key: str) -> str:
    """Give the id of the order that a form places: the same form gives the same order."""
    return claim_number(f"order\n{form_key}\n{partner_id}\n{order_key}")


def place(wanted: Wanted, filer: Filer, *, office: Office) -> Order:
    """Place an order; placing it again gives the order that stands.

    Raises:
        NotFound: the programme has no souvenirs, or one of these is not in its catalogue.
        OrdersClosed: no window is open today.
        StaleVersion: a price has changed since it was shown.
        NotAccepted: a piece is dearer than the programme allows.
        Refusal: the fund, limit, stock or points do not bear it, by its name.
        TryAgain: others kept ordering, or mail is out of reach.
    """
    if office.orders.find(wanted.order_id) is None:
        try:
            _post(wanted, filer, office=office)
        except (NotInThisState, EntryConflict):
            if office.orders.find(wanted.order_id) is None:
                raise
    order = own_order(wanted.order_id, filer, office=office)
    tell("placed", order, office=office)
    _tell_desk(order, office=office)
    return order


def own_order(order_id: str, filer: Filer, *, office: Office) -> Order:
    """Give an order of the filer's partner, or one that the filer's own points paid for.

    Raises:
        NotFound: no such order, or somebody else's: the two look alike.
    """
    order = office.orders.get(order_id)
    if order.partner_id != filer.partner_id or not sees(filer, order):
        raise NotFound("no such order")
    return order


def cancel(order: Order, filer: Filer, *, office: Office) -> None:
    """Cancel an order that has not left, and tell everybody; doing it again changes nothing.

    Raises:
        NotInThisState: it has left.
        TryAgain: others kept moving the same money or pieces, or mail is out of reach.
    """
    if office.orders.get(order.order_id).state != "cancelled":
        with suppress(EntryConflict):  # a colleague was quicker: it is cancelled
            post_by_payer(
                CancelOrder,
                CancelPaidByPoints,
                order,
                office=office,
                on_behalf_of=on_behalf_of(filer),
                **common_of(filer.login, office=office),
            )
    tell("cancelled", order, office=office)
    _tell_desk(office.orders.get(order.order_id), office=office)


def ask_return(
    order: Order, pieces: tuple[ReturnedLine, ...], why: str, filer: Filer, *, office: Office
) -> None:
    """Note that the partner wants to give pieces back, and tell the managers.

    Asking the same again changes nothing.

    Raises:
        NotInThisState: the order has not left, or a return is asked for already.
        NotAccepted: too late, or more pieces than were shipped and did not come back.
        StaleVersion: the order has moved on since it was seen.
        TryAgain: others keep moving it.
    """
    standing = office.orders.get(order.order_id)
    if standing.state != "return_asked" or standing.asked != pieces:
        if standing.state == "shipped":
            ensure_in_time(standing, office=office)
        _ensure_there(standing, pieces)
        change = change_of(order, "return_asked", filer.login, office=office)
        behalf = change.model_copy(update={"on_behalf_of": on_behalf_of(filer)})
        office.orders.move(order, behalf, asked=pieces, why=why)
    _tell_desk(office.orders.get(order.order_id), office=office)


def ensure_orderable(programme: Programme, lines: tuple[OrderLine, ...], *, office: Office) -> None:
    """Stop an order that the terms or the catalogue do not allow.

    Raises:
        NotFound: the programme has no souvenirs, or one of these is not in its catalogue.
        OrdersClosed: no window is open today.
        StaleVersion: a price has changed since it was shown.
        NotAccepted: a piece is dearer than the programme allows.
    """
    terms = souvenir_terms(programme)
    if not order_days(terms, local_day(office.clock(), programme.zone)).accepts:
        raise OrdersClosed("no window is open")
    prices = {one.sku: one.price for one in office.orders.catalogue(programme.programme)}
    for line in lines:
        if line.sku not in prices:
            raise NotFound("no such thing in the catalogue")
        if prices[line.sku] != line.price:
            raise StaleVersion("the price has changed")
        if too_dear(terms, line.price):
            raise NotAccepted("the piece is too dear")


def _post(wanted: Wanted, filer: Filer, *, office: Office) -> None:
    if filer.partner_id is None:
        raise NotFound("only partners order")
    partner = office.directory.partner(filer.partner_id)
    programme = office.programme(partner.programme)
    ensure_orderable(programme, wanted.lines, office=office)
    common = common_of(filer.login, office=office) | {
        "order": wanted.order_id,
        "lines": wanted.lines,
        "programme_version": programme.version,
        "on_behalf_of": on_behalf_of(filer),
    }
    cost = cost_of(wanted.lines)
    if wanted.paid_from == "fund":
        limited = bool(souvenir_terms(programme).limits)
        part = {"souvenir": cost if limited else Money.zero(cost.currency)}
        fund = fund_for(programme, partner.partner_id, cost, office=office)
        office.ledger.post(PlaceOrder.model_validate(common | part | {"fund": fund}))
        return
    payer = account_of(programme, wanted.paid_from, filer, office=office)
    points = {"account": payer.account, "worth": payer.worth, "partner": partner.partner_id}
    office.orders.post(SpendOnOrder.model_validate(common | points))


def _tell_desk(order: Order, *, office: Office) -> None:
    with suppress(TryAgain):  # the partner's part is done; the nightly run tells who was not told
        tell_desk(order, office=office)


def _ensure_there(order: Order, pieces: tuple[ReturnedLine, ...]) -> None:
    kept = {line.sku: line.kept for line in order.lines}
    if not pieces or any(one.quantity > kept.get(one.sku, 0) for one in pieces):
        raise NotAccepted("more pieces than were shipped")
