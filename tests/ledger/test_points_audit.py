"""Each law of points, broken on purpose: the audit names it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cofund.books.ledger_audit import audit_ledger
from cofund.books.points_book import PointsBook
from cofund.books.points_tally import POINTS_LAWS
from cofund.items import Key, Update, Value
from cofund.ledger.points_shapes import points_balance_key, points_posting_key, spending_key
from cofund.ledger.shapes import hold_key, payout_key
from tests.builders.movements import (
    a_conversion,
    a_debit,
    a_hold,
    a_reversal,
    an_accrual,
)
from tests.builders.points import ACCOUNT, a_part, a_return_of_points, a_spending, an_earning
from tests.fakes.item_store import MemoryItems
from tests.ledger.claims import approve, open_claim
from tests.ledger.furniture import AT_ONCE, furnished

BALANCE = points_balance_key(ACCOUNT)


@pytest.fixture
def ledger() -> MemoryItems:
    """Give a sound ledger: points held, spent by a claim and an order, converted, clawed back."""
    items = MemoryItems()
    book = furnished(items)
    points = PointsBook(items, backoff=AT_ONCE)
    points.open_account(ACCOUNT)
    points.post(an_earning(200))
    points.post(a_spending(30))
    points.post(a_return_of_points(10))
    book.post(an_accrual(1000))
    book.post(a_conversion(20, worth=5))
    book.post(a_hold(60, points=a_part(40, worth=5)))
    approve(items, "C1", 60, points=40)
    book.post(a_debit(60, points=a_part(40, worth=5)))
    book.post(a_reversal(0, points=a_part(10, worth=5)))
    open_claim(items, "C2")
    book.post(a_hold(0, claim="C2", points=a_part(7, worth=5)))
    return items


def tamper(items: MemoryItems, key: Key, **attributes: Value) -> None:
    """Change attributes behind the ledger's back."""
    items.write((Update(key, assign=attributes),))


def laws_broken(items: MemoryItems) -> set[str]:
    return {violation.law for violation in audit_ledger(items).violations}


def unbalance(items: MemoryItems) -> None:
    deltas: dict[str, Value] = {"earned": 200, "available": 199}
    tamper(items, points_posting_key(ACCOUNT, "W1#EARN"), deltas=deltas)


Tampering = Callable[[MemoryItems], None]
BREACHES: dict[str, Tampering] = {
    "P1": lambda items: tamper(items, BALANCE, expired=-1),
    "P2": lambda items: tamper(items, BALANCE, available=124),
    "P3": unbalance,
    "P4": lambda items: tamper(items, BALANCE, earned=201, available=124),
    "P5": lambda items: tamper(items, hold_key("C2", 1), points=8),
    "P6": lambda items: tamper(items, spending_key(ACCOUNT, "O1"), left=21),
    "P7": lambda items: tamper(items, BALANCE, status="CLOSED"),
    "P8": lambda items: tamper(items, spending_key(ACCOUNT, "V1"), worth=4),
    "P9": lambda items: tamper(items, BALANCE, status="CLOSED"),
}


def test_a_sound_account_breaks_no_law(ledger: MemoryItems) -> None:
    report = audit_ledger(ledger)
    assert report.violations == ()
    balance = PointsBook(ledger, backoff=AT_ONCE).balance(ACCOUNT)
    assert (balance.earned, balance.available, balance.held, balance.spent) == (200, 123, 7, 70)


@pytest.mark.parametrize("law", BREACHES)
def test_a_broken_law_of_points_is_named(ledger: MemoryItems, law: str) -> None:
    BREACHES[law](ledger)
    assert law in laws_broken(ledger)


def test_every_law_of_points_is_broken_by_some_test() -> None:
    assert POINTS_LAWS.keys() == BREACHES.keys()


@pytest.mark.parametrize(
    ("amiss", "law"),
    [
        (lambda items: tamper(items, payout_key("C1", 1), amount=60), "I13"),
        (lambda items: tamper(items, hold_key("C1", 1), points_posted=41), "I13"),
        (lambda items: tamper(items, hold_key("C1", 1), points_worth=4), "I13"),
        (lambda items: tamper(items, hold_key("C1", 1), points_reversible=31), "P6"),
        (lambda items: tamper(items, hold_key("C1", 1), points_reversible=-1), "I11"),
        (lambda items: tamper(items, spending_key(ACCOUNT, "V1"), left=19), "P6"),
    ],
)
def test_messages_speak_of_points_at_their_worth(
    ledger: MemoryItems, amiss: Tampering, law: str
) -> None:
    amiss(ledger)
    assert law in laws_broken(ledger)
