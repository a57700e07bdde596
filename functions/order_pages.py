"""Pages of souvenir orders: the partner's and the manager's."""

from typing import Any

from cofund.aws.http import answer
from cofund.aws.live_office import LiveOffice
from cofund.steps.orders import desk_site as order_desk_site
from cofund.steps.orders import site as order_site
from cofund.steps.site import Route

OFFICE = LiveOffice()

ROUTES: dict[str, Route] = {
    "GET /orders": order_site.orders,
    "POST /orders/confirm": order_site.confirm,
    "POST /orders": order_site.place_order,
    "GET /orders/{order}": order_site.order_page,
    "POST /orders/{order}/cancel": order_site.cancel_order,
    "POST /orders/{order}/return": order_site.ask_order_return,
    "GET /manage/orders": order_desk_site.managed_orders,
    "GET /manage/orders/{order}": order_desk_site.managed_order,
    "POST /manage/orders/{order}/ship": order_desk_site.ship_order,
    "POST /manage/orders/{order}/return": order_desk_site.take_order_back,
    "POST /manage/orders/{order}/refuse": order_desk_site.refuse_order_return,
}


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect an HTTP API event (payload 2.0); return its answer."""
    return answer(event, ROUTES, office=OFFICE)
