"""Sharing out a whole among parts, exactly to the minor unit."""

from __future__ import annotations

from collections.abc import Sequence


def apportion(whole: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Give each weight its part of a whole; the parts sum up to it exactly.

    Every part is its exact share rounded down or up (largest remainders first, the earlier one
    where they tie). A weight of zero gets nothing.

    Raises:
        ValueError: the whole or a weight is negative, or there is nothing to share by.
    """
    total = sum(weights)
    if whole < 0 or total <= 0 or min(weights) < 0:
        raise ValueError("a whole and its weights are not negative, and some weight is above zero")
    parts = [whole * weight // total for weight in weights]
    left = whole - sum(parts)
    by_remainder = sorted(range(len(parts)), key=lambda at: (-(whole * weights[at] % total), at))
    for at in by_remainder[:left]:
        parts[at] += 1
    return tuple(parts)
