"""Mails about souvenir orders: placed, shipped, taken back, or why not."""

from __future__ import annotations

from datetime import date

from cofund.calendar import local_day
from cofund.errors import NotAccepted
from cofund.models.claim import Locale
from cofund.models.orders import ByPoints, Order, OrderLine, ReturnedLine, cost_of
from cofund.models.terms import Names
from cofund.pages.of_orders import mail_order
from cofund.pages.views.orders import OrderEvent, OrderLineView, OrderMail
from cofund.steps.mailing import mail_to, send_once
from cofund.steps.office import Office
from cofund.terms.ordering import return_until


def tell(
    event: OrderEvent,
    order: Order,
    *,
    office: Office,
    pieces: tuple[ReturnedLine, ...] = (),
    number: int = 0,
    why: str = "",
) -> None:
    """Mail the partner's people what happened to an order; of a return, its pieces.

    Raises:
        TryAgain: mail is out of reach, or it is being sent at this moment.
    """
    from cofund.ledger.order_pieces import came_back  # the ledger's laws, of which pages need none

    lines: tuple[OrderLine, ...] = came_back(order.lines, pieces) if pieces else order.lines
    payer = order.paid_by
    for person in office.directory.people_of(order.partner_id):
        view = OrderMail(
            to_name=person.name,
            event=event,
            order_id=order.order_id,
            lines=line_views(order, lines, locale=person.locale, office=office),
            total=cost_of(lines),
            points=payer.points(lines) if isinstance(payer, ByPoints) else None,
            waybill=order.waybill,
            return_until=_return_until(order, office=office) if event == "shipped" else None,
            why=why,
            link=f"{office.public_url}/orders/{order.order_id}",
        )
        # A refusal may come twice, with another wish in between: the order's revision tells them.
        count = order.revision if event == "return_refused" else number
        key = f"order-{order.order_id}-{event}-{count}-{person.login}"
        mail = mail_to(person, mail_order(view, locale=person.locale), purpose="letter")
        try:
            send_once(key, mail, office=office)
        except NotAccepted:
            office.metrics.count("LetterRefused", step="order")


def line_views(
    order: Order, lines: tuple[OrderLine, ...], *, locale: Locale, office: Office
) -> tuple[OrderLineView, ...]:
    """Give lines of an order with the names that the catalogue has for them today."""
    names = {one.sku: one.names for one in office.orders.catalogue(order.programme)}
    payer = order.paid_by
    back = {line.sku: line.returned for line in order.lines}
    return tuple(
        OrderLineView(
            sku=line.sku,
            name=named(names.get(line.sku), line.sku, locale),
            quantity=line.quantity,
            price=line.price,
            cost=line.cost,
            points=payer.points((line,)) if isinstance(payer, ByPoints) else None,
            returned=back[line.sku],
        )
        for line in lines
    )


def named(names: Names | None, sku: str, locale: Locale) -> str:
    """Give a thing's name in a language; its number where the catalogue has none."""
    if names is None:
        return sku
    return names.ru if locale == "ru" else names.en


def _return_until(order: Order, *, office: Office) -> date | None:
    if order.shipped_at is None:
        return None
    programme = office.programme(order.programme, order.programme_version)
    return return_until(programme, local_day(order.shipped_at, programme.zone))
