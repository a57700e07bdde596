"""The manager's pages of souvenir orders: what waits, shipment, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping

from cofund.errors import NotAccepted, NotFound, StaleVersion
from cofund.models.order_lines import MAX_RETURNS, OrderedLine
from cofund.models.orders import Order
from cofund.pages.of_orders import render_managed_orders, render_order
from cofund.pages.views.frame import FieldError
from cofund.pages.views.orders import ManagedOrdersView
from cofund.steps.office import Office
from cofund.steps.orders.desk import refuse_return, ship, take_back
from cofund.steps.orders.form import typed_pieces
from cofund.steps.orders.views import managed, order_view
from cofund.steps.site import Visitor, ensure_own_form, frame_of, visitor_of
from cofund.web import Page, Visit, page, see_other

LONGEST_WAYBILL = 100
LONGEST_WHY = 200
LONGEST_REVISION = 6


def managed_orders(visit: Visit, *, office: Office) -> Page:
    """Show the orders that wait for a manager, and the others below them."""
    visitor = _manager(visit, office=office)
    programme = office.programme_name
    view = ManagedOrdersView(
        frame=frame_of(visit, visitor, zone=office.programme_zone, office=office),
        open=managed(office.orders.listed(programme, "open"), office=office),
        done=managed(reversed(office.orders.listed(programme, "done")), office=office),
    )
    return page(render_managed_orders(view, locale=visit.locale))


def managed_order(visit: Visit, *, office: Office, order: str) -> Page:
    """Show one order to a manager."""
    visitor = _manager(visit, office=office)
    return _order_page(visit, visitor, office.orders.get(order), {}, (), office=office)


def ship_order(visit: Visit, *, office: Office, order: str) -> Page:
    """Mark an order as shipped: it is written off."""
    visitor, form, found = _form(visit, order, office=office)
    waybill = form.get("waybill", "").strip()
    if not waybill or len(waybill) > LONGEST_WAYBILL:
        wrong = FieldError(field="waybill", problem="too_long" if waybill else "missing")
        return _order_page(visit, visitor, found, form, (wrong,), office=office)
    ship(found, waybill, visitor.person, office=office)
    return see_other(f"/manage/orders/{found.order_id}?notice=order_shipped")


def take_order_back(visit: Visit, *, office: Office, order: str) -> Page:
    """Take pieces of an order back."""
    visitor, form, found = _form(visit, order, office=office)
    number = form.get("number", "")
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= MAX_RETURNS):
        raise NotAccepted("the form is not ours")
    pieces, errors = typed_pieces(form, _lines_before(found, int(number)))
    if errors:
        return _order_page(visit, visitor, found, form, errors, office=office)
    take_back(found, pieces, int(number), visitor.person, office=office)
    return see_other(f"/manage/orders/{found.order_id}?notice=return_taken")


def refuse_order_return(visit: Visit, *, office: Office, order: str) -> Page:
    """Leave an order as it is, with the reason that the partner is told."""
    visitor, form, found = _form(visit, order, office=office)
    why = form.get("why", "").strip()
    if not why or len(why) > LONGEST_WHY:
        wrong = FieldError(field="why", problem="too_long" if why else "missing")
        return _order_page(visit, visitor, found, form, (wrong,), office=office)
    seen = form.get("revision", "")
    if not seen.isdecimal() or len(seen) > LONGEST_REVISION:
        raise StaleVersion("the order has moved on")
    refuse_return(found, why, visitor.person, revision=int(seen), office=office)
    return see_other(f"/manage/orders/{found.order_id}?notice=return_refused")


def _manager(visit: Visit, *, office: Office) -> Visitor:
    visitor = visitor_of(visit, office=office)
    if visitor.person.role != "manager":
        raise NotFound("these pages are managers'")
    return visitor


def _form(visit: Visit, order_id: str, *, office: Office) -> tuple[Visitor, dict[str, str], Order]:
    visitor = _manager(visit, office=office)
    form = ensure_own_form(visit, visitor, office=office)
    return visitor, form, office.orders.get(order_id)


def _lines_before(order: Order, number: int) -> tuple[OrderedLine, ...]:
    """Give the lines that a return's form may name; one that comes again may name what is back."""
    if number > order.returns:
        return order.lines
    return tuple(line.model_copy(update={"returned": 0}) for line in order.lines)


def _order_page(
    visit: Visit,
    visitor: Visitor,
    order: Order,
    typed: Mapping[str, str],
    errors: tuple[FieldError, ...],
    *,
    office: Office,
) -> Page:
    view = order_view(
        order,
        frame_of(visit, visitor, zone=office.programme_zone, office=office),
        managing=True,
        typed=typed,
        errors=errors,
        locale=visit.locale,
        office=office,
    )
    html = render_order(view, locale=visit.locale)
    return page(html, status=400 if errors else 200)
