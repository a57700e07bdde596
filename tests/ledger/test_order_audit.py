"""Each law of orders and stock, broken on purpose: the audit names it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cofund.books.ledger_audit import audit_ledger
from cofund.books.order_moves import order_head_key
from cofund.books.order_tally import ORDER_LAWS
from cofund.items import Delete, Key, Update, Value
from cofund.ledger.order_shapes import order_key, stock_key
from cofund.ledger.shapes import limit_key
from tests.builders.movements import YEAR, an_accrual
from tests.builders.orders import MUG, a_cancellation, a_return, a_shipment, an_order, mugs, pens
from tests.builders.orders import with_stock as offered
from tests.fakes.item_store import MemoryItems
from tests.ledger.furniture import furnished

Tampering = Callable[[MemoryItems], None]


@pytest.fixture
def ledger() -> MemoryItems:
    """Give a sound ledger: O1 shipped and partly back, O2 placed, O3 cancelled."""
    items = MemoryItems()
    book = furnished(items)
    offered(items)
    book.post(an_accrual(100))
    for movement in (an_order(mugs(2)), a_shipment(), a_return()):
        book.post(movement)
    book.post(an_order(pens(3), order="O2"))
    book.post(an_order(pens(1), order="O3"))
    book.post(a_cancellation(order="O3"))
    return items


def tamper(items: MemoryItems, key: Key, **attributes: Value) -> None:
    items.write((Update(key, assign=attributes),))


def broken(items: MemoryItems) -> set[str]:
    return {violation.law for violation in audit_ledger(items).violations}


def audit_entry(order: str, revision: int) -> Key:
    return Key("claims", f"ORD#{order}", f"AUDIT#{revision:06d}")


def test_orders_in_every_state_break_no_law(ledger: MemoryItems) -> None:
    assert audit_ledger(ledger).violations == ()


BREACHES: list[tuple[set[str], Tampering]] = [
    ({"I16"}, lambda items: tamper(items, stock_key(MUG), taken_in=6)),
    ({"I16"}, lambda items: tamper(items, stock_key(MUG), on_hand=5, shipped=0)),
    ({"I16"}, lambda items: tamper(items, stock_key(MUG), on_hand=-1, taken_in=0)),
    ({"I16"}, lambda items: items.write((Delete(stock_key(MUG)),))),
    ({"I6", "O1"}, lambda items: tamper(items, order_key("O1"), reversible=9)),
    ({"I5", "I10", "O1", "I16"}, lambda items: tamper(items, order_key("O2"), status="CANCELLED")),
    ({"I10", "O1"}, lambda items: tamper(items, order_key("O2"), souvenir=8)),
    ({"I10"}, lambda items: tamper(items, limit_key(YEAR), available=22)),
    ({"I5", "I10", "O1", "I16"}, lambda items: items.write((Delete(order_key("O2")),))),
    ({"O1", "O2"}, lambda items: tamper(items, order_head_key("O2"), state="shipped")),
    ({"O1", "O2"}, lambda items: items.write((Delete(order_head_key("O3")),))),
    ({"O2"}, lambda items: items.write((Delete(audit_entry("O1", 2)),))),
    ({"O2"}, lambda items: tamper(items, audit_entry("O1", 3), from_state="placed")),
    ({"O2"}, lambda items: tamper(items, order_head_key("O1"), revision=4)),
]


@pytest.mark.parametrize("number", range(len(BREACHES)))
def test_what_was_tampered_with_breaks_exactly_its_laws(ledger: MemoryItems, number: int) -> None:
    laws, amiss = BREACHES[number]
    amiss(ledger)
    assert broken(ledger) == laws


def test_every_law_of_orders_is_broken_by_some_test() -> None:
    assert ORDER_LAWS.keys() <= set().union(*(laws for laws, _ in BREACHES))
