"""Pages of souvenir orders: the partner's and the manager's."""

from typing import Any

from cofund.aws.http import answer
from cofund.aws.live_office import LiveOffice
from cofund.steps.routes import Route, later

OFFICE = LiveOffice()

ROUTES: dict[str, Route] = {
    "GET /orders": later("orders.site.orders"),
    "POST /orders/confirm": later("orders.site.confirm"),
    "POST /orders": later("orders.site.place_order"),
    "GET /orders/{order}": later("orders.site.order_page"),
    "POST /orders/{order}/cancel": later("orders.site.cancel_order"),
    "POST /orders/{order}/return": later("orders.site.ask_order_return"),
    "GET /manage/orders": later("orders.desk_site.managed_orders"),
    "GET /manage/orders/{order}": later("orders.desk_site.managed_order"),
    "POST /manage/orders/{order}/ship": later("orders.desk_site.ship_order"),
    "POST /manage/orders/{order}/return": later("orders.desk_site.take_order_back"),
    "POST /manage/orders/{order}/refuse": later("orders.desk_site.refuse_order_return"),
}


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect an HTTP API event (payload 2.0); return its answer."""
    return answer(event, ROUTES, office=OFFICE)
