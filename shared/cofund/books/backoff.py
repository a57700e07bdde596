"""Trying again after conflicts: full jitter, a bounded number of times.

The client repeats single calls by itself, but never a cancelled transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from cofund.errors import TryAgain
from cofund.items import WriteConflict

Result = TypeVar("Result")


@dataclass(frozen=True)
class Backoff:
    """How long to wait between tries: up to twice as long each time, at random."""

    pause: Callable[[float], None]
    """Waits for so many seconds."""
    chance: Callable[[], float]
    """A random number from 0 up to 1."""
    tries: int = 8
    first_seconds: float = 0.02
    longest_seconds: float = 1.0

    def until_settled(self, attempt: Callable[[], Result | None]) -> Result:
        """Give the attempt's first result; None, a conflict or passing trouble means once more.

        Raises:
            TryAgain: no try went through.
        """
        for number in range(self.tries):
            if number:
                self.pause(self.chance() * self._bound(number))
            with suppress(WriteConflict, TryAgain):
                result = attempt()
                if result is not None:
                    return result
        raise TryAgain(f"others came in between {self.tries} times")

    def _bound(self, number: int) -> float:
        longest: float = self.first_seconds * 2**number
        return min(self.longest_seconds, longest)
