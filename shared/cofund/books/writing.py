"""Small writes that other writers may meet at the same moment: tried again, or named."""

from __future__ import annotations

from cofund.errors import TryAgain
from cofund.items import Item, Key, Put, Update, Value, Write, WriteConflict, WriteRefused
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


def integer(value: Value) -> int:
    """Give an attribute that is known to be an integer."""
    if not isinstance(value, int):
        raise TypeError(f"expected an integer, found {type(value).__name__}")
    return value
