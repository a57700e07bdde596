"""What taking a list in would move in the funds, said before anything is moved."""

from __future__ import annotations

from pathlib import Path

import pytest

from cofund.models.claim import Person
from cofund.models.imports import FundEffect, ImportPlan
from cofund.models.ledger import FundKey, Reserve
from cofund.steps.funds.keeping_funds import keep_funds
from cofund.steps.managing.importing import keep_changed, plan_partners, take_in
from cofund.steps.managing.weighing import weigh
from tests.builders.claim_files import a_partner
from tests.builders.reads import roubles
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


def test_money_that_is_set_aside_already_is_said_to_be_short(
    tmp_path: Path, office: FakeOffice
) -> None:
    accrued = office.ledger.balance(FUND).accrued
    office.ledger.post(
        Reserve(
            fund=FUND,
            actor="test",
            reason="application_approved",
            at=NOON,
            programme_version="2026.1",
            application="app-1",
            amount=accrued - roubles("0.01"),
        )
    )
    plan = planned("4 000 000", tmp_path, office)
    (effect,) = weighed(plan, office)
    assert (effect.change, effect.short) == (-accrued, accrued - roubles("0.01"))
    take_in(plan, by="maria", office=office)
    (kept,) = keep_changed([PARTNER.partner_id], office=office)
    assert [one.refusal for one in kept.refused] == ["InsufficientFund"]
    assert office.ledger.balance(FUND).accrued == accrued


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
