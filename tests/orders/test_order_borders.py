"""Orders at the borders of days, quarters and years, in the programme's zone and not in UTC."""

from __future__ import annotations

from datetime import datetime

import pytest

from cofund.books.ledger_audit import audit_ledger
from cofund.errors import LimitReached, OrdersClosed, StaleVersion
from cofund.models.ledger import ClosePeriod
from cofund.models.movements import FundKey
from cofund.models.order_lines import ReturnedLine
from cofund.models.orders import Souvenir
from cofund.models.terms import Names
from cofund.money import Money
from cofund.steps.orders.desk import ship, take_back
from cofund.steps.orders.ordering import ask_return, cancel
from cofund.steps.points.closing import close_partner_points
from tests.builders.claim_files import FUND
from tests.builders.claims import ANNA, MARINA
from tests.builders.reads import roubles
from tests.builders.souvenirs import (
    COMPANY,
    a_line,
    a_shipped_order,
    a_shop,
    an_order,
    with_points,
)
from tests.fakes.faulty_items import FaultyItems
from tests.fakes.item_store import MemoryItems
from tests.fakes.office import FakeOffice
from tests.orders.test_order_pages import words
from tests.security.browser import Browser


@pytest.fixture
def office() -> FakeOffice:
    return a_shop()


def at(office: FakeOffice, moment: str) -> None:
    """Let it be a moment of Moscow."""
    office.clock.set(datetime.fromisoformat(f"{moment}+03:00"))


def test_the_window_closes_at_midnight_of_the_programmes_zone(office: FakeOffice) -> None:
    at(office, "2026-09-30T23:59:59")
    an_order(office, order_id="O-1")
    at(office, "2026-10-01T00:00:00")
    with pytest.raises(OrdersClosed):
        an_order(office, order_id="O-2")


def test_a_form_sent_again_after_the_window_gives_the_order_that_stands(office: FakeOffice) -> None:
    at(office, "2026-09-30T23:59:59")
    order = an_order(office)
    at(office, "2026-10-01T00:00:01")
    assert an_order(office) == order


def test_a_years_limit_is_never_passed_by_two_orders_at_one_moment() -> None:
    faulty = FaultyItems(MemoryItems())
    office = a_shop(faulty)
    most = a_line("umbrella", 3), a_line("mug", 40), a_line("pen", 1_000)
    an_order(office, *most, order_id="O-0")
    left = office.ledger.souvenir_limit(FUND.limit())
    assert left is not None
    assert left.available == roubles(42_000)
    mugs = Souvenir(sku="mug", names=Names(ru="Кружка", en="Mug"), price=roubles(450))
    office.orders.offer("it-vendor", mugs, on_hand=200)
    faulty.before_the_write(lambda: an_order(office, a_line("mug", 50), order_id="O-1"))
    with pytest.raises(LimitReached):
        an_order(office, a_line("mug", 50), order_id="O-2")
    assert office.orders.find("O-2") is None
    assert audit_ledger(office.items).violations == ()


def test_a_price_that_changes_by_a_kopeck_is_shown_again_before_it_is_paid(
    office: FakeOffice,
) -> None:
    dearer = Money(amount_minor=450_01, currency="RUB")
    mug = Souvenir(sku="mug", names=Names(ru="Кружка", en="Mug"), price=dearer)
    office.orders.offer("it-vendor", mug, on_hand=40)
    with pytest.raises(StaleVersion):
        an_order(office, a_line("mug", 1))
    assert office.ledger.balance(FUND).held == roubles(0)


def test_a_return_after_the_quarter_gives_the_limit_back_and_lets_the_money_expire(
    office: FakeOffice,
) -> None:
    order = a_shipped_order(office, a_line("mug", 3))
    _close(office, FUND)
    at(office, "2026-10-02T12:00:00")
    page = words(Browser(office, "anna").get("/orders/O-1"))
    assert "деньги или баллы за возвращённое сразу сгорят" in page
    one = (ReturnedLine(sku="mug", quantity=1),)
    ask_return(order, one, "", ANNA, office=office)
    take_back(order, one, 1, MARINA, office=office)
    take_back(order, one, 2, MARINA, office=office)
    balance, limit = office.ledger.balance(FUND), office.ledger.souvenir_limit(FUND.limit())
    assert (balance.debited, balance.available) == (roubles(450), roubles(0))
    assert limit is not None
    assert limit.available == roubles(100_000 - 450)
    assert audit_ledger(office.items).violations == ()


def test_a_page_says_that_what_is_cancelled_after_the_quarter_expires(office: FakeOffice) -> None:
    order = an_order(office)
    anna = Browser(office, "anna")
    assert "деньги или баллы и лимит вернутся" in words(anna.get("/orders/O-1"))
    _close(office, FUND)
    at(office, "2026-10-01T00:00:00")
    assert "деньги или баллы сразу сгорят" in words(Browser(office, "anna").get("/orders/O-1"))
    before = office.ledger.balance(FUND).expired
    cancel(order, ANNA, office=office)
    assert office.ledger.balance(FUND).expired - before == roubles(900)


def test_points_of_a_year_that_ended_come_back_and_expire(office: FakeOffice) -> None:
    with_points(office, 1_000)
    order = an_order(office, paid_from="company")
    page = words(Browser(office, "marina").get("/manage/orders/O-1"))
    assert "Номер накладной" in page
    assert "спишется с фонда" not in page
    at(office, "2026-12-31T23:59:00")
    ship(order, "17", MARINA, office=office)
    at(office, "2027-01-01T00:30:00")
    close_partner_points("integrator", office=office)
    assert "сразу сгорят" not in words(Browser(office, "anna").get("/orders"))
    assert "сразу сгорят" in words(Browser(office, "anna").get("/orders/O-1"))
    take_back(order, (ReturnedLine(sku="mug", quantity=2),), 1, MARINA, office=office)
    balance = office.points.balance(COMPANY)
    assert (balance.available, balance.expired, balance.spent) == (0, 1_000, 0)


def _close(office: FakeOffice, fund: FundKey) -> None:
    office.ledger.post(
        ClosePeriod(
            fund=fund,
            actor="keep_funds",
            reason="",
            at=office.clock(),
            programme_version="1",
        )
    )
