"""Mails about souvenir orders: to the partner's people what happened, to managers what to do."""

from __future__ import annotations

from datetime import date

from cofund.calendar import local_day
from cofund.errors import NotAccepted
from cofund.models.claim import Locale, Person
from cofund.models.order_lines import ByPoints, OrderLine, ReturnedLine, at_paid_prices, cost_of
from cofund.models.orders import Order, OrderState
from cofund.models.terms import Names
from cofund.pages.of_orders import mail_order
from cofund.pages.views.mails import Rendered
from cofund.pages.views.orders import ManagerOrderEvent, OrderEvent, OrderLineView, OrderMail
from cofund.steps.mailing import mail_to, send_once
from cofund.steps.office import Office
from cofund.steps.orders.payers import sees
from cofund.terms.ordering import return_until

_WANTS: dict[OrderState, ManagerOrderEvent] = {
    "placed": "to_ship",
    "return_asked": "to_take_back",
    "cancelled": "called_off",
}
"""What an order wants of managers, by where it stands."""


def tell(
    event: OrderEvent,
    order: Order,
    *,
    office: Office,
    pieces: tuple[ReturnedLine, ...] = (),
    number: int = 0,
    why: str = "",
) -> None:
    """Mail the partner's people who see an order what happened to it; of a return, its pieces.

    Raises:
        TryAgain: mail is out of reach, or it is being sent at this moment.
    """
    lines: tuple[OrderLine, ...] = at_paid_prices(order.lines, pieces) if pieces else order.lines
    payer = order.paid_by
    for person in office.directory.people_of(order.partner_id):
        if not sees(person, order):
            continue
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


def tell_desk(order: Order, *, office: Office) -> None:
    """Mail every manager what an order wants of them where it stands; each of it once.

    Raises:
        TryAgain: mail is out of reach, or it is being sent at this moment.
    """
    from cofund.steps.funds.mails import tell_managers, was_told  # most look at orders only

    event = _WANTS.get(order.state)
    if event is None:
        return
    if event == "called_off" and not was_told(_fact("to_ship", order), office=office):
        return
    partner = office.directory.partner(order.partner_id).name

    def mail_for(manager: Person) -> Rendered:
        return _desk_mail(event, order, partner, manager, office=office)

    tell_managers(_fact(event, order), mail_for, office=office)


def tell_desk_of_all(partner_id: str, *, office: Office) -> None:
    """Mail the managers what a partner's orders want of them, where they don't know it yet.

    For the nightly run: a page that died after the order was placed had no time to.

    Raises:
        TryAgain: mail is out of reach, or it is being sent at this moment.
    """
    for order in office.orders.of_partner(partner_id):
        tell_desk(order, office=office)


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


def _desk_mail(
    event: ManagerOrderEvent, order: Order, partner: str, manager: Person, *, office: Office
) -> Rendered:
    wished = event == "to_take_back"
    asked = at_paid_prices(order.lines, order.asked)
    lines: tuple[OrderLine, ...] = asked if wished else order.lines
    payer = order.paid_by
    view = OrderMail(
        to_name=manager.name,
        event=event,
        order_id=order.order_id,
        partner=partner,
        lines=line_views(order, lines, locale=manager.locale, office=office),
        total=cost_of(lines),
        points=payer.points(lines) if isinstance(payer, ByPoints) else None,
        why=order.asked_why if wished else "",
        link=f"{office.public_url}/manage/orders/{order.order_id}",
    )
    return mail_order(view, locale=manager.locale)


def _fact(event: ManagerOrderEvent, order: Order) -> str:
    """Name what managers are told; a return may be asked for again once the first was answered."""
    from cofund.steps.funds.mails import fact_of

    count = str(order.revision) if event == "to_take_back" else ""
    return fact_of("order", order.order_id, event, count)


def _return_until(order: Order, *, office: Office) -> date | None:
    if order.shipped_at is None:
        return None
    programme = office.programme(order.programme, order.programme_version)
    return return_until(programme, local_day(order.shipped_at, programme.zone))
