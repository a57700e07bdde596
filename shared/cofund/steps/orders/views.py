"""What the pages of souvenir orders show, gathered from the books."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from cofund.calendar import local_day
from cofund.errors import NotFound
from cofund.models.claim import Locale
from cofund.models.order_lines import ByFund, at_paid_prices, points_for
from cofund.models.orders import Order, OrderChange, Souvenir, StockKey
from cofund.money import Money
from cofund.pages.views.frame import Errors, Frame
from cofund.pages.views.orders import (
    FundOffer,
    LimitLine,
    OfferLine,
    OrderAct,
    OrderHappening,
    OrderListed,
    OrderMoment,
    OrdersView,
    OrderView,
    PurseLine,
)
from cofund.steps.filing import Filer
from cofund.steps.office import Office
from cofund.steps.orders.letters import line_views, named
from cofund.steps.orders.payers import (
    PaidFrom,
    limit_of,
    open_funds,
    purses,
    sees,
    souvenir_terms,
)
from cofund.terms.ordering import order_days, return_until, too_dear

if TYPE_CHECKING:
    from cofund.models.programme import Programme

QUANTITY = "q-"
"""Before a thing's number: the field of its quantity."""


def orders_view(
    programme: Programme,
    filer: Filer,
    frame: Frame,
    *,
    typed: Mapping[str, str],
    paid_from: PaidFrom,
    errors: Errors,
    locale: Locale,
    office: Office,
) -> OrdersView:
    """Give the partner's page of souvenirs, with what was typed."""
    if programme.souvenirs is None:
        return OrdersView(frame=frame, days=None)
    terms, partner_id = programme.souvenirs, str(filer.partner_id)
    days = order_days(terms, local_day(office.clock(), programme.zone))
    accounts = purses(programme, filer, office=office)
    return OrdersView(
        frame=frame,
        days=days,
        limit=limit_line(programme, partner_id, office=office),
        funds=_fund_offers(programme, partner_id, office=office),
        purses=tuple(
            PurseLine(paid_from=one.paid_from, available=one.available) for one in accounts
        ),
        dearest=terms.piece_at_most.value if terms.piece_at_most else None,
        offers=tuple(
            _offer(one, programme, typed, points=bool(accounts), locale=locale, office=office)
            for one in office.orders.catalogue(programme.programme)
        ),
        paid_from=paid_from,
        orders=tuple(
            listed(one) for one in office.orders.of_partner(partner_id) if sees(filer, one)
        ),
        errors=errors,
    )


def _fund_offers(programme: Programme, partner_id: str, *, office: Office) -> tuple[FundOffer, ...]:
    from cofund.terms.entitlement import expires_on  # programmes' models come with it

    return tuple(
        FundOffer(
            period=one.fund.period,
            available=one.available,
            expires_on=expires_on(programme, one.fund.period),
        )
        for one in open_funds(programme, partner_id, office=office)
    )


def limit_line(programme: Programme, partner_id: str, *, office: Office) -> LimitLine | None:
    """Give the year's souvenir limit; None where nothing bounds it."""
    if not souvenir_terms(programme).limits:
        return None
    limit = limit_of(programme, partner_id, office=office)
    if limit is None:
        nothing = Money.zero(programme.currency)
        return LimitLine(cap=nothing, ordered=nothing, left=nothing)
    return LimitLine(cap=limit.cap, ordered=limit.cap - limit.available, left=limit.available)


def listed(order: Order, *, partner: str = "") -> OrderListed:
    """Give an order's line in a list."""
    return OrderListed(
        order_id=order.order_id,
        state=order.state,
        partner=partner,
        amount=order.amount,
        points=order.points,
        placed_at=order.placed_at,
        pieces=sum(line.quantity for line in order.lines),
    )


def managed(orders: Iterable[Order], *, office: Office) -> tuple[OrderListed, ...]:
    """Give the lines of several partners' orders."""
    return tuple(
        listed(one, partner=office.directory.partner(one.partner_id).name) for one in orders
    )


