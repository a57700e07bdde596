"""What is asked of one claim file many times over is worked out once.

A dozen rules and the waterfall ask which papers state the cost. A claim file never changes, so the
answer is remembered by the very object (not by its contents, which would have to be compared) for
the last files only.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from cofund.models.claim_file import ClaimFile

T = TypeVar("T")

FILES = 2
"""A claim file is judged alone at first, and then with what other claims hold of it."""


class _This:
    """One claim file, equal to itself only. Remembering it keeps it alive, so it stays itself."""

    __slots__ = ("file",)

    def __init__(self, file: ClaimFile) -> None:
        self.file = file

    def __hash__(self) -> int:
        return id(self.file)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _This) and self.file is other.file


def once_per_file(work: Callable[[ClaimFile], T]) -> Callable[[ClaimFile], T]:
    """Remember what a function gives for a claim file; it must give what nobody can change."""

    @lru_cache(maxsize=FILES)
    def remembered(this: _This) -> T:
        return work(this.file)

    @wraps(work)
    def asked(file: ClaimFile) -> T:
        return remembered(_This(file))

    return asked
