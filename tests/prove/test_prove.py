"""A small year proves the books; ``python -m tests.prove`` lives through a large one."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import get_args

import pytest

from cofund.funds import calendar as fund_calendar
from cofund.models.ledger import FundMovement, Movement
from cofund.models.programme import Programme
from cofund.money import Money
from cofund.steps.funds import keeping_funds
from tests.ledger.mutation import Mutation, mutated
from tests.prove.__main__ import report
from tests.prove.bugs import BUGS
from tests.prove.deliveries import Difference
from tests.prove.year import Size, Year

POINTS_KINDS = (
    *("EARN", "SPEND", "GIVE_BACK", "CLOSE", "CONVERT"),
    *("HOLD", "DEBIT", "RELEASE", "REVERSE", "SHIP"),
)
SMALL = Size(partners=16, claims=150, months=12, seed=2)
TINY = Size(partners=5, claims=10, months=4, seed=7)
QUIET = Size(partners=10, claims=0, months=2, seed=3)


def test_a_small_year_agrees_to_the_kopeck_at_every_months_end() -> None:
    proved = Year(SMALL).run()
    of_points = {f"points {kind}" for kind in POINTS_KINDS}
    assert set(proved.movements) >= kinds_of(*get_args(get_args(Movement)[0])) | of_points
    assert {"killed_before", "killed_after", "repeated", "duplicates"} <= set(proved.trouble)
    refused = {"BudgetExceeded", "InsufficientFund", "InvoiceAlreadyPaid", "OutOfStock", "TooLate"}
    assert refused <= set(proved.trouble)
    assert proved.paid > 0
    assert "DEBIT" in "\n".join(report(proved))


def kinds_of(*movements: type[FundMovement]) -> set[str]:
    return {str(one.model_fields["kind"].default) for one in movements}


def test_the_same_seed_is_the_same_year() -> None:
    first, second = Year(TINY).run(), Year(TINY).run()
    assert (first.movements, first.items, first.trouble, first.paid) == (
        second.movements,
        second.items,
        second.trouble,
        second.paid,
    )


def test_a_kopeck_is_noticed_and_both_histories_are_told() -> None:
    year = Year(QUIET)
    noon = year.office.clock().replace(year=2026, month=2, day=3)

    def drop_a_kopeck() -> None:
        year.naive.funds["p0000", "2026Q1"].available += 1

    year.deliveries.at(noon, drop_a_kopeck)
    with pytest.raises(Difference) as noticed:
        year.run()
    told = str(noticed.value)
    assert told.startswith("seed 3, month 2 of")
    assert "fund p0000/2026Q1: " in told
    assert "terms-2026Q1-1#ACC accrued+" in told.partition("ledger:")[2].partition("naive:")[0]
    assert "the terms give " in told.partition("naive:")[2]


def test_an_odd_kopeck_that_is_lost_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def in_equal_parts(_programme: Programme, year_fund: Money) -> tuple[Money, ...]:
        quarter = year_fund.amount_minor // 4
        return (Money(amount_minor=quarter, currency=year_fund.currency),) * 4

    monkeypatch.setattr(fund_calendar, "period_funds", in_equal_parts)
    with pytest.raises(Difference, match=r"(fund p\d+/2026Q1|budget it-vendor)"):
        Year(QUIET).run()


def test_a_day_that_begins_elsewhere_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping_funds, "local_day", lambda now, _zone: now.date())
    with pytest.raises(Difference):
        Year(QUIET).run()


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.bug)
def test_each_bug_can_come_to_life(bug: Mutation) -> None:
    found = importlib.util.find_spec(bug.module)
    assert found is not None
    assert found.origin is not None
    text = Path(found.origin).read_text()
    assert mutated(bug, text) != text
