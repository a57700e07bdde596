"""A year's budgets in the ledger: counted with the money, once; and what an audit finds amiss."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cofund.books.budget_book import BudgetBook
from cofund.books.ledger_audit import audit_ledger
from cofund.books.ledger_book import LedgerBook
from cofund.errors import BudgetExceeded, EntryConflict, FundClosed, TryAgain
from cofund.items import Delete, Put, Update
from cofund.ledger.budgets import budget_key, change_key
from cofund.ledger.shapes import posting_key
from cofund.models.budgets import BudgetKey, BudgetPart
from cofund.models.ledger import Accrue, CorrectAccrual
from cofund.ports import Items
from tests.builders.movements import (
    EARLIER_FUND,
    FUND,
    NOON,
    a_close,
    a_correction,
    an_accrual,
    rub,
)
from tests.fakes.faulty_items import FaultyItems, Killed
from tests.fakes.item_store import MemoryItems
from tests.ledger.furniture import AT_ONCE, furnished

ALL = BudgetKey.of(FUND, "all")
GOLD = BudgetKey.of(FUND, "level.gold")


def accrual(amount: int, **more: object) -> Accrue:
    """Give an accrual that counts against both budgets."""
    parts = tuple(BudgetPart(scope=one.scope, amount=rub(amount)) for one in (ALL, GOLD))
    return an_accrual(amount, scopes=parts, **more)  # type: ignore[arg-type]


def correction(amount: int, *, of_gold: int) -> CorrectAccrual:
    parts = (
        BudgetPart(scope="all", amount=rub(amount)),
        BudgetPart(scope="level.gold", amount=rub(of_gold)),
    )
    return a_correction(amount, scopes=parts)


def set_to(items: Items, key: BudgetKey, amount: int) -> None:
    book = BudgetBook(items, backoff=AT_ONCE)
    book.set_cap(key, rub(amount), by="maria", reason="plan", at=NOON)


def granted(items: Items) -> tuple[int, int]:
    book = BudgetBook(items, backoff=AT_ONCE)
    both = book.budget(ALL), book.budget(GOLD)
    return both[0].granted.amount_minor, both[1].granted.amount_minor


def under_budgets(items: Items) -> LedgerBook:
    """Give a ledger whose year may grant 100, and 60 of it to gold partners."""
    book = furnished(items)
    set_to(items, ALL, 100)
    set_to(items, GOLD, 60)
    return book


@pytest.mark.parametrize(("amount", "fits"), [(60, True), (61, False)])
def test_an_accrual_takes_all_that_is_left_of_the_tightest_budget_and_no_more(
    both_items: Items, amount: int, fits: bool
) -> None:
    book = under_budgets(both_items)
    if not fits:
        with pytest.raises(BudgetExceeded) as exceeded:
            book.post(accrual(amount))
        assert exceeded.value.scope == "level.gold"
        assert granted(both_items) == (0, 0)
        return
    first, second = book.post(accrual(amount)), book.post(accrual(amount))
    assert (first.replayed, second.replayed) == (False, True)
    assert {one.scope for one in first.scopes} == {"all", "level.gold"}
    assert granted(both_items) == (60, 60)


def test_a_correction_gives_back_as_much_to_each_as_it_says(both_items: Items) -> None:
    book = under_budgets(both_items)
    book.post(accrual(50))
    book.post(correction(30, of_gold=10))
    assert granted(both_items) == (20, 40)


def test_two_funds_of_a_year_share_its_budgets(items: MemoryItems) -> None:
    book = under_budgets(items)
    book.post(accrual(40))
    with pytest.raises(BudgetExceeded):
        book.post(accrual(21, fund=EARLIER_FUND))
    book.post(accrual(20, fund=EARLIER_FUND))
    assert granted(items) == (60, 60)


def test_a_refused_accrual_counts_nothing(items: MemoryItems) -> None:
    book = under_budgets(items)
    book.post(a_close())
    with pytest.raises(FundClosed):
        book.post(accrual(10))
    assert granted(items) == (0, 0)


def test_an_accrual_whose_answer_was_lost_counts_once(
    items: MemoryItems, faulty: FaultyItems
) -> None:
    under_budgets(items)
    unlucky = LedgerBook(faulty, backoff=AT_ONCE)
    faulty.faults.append("killed_after")
    with pytest.raises(Killed):
        unlucky.post(accrual(10))
    assert unlucky.post(accrual(10)).replayed
    assert granted(items) == (10, 10)


def test_a_level_that_changed_since_does_not_make_it_another_accrual(items: MemoryItems) -> None:
    book = under_budgets(items)
    book.post(accrual(10))
    silver = (BudgetPart(scope="level.silver", amount=rub(10)),)
    assert book.post(an_accrual(10, scopes=silver)).replayed
    assert granted(items) == (10, 10)


def test_a_crash_while_a_budget_is_made_stops_grants_until_it_is_set_again(
    items: MemoryItems, faulty: FaultyItems
) -> None:
    book = furnished(items)
    book.post(accrual(10))
    faulty.faults.append("killed_after")
    with pytest.raises(Killed):
        set_to(faulty, ALL, 100)
    with pytest.raises(TryAgain):
        book.post(accrual(10, source="turnover-2"))
    set_to(items, ALL, 100)
    book.post(accrual(10, source="turnover-2"))
    assert BudgetBook(items, backoff=AT_ONCE).budget(ALL).granted == rub(20)


def test_what_is_granted_while_a_budget_is_made_lifts_its_cap(
    items: MemoryItems, faulty: FaultyItems
) -> None:
    book = furnished(items)
    faulty.before_the_write(lambda: book.post(accrual(10)) and None)
    with pytest.raises(BudgetExceeded):
        set_to(faulty, ALL, 5)
    standing = BudgetBook(items, backoff=AT_ONCE)
    budget = standing.budget(ALL)
    assert (budget.cap, budget.granted) == (rub(10), rub(10))
    assert [one.reason for one in standing.changes(ALL)] == ["plan", "granted_meanwhile"]


def test_a_budget_keeps_its_currency(items: MemoryItems) -> None:
    under_budgets(items)
    euros = rub(10).model_copy(update={"currency": "EUR"})
    book = BudgetBook(items, backoff=AT_ONCE)
    with pytest.raises(EntryConflict):
        book.set_cap(ALL, euros, by="maria", reason="", at=NOON)


def test_an_accrual_with_other_contents_is_no_replay(items: MemoryItems) -> None:
    book = under_budgets(items)
    book.post(accrual(10))
    with pytest.raises(EntryConflict):
        book.post(accrual(11))


Tampering = Callable[[MemoryItems], None]


@pytest.mark.parametrize(
    "amiss",
    [
        lambda items: items.write((Update(budget_key(ALL), assign={"granted": 49}),)),
        lambda items: items.write((Update(budget_key(ALL), assign={"cap": 1_000}),)),
        lambda items: items.write((Update(budget_key(ALL), assign={"counted": False}),)),
        lambda items: items.write((Delete(budget_key(GOLD)),)),
        lambda items: items.write((Delete(change_key(GOLD, 1)),)),
        lambda items: items.write(
            (Update(posting_key(FUND, "turnover-1#ACC"), assign={"scopes": {"all": 50}}),)
        ),
        lambda items: items.write(
            (Put(change_key(ALL, 2), {"currency": "RUB", "cap": 1, "before": 100}),)
        ),
    ],
)
def test_a_budget_that_was_tampered_with_is_found(amiss: Tampering) -> None:
    items = MemoryItems()
    under_budgets(items).post(accrual(50))
    assert audit_ledger(items).sound
    amiss(items)
    assert {violation.law for violation in audit_ledger(items).violations} == {"I17"}
