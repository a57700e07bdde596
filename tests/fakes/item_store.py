"""The tables in memory, under the same contract as DynamoDB's (tests/adapters/test_item_store.py).

Stricter than some emulators: values of different kinds are never equal and never ordered.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from cofund.items import (
    INDEXES,
    Condition,
    Delete,
    IndexName,
    Item,
    Key,
    Put,
    Stored,
    TableName,
    Update,
    Value,
    Write,
    WriteRefused,
    ensure_writable,
)


class MemoryItems:
    """The tables as one dictionary, with lists of what lies together; safe under threads.

    An item that is written takes the place of the one before, so whoever read that one keeps it;
    what lies deeper inside an item is shared, and nobody may change it.
    """

    def __init__(self) -> None:
        self._items: dict[Key, Item] = {}
        self._together: defaultdict[tuple[str, str], set[Key]] = defaultdict(set)
        """What lies in one partition of a table or an index, by its name and the partition's."""
        self._lock = threading.RLock()

    def get(self, key: Key) -> Item | None:
        """Give an item's attributes without its key, or None."""
        with self._lock:
            found = self._items.get(key)
            return None if found is None else dict(found)

    def query(
        self, table: TableName, pk: str, *, prefix: str = "", limit: int, after: str | None = None
    ) -> tuple[Stored, ...]:
        """Give items of a partition by ascending sort key."""
        keys = self._partition(table, pk, prefix)
        return self._copies([k for k in keys if after is None or k.sk > after][:limit])

    def query_newest(
        self, table: TableName, pk: str, *, prefix: str = "", limit: int, before: str | None = None
    ) -> tuple[Stored, ...]:
        """Give items of a partition by descending sort key."""
        keys = reversed(self._partition(table, pk, prefix))
        return self._copies([k for k in keys if before is None or k.sk < before][:limit])

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
        """Give items of an index partition by ascending order attribute; never lags."""
        where = INDEXES[index]

        def place(stored: Stored) -> tuple[str, str, str]:
            return str(stored.attributes[where.order]), stored.key.pk, stored.key.sk

        with self._lock:
            keys = self._together[index, pk]
            found = [Stored(key, dict(self._items[key])) for key in keys]
        bounded = [
            stored
            for stored in sorted(found, key=place)
            if first <= place(stored)[0] and (last is None or place(stored)[0] <= last)
        ]
        return tuple(s for s in bounded if after is None or place(s) > place(after))[:limit]

    def write(self, writes: tuple[Write, ...]) -> None:
        """Carry out the writes together or not at all."""
        ensure_writable(writes)
        with self._lock:
            failed = tuple(not self._allowed(write) for write in writes)
            if any(failed):
                raise WriteRefused(failed, self._standing(writes, failed))
            for write in writes:
                self._carry_out(write)

    def scan(self, table: TableName) -> Iterator[Stored]:
        """Give every item of a table as it stood at one moment."""
        with self._lock:
            items = [Stored(k, dict(i)) for k, i in self._items.items() if k.table == table]
        yield from items

    def _partition(self, table: TableName, pk: str, prefix: str) -> list[Key]:
        with self._lock:
            return sorted(k for k in self._together[table, pk] if k.sk.startswith(prefix))

    def _copies(self, keys: list[Key]) -> tuple[Stored, ...]:
        """Give the items of keys, but for those that were deleted meanwhile."""
        with self._lock:
            standing = ((key, self._items.get(key)) for key in keys)
            return tuple(Stored(key, dict(item)) for key, item in standing if item is not None)

    def _standing(
        self, writes: tuple[Write, ...], failed: tuple[bool, ...]
    ) -> tuple[Item | None, ...]:
        return tuple(
            self.get(write.key) if bad and isinstance(write, Put) else None
            for write, bad in zip(writes, failed, strict=True)
        )

    def _allowed(self, write: Write) -> bool:
        item = self._items.get(write.key)
        if isinstance(write, Put):
            return item is None
        return all(_holds(condition, item or {}) for condition in write.conditions)

    def _carry_out(self, write: Write) -> None:
        before = self._places(write.key)
        self._change(write)
        after = self._places(write.key)
        for place in before - after:
            self._together[place].discard(write.key)
        for place in after - before:
            self._together[place].add(write.key)

    def _places(self, key: Key) -> set[tuple[str, str]]:
        """Give the partitions that an item lies in: its table's, and those of indexes."""
        item = self._items.get(key)
        if item is None:
            return set()
        indexed = {
            (str(name), str(item[where.partition]))
            for name, where in INDEXES.items()
            if key.table == where.table and where.partition in item and where.order in item
        }
        return {(key.table, key.pk), *indexed}

    def _change(self, write: Write) -> None:
        if isinstance(write, Put):
            self._items[write.key] = _plain(dict(write.attributes))
        elif isinstance(write, Delete):
            self._items.pop(write.key, None)
        elif isinstance(write, Update):
            item = dict(self._items.get(write.key, {}))
            for name, added in write.add.items():
                standing = item.get(name, 0)
                assert isinstance(standing, int)
                item[name] = standing + added
            item.update(_plain(dict(write.assign)))
            for name in write.remove:
                item.pop(name, None)
            self._items[write.key] = item


def _holds(condition: Condition, item: Item) -> bool:
    present = condition.attribute in item
    if condition.operator in ("absent", "present"):
        return present == (condition.operator == "present")
    if not present:
        return condition.operator == "!="
    return _compares(condition, item[condition.attribute])


def _compares(condition: Condition, standing: Value) -> bool:
    wanted = condition.value
    if condition.operator == "in":
        assert isinstance(wanted, list)
        return any(_same(standing, one) for one in wanted)
    if condition.operator in ("=", "!="):
        return _same(standing, wanted) == (condition.operator == "=")
    return _ordered(condition.operator, standing, wanted)


def _same(one: Value, other: Value) -> bool:
    return type(one) is type(other) and one == other


def _ordered(operator: str, standing: Value, wanted: Value) -> bool:
    """Compare two numbers or two texts; things of different kinds are never ordered."""
    if type(standing) is not type(wanted) or not isinstance(standing, str | int):
        return False
    order = _order(standing, wanted)
    return {">=": order >= 0, "<=": order <= 0, "<": order < 0}[operator]


def _order(one: Any, other: Any) -> int:
    return int(one > other) - int(one < other)


def _plain(item: Item) -> Item:
    """Copy an item, stopping what DynamoDB would not take."""
    _stop_floats(item)
    copied: Item = _copied(item)
    return copied


def _copied(value: Any) -> Any:
    """Copy maps and lists all the way down; all else cannot change."""
    if isinstance(value, dict):
        return {name: _copied(part) for name, part in value.items()}
    return [_copied(part) for part in value] if isinstance(value, list) else value


def _stop_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("a float never enters a table")
    parts = value.values() if isinstance(value, dict) else value
    if isinstance(parts, list) or isinstance(value, dict):
        for part in parts:
            _stop_floats(part)
