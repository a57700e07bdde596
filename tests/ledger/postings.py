"""Posting in tests, and looking at what it did."""

from __future__ import annotations

import pytest

from cofund.books.ledger_book import LedgerBook
from cofund.errors import (
    Refusal,
)
from cofund.models.ledger import BUCKETS, FundKey, Movement
from tests.builders.movements import (
    FUND,
    YEAR,
)


def buckets(book: LedgerBook, fund: FundKey = FUND) -> dict[str, int]:
    """Give the buckets that are not empty."""
    balance = book.balance(fund)
    amounts = {bucket: getattr(balance, bucket).amount_minor for bucket in BUCKETS}
    return {bucket: amount for bucket, amount in amounts.items() if amount}


def post_all(book: LedgerBook, *movements: Movement) -> None:
    """Post movements that are new."""
    for movement in movements:
        assert not book.post(movement).replayed


def souvenirs_left(book: LedgerBook) -> int:
    """Give what is left of the year's souvenir limit."""
    limit = book.souvenir_limit(YEAR)
    assert limit is not None
    return limit.available.amount_minor


def refused(book: LedgerBook, movement: Movement, name: type[Refusal]) -> None:
    """Check that the movement is refused by this very name, and changes nothing."""
    before = buckets(book, movement.fund)
    with pytest.raises(Refusal) as raised:
        book.post(movement)
    assert type(raised.value) is name
    assert buckets(book, movement.fund) == before
    assert book.entry(movement.fund, movement.entry_id) is None
