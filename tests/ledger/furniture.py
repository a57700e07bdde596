"""A ledger to begin with, and the patience of its users."""

from __future__ import annotations

from cofund.books.backoff import Backoff
from cofund.books.ledger_book import LedgerBook
from cofund.ports import Items
from tests.builders.movements import EARLIER_FUND, FUND, YEAR, rub
from tests.ledger.claims import open_claim

AT_ONCE = Backoff(pause=lambda _seconds: None, chance=lambda: 0.5)
"""Tries again without waiting."""


def furnished(items: Items) -> LedgerBook:
    """Give a ledger with two open funds, a souvenir limit of 40 and the claim C1."""
    ledger = LedgerBook(items, backoff=AT_ONCE)
    ledger.open_fund(FUND, "RUB")
    ledger.open_fund(EARLIER_FUND, "RUB")
    ledger.set_souvenir_limit(YEAR, rub(40))
    open_claim(items, "C1")
    return ledger
