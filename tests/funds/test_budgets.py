"""A year's budgets above the funds: every grant counts, none goes over, corrections give back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cofund.books.ledger_audit import audit_ledger
from cofund.errors import BudgetExceeded, Forbidden, NotAccepted, NotFound
from cofund.models.budgets import Budget, BudgetKey
from cofund.models.claim import Person
from cofund.models.fund_reports import FundsKept
from cofund.models.ledger import FundKey
from cofund.money import Money
from cofund.steps.funds.budgeting import budget_history, budgets_of, set_budget
from cofund.steps.funds.keeping_funds import keep_funds
from tests.builders.claim_files import a_partner
from tests.builders.reads import roubles
from tests.fakes.clock import FakeClock
from tests.fakes.faulty_items import FaultyItems
from tests.fakes.office import FakeOffice

NEW_YEAR = datetime(2025, 12, 31, 21, 0, tzinfo=UTC)
QUARTER = 135_000
"""Roubles of a gold partner with 18 million of turnover: 3 %, over four quarters."""
MANAGER = Person(login="maria", role="manager", name="Мария", mail="maria@vendor.example")


@pytest.fixture
def office() -> FakeOffice:
    """An office on New Year's, with one gold partner of the north."""
    made = FakeOffice(clock=FakeClock(NEW_YEAR))
    made.directory.add_person(MANAGER)
    change(made)
    return made


def change(office: FakeOffice, *, millions: int = 18, **facts: str) -> None:
    turnover = roubles(millions * 1_000_000)
    fields: dict[str, object] = {"region": "north", **facts, "turnover": turnover}
    office.directory.add_partner(a_partner().model_copy(update=fields))


def key(scope: str) -> BudgetKey:
    return BudgetKey(programme="it-vendor", year="2026", scope=scope)


def set_to(office: FakeOffice, scope: str, amount: int) -> Budget:
    return set_budget(key(scope), roubles(amount), by="maria", reason="plan", office=office)


def kept(office: FakeOffice) -> FundsKept:
    """Keep the funds twice: the second time moves nothing, and all laws hold."""
    first = keep_funds("integrator", office=office)
    again = keep_funds("integrator", office=office)
    assert (again.granted, again.taken_back) == (roubles(0), roubles(0))
    assert audit_ledger(office.items).violations == ()
    return first


def granted(office: FakeOffice) -> dict[str, Money]:
    return {one.key.scope: one.granted for one in budgets_of("it-vendor", "2026", office=office)}


def test_a_grant_counts_against_everybodys_the_levels_and_the_regions_budget(
    office: FakeOffice,
) -> None:
    for scope in ("all", "level.gold", "level.silver", "region.north", "region.south"):
        set_to(office, scope, 1_000_000)
    kept(office)
    mine = dict.fromkeys(("all", "level.gold", "region.north"), roubles(QUARTER))
    assert granted(office) == {**mine, "level.silver": roubles(0), "region.south": roubles(0)}


@pytest.mark.parametrize(("cap", "fits"), [(QUARTER, True), (QUARTER - 1, False)])
@pytest.mark.parametrize("scope", ["all", "level.gold", "region.north"])
def test_a_grant_fits_into_a_budget_whole_or_not_at_all(
    office: FakeOffice, scope: str, cap: int, fits: bool
) -> None:
    set_to(office, "all", 10_000_000)
    set_to(office, scope, cap)
    report = kept(office)
    assert report.granted == roubles(QUARTER if fits else 0)
    named = [(one.refusal, one.budget, one.short) for one in report.refused]
    assert named == ([] if fits else [("BudgetExceeded", scope, roubles(QUARTER))])
    assert granted(office)["all"] == report.granted


def test_a_raised_budget_lets_the_next_night_grant_the_whole(office: FakeOffice) -> None:
    set_to(office, "all", QUARTER - 1)
    assert kept(office).refused
    set_to(office, "all", QUARTER)
    report = kept(office)
    assert (report.granted, report.refused) == (roubles(QUARTER), ())


def test_a_budget_made_in_mid_year_counts_what_was_granted_before(office: FakeOffice) -> None:
    kept(office)
    office.clock.move(timedelta(days=100))
    kept(office)
    with pytest.raises(BudgetExceeded):
        set_to(office, "level.gold", 2 * QUARTER - 1)
    assert budgets_of("it-vendor", "2026", office=office) == ()
    assert set_to(office, "level.gold", 2 * QUARTER).left == roubles(0)
    office.clock.move(timedelta(days=90))
    (refused,) = kept(office).refused
    assert (refused.budget, refused.fund.period) == ("level.gold", "2026Q3")


def test_another_years_money_counts_against_its_own_budget(office: FakeOffice) -> None:
    set_to(office, "all", QUARTER)
    kept(office)
    office.clock.set(datetime(2027, 1, 1, tzinfo=UTC))
    assert kept(office).granted == roubles(QUARTER)
    assert granted(office) == {"all": roubles(QUARTER)}


def test_a_cap_is_never_lowered_below_what_is_granted(office: FakeOffice) -> None:
    set_to(office, "all", 1_000_000)
    kept(office)
    with pytest.raises(BudgetExceeded) as refused:
        set_to(office, "all", QUARTER - 1)
    assert refused.value.scope == "all"
    assert set_to(office, "all", QUARTER).cap == roubles(QUARTER)


