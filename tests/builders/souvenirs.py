"""An office in which the first partner may order souvenirs: a catalogue, a fund, a limit."""

from __future__ import annotations

from cofund.models.claim import Person
from cofund.models.order_lines import OrderLine
from cofund.models.orders import Order, Souvenir, StockKey
from cofund.models.points import AccountKey, EarnPoints
from cofund.models.terms import Names
from cofund.money import Money
from cofund.ports import Items
from cofund.steps.orders.desk import ship
from cofund.steps.orders.ordering import Wanted, place
from cofund.steps.orders.payers import PaidFrom
from tests.builders.claims import ANNA, MARINA, an_office
from tests.builders.reads import roubles
from tests.fakes.office import FakeOffice

CATALOGUE = (
    ("mug", "Кружка с логотипом", "Mug with the logo", roubles(450), 40),
    ("pen", "Ручка", "Pen", Money(amount_minor=35_50, currency="RUB"), 1_000),
    ("rucksack", "Рюкзак", "Rucksack", roubles(1_900), 15),
    ("umbrella", "Зонт", "Umbrella", roubles(1_500), 3),
)
MUG = StockKey(programme="it-vendor", sku="mug")
COMPANY = AccountKey(programme="it-vendor", owner="company.integrator", year="2026")
OWN = AccountKey(programme="it-vendor", owner="person.anna", year="2026")


def a_shop(items: Items | None = None) -> FakeOffice:
    """Give an office on 25 September 2026, when orders are accepted until the 30th."""
    office = an_office(items)
    for sku, ru, en, price, on_hand in CATALOGUE:
        souvenir = Souvenir(sku=sku, names=Names(ru=ru, en=en), price=price)
        office.orders.offer("it-vendor", souvenir, on_hand=on_hand)
    return office


def with_points(office: FakeOffice, points: int, account: AccountKey = COMPANY) -> None:
    """Let an account have so many points."""
    office.points.open_account(account)
    office.points.post(
        EarnPoints(
            account=account,
            actor="seed",
            reason="",
            at=office.clock(),
            programme_version="1",
            award=f"award-{account.owner}",
            points=points,
        )
    )


def told(office: FakeOffice, person: Person) -> list[str]:
    """Give the subjects of all mails to somebody, without their marks of space."""
    sent = (mail for mail in office.mailer.sent if mail.to == person.mail)
    return [mail.subject.replace("\N{NO-BREAK SPACE}", " ") for mail in sent]


def a_line(sku: str = "mug", quantity: int = 2) -> OrderLine:
    """Give a line at the catalogue's price."""
    price = next(one[3] for one in CATALOGUE if one[0] == sku)
    return OrderLine(sku=sku, quantity=quantity, price=price)


def an_order(
    office: FakeOffice,
    *lines: OrderLine,
    order_id: str = "O-1",
    paid_from: PaidFrom = "fund",
) -> Order:
    """Place an order for the first partner, of two mugs if nothing is said."""
    wanted = Wanted(order_id, lines or (a_line(),), paid_from)
    return place(wanted, ANNA, office=office)


def a_shipped_order(office: FakeOffice, *lines: OrderLine, order_id: str = "O-1") -> Order:
    """Place an order and ship it."""
    ship(an_order(office, *lines, order_id=order_id), "ТН-17", MARINA, office=office)
    return office.orders.get(order_id)
