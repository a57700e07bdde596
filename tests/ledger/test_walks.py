"""The property tests: whatever goes wrong in whatever order, all laws hold after every step."""

from __future__ import annotations

import pytest
from hypothesis import Phase

from cofund.ports import Items
from tests.adapters.moto_tables import fresh_tables, moto_client
from tests.fakes.item_store import MemoryItems
from tests.ledger.both_items import BothItems
from tests.ledger.budget_walk import BudgetWalker
from tests.ledger.order_walk import OrderWalker
from tests.ledger.points_walk import PointsWalker
from tests.ledger.walks import SEED, take_walks


def test_all_laws_hold_at_every_step_of_every_walk() -> None:
    take_walks(MemoryItems, seed=SEED, walks=150, steps=50)


def test_all_laws_hold_where_points_pay_for_claims_and_move_alone() -> None:
    take_walks(MemoryItems, seed=SEED, walks=60, steps=50, walker=PointsWalker)


def test_all_laws_hold_under_budgets_that_are_made_set_and_used_up() -> None:
    take_walks(MemoryItems, seed=SEED, walks=40, steps=40, walker=BudgetWalker)


def test_all_laws_hold_where_souvenirs_are_ordered_shipped_and_returned() -> None:
    take_walks(MemoryItems, seed=SEED, walks=40, steps=40, walker=OrderWalker)


def test_fake_and_dynamodb_agree_item_by_item_along_the_walks() -> None:
    stores: list[BothItems] = []

    def fresh() -> Items:
        stores.append(BothItems(MemoryItems(), fresh_tables(client)))
        return stores[-1]

    with moto_client() as client:
        take_walks(fresh, seed=SEED, walks=4, steps=20, afterwards=_must_agree)
    assert sum(store.transactions for store in stores) > 40


def test_a_walk_over_a_store_that_loses_a_write_is_caught() -> None:
    class Forgetful(MemoryItems):
        def write(self, writes):  # type: ignore[no-untyped-def]
            super().write(writes[:-1] if len(writes) > 3 else writes)

    with pytest.raises((AssertionError, ValueError)):
        take_walks(Forgetful, seed=SEED, walks=50, steps=50, phases=(Phase.generate,))


def _must_agree(items: Items) -> None:
    assert isinstance(items, BothItems)
    assert items.agree()
