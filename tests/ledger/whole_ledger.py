"""A ledger with every kind of item in every state that it can be in, its postings sealed."""

from __future__ import annotations

from datetime import timedelta

from cofund.models.budgets import BudgetKey, BudgetPart
from cofund.steps.sealing import seal_ledger
from tests.builders.movements import (
    EARLIER_FUND,
    FUND,
    NOON,
    a_changed_reservation,
    a_close,
    a_conversion,
    a_correction,
    a_debit,
    a_hold,
    a_raise,
    a_release,
    a_reservation,
    a_reversal,
    an_accrual,
    an_unreserve,
    invoice,
    rub,
)
from tests.builders.orders import (
    a_cancellation,
    a_return,
    a_shipment,
    an_order,
    back_by_points,
    by_points,
    left_by_points,
    mugs,
    pens,
    with_stock,
)
from tests.builders.points import (
    ACCOUNT,
    a_close_of_points,
    a_part,
    a_return_of_points,
    a_spending,
    an_earning,
)
from tests.fakes.clock import FakeClock
from tests.fakes.item_store import MemoryItems
from tests.fakes.office import FakeOffice
from tests.ledger.claims import approve, open_claim, send_payout
from tests.ledger.furniture import furnished

LAST_YEAR = ACCOUNT.model_copy(update={"year": "2025"})


def a_whole_ledger() -> FakeOffice:
    """Give an office whose ledger has seen everything, on two days with a seal after each."""
    items = MemoryItems()
    office = FakeOffice(items=items, clock=FakeClock(NOON))
    furnished(items)
    with_stock(items)
    _on_the_first_day(office)
    seal_ledger(office=office)
    _applied_for(office)
    _ordered(office)
    _paid(office, items)
    office.ledger.post(a_close(fund=EARLIER_FUND))
    office.clock.move(timedelta(days=1))
    seal_ledger(office=office)
    return office


def _on_the_first_day(office: FakeOffice) -> None:
    """Give budgets, money and points."""
    for cap in (2000, 5000):
        key = BudgetKey.of(FUND, "all")
        office.budgets.set_cap(key, rub(cap), by="maria", reason="plan", at=NOON)
    scopes = (BudgetPart(scope="all", amount=rub(2000)),)
    office.ledger.post(an_accrual(2000, scopes=scopes))
    office.ledger.post(an_accrual(300, source="turnover-0", fund=EARLIER_FUND))
    for account in (ACCOUNT, LAST_YEAR):
        office.points.open_account(account)
        office.points.post(an_earning(200, account=account))
    office.points.post(a_close_of_points(account=LAST_YEAR))


def _applied_for(office: FakeOffice) -> None:
    """Leave a reservation in use, one that moved between periods, and one that ended."""
    back = (BudgetPart(scope="all", amount=rub(100)),)
    for movement in (
        a_correction(100, scopes=back),
        a_reservation(100),
        a_reservation(50, application="A2", fund=EARLIER_FUND),
        a_changed_reservation(70, application="A2", from_fund=EARLIER_FUND),
        a_reservation(30, application="A3"),
        an_unreserve(application="A3"),
    ):
        office.ledger.post(movement)


def _ordered(office: FakeOffice) -> None:
    """Leave orders of the fund and of points: shipped and partly back, placed, cancelled."""
    for movement in (an_order(mugs(2)), a_shipment(), a_return(), an_order(pens(3), order="O2")):
        office.ledger.post(movement)
    for movement in (an_order(pens(1), order="O3"), a_cancellation(order="O3")):
        office.ledger.post(movement)
    office.orders.post(by_points(mugs(2), order="O4"))
    office.orders.post(left_by_points(order="O4"))
    office.orders.post(back_by_points(order="O4"))
    office.points.post(a_spending(30, subject="U1"))
    office.points.post(a_return_of_points(10, subject="U1"))
    office.ledger.post(a_conversion(20, worth=5))


def _paid(office: FakeOffice, items: MemoryItems) -> None:
    """Leave claims that are paid and partly clawed back, held, and let go; some use points."""
    part = a_part(40, worth=5)
    book = office.ledger
    book.post(a_hold(50, application="A1", souvenir=10, points=part))
    book.post(a_raise(10))
    approve(items, "C1", 55, points=40)
    shares = (invoice(share=60),)
    book.post(a_debit(55, souvenir=10, invoices=shares, points=part, back_to="reservation"))
    send_payout(items, "C1")
    book.post(a_reversal(10, souvenir=5, points=a_part(10, worth=5)))
    for claim in ("C2", "C3"):
        open_claim(items, claim)
    book.post(a_hold(20, claim="C2", souvenir=5, points=a_part(7, worth=5)))
    book.post(a_hold(15, claim="C3", points=a_part(6, worth=5)))
    book.post(a_release(claim="C3"))
