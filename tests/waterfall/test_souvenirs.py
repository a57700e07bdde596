"""Souvenirs in the waterfall: the year's limit, and what counts against it."""

from __future__ import annotations

import pytest

from cofund.judgement import assess
from tests.builders.claim_files import (
    a_claim_file,
    a_request,
    an_activity,
    an_application,
    balances,
    with_paper,
)
from tests.builders.reads import a_line, an_invoice, roubles


@pytest.mark.parametrize(
    ("left", "after"), [(122_000, 122_000), (121_999, 121_999), (0, 0), (None, 122_000)]
)
def test_souvenirs_are_limited_by_what_is_left_of_the_years_limit(
    left: int | None, after: int
) -> None:
    file = a_claim_file(
        with_paper(an_invoice(lines=(a_line("Блокнот", quantity=1_000, price=244),))),
        application=an_application(activity=an_activity(activity_type="souvenirs")),
        balances=balances(souvenir_available=None if left is None else roubles(left)),
    )
    waterfall = assess(file).waterfall
    assert waterfall.claimable == roubles(after)
    assert waterfall.souvenir_part == roubles(after)


def test_only_the_souvenirs_of_a_dinner_count_against_the_limit() -> None:
    # A quarter of the cost is souvenirs, so a quarter of the refund is.
    lines = (a_line(price=183_000), a_line("Блокноты", quantity=100, price=610, position=2))
    file = a_claim_file(
        with_paper(an_invoice(lines=lines)),
        balances=balances(souvenir_available=roubles(10_500)),
    )
    waterfall = assess(file).waterfall
    (limit,) = [step for step in waterfall.steps if step.step == "souvenir_limit"]
    assert limit.before == roubles(122_000)
    assert limit.after == roubles(102_000)
    assert waterfall.souvenir_part == roubles(10_500)


def test_a_later_step_lowers_the_souvenir_part_with_the_rest() -> None:
    lines = (a_line(price=183_000), a_line("Блокноты", quantity=100, price=610, position=2))
    file = a_claim_file(
        with_paper(an_invoice(lines=lines)), request=a_request(claimed=roubles(61_000))
    )
    assert assess(file).waterfall.souvenir_part == roubles(15_250)


def test_a_dinner_without_souvenirs_has_no_souvenir_part() -> None:
    assert assess(a_claim_file()).waterfall.souvenir_part == roubles(0)
