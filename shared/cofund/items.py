"""Items: what a write to the tables consists of, said once for DynamoDB and for the memory fake.

A transaction is a tuple of writes on different keys that happen together or not at all. Values are
plain: text, integers, booleans, and lists and maps of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Value: TypeAlias = "str | int | bool | list[Value] | dict[str, Value] | None"
Item: TypeAlias = dict[str, Value]
TableName = Literal["ledger", "claims"]


@dataclass(frozen=True, order=True)
class Key:
    """Where an item stands: table, partition key and sort key."""

    table: TableName
    pk: str
    sk: str


@dataclass(frozen=True)
class Condition:
    """One comparison of an attribute with a value; ``absent`` and ``present`` take no value.

    A missing attribute satisfies ``absent`` and ``!=`` only.
    """

    attribute: str
    operator: Literal["=", "!=", ">=", "<=", "<", "in", "absent", "present"]
    value: Value = None


@dataclass(frozen=True)
class Put:
    """Write a new item; where one stands already, the whole transaction is refused."""

    key: Key
    attributes: Mapping[str, Value]


@dataclass(frozen=True)
class Update:
    """Change an item: add to integers, set and remove attributes, if all conditions hold."""

    key: Key
    add: Mapping[str, int] = field(default_factory=dict)
    assign: Mapping[str, Value] = field(default_factory=dict)
    remove: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Check:
    """Let the transaction happen only if the item satisfies all conditions."""

    key: Key
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Delete:
    """Remove an item if all conditions hold; never used on the ledger."""

    key: Key
    conditions: tuple[Condition, ...] = ()


Write = Put | Update | Check | Delete


class WriteRefused(Exception):
    """Some condition did not hold; nothing was written.

    ``failed`` has one entry a write, in order: True where that write's condition failed.
    ``standing`` has the item that stood at the key of each failed ``Put``, else None.
    """

    def __init__(self, failed: tuple[bool, ...], standing: tuple[Item | None, ...]) -> None:
        super().__init__(f"refused at {[i for i, bad in enumerate(failed) if bad]}")
        self.failed = failed
        self.standing = standing


class WriteConflict(Exception):
    """Another writer was at one of the keys at this moment; nothing was written."""


@dataclass(frozen=True)
class Stored:
    """An item as it stands in a table; ``attributes`` leave the key out."""

    key: Key
    attributes: Item


@dataclass(frozen=True)
class Index:
    """A second way to find items: those that carry both attributes, ordered by the second."""

    table: TableName
    partition: str
    order: str


IndexName = Literal["gsi1", "outbox"]

INDEXES: dict[IndexName, Index] = {
    "gsi1": Index(table="claims", partition="gsi1pk", order="gsi1sk"),
    "outbox": Index(table="ledger", partition="outbox_state", order="outbox_at"),
}

MOST_WRITES = 100
"""DynamoDB's bound of one transaction."""


def ensure_writable(writes: tuple[Write, ...]) -> None:
    """Stop a transaction that no table could carry out: a bug of the caller.

    Raises:
        ValueError: no write or too many, one key twice, an update that changes nothing, or an
            attribute named like the key.
    """
    if not 1 <= len(writes) <= MOST_WRITES:
        raise ValueError(f"a transaction has 1 to {MOST_WRITES} writes, not {len(writes)}")
    if len({write.key for write in writes}) != len(writes):
        raise ValueError("a transaction writes each key once")
    for write in writes:
        touched = _touched(write)
        if not touched and isinstance(write, Put | Update):
            raise ValueError("a write changes at least one attribute")
        if len(set(touched)) != len(touched) or {"pk", "sk"} & set(touched):
            raise ValueError("a write names each attribute once, and never the key's")


def _touched(write: Write) -> list[str]:
    if isinstance(write, Put):
        return list(write.attributes)
    if isinstance(write, Update):
        return [*write.add, *write.assign, *write.remove]
    return []
