"""Two stores that must agree item by item: the memory fake and DynamoDB as moto plays it."""

from __future__ import annotations

from collections.abc import Iterator

from cofund.items import (
    IndexName,
    Item,
    Key,
    Stored,
    TableName,
    Write,
    WriteConflict,
    WriteRefused,
)
from cofund.ports import Items


class BothItems:
    """Writes to both and compares what they answer and what then stands; reads from the first."""

    def __init__(self, first: Items, second: Items) -> None:
        self._first = first
        self._second = second
        self.transactions = 0

    def get(self, key: Key) -> Item | None:
        """Give an item."""
        return self._first.get(key)

    def query(
        self, table: TableName, pk: str, *, prefix: str = "", limit: int, after: str | None = None
    ) -> tuple[Stored, ...]:
        """Give items of a partition."""
        return self._first.query(table, pk, prefix=prefix, limit=limit, after=after)

    def query_newest(
        self, table: TableName, pk: str, *, prefix: str = "", limit: int, before: str | None = None
    ) -> tuple[Stored, ...]:
        """Give items of a partition, newest first."""
        return self._first.query_newest(table, pk, prefix=prefix, limit=limit, before=before)

    def query_index(
        self,
        index: IndexName,
        pk: str,
        *,
        limit: int,
        first: str = "",
        last: str | None = None,
        after: Stored | None = None,
    ) -> tuple[Stored, ...]:
        """Give items of an index partition."""
        return self._first.query_index(index, pk, limit=limit, first=first, last=last, after=after)

    def write(self, writes: tuple[Write, ...]) -> None:
        """Write to both, or be refused by both for the same reasons."""
        outcomes = [_outcome(store, writes) for store in (self._first, self._second)]
        self.transactions += 1
        assert _told(outcomes[0]) == _told(outcomes[1]), writes
        for write in writes:
            assert self._first.get(write.key) == self._second.get(write.key), write
        if outcomes[0] is not None:
            raise outcomes[0]

    def scan(self, table: TableName) -> Iterator[Stored]:
        """Give the first store's items."""
        return self._first.scan(table)

    def agree(self) -> bool:
        """Say whether both hold the very same items."""
        return all(_by_key(self._first, table) == _by_key(self._second, table) for table in TABLES)


TABLES: tuple[TableName, ...] = ("ledger", "claims")


def _by_key(items: Items, table: TableName) -> dict[Key, Item]:
    return {stored.key: stored.attributes for stored in items.scan(table)}


def _outcome(items: Items, writes: tuple[Write, ...]) -> WriteRefused | WriteConflict | None:
    try:
        items.write(writes)
    except (WriteRefused, WriteConflict) as refused:
        return refused
    return None


def _told(outcome: WriteRefused | WriteConflict | None) -> object:
    if isinstance(outcome, WriteRefused):
        return outcome.failed, outcome.standing
    return type(outcome)
