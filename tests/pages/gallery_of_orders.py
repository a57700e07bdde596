"""The pages and mails of souvenirs, by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from cofund.models.claim import Locale
from cofund.models.orders import OrderDays
from cofund.pages import of_orders
from cofund.pages.views import orders as views
from cofund.pages.views.frame import FieldError, Frame, Reader
from cofund.pages.views.mails import Rendered
from tests.builders import page_views as story

ORDER = "7KQ2-M9XD-4TRA"
LAST_DAY = date(2026, 9, 30)
OPEN = OrderDays(state="open", first=date(2026, 8, 1), last=LAST_DAY)
CLOSED = OrderDays(state="closed", first=date(2027, 2, 1), last=date(2027, 3, 31))


def _line(**changes: object) -> views.OrderLineView:
    plain = views.OrderLineView(
        sku="mug",
        name="Термокружка с логотипом вендора и двойными стенками",
        quantity=120,
        price=story.roubles(1_450),
        cost=story.roubles(174_000),
    )
    return plain.model_copy(update=changes)


def _offer(sku: str, name: str, price: int, **changes: object) -> views.OfferLine:
    plain = views.OfferLine(
        sku=sku,
        name=name,
        price=story.roubles(price),
        points=price,
        on_hand=1_200,
        too_dear=False,
    )
    return plain.model_copy(update=changes)


def _listed(**changes: object) -> views.OrderListed:
    plain = views.OrderListed(
        order_id=ORDER,
        state="placed",
        amount=story.roubles(174_000),
        placed_at=story.NOW,
        pieces=120,
    )
    return plain.model_copy(update=changes)


def _orders(**changes: object) -> Callable[[Locale], str]:
    plain = views.OrdersView(
        frame=story.frame(path="/orders"),
        days=OPEN,
        limit=views.LimitLine(
            cap=story.roubles(300_000),
            ordered=story.roubles(174_000),
            left=story.roubles(126_000),
        ),
        funds=(
            views.FundOffer(
                period="2026Q3", available=story.roubles(1_675_000), expires_on=LAST_DAY
            ),
        ),
        purses=(views.PurseLine(paid_from="company", available=37_500),),
        dearest=story.roubles(1_500),
        offers=(
            _offer("mug", "Термокружка с логотипом вендора и двойными стенками", 1_450),
            _offer("pen", "Ручка", 35, on_hand=0),
            _offer("rucksack", "Рюкзак", 1_900, too_dear=True),
            _offer("cap", "Кепка", 700, typed="много"),
        ),
        orders=(_listed(), _listed(state="shipped", points=3_500)),
    )
    view = plain.model_copy(update=changes)
    return lambda locale: of_orders.render_orders(view, locale=locale)


def _confirm(locale: Locale) -> str:
    view = views.ConfirmView(
        frame=story.frame(path="/orders/confirm"),
        order_key="k-1",
        lines=(_line(), _line(sku="pen", name="Ручка", quantity=1)),
        total=story.roubles(348_000),
        points=None,
        paid_from="fund",
        limit_after=story.roubles(12_000),
        left_after=story.roubles(1_327_000),
        period="2026Q3",
    )
    return of_orders.render_confirm(view, locale=locale)


def _order(**changes: object) -> Callable[[Locale], str]:
    plain = views.OrderView(
        frame=story.frame(path=f"/orders/{ORDER}"),
        order_id=ORDER,
        state="shipped",
        revision=3,
        lines=(_line(returned=20), _line(sku="pen", name="Ручка", quantity=1)),
        total=story.roubles(348_000),
        points=None,
        came_back=story.roubles(29_000),
        period="2026Q3",
        waybill="ТН-2026/00017",
        return_until=LAST_DAY,
        number=2,
        timeline=(
            views.OrderMoment(happened="placed", at=story.NOW, who="partner"),
            views.OrderMoment(happened="shipped", at=story.NOW, who="manager"),
            views.OrderMoment(happened="part_returned", at=story.NOW, who="manager"),
            views.OrderMoment(happened="return_refused", at=story.NOW, who="manager", why="Брак"),
        ),
        acts=("ask_return",),
    )
    view = plain.model_copy(update=changes)
    return lambda locale: of_orders.render_order(view, locale=locale)


def _manager(path: str) -> Frame:
    return story.frame(reader=Reader(name="Марина Главная", manages=True), path=path)


def _managed(locale: Locale) -> str:
    view = views.ManagedOrdersView(
        frame=_manager("/manage/orders"),
        open=(
            _listed(partner=story.PARTNER.name),
            _listed(partner="ООО «Небывалые Системы»", state="return_asked"),
        ),
        done=(),
    )
    return of_orders.render_managed_orders(view, locale=locale)


def _mail(
    event: views.OrderEvent | views.ManagerOrderEvent, **changes: object
) -> Callable[[Locale], Rendered]:
    plain = views.OrderMail(
        to_name="Анна Примерова",
        event=event,
        order_id=ORDER,
        lines=(_line(),),
        total=story.roubles(174_000),
        points=None,
        waybill="ТН-2026/00017",
        link=f"https://cofund.example/orders/{ORDER}",
    )
    view = plain.model_copy(update=changes)
    return lambda locale: of_orders.mail_order(view, locale=locale)


ORDER_PAGES: dict[str, Callable[[Locale], str]] = {
    "orders": _orders(),
    "orders-wrong": _orders(
        errors=(
            FieldError(field="q-cap", problem="not_a_count"),
            FieldError(field="order", problem="fund_short"),
        ),
    ),
    "orders-closed": _orders(days=CLOSED, purses=()),
    "order-confirm": _confirm,
    "order": _order(),
    "order-expired": _order(state="placed", waybill="", acts=("cancel",), expires=True),
    "order-to-answer": _order(
        frame=_manager(f"/manage/orders/{ORDER}"),
        managing=True,
        partner="ООО «Примерный Интегратор»",
        state="return_asked",
        asked=(_line(quantity=2),),
        asked_why="Скол на ручке",
        acts=("take_back", "refuse"),
        errors=(FieldError(field="why", problem="missing"),),
    ),
    "order-to-ship": _order(
        frame=_manager(f"/manage/orders/{ORDER}"),
        managing=True,
        partner="ООО «Примерный Интегратор»",
        state="placed",
        waybill="",
        acts=("ship",),
    ),
    "orders-managed": _managed,
}
ORDER_MAILS: dict[str, Callable[[Locale], Rendered]] = {
    "order-placed": _mail("placed"),
    "order-shipped": _mail("shipped", return_until=LAST_DAY),
    "order-cancelled": _mail("cancelled"),
    "order-to-ship": _mail("to_ship", partner=story.PARTNER.name),
    "order-called-off": _mail("called_off", partner=story.PARTNER.name),
    "order-to-take-back": _mail("to_take_back", partner=story.PARTNER.name, why="Скол на ручке"),
    "order-returned": _mail("returned", points=174_000),
    "order-return-refused": _mail("return_refused", why="Скол не виден"),
}
