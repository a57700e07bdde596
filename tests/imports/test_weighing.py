"""What taking a list in would move in the funds, said before anything is moved."""

from __future__ import annotations

from pathlib import Path

import pytest

from cofund.books.ledger_audit import audit_ledger
from cofund.cli import partners
from cofund.funds.weighing import summed
from cofund.models.budgets import BudgetKey
from cofund.models.claim import Person
from cofund.models.imports import BudgetShort, FundEffect, ImportPlan
from cofund.models.ledger import FundKey, Reserve
from cofund.money import Money
from cofund.steps.funds.budgeting import set_budget
from cofund.steps.funds.keeping_funds import keep_funds
from cofund.steps.managing.importing import keep_changed, plan_partners, take_in
from cofund.steps.managing.weighing import weigh
from tests.builders.claim_files import a_partner
from tests.builders.reads import roubles
from tests.cli.commands import cofund
from tests.fakes.clock import NOON
from tests.fakes.office import FakeOffice

PARTNER = a_partner()
FUND = FundKey(programme="it-vendor", partner=PARTNER.partner_id, period="2026Q4")


@pytest.fixture
def office() -> FakeOffice:
    """An office whose one partner's funds are as they should be in November."""
    kept = FakeOffice()
    kept.directory.add_partner(PARTNER)
    kept.directory.add_person(
        Person(login="maria", role="manager", name="Мария Образцова", mail="m@vendor.example")
    )
    keep_funds(PARTNER.partner_id, office=kept)
    return kept


def planned(turnover: str, folder: Path, office: FakeOffice) -> ImportPlan:
    """Give the plan of a list that says another turnover of last year."""
    path = folder / "list.csv"
    path.write_text(f"ИНН;Оборот\n{PARTNER.inn};{turnover}\n", encoding="utf-8")
    return plan_partners(path, programme="it-vendor", creates=False, office=office)


def weighed(plan: ImportPlan, office: FakeOffice) -> tuple[FundEffect, ...]:
    return weigh(plan.changes, programme="it-vendor", office=office)


@pytest.mark.parametrize("turnover", ["27 000 000", "6 000 000", "4 000 000"])
def test_what_is_said_before_is_what_is_moved_after(
    tmp_path: Path, office: FakeOffice, turnover: str
) -> None:
    before = office.ledger.balance(FUND)
    plan = planned(turnover, tmp_path, office)
    (effect,) = weighed(plan, office)
    assert office.ledger.balance(FUND) == before
    take_in(plan, by="maria", office=office)
    (kept,) = keep_changed([PARTNER.partner_id], office=office)
    assert effect.fund == FUND
    assert effect.short == roubles("0")
    assert effect.change == kept.granted - kept.taken_back != roubles("0")
    assert office.ledger.balance(FUND).accrued == before.accrued + effect.change
    again = planned(turnover, tmp_path, office)
    assert (again.changes, weighed(again, office)) == ((), ())


def reserve(office: FakeOffice, amount: Money) -> None:
    office.ledger.post(
        Reserve(
            fund=FUND,
            actor="test",
            reason="application_approved",
            at=NOON,
            programme_version="2026.1",
            application="app-1",
            amount=amount,
        )
    )


def test_money_that_is_set_aside_already_is_said_to_be_short(
    tmp_path: Path, office: FakeOffice
) -> None:
    accrued = office.ledger.balance(FUND).accrued
    reserve(office, accrued - roubles("0.01"))
    plan = planned("4 000 000", tmp_path, office)
    (effect,) = weighed(plan, office)
    assert (effect.change, effect.short) == (-accrued, accrued - roubles("0.01"))
    take_in(plan, by="maria", office=office)
    (kept,) = keep_changed([PARTNER.partner_id], office=office)
    assert [one.refusal for one in kept.refused] == ["InsufficientFund"]
    assert office.ledger.balance(FUND).accrued == accrued


QUARTER = 135_000
"""Roubles of a gold partner with 18 million of turnover; 27 million make it twice as much."""
OTHER = a_partner(partner_id="p-other", inn="0200000015")


def with_budget(office: FakeOffice, scope: str, cap: int) -> BudgetKey:
    key = BudgetKey(programme="it-vendor", year="2026", scope=scope)
    set_budget(key, roubles(cap), by="maria", reason="plan", office=office)
    return key


def planned_rows(folder: Path, office: FakeOffice, *rows: str) -> ImportPlan:
    path = folder / "list.csv"
    path.write_text("\n".join(("ИНН;Оборот;Уровень;Регион", *rows)), encoding="utf-8")
    return plan_partners(path, programme="it-vendor", creates=False, office=office)


def refused_when_taken_in(plan: ImportPlan, office: FakeOffice) -> list[tuple[FundKey, str, Money]]:
    """Take a list in, and give what was refused then: fund, budget, what it had left."""
    take_in(plan, by="maria", office=office)
    partners = [change.new.partner_id for change in plan.changes]
    reports = keep_changed(partners, office=office)
    refused = [one for report in reports for one in report.refused]
    assert audit_ledger(office.items).violations == ()
    return [(one.fund, str(one.budget), one.left or roubles(0)) for one in refused]


