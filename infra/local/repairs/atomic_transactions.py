"""Stock moto's DynamoDB transactions are neither atomic nor cheap.

Two threads that write at the same time see each other's half-done transactions, and both may pass
the same condition. Every transaction copies whole tables before it starts. We let one request in at
a time, and keep the items a transaction touches instead of the tables they stand in.
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any

ONE_AT_A_TIME = threading.RLock()


@cache
def apply() -> None:
    """Serialise DynamoDB's requests and undo cancelled transactions item by item."""
    from moto.dynamodb import models
    from moto.dynamodb.responses import DynamoHandler

    DynamoHandler.call_action = _serialised(DynamoHandler.call_action)
    models.copy = _CopyWithoutTables(models.Table)
    backend = models.DynamoDBBackend
    backend.transact_write_items = _undone_when_cancelled(backend.transact_write_items, models)


def _serialised(original: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(original)
    def call_action(self: Any) -> Any:
        with ONE_AT_A_TIME:
            return original(self)

    return call_action


class _CopyWithoutTables:
    """Stands in for the `copy` module in moto's DynamoDB: a table's backup is the table itself."""

    def __init__(self, table_class: type) -> None:
        self._table_class = table_class
        self.copy = copy.copy

    def deepcopy(self, value: Any) -> Any:
        """Copy everything but tables."""
        return value if isinstance(value, self._table_class) else copy.deepcopy(value)


@dataclass(frozen=True)
class _Before:
    """How one item and its table's stream stood before the transaction."""

    table: Any
    hash_key: Any
    range_key: Any
    item: Any
    stream_length: int

    def restore(self) -> None:
        """Put the item back."""
        if self.range_key is None:
            _put_back(self.table.items, self.hash_key, self.item)
        else:
            group = self.table.items[self.hash_key]
            _put_back(group, self.range_key, self.item)
            if not group:
                del self.table.items[self.hash_key]
        if self.table.stream_shard:
            del self.table.stream_shard.items[self.stream_length :]


def _put_back(items: Any, key: Any, item: Any) -> None:
    if item is None:
        items.pop(key, None)
    else:
        items[key] = item


def _undone_when_cancelled(original: Callable[..., Any], models: Any) -> Callable[..., Any]:
    @wraps(original)
    def transact_write_items(self: Any, transact_items: list[dict[str, Any]]) -> None:
        before = [
            _before(self.tables[operation["TableName"]], operation, models)
            for entry in transact_items
            for operation in entry.values()
            if operation.get("TableName") in self.tables
        ]
        done = False
        try:
            original(self, transact_items)
            done = True
        finally:
            if not done:
                for state in before:
                    state.restore()

    return transact_write_items


def _before(table: Any, operation: dict[str, Any], models: Any) -> _Before:
    key = operation.get("Key") or operation["Item"]
    hash_key = models.DynamoType(key[table.hash_key_attr])
    # `items` makes an empty group for whatever it is asked, hence `get`.
    found = table.items.get(hash_key)
    range_key = None
    if table.range_key_attr:
        range_key = models.DynamoType(key[table.range_key_attr])
        found = found.get(range_key) if found is not None else None
    stream = table.stream_shard
    return _Before(
        table=table,
        hash_key=hash_key,
        range_key=range_key,
        item=copy.deepcopy(found),
        stream_length=len(stream.items) if stream else 0,
    )
