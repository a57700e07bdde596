"""`cofund programme replay`: claims of an office of fakes as table, JSON and workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cofund.cli import replay as replay_command
from cofund.cli.workbook import Sheet, write_workbook
from cofund.money import Money
from cofund.steps.judged_inputs import inputs_key
from cofund.steps.storage import assessment_key
from tests.builders.answers import answer
from tests.builders.claims import an_office
from tests.builders.reads import roubles
from tests.builders.walks import Walk, a_walk
from tests.cli.commands import PROJECT, cofund

SHIPPED = PROJECT / "shared/cofund/programs/it-vendor.yaml"
SEPTEMBER = ("--from", "2026-09", "--to", "2026-09")


@pytest.fixture
def walk(monkeypatch: pytest.MonkeyPatch) -> Walk:
    """A clean dinner of September 2026, paid; commands find its office."""
    walk = a_walk(an_office()).to_review()
    answer(walk.office, "approve")
    walk.end()
    monkeypatch.setattr(replay_command, "find_office", lambda: walk.office)
    return walk


@pytest.fixture
def lower(tmp_path: Path) -> Path:
    """The shipped programme, refunding 40 %."""
    return changed(tmp_path, "share: 50 %", "share: 40 %")


def changed(folder: Path, old: str, new: str) -> Path:
    """Write the shipped programme with something else in it."""
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    path = folder / "new.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_a_replay_says_who_would_get_less_and_why(walk: Walk, lower: Path) -> None:
    ran = cofund("programme", "replay", "--programme", lower, *SEPTEMBER)
    assert (ran.status, ran.err.strip()) == (0, "")
    for said in (
        walk.claim_id,
        "Refund share (50% → 40%): −RUB 24,400.00",
        "New: RUB 122,000.00 is claimed",
        "RUB 97,600.00",
        "Everybody",
        "each alone and at the balance recorded then",
    ):
        assert said in ran.out.replace("\N{NO-BREAK SPACE}", " "), said
    russian = cofund("programme", "replay", "--programme", lower, *SEPTEMBER, "--language", "ru")
    assert "Доля компенсации (50 % → 40 %): −24 400,00 ₽" in " ".join(russian.out.split())


def test_a_replay_changes_nothing(walk: Walk, lower: Path) -> None:
    before = {item.key: item.attributes for item in walk.office.items.scan("claims")}
    cofund("programme", "replay", "--programme", lower, *SEPTEMBER)
    assert {item.key: item.attributes for item in walk.office.items.scan("claims")} == before
    assert walk.claim.state == "payout_sent"


def test_as_json_every_line_says_what_it_is(walk: Walk, lower: Path) -> None:
    summary, claim = cofund("programme", "replay", "--programme", lower, *SEPTEMBER, "--json").rows
    assert (summary["kind"], claim["kind"]) == ("summary", "judged")
    assert summary["everybody"]["difference"] == {"amount_minor": -2_440_000, "currency": "RUB"}
    assert claim["claim_id"] == walk.claim_id
    assert claim["state"] == "payout_sent"
    assert any("claimed_sum" in finding["rule"] for finding in claim["came"])
    assert len(claim["why"]) == 2


def test_papers_that_another_programme_asks_for_send_a_claim_back(
    walk: Walk, tmp_path: Path
) -> None:
    stricter = changed(
        tmp_path, "      - [event_report]", "      - [event_report]\n      - [photo]"
    )
    ran = cofund("programme", "replay", "--programme", stricter, *SEPTEMBER)
    assert walk.claim_id in ran.out
    assert "Would be returned to be mended" in ran.out
    assert "−RUB 122,000.00" in ran.out.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.usefixtures("walk")
def test_only_activities_that_ended_in_these_months_count(lower: Path) -> None:
    months = ("--from", "2026-07", "--to", "2026-08")
    (summary,) = cofund("programme", "replay", "--programme", lower, *months, "--json").rows
    assert summary["everybody"]["claims"] == 0
    assert "0" in cofund("programme", "replay", "--programme", lower, *months).out


def test_what_cannot_be_judged_is_listed(walk: Walk, tmp_path: Path) -> None:
    other = changed(tmp_path, "programme: it-vendor", "programme: other-vendor")
    ran = cofund("programme", "replay", "--programme", other, *SEPTEMBER)
    assert ran.status == 0
    assert "It is a claim of another programme: it-vendor." in ran.out
    assert "1 claim cannot be judged by it." in ran.out
    key = inputs_key(assessment_key(walk.claim_id, 1))
    del walk.office.files._files["evidence", key]
    rows = cofund("programme", "replay", "--programme", SHIPPED, *SEPTEMBER, "--json").rows
    assert [(row["kind"], row.get("reason")) for row in rows][1:] == [("not_judged", "not_kept")]


def test_a_workbook_has_every_claim_and_amounts_to_reckon_with(
    walk: Walk, lower: Path, tmp_path: Path
) -> None:
    file = tmp_path / "replay.xlsx"
    ran = cofund("programme", "replay", "--programme", lower, *SEPTEMBER, "--xlsx", file)
    assert ran.status == 0
    book = load_workbook(file)
    assert len(book.sheetnames) == 4
    heads, claim = book.worksheets[0].iter_rows(values_only=True)
    row = dict(zip(heads, claim, strict=True))
    assert (row["Claim"], row["Activity type"]) == (walk.claim_id, "Business dinner")
    assert (row["At most before"], row["Difference"]) == (122_000, -24_400)
    assert [page.title for page in book][3] == "About"


@pytest.mark.usefixtures("walk")
def test_a_replay_that_cannot_run_says_why(lower: Path, tmp_path: Path) -> None:
    missing = ("programme", "replay", "--programme", tmp_path / "none.yaml", *SEPTEMBER)
    assert "there is no file" in cofund(*missing).err
    backwards = ("--from", "2026-09", "--to", "2026-08")
    ran = cofund("programme", "replay", "--programme", lower, *backwards)
    assert (ran.status, ran.out) == (2, "")
    assert "--to not before --from" in ran.err
    wrong = changed(tmp_path, "share: 50 %", "share: 500 %")
    assert cofund("programme", "replay", "--programme", wrong, *SEPTEMBER).status == 2
    nowhere = (*SEPTEMBER, "--xlsx", tmp_path / "no folder" / "file.xlsx")
    ran = cofund("programme", "replay", "--programme", SHIPPED, *nowhere)
    assert "cannot be written" in ran.err


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t=", "\r="])
def test_no_name_becomes_a_formula(begins: str, tmp_path: Path) -> None:
    file = tmp_path / "names.xlsx"
    evil = f'{begins}HYPERLINK("https://evil.example","click")'
    write_workbook(file, [Sheet("Names", [evil], [[evil], ["ordinary"]])])
    page = load_workbook(file).worksheets[0]
    for cell in (page["A1"], page["A2"]):
        assert cell.data_type == "s"
        assert "HYPERLINK" in str(cell.value)
        assert cell.quotePrefix
    assert not page["A3"].quotePrefix


def test_cells_keep_what_they_are(tmp_path: Path) -> None:
    file = tmp_path / "cells.xlsx"
    yen = Money(amount_minor=1_500, currency="JPY")
    row = [roubles("-0.05"), yen, 7, date(2026, 9, 15), None, "two\nlines"]
    write_workbook(file, [Sheet("A very long name of a sheet, cut off", ["a"] * 6, [row])])
    book = load_workbook(file)
    cells = book.worksheets[0][2]
    assert [cell.value for cell in cells[:3]] == [-0.05, 1_500, 7]
    assert [cells[0].number_format, cells[1].number_format] == ["#,##0.00", "#,##0"]
    assert cells[3].value.date() == date(2026, 9, 15)
    assert (cells[4].value, cells[5].value) == (None, "two\nlines")
