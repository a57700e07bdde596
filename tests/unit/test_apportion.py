"""Sharing out a whole, exactly to the minor unit."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cofund.claimable.apportion import apportion


@pytest.mark.parametrize(
    ("whole", "weights", "parts"),
    [
        (100, (1,), (100,)),
        (100, (1, 1), (50, 50)),
        (101, (1, 1), (51, 50)),
        (100, (1, 1, 1), (34, 33, 33)),
        (1, (1, 1, 1), (1, 0, 0)),
        (2, (1, 5), (0, 2)),
        (0, (3, 4), (0, 0)),
        (7, (0, 1, 0), (0, 7, 0)),
        (10, (1, 2, 3), (2, 3, 5)),
    ],
)
def test_largest_remainders_get_what_rounding_leaves(
    whole: int, weights: tuple[int, ...], parts: tuple[int, ...]
) -> None:
    assert apportion(whole, weights) == parts


@pytest.mark.parametrize(("whole", "weights"), [(-1, (1,)), (1, ()), (1, (0, 0)), (1, (2, -1))])
def test_there_must_be_something_to_share_by(whole: int, weights: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="weight"):
        apportion(whole, weights)


@given(
    whole=st.integers(0, 10**15),
    weights=st.lists(st.integers(0, 10**15), min_size=1, max_size=40).filter(any),
)
def test_parts_sum_up_and_are_never_a_unit_off(whole: int, weights: list[int]) -> None:
    parts = apportion(whole, weights)
    assert sum(parts) == whole
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(whole * weight, sum(weights))) < 1
        assert weight or not part
