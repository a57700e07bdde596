"""`cofund read`: what documents are and say."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from tests.cli.commands import PROJECT, SAMPLES, cofund

CLEAN = SAMPLES / "clean"
GOLDEN = PROJECT / "tests" / "golden"
COFUND = PROJECT / ".venv" / "bin" / "cofund"


def test_one_broken_file_does_not_keep_the_others_from_being_read(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and nothing more")
    missing = tmp_path / "missing.pdf"
    ran = cofund("read", missing, broken, CLEAN / "act.pdf", "--json")
    assert ran.status == 1
    first, second, third = ran.rows
    assert first == {
        "file": str(missing),
        "error": {
            "code": "cannot_open",
            "message": "The file cannot be opened: No such file or directory.",
        },
    }
    assert (second["file"], second["error"]["code"]) == (str(broken), "damaged")
    (russian,) = cofund("read", broken, "--json", "--language", "ru").rows
    assert re.search("[а-я]", russian["error"]["message"])
    assert (third["kind"], third["pages"]) == ("act", 1)
    assert third["fields"]["gross"]["value"] == "117120.00"
    assert third["fields"]["issue_date"]["value"] == "2026-11-12"


def test_a_folder_is_read_in_order_without_what_it_says_about_itself(tmp_path: Path) -> None:
    folder = tmp_path / "claim"
    shutil.copytree(CLEAN, folder)
    (folder / ".hidden").write_text("nobody's business")
    ran = cofund("read", folder, "--json")
    assert ran.status == 0
    names = [Path(row["file"]).name for row in ran.rows]
    assert names == [
        "act.pdf",
        "invoice.pdf",
        "participants.xlsx",
        "payment.pdf",
        "programme.pdf",
        "report.docx",
    ]
    (people,) = (row["participants"] for row in ran.rows if row["kind"] == "participant_list")
    assert len(people) == 12


def test_people_see_fields_lines_and_participants() -> None:
    ran = cofund("read", CLEAN / "invoice.pdf", CLEAN / "participants.xlsx")
    assert ran.status == 0
    assert "invoice.pdf: Invoice, 1 page" in ran.out
    assert "participants.xlsx: List of participants" in ran.out
    for column in ("Field", "Value", "Status", "Unit price", "Company", "Position"):
        assert column in ran.out


def test_why_a_file_cannot_be_read_is_said_in_the_language_asked_for(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pdf"
    empty.touch()
    english = cofund("read", empty)
    russian = cofund("read", empty, tmp_path / "none", "--language", "ru")
    assert (english.status, russian.status) == (1, 1)
    assert english.out == f"{empty}: The file is empty. Send it again.\n"
    assert "Файл пуст" in russian.out
    assert "Файл не открывается" in russian.out


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    ran = cofund("read", tmp_path)
    assert (ran.status, ran.out) == (2, "")
    assert f"there are no files in {tmp_path}" in ran.err


def test_more_files_than_can_be_read_at_a_time_are_refused(tmp_path: Path) -> None:
    for number in range(1_001):
        (tmp_path / f"{number}.csv").touch()
    ran = cofund("read", tmp_path)
    assert (ran.status, ran.out) == (2, "")
    assert "1001 files; 1000 at a time are the bound" in ran.err


def test_the_installed_command_reads_from_any_folder(tmp_path: Path) -> None:
    ran = subprocess.run(  # noqa: S603 - our own command
        [COFUND, "read", CLEAN / "act.pdf", "--json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert '"kind": "act"' in ran.stdout


def test_many_files_are_read_side_by_side_in_the_order_they_were_named() -> None:
    files = [CLEAN / "act.pdf", CLEAN / "invoice.pdf", CLEAN / "payment.pdf"] * 3
    ran = cofund("read", *files, "--json")
    assert ran.status == 0
    assert [row["file"] for row in ran.rows] == [str(file) for file in files]
    assert [row["kind"] for row in ran.rows] == ["act", "invoice", "payment_order"] * 3


def test_the_page_can_be_read_without_what_lies_beside_it(tmp_path: Path) -> None:
    einvoice = tmp_path / "einvoice.xml"
    einvoice.write_bytes((GOLDEN / "upd-5.01.xml").read_bytes())
    (whole,) = cofund("read", einvoice, "--json").rows
    (page,) = cofund("read", einvoice, "--page-only", "--json").rows
    assert whole["fields"]["gross"]["source"] == "xml"
    assert "gross" not in page.get("fields", {})


def test_why_each_value_was_read_is_explained() -> None:
    (row,) = cofund("read", CLEAN / "invoice.pdf", "--explain", "--json").rows
    explained = {field["field"]: field for field in row["explained"]}
    total = explained["gross"]
    assert total["status"] == row["fields"]["gross"]["status"]
    chosen, *others = total["candidates"]
    assert (chosen["value"], chosen["chosen"]) == ("117120.00", True)
    assert "words = digits" in chosen["passed"]
    assert not any(one["chosen"] for one in others)
    ran = cofund("read", CLEAN / "invoice.pdf", "--explain", "--language", "ru")
    assert "За" in ran.out
    assert "→ 117120.00" in ran.out
    assert "explained" not in cofund("read", CLEAN / "invoice.pdf", "--json").rows[0]