def test_a_later_change_of_level_and_region_moves_no_history(office: FakeOffice) -> None:
    for scope in ("level.gold", "level.platinum", "region.north", "region.south"):
        set_to(office, scope, 10_000_000)
    kept(office)
    change(office, level="platinum", region="south", millions=26)
    assert kept(office).granted == roubles(260_000 - QUARTER)
    assert granted(office) == {
        "level.gold": roubles(QUARTER),
        "region.north": roubles(QUARTER),
        "level.platinum": roubles(260_000 - QUARTER),
        "region.south": roubles(260_000 - QUARTER),
    }


def test_a_correction_gives_back_what_was_granted_last_first(office: FakeOffice) -> None:
    for scope in ("all", "level.gold", "level.platinum"):
        set_to(office, scope, 10_000_000)
    kept(office)
    change(office, level="platinum", millions=26)
    kept(office)
    change(office, level="silver", millions=10)
    assert kept(office).taken_back == roubles(210_000)
    assert granted(office) == {
        "all": roubles(50_000),
        "level.gold": roubles(50_000),
        "level.platinum": roubles(0),
    }


def test_money_taken_back_makes_room_for_others(office: FakeOffice) -> None:
    set_to(office, "all", QUARTER)
    kept(office)
    office.directory.add_partner(a_partner(partner_id="other", inn="0200000015"))
    assert keep_funds("other", office=office).refused
    change(office, millions=4)
    kept(office)
    assert keep_funds("other", office=office).granted == roubles(QUARTER)
    assert audit_ledger(office.items).sound


@pytest.mark.parametrize(("cap", "both"), [(2 * QUARTER, True), (2 * QUARTER - 1, False)])
def test_two_grants_at_one_moment_never_go_over_together(
    office: FakeOffice, cap: int, both: bool
) -> None:
    set_to(office, "all", cap)
    office.directory.add_partner(a_partner(partner_id="other", inn="0200000015"))
    items = FaultyItems(office.items)
    here = FakeOffice(items=items, clock=office.clock)
    here.ledger.open_fund(
        FundKey(programme="it-vendor", partner="integrator", period="2026Q1"), "RUB"
    )
    items.before_the_write(lambda: keep_funds("other", office=office))
    refused = keep_funds("integrator", office=here).refused
    assert [(one.budget, one.left) for one in refused] == (
        [] if both else [("all", roubles(QUARTER - 1))]
    )
    assert granted(office)["all"] == roubles(2 * QUARTER if both else QUARTER)
    assert audit_ledger(office.items).violations == ()


def test_a_cap_that_is_lowered_while_a_grant_is_made_holds_for_it(office: FakeOffice) -> None:
    set_to(office, "all", QUARTER)
    items = FaultyItems(office.items)
    here = FakeOffice(items=items, clock=office.clock)
    here.ledger.open_fund(
        FundKey(programme="it-vendor", partner="integrator", period="2026Q1"), "RUB"
    )
    items.before_the_write(lambda: set_to(office, "all", QUARTER - 1))
    (refused,) = keep_funds("integrator", office=here).refused
    assert (refused.budget, refused.left) == ("all", roubles(QUARTER - 1))
    assert granted(office) == {"all": roubles(0)}
    assert audit_ledger(office.items).violations == ()


def test_who_set_a_budget_when_and_why_is_kept(office: FakeOffice) -> None:
    set_to(office, "all", 500_000)
    office.clock.move(timedelta(hours=1))
    set_to(office, "all", 700_000)
    set_to(office, "all", 700_000)
    first, second = budget_history(key("all"), office=office)
    assert (first.before, first.cap, first.at) == (None, roubles(500_000), NEW_YEAR)
    assert (second.before, second.cap) == (roubles(500_000), roubles(700_000))
    assert {(one.by, one.reason) for one in (first, second)} == {("maria", "plan")}


def test_only_a_manager_sets_a_budget_and_only_of_a_programme_that_there_is(
    office: FakeOffice,
) -> None:
    office.directory.add_person(MANAGER.model_copy(update={"login": "oleg", "role": "operator"}))
    with pytest.raises(Forbidden):
        set_budget(key("all"), roubles(1), by="oleg", reason="", office=office)
    unknown = key("all").model_copy(update={"programme": "none"})
    with pytest.raises(NotFound):
        set_budget(unknown, roubles(1), by="maria", reason="", office=office)
    euros = Money(amount_minor=1, currency="EUR")
    with pytest.raises(NotAccepted):
        set_budget(key("all"), euros, by="maria", reason="", office=office)
    with pytest.raises(NotFound):
        office.budgets.budget(key("all"))


def test_the_posting_says_which_budgets_counted_it(office: FakeOffice) -> None:
    set_to(office, "all", 1_000_000)
    kept(office)
    fund = FundKey(programme="it-vendor", partner="integrator", period="2026Q1")
    (posting,) = office.ledger.postings(fund)
    assert {one.scope: one.amount for one in posting.scopes} == dict.fromkeys(
        ("all", "level.gold", "region.north"), roubles(QUARTER)
    )
