"""Accounts of points: every movement of points alone goes through here, once.

Item shapes: ``cofund.ledger.points_shapes``. What claims take and give back of an account moves in
the claim's own movement, by ``LedgerBook``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cofund.books.backoff import Backoff
from cofund.books.posting_desk import PostingDesk
from cofund.books.writing import write_if_absent
from cofund.errors import NotFound
from cofund.items import Item, Put, Write
from cofund.ledger.points import PointsSeen, plan_points
from cofund.ledger.points_shapes import (
    account_text,
    points_balance_key,
    points_posting_key,
    read_points_balance,
    read_points_posting,
    read_spending,
    spending_key,
)
from cofund.models.points import (
    POINTS_BUCKETS,
    AccountKey,
    GiveBackPoints,
    PointsBalance,
    PointsMovement,
    PointsPosted,
    PointsSpent,
    SpendPoints,
)
from cofund.ports import Items

PAGE = 200
"""Postings read at a time."""


@dataclass(frozen=True)
class _Sight:
    posting: PointsPosted | None
    seen: PointsSeen


class PointsBook:
    """The accounts: every movement of points and every balance."""

    def __init__(self, items: Items, *, backoff: Backoff) -> None:
        self._items = items
        self._desk = PostingDesk[PointsMovement, _Sight, PointsPosted](
            items,
            backoff=backoff,
            look=self._look,
            standing=lambda sight: sight.posting,
            judge=_judged,
            read=lambda movement, item: read_points_posting(movement.account, item),
        )

    def open_account(self, account: AccountKey) -> PointsBalance:
        """Make an empty open account, or give the one that stands, open or closed.

        Raises:
            TryAgain: the table is out of reach.
        """
        buckets: Item = dict.fromkeys(POINTS_BUCKETS, 0)
        empty = Put(points_balance_key(account), {"status": "OPEN", **buckets})
        write_if_absent(self._items, empty)
        return self.balance(account)

    def post(self, movement: PointsMovement) -> PointsPosted:
        """Write the movement's posting and all items that it changes, together, once.

        The posting comes back as stored; ``replayed`` when it stood there already.

        Raises:
            EntryConflict: the id is taken by a movement with other contents.
            Refusal: what stands forbids it, by the name that ``cofund.ledger.points`` gives.
            TryAgain: others came in between again and again. Posting it again is safe.
        """
        return self._desk.post(movement)

    def balance(self, account: AccountKey) -> PointsBalance:
        """Give where an account's points are.

        Raises:
            NotFound: the account was never opened.
        """
        standing = self.find(account)
        if standing is None:
            raise NotFound("no such account")
        return standing

    def find(self, account: AccountKey) -> PointsBalance | None:
        """Give where an account's points are; None where nobody opened it."""
        item = self._items.get(points_balance_key(account))
        return None if item is None else read_points_balance(account, item)

    def entry(self, account: AccountKey, entry_id: str) -> PointsPosted | None:
        """Give a posting, if it stands."""
        item = self._items.get(points_posting_key(account, entry_id))
        return None if item is None else read_points_posting(account, item)

    def spent(self, account: AccountKey, subject: str) -> PointsSpent | None:
        """Give what an account has paid for a subject, and what was not given back."""
        item = self._items.get(spending_key(account, subject))
        return None if item is None else read_spending(account, subject, item)

    def postings(self, account: AccountKey) -> Iterator[PointsPosted]:
        """Give an account's postings by entry id, read page by page."""
        after: str | None = None
        while True:
            page = self._items.query(
                "ledger", account_text(account), prefix="P#", limit=PAGE, after=after
            )
            yield from (read_points_posting(account, stored.attributes) for stored in page)
            if len(page) < PAGE:
                return
            after = page[-1].key.sk

    def _look(self, movement: PointsMovement) -> _Sight:
        account, spent = movement.account, None
        if isinstance(movement, SpendPoints | GiveBackPoints):
            spent = self.spent(account, movement.subject)
        seen = PointsSeen(self.find(account), spent)
        return _Sight(self.entry(account, movement.entry_id), seen)


def _judged(movement: PointsMovement, sight: _Sight) -> tuple[Write, ...]:
    return plan_points(movement, sight.seen)
