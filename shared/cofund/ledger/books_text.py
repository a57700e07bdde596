"""The partition keys of funds and of accounts of points, for whoever looks after both."""

from __future__ import annotations

from cofund.ledger.points_shapes import account_key, account_text
from cofund.ledger.shapes import fund_key, fund_text
from cofund.models.points import AccountKey
from cofund.models.seals import SealedBooks

KINDS = ("FUND", "PTS")


def books_text(books: SealedBooks) -> str:
    """Give the partition key of a fund or an account."""
    return account_text(books) if isinstance(books, AccountKey) else fund_text(books)


def books_key(text: str) -> SealedBooks:
    """Give the fund or account that a partition key names."""
    return account_key(text) if text.startswith("PTS#") else fund_key(text)
