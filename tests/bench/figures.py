"""Measured figures and the arithmetic on them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

Verdict = Literal["met", "missed", ""]

WRONG = "wrong outcomes"
"""The figure that must be zero, or nothing else counts."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measured figure."""

    part: str
    name: str
    value: float
    unit: str
    """"s", "ms", "MB", "×" (a ratio of two measured times), "lines", or empty for counts."""
    goal: float | None = None
    """The most that is wanted; None where nothing is promised."""
    note: str = ""

    @property
    def verdict(self) -> Verdict:
        """Say whether the goal is met; nothing where there is none."""
        if self.goal is None:
            return ""
        return "met" if self.value <= self.goal else "missed"


@dataclass
class Stopwatch:
    """Times of one thing that was done several times, in seconds."""

    seconds: list[float] = field(default_factory=list)

    @contextmanager
    def lap(self) -> Iterator[None]:
        """Time what is done meanwhile."""
        began = time.perf_counter()
        yield
        self.seconds.append(time.perf_counter() - began)

    def spread(self, figure: Callable[[float, str], Figure]) -> Figure:
        """Give the median as the figure, with the best and the worst in its note."""
        return figure(median(self.seconds), spread_note(self.seconds))


def spread_note(seconds: Sequence[float]) -> str:
    """Give what stands beside a median: how often it was measured, the best and the worst."""
    return f"median of {len(seconds)}: {min(seconds):.2f} to {max(seconds):.2f} s"


def ratio_of_best(times: Sequence[float], yardstick: Sequence[float]) -> float:
    """Give how many times as long the best of one took as the best of the other.

    The best of several is what the thing itself costs; everything above it is the machine's.

    Raises:
        ValueError: one of them was never measured, or the yardstick took no time.
    """
    if not times or not yardstick or min(yardstick) <= 0:
        raise ValueError("a ratio needs two measured times")
    return min(times) / min(yardstick)
