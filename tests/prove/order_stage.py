"""The real side of souvenir orders: what partners and managers do, through the steps."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from cofund.models.order_lines import OrderLine, ReturnedLine
from cofund.models.orders import Order, Souvenir
from cofund.models.terms import Names
from cofund.steps.filing import StandIn
from cofund.steps.orders.desk import refuse_return, ship, take_back
from cofund.steps.orders.ordering import Wanted, ask_return, cancel, place
from tests.fakes.office import FakeOffice
from tests.prove.naive_orders import PROGRAMME, Line
from tests.prove.papers import rub
from tests.prove.stage import MANAGER


@dataclass
class OrderStage:
    """The office, and everybody who orders, ships and brings back."""

    office: FakeOffice

    def offer(self, sku: str, price: int, on_hand: int) -> None:
        """Offer a thing, or change its price and how many there are."""
        souvenir = Souvenir(sku=sku, names=Names(ru=f"Вещь {sku}", en=sku), price=rub(price))
        self.office.orders.offer(PROGRAMME, souvenir, on_hand=on_hand)

    def place(self, order: str, partner: str, lines: tuple[Line, ...], by_points: bool) -> None:
        """Place an order for a partner."""
        wanted = Wanted(
            order_id=order,
            lines=tuple(
                OrderLine(sku=sku, quantity=pieces, price=rub(price))
                for sku, pieces, price in lines
            ),
            paid_from="company" if by_points else "fund",
        )
        place(wanted, StandIn(MANAGER, partner), office=self.office)

    def standing(self, order: str) -> Order:
        """Give an order as a page shows it."""
        return self.office.orders.get(order)

    def cancel(self, order: str, partner: str) -> None:
        """Cancel an order."""
        cancel(self.standing(order), StandIn(MANAGER, partner), office=self.office)

    def ship(self, order: str, waybill: str) -> None:
        """Write an order off."""
        ship(self.standing(order), waybill, MANAGER, office=self.office)

    def ask_return(self, order: Order, pieces: Counter[str]) -> None:
        """Ask to give pieces back, as the page showed the order."""
        filer = StandIn(MANAGER, order.partner_id)
        ask_return(order, _lines(pieces), "Не подошло", filer, office=self.office)

    def refuse(self, order: Order) -> None:
        """Refuse to take pieces back."""
        standing, why = self.standing(order.order_id), "Уже не новое"
        refuse_return(standing, why, MANAGER, revision=order.revision, office=self.office)

    def take_back(self, order: Order, pieces: Counter[str], number: int) -> None:
        """Take pieces back."""
        take_back(order, _lines(pieces), number, MANAGER, office=self.office)


def _lines(pieces: Counter[str]) -> tuple[ReturnedLine, ...]:
    return tuple(ReturnedLine(sku=sku, quantity=number) for sku, number in sorted(pieces.items()))
