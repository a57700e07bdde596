"""Small writes that other writers may meet at the same moment: tried again, or named."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from cofund.errors import TryAgain
from cofund.items import (
    Condition,
    Item,
    Key,
    Put,
    Update,
    Value,
    Write,
    WriteConflict,
    WriteRefused,
)
from cofund.ports import Items

TRIES = 6
"""Of one write that meets others: a person's double click, a scanner, a retry."""


def write_through(items: Items, writes: tuple[Write, ...]) -> None:
    """Carry out writes; where others write at the same moment, once more.

    Raises:
        WriteRefused: a condition did not hold; nothing was written.
        TryAgain: others kept writing.
    """
    for _ in range(TRIES):
        try:
            items.write(writes)
        except WriteConflict:
            continue
        return
    raise TryAgain("others keep writing here")


def settle(items: Items, attempt: Callable[[], tuple[Write, ...]]) -> None:
    """Write what an attempt gives; where others came in between, look again and give anew.

    Raises:
        TryAgain: others kept writing.
    """
    for _ in range(TRIES):
        try:
            items.write(attempt())
        except (WriteRefused, WriteConflict):
            continue
        return
    raise TryAgain("others keep writing here")


def write_if_absent(items: Items, put: Put) -> bool:
    """Write a new item unless one stands there; say whether this call wrote it."""
    try:
        write_through(items, (put,))
    except WriteRefused:
        return False
    return True


def put_or_change(items: Items, key: Key, attributes: Item) -> None:
    """Write a new item; where one stands there already, give it these attributes."""
    if not write_if_absent(items, Put(key, attributes)):
        write_through(items, (Update(key, assign=attributes),))


def change_if_older(items: Items, key: Key, attributes: Item, *, counted: str) -> None:
    """Change an item to a newer state of it; the ``counted`` attribute says which is newer."""
    older = Condition(counted, "<", attributes[counted])
    with suppress(WriteRefused):
        write_through(items, (Update(key, assign=attributes, conditions=(older,)),))


def integer(value: Value) -> int:
    """Give an attribute that is known to be an integer."""
    if not isinstance(value, int):
        raise TypeError(f"expected an integer, found {type(value).__name__}")
    return value