def order_view(
    order: Order,
    frame: Frame,
    *,
    managing: bool,
    typed: Mapping[str, str],
    errors: Errors,
    locale: Locale,
    office: Office,
) -> OrderView:
    """Give the page of one order, with what was typed."""
    until = return_day(order, office=office)
    asked = at_paid_prices(order.lines, order.asked)
    return OrderView(
        frame=frame,
        order_id=order.order_id,
        state=order.state,
        revision=order.revision,
        partner=office.directory.partner(order.partner_id).name if managing else "",
        lines=line_views(order, order.lines, locale=locale, office=office),
        total=order.amount,
        points=order.points,
        came_back=order.came_back,
        period=order.paid_by.fund.period if isinstance(order.paid_by, ByFund) else "",
        waybill=order.waybill,
        return_until=until,
        asked=line_views(order, asked, locale=locale, office=office),
        asked_why=order.asked_why,
        expires=_is_over(order, office=office),
        number=order.returns + 1,
        timeline=tuple(_moment(one, office=office) for one in office.orders.audit(order.order_id)),
        acts=_acts(order, until, managing=managing, office=office),
        managing=managing,
        typed=dict(typed),
        errors=errors,
    )


def return_day(order: Order, *, office: Office) -> date | None:
    """Give the last day to give an order back; None before it left, or where nothing comes back."""
    if order.shipped_at is None or order.state == "returned":
        return None
    programme = office.programme(order.programme, order.programme_version)
    return return_until(programme, local_day(order.shipped_at, programme.zone))


def _is_over(order: Order, *, office: Office) -> bool:
    """Say whether the fund's or the account's time is over: what the order frees expires."""
    from cofund.terms.entitlement import expires_on  # programmes' models come with it

    programme = office.programme(order.programme, order.programme_version)
    today = local_day(office.clock(), programme.zone)
    if isinstance(order.paid_by, ByFund):
        return expires_on(programme, order.paid_by.fund.period) < today
    return int(order.paid_by.account.year) < today.year


def _acts(
    order: Order, until: date | None, *, managing: bool, office: Office
) -> tuple[OrderAct, ...]:
    """Give what can be done now: by a manager, or by the partner's people."""
    zone = office.programme(order.programme, order.programme_version).zone
    in_time = until is not None and local_day(office.clock(), zone) <= until
    if order.state == "placed":
        return ("ship",) if managing else ("cancel",)
    if order.state == "return_asked" and managing:
        return ("take_back", "refuse")
    if order.state == "shipped" and in_time:
        return ("take_back",) if managing else ("ask_return",)
    return ()


def _moment(change: OrderChange, *, office: Office) -> OrderMoment:
    manager = change.on_behalf_of is not None or _is_manager(change.actor, office=office)
    happened = _happened(change)
    return OrderMoment(
        happened=happened,
        at=change.at,
        who="manager" if manager else "partner",
        why=change.reason if happened == "return_refused" else "",
    )


def _happened(change: OrderChange) -> OrderHappening:
    if change.to_state == "shipped" and change.from_state != "placed":
        return "return_refused" if change.reason else "part_returned"
    return change.to_state


def _is_manager(login: str, *, office: Office) -> bool:
    try:
        return office.directory.person(login).role == "manager"
    except NotFound:
        return False


def _offer(
    one: Souvenir,
    programme: Programme,
    typed: Mapping[str, str],
    *,
    points: bool,
    locale: Locale,
    office: Office,
) -> OfferLine:
    stock = office.orders.stock(StockKey(programme=programme.programme, sku=one.sku))
    worth = programme.points.worth if points and programme.points else None
    return OfferLine(
        sku=one.sku,
        name=named(one.names, one.sku, locale),
        price=one.price,
        points=points_for(one.price, worth) if worth else None,
        on_hand=stock.on_hand if stock else 0,
        too_dear=too_dear(souvenir_terms(programme), one.price),
        typed=typed.get(f"{QUANTITY}{one.sku}", ""),
    )
