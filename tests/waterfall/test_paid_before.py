"""The waterfall of a dispute: the whole is judged anew, then what was paid comes off."""

from __future__ import annotations

import pytest

from cofund.judgement import assess
from cofund.models.claim_file import ClaimFile
from tests.builders.claim_files import a_claim_file
from tests.builders.reads import roubles


def after(paid: str) -> ClaimFile:
    """Give the dinner's file, of which so many roubles were paid before."""
    file = a_claim_file()
    balances = file.balances.model_copy(update={"paid_before": roubles(paid)})
    return file.model_copy(update={"balances": balances})


@pytest.mark.parametrize(
    ("paid", "rest"),
    [
        ("0.01", "121999.99"),
        ("73200", "48800"),
        ("121999.99", "0.01"),
        ("122000", "0"),
        ("122000.01", "0"),
    ],
)
def test_what_was_paid_comes_off_to_the_kopeck_and_never_below_zero(paid: str, rest: str) -> None:
    assert assess(a_claim_file()).waterfall.claimable == roubles("122000")
    waterfall = assess(after(paid)).waterfall
    assert waterfall.claimable == roubles(rest)
    step = next(one for one in waterfall.steps if one.step == "paid_before")
    assert step.before == roubles("122000")
    assert step.term


def test_where_nothing_was_paid_the_step_changes_nothing_and_says_nothing() -> None:
    steps = assess(a_claim_file()).waterfall.steps
    step = next(one for one in steps if one.step == "paid_before")
    assert (step.before, step.term) == (step.after, "")


def test_the_invoices_of_a_dispute_share_the_rest_between_them() -> None:
    assessment = assess(after("73200"))
    shares = sum(invoice.share.amount_minor for invoice in assessment.invoices)
    assert shares == roubles("48800").amount_minor
