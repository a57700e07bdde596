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
