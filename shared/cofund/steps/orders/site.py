"""The partner's pages of souvenirs: limit, window, catalogue, confirmation, own orders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cofund.errors import NotAccepted, Refusal
from cofund.models.base import is_identifier
from cofund.models.order_lines import OrderLine, cost_of
from cofund.models.orders import Order
from cofund.pages.of_orders import render_confirm, render_order, render_orders
from cofund.pages.views.frame import FieldError
from cofund.pages.views.orders import ConfirmView, OrderLineView
from cofund.steps.office import Office
from cofund.steps.orders.form import (
    confirmed_lines,
    out_of_stock,
    refused,
    typed_lines,
    typed_payer,
    typed_pieces,
)
from cofund.steps.orders.letters import named
from cofund.steps.orders.ordering import (
    Wanted,
    ask_return,
    cancel,
    order_number,
    own_order,
    place,
)
from cofund.steps.orders.payers import PaidFrom
from cofund.steps.orders.views import order_view, orders_view
from cofund.steps.orders.weighing import after_order, ensure_bearable
from cofund.steps.partner_visits import PartnerVisitor, partner_visit, programme_of
from cofund.steps.site import ensure_own_form, frame_of
from cofund.web import Page, Visit, page, see_other

if TYPE_CHECKING:
    from cofund.models.programme import Programme

LONGEST_WHY = 200


def orders(visit: Visit, *, office: Office) -> Page:
    """Show what may be ordered, until when, with what, and what was ordered."""
    return _orders_page(visit, {}, (), office=office)


def confirm(visit: Visit, *, office: Office) -> Page:
    """Show an order with its totals before it is placed, or what is wrong with it."""
    visitor, partner_id = partner_visit(visit, office=office)
    form = ensure_own_form(visit, visitor, office=office)
    if "change" in form:
        return _orders_page(visit, form, (), office=office)
    programme = programme_of(partner_id, office=office)
    catalogue = office.orders.catalogue(programme.programme)
    lines, errors = typed_lines(form, catalogue)
    errors += out_of_stock(lines, programme, office=office)
    if errors:
        return _orders_page(visit, form, errors, office=office)
    payer = typed_payer(form)
    try:
        ensure_bearable(programme, lines, payer, visitor.filer, office=office)
    except Refusal as refusal:
        wrong = refused(refusal, programme, partner_id, office=office)
        return _orders_page(visit, form, wrong, office=office)
    return _confirm_page(visit, visitor, programme, lines, payer, office=office)


def place_order(visit: Visit, *, office: Office) -> Page:
    """Place the confirmed order, or show what stands against it with all that was typed."""
    visitor, partner_id = partner_visit(visit, office=office)
    form = ensure_own_form(visit, visitor, office=office)
    programme = programme_of(partner_id, office=office)
    key, catalogue = form.get("order_key", ""), office.orders.catalogue(programme.programme)
    lines = confirmed_lines(form, catalogue)
    if lines is None or not is_identifier(key):
        raise NotAccepted("the order was not confirmed on our page")
    order_id = order_number(visitor.session.form_key, partner_id, key)
    try:
        wanted = Wanted(order_id, lines, typed_payer(form))
        order = place(wanted, visitor.filer, office=office)
    except Refusal as refusal:
        wrong = refused(refusal, programme, partner_id, office=office)
        return _orders_page(visit, form, wrong, office=office)
    return see_other(f"/orders/{order.order_id}?notice=order_placed")


def order_page(visit: Visit, *, office: Office, order: str) -> Page:
    """Show one order: where it stands, and what can be done."""
    visitor, _ = partner_visit(visit, office=office)
    found = own_order(order, visitor.filer, office=office)
    return _order_page(visit, visitor, found, {}, (), office=office)


def cancel_order(visit: Visit, *, office: Office, order: str) -> Page:
    """Cancel an order that has not left."""
    visitor, _ = partner_visit(visit, office=office)
    ensure_own_form(visit, visitor, office=office)
    found = own_order(order, visitor.filer, office=office)
    cancel(found, visitor.filer, office=office)
    return see_other(f"/orders/{found.order_id}?notice=order_cancelled")


def ask_order_return(visit: Visit, *, office: Office, order: str) -> Page:
    """Ask to give pieces back, or show what is wrong with the wish."""
    visitor, _ = partner_visit(visit, office=office)
    form = ensure_own_form(visit, visitor, office=office)
    found = own_order(order, visitor.filer, office=office)
    pieces, errors = typed_pieces(form, found.lines)
    why = form.get("why", "").strip()
    if len(why) > LONGEST_WHY:
        errors = (*errors, FieldError(field="why", problem="too_long"))
    if errors:
        return _order_page(visit, visitor, found, form, errors, office=office)
    ask_return(found, pieces, why, visitor.filer, office=office)
    return see_other(f"/orders/{found.order_id}?notice=return_asked")


def _orders_page(
    visit: Visit, typed: Mapping[str, str], errors: tuple[FieldError, ...], *, office: Office
) -> Page:
    visitor, partner_id = partner_visit(visit, office=office)
    programme = programme_of(partner_id, office=office)
    view = orders_view(
        programme,
        visitor.filer,
        frame_of(visit, visitor, zone=programme.zone, office=office),
        typed=typed,
        paid_from=typed_payer(typed),
        errors=errors,
        locale=visit.locale,
        office=office,
    )
    html = render_orders(view, locale=visit.locale)
    return page(html, status=400 if errors else 200)


def _confirm_page(
    visit: Visit,
    visitor: PartnerVisitor,
    programme: Programme,
    lines: tuple[OrderLine, ...],
    payer: PaidFrom,
    *,
    office: Office,
) -> Page:
    after = after_order(programme, lines, payer, visitor.filer, office=office)
    names = {one.sku: one.names for one in office.orders.catalogue(programme.programme)}
    view = ConfirmView(
        frame=frame_of(visit, visitor, zone=programme.zone, office=office),
        order_key=office.ids(),
        lines=tuple(
            OrderLineView(
                sku=line.sku,
                name=named(names.get(line.sku), line.sku, visit.locale),
                quantity=line.quantity,
                price=line.price,
                cost=line.cost,
                points=after.points_for(line),
            )
            for line in lines
        ),
        total=cost_of(lines),
        points=after.points,
        paid_from=payer,
        limit_after=after.limit,
        left_after=after.left,
        period=after.period,
    )
    return page(render_confirm(view, locale=visit.locale))


def _order_page(
    visit: Visit,
    visitor: PartnerVisitor,
    order: Order,
    typed: Mapping[str, str],
    errors: tuple[FieldError, ...],
    *,
    office: Office,
) -> Page:
    zone = programme_of(order.partner_id, office=office).zone
    view = order_view(
        order,
        frame_of(visit, visitor, zone=zone, office=office),
        managing=False,
        typed=typed,
        errors=errors,
        locale=visit.locale,
        office=office,
    )
    html = render_order(view, locale=visit.locale)
    return page(html, status=400 if errors else 200)
