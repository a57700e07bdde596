"""`cofund budgets`: set by a manager, shown to anybody, with who did it and why."""

from __future__ import annotations

import pytest

from cofund.cli import budgets, ledger
from cofund.models.claim import Person
from cofund.steps.funds.keeping_funds import keep_funds
from tests.builders.claim_files import a_partner
from tests.cli.commands import cofund
from tests.fakes.office import FakeOffice

GRANTED = 13_500_000
"""Kopecks of the only quarter that has not ended."""


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> FakeOffice:
    """An office on 20 November 2026 with a manager and a gold partner without a fund yet."""
    made = FakeOffice()
    made.directory.add_person(
        Person(login="maria", role="manager", name="Мария", mail="maria@vendor.example")
    )
    made.directory.add_partner(a_partner())
    monkeypatch.setattr(budgets, "find_office", lambda: made)
    return made


def test_a_budget_is_set_shown_and_its_history_told(office: FakeOffice) -> None:
    ran = cofund("budgets", "set", "level.gold", "600 000,00", "--by", "maria", "--reason", "plan")
    assert ran.status == 0
    keep_funds("integrator", office=office)
    (row,) = cofund("budgets", "show", "--json").rows
    assert row["key"] == {"programme": "it-vendor", "year": "2026", "scope": "level.gold"}
    cap, granted, left = (row[name]["amount_minor"] for name in ("cap", "granted", "left"))
    assert (cap, granted, left) == (60_000_000, GRANTED, 60_000_000 - GRANTED)
    assert "level.gold" in cofund("budgets", "show").out
    (change,) = cofund("budgets", "history", "level.gold", "--json").rows
    assert (change["by"], change["reason"], change["before"]) == ("maria", "plan", None)
    assert "maria" in cofund("budgets", "history", "level.gold").out


@pytest.mark.usefixtures("office")
def test_a_year_without_budgets_says_so() -> None:
    ran = cofund("budgets", "show", "--year", "2027")
    assert ran.out == "it-vendor has no budget for 2027: grants are not limited\n"


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("level.bronze", "1", "--by", "maria"), "a scope is"),
        (("all", "a lot", "--by", "maria"), "is no amount"),
        (("all", "0.001", "--by", "maria"), "is no amount"),
        (("all", "1", "--by", "nobody"), "NotFound"),
        (("all", "1", "--by", "maria", "--programme", "none"), "NotFound"),
        (("all", "1", "--by", "maria", "--year", "26"), "a year has four digits"),
    ],
)
def test_what_cannot_be_set_is_said_in_a_sentence(words: tuple[str, ...], said: str) -> None:
    ran = cofund("budgets", "set", *words)
    assert ran.status == 2
    assert said in ran.err


def test_less_than_is_granted_is_refused_by_name(office: FakeOffice) -> None:
    keep_funds("integrator", office=office)
    ran = cofund("budgets", "set", "all", "1", "--by", "maria")
    assert ran.status == 2
    assert "the budget all has less left (BudgetExceeded)" in ran.err


def test_an_explained_accrual_says_to_which_budgets_it_belongs(
    office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "find_office", lambda: office)
    keep_funds("integrator", office=office)
    out = cofund("ledger", "explain", "terms-2026Q4-1#ACC").out.replace("\u00a0", " ")
    lines = out.splitlines()
    assert "Counted against the programme’s budget: +RUB 135,000.00" in lines
    assert "Counted against the budget of level Gold: +RUB 135,000.00" in lines
