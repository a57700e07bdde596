"""Pages and mails of souvenir orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cofund.models.claim import Locale
from cofund.pages.filling import filled, mail_of
from cofund.pages.views.mails import Rendered

if TYPE_CHECKING:
    from cofund.pages.views import orders


def render_orders(view: orders.OrdersView, *, locale: Locale) -> str:
    """Give the partner's page: limit, window, catalogue and own orders."""
    return filled("orders.html", view, locale)


def render_confirm(view: orders.ConfirmView, *, locale: Locale) -> str:
    """Give the page on which an order is confirmed."""
    return filled("order_confirm.html", view, locale)


def render_order(view: orders.OrderView, *, locale: Locale) -> str:
    """Give the page of one order, the partner's or the manager's."""
    return filled("order.html", view, locale)


def render_managed_orders(view: orders.ManagedOrdersView, *, locale: Locale) -> str:
    """Give the manager's list of orders."""
    return filled("order_list.html", view, locale)


def mail_order(view: orders.OrderMail, *, locale: Locale) -> Rendered:
    """Give the mail about an order, by what happened."""
    return mail_of("order", view, locale)