@pytest.mark.parametrize(("cap", "fits"), [(2 * QUARTER, True), (2 * QUARTER - 1, False)])
@pytest.mark.parametrize("scope", ["all", "level.gold"])
def test_a_grant_that_a_budget_has_no_room_for_is_foreseen(
    tmp_path: Path, office: FakeOffice, scope: str, cap: int, fits: bool
) -> None:
    with_budget(office, scope, cap)
    plan = planned("27 000 000", tmp_path, office)
    (effect,) = weighed(plan, office)
    left = roubles(cap - QUARTER)
    short = BudgetShort(scope=scope, left=left, lacks=effect.change - left) if not fits else None
    assert effect.budgets == ((short,) if short else ())
    assert effect.refused is not fits
    sums = summed([effect])
    assert (sums.granted, sums.over_budget) == (
        (effect.change, roubles(0)) if fits else (roubles(0), effect.change)
    )
    assert refused_when_taken_in(plan, office) == ([] if fits else [(FUND, scope, left)])


def test_all_budgets_without_room_are_named_at_once(tmp_path: Path, office: FakeOffice) -> None:
    with_budget(office, "all", QUARTER)
    with_budget(office, "level.gold", QUARTER + 1)
    with_budget(office, "region.north", 1_000_000)
    (effect,) = weighed(planned_rows(tmp_path, office, f"{PARTNER.inn};27 000 000;;north"), office)
    assert [(one.scope, one.left) for one in effect.budgets] == [
        ("all", roubles(0)),
        ("level.gold", roubles(1)),
    ]


def test_rows_that_break_a_budget_only_together_are_foreseen_in_their_order(
    tmp_path: Path, office: FakeOffice
) -> None:
    office.directory.add_partner(OTHER)
    keep_funds(OTHER.partner_id, office=office)
    with_budget(office, "all", 2 * QUARTER + 140_000)
    rows = (f"{PARTNER.inn};27 000 000;;", f"{OTHER.inn};27 000 000;;")
    first, second = weighed(planned_rows(tmp_path, office, *rows), office)
    assert (first.budgets, second.row) == ((), 3)
    (short,) = second.budgets
    assert (short.left, short.lacks) == (roubles(5_000), roubles(130_000))
    plan = planned_rows(tmp_path, office, *rows)
    assert refused_when_taken_in(plan, office) == [(second.fund, "all", roubles(5_000))]


@pytest.mark.parametrize("reserved", [False, True])
def test_what_a_row_above_gives_back_makes_room_unless_it_is_spent(
    tmp_path: Path, office: FakeOffice, reserved: bool
) -> None:
    office.directory.add_partner(OTHER)
    keep_funds(OTHER.partner_id, office=office)
    with_budget(office, "level.gold", 2 * QUARTER)
    if reserved:
        reserve(office, office.ledger.balance(FUND).available)
    rows = (f"{PARTNER.inn};4 000 000;серебряный;", f"{OTHER.inn};27 000 000;золотой;")
    plan = planned_rows(tmp_path, office, *rows)
    foreseen = [one for one in weighed(plan, office) if one.refused]
    funds = [fund for fund, _, _ in refused_when_taken_in(plan, office)]
    assert [one.fund for one in foreseen] == funds == [one.fund for one in foreseen if reserved]
    assert [bool(one.short) for one in foreseen] == ([True, False] if reserved else [])


def test_the_page_and_the_command_name_row_budget_and_what_it_lacks(
    tmp_path: Path, office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_budget(office, "level.gold", QUARTER + 10_000)
    planned("27 000 000", tmp_path, office)
    monkeypatch.setattr(partners, "find_office", lambda: office)
    said = {
        "ru": "бюджет уровня «Золотой» — осталось 10 000,00 ₽, не хватает 125 000,00 ₽",
        "en": "the budget of level Gold has RUB 10,000.00 left, RUB 125,000.00 too little",
    }
    for language, words in said.items():
        ran = cofund("partners", "import", tmp_path / "list.csv", "--language", language)
        flat = " ".join(ran.out.replace("\u00a0", " ").replace("│", " ").split())
        assert words in flat, ran.out
    (row,) = cofund("partners", "import", tmp_path / "list.csv", "--json").rows
    (effect,) = row["effects"]
    assert (effect["row"], effect["budgets"][0]["scope"]) == (2, "level.gold")


def test_a_new_partners_first_grant_is_weighed_too(tmp_path: Path) -> None:
    empty = FakeOffice()
    path = tmp_path / "list.csv"
    path.write_text(
        "ИНН;КПП;Наименование;Уровень;Оборот;Вычет НДС;Код\n"
        f"{PARTNER.inn};{PARTNER.kpp};Новый;золотой;27 000 000;да;ERP-1\n",
        encoding="utf-8",
    )
    plan = plan_partners(path, programme="it-vendor", creates=True, office=empty)
    (effect,) = weighed(plan, empty)
    assert effect.change > roubles("0")
    assert effect.fund.partner == plan.changes[0].new.partner_id
