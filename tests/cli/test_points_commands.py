"""Points on the command line: in the journal, under seals, behind an entry, and clawed back."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from cofund.cli import explain
from cofund.items import Update
from cofund.ledger.points_shapes import account_text, points_posting_key
from cofund.steps.sealing import seal_ledger, verify_seals
from tests.builders.answers import answer
from tests.builders.claims import a_draft, an_office
from tests.builders.walks import Walk, a_walk
from tests.cli.commands import cofund
from tests.cli.test_office_commands import found_by_commands
from tests.steps.test_claim_points import ACCOUNT, earn


@pytest.fixture
def walk(monkeypatch: pytest.MonkeyPatch) -> Walk:
    """A claim paid by the fund and by points, in the office that the commands find."""
    office = found_by_commands(an_office(), monkeypatch)
    monkeypatch.setattr(explain, "find_office", lambda: office)
    earn(office, 50_000)
    walked = a_walk(office, a_draft(office, points=40_000)).to_review()
    answer(office, "approve")
    walked.end()
    walked.acknowledge()
    return walked


def test_an_entry_of_money_and_points_is_explained_in_both(walk: Walk) -> None:
    ran = cofund("ledger", "explain", f"{walk.claim_id}#1#DEBIT")
    assert ran.status == 0
    assert "Fund of ООО «Примерный Интегратор», " in ran.out
    assert "Points of ООО «Примерный Интегратор», 2026" in ran.out
    assert "−40,000 points" in ran.out
    found = cofund("ledger", "explain", f"{walk.claim_id}#1#DEBIT", "--json").rows
    assert len(found) == 2
    assert all(one["decision"]["points"] == 40_000 for one in found)


def test_the_journal_has_sheets_of_points_where_somebody_has_any(
    walk: Walk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = cofund("ledger", "export", str(tmp_path / "journal.xlsx"))
    assert ran.status == 0
    book = load_workbook(tmp_path / "journal.xlsx")
    assert book.sheetnames == ["postings", "balances", "postings of points", "points"]
    entries = [row[4].value for row in book["postings of points"].iter_rows(min_row=2)]
    assert set(entries) == {f"{walk.claim_id}#1#DEBIT", f"{walk.claim_id}#1#HOLD", "W1#EARN"}
    (balance,) = book["points"].iter_rows(min_row=2, values_only=True)
    assert balance[1:] == ("company.integrator", "2026", "OPEN", 50_000, 10_000, 0, 40_000, 0)
    found_by_commands(an_office(), monkeypatch)
    cofund("ledger", "export", str(tmp_path / "plain.xlsx"))
    assert load_workbook(tmp_path / "plain.xlsx").sheetnames == ["postings", "balances"]


def test_a_posting_of_points_that_was_tampered_with_is_found(walk: Walk) -> None:
    office = walk.office
    report = seal_ledger(office=office)
    assert (report.funds, report.accounts) == (2, 1)
    assert verify_seals(office=office).unbroken
    assert "1 accounts of points" in cofund("ledger", "verify").out
    key = points_posting_key(ACCOUNT, "W1#EARN")
    office.items.write((Update(key, assign={"reason": "other"}),))
    ran = cofund("ledger", "verify")
    assert ran.status == 1
    assert f"{account_text(ACCOUNT)}: posting W1#EARN was changed after seal 1" in ran.out


def test_the_audit_counts_accounts_and_names_a_law_of_points(walk: Walk) -> None:
    ran = cofund("ledger", "audit")
    assert (ran.status, "1 accounts of points" in ran.out) == (0, True)
    key = points_posting_key(ACCOUNT, "W1#EARN")
    walk.office.items.write((Update(key, assign={"deltas": {"earned": 1, "available": 1}}),))
    ran = cofund("ledger", "audit")
    assert ran.status == 1
    assert "P4 (the postings of points add up to the account)" in ran.out


def test_points_are_clawed_back_beside_money(walk: Walk) -> None:
    ran = cofund(
        *("claim", "claw-back", walk.claim_id, "--amount", "2000,00", "--points", "15000"),
        *("--reason", "Ужин не состоялся", "--by", "marina"),
    )
    assert ran.status == 0, ran.err
    assert "17000.00 RUB of claim" in ran.out
    assert "120000.00 RUB and 25000 points can still be clawed back" in ran.out
    assert walk.office.points.balance(ACCOUNT).available == 25_000


def test_an_explained_claim_says_what_points_pay(walk: Walk) -> None:
    ran = cofund("claim", "explain", walk.claim_id)
    assert ran.status == 0
    assert "from the fund and 40,000 points worth" in ran.out.replace("\u00a0", " ")
