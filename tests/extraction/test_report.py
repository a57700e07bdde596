"""What ``cofund read --json`` prints, file by file."""

from __future__ import annotations

import json
import os
from pathlib import Path

from cofund.extraction.report import file_report
from tests.builders import hostile, papers
from tests.builders.einvoices.russian import upd
from tests.builders.einvoices.sales import a_russian_sale
from tests.extraction.papers import AN_INVOICE, GUESTS, SALE


def test_an_invoice_is_one_plain_object(tmp_path: Path) -> None:
    path = _kept(tmp_path, "invoice.pdf", AN_INVOICE)
    report = file_report(path)
    assert (report["file"], report["kind"], report["pages"]) == (str(path), "invoice", 1)
    assert report["fields"]["gross"]["value"] == "297520.00"
    assert report["fields"]["issue_date"]["value"] == "2026-02-05"
    assert report["fields"]["seller_tax_id"]["value"] == SALE.seller.tax_id
    assert report["lines"][1]["unit_price"] == "3500.50"
    assert report["warnings"] == []
    assert json.loads(json.dumps(report)) == report


def test_a_field_says_where_it_stands_and_what_it_is_worth(tmp_path: Path) -> None:
    report = file_report(_kept(tmp_path, "invoice.pdf", AN_INVOICE))
    gross = report["fields"]["gross"]
    assert (gross["text"], gross["page"], gross["source"]) == ("297 520,00", 1, "text")
    assert gross["status"] == "exact"
    assert len(gross["box"]) == 4


def test_a_list_prints_its_people(tmp_path: Path) -> None:
    report = file_report(_kept(tmp_path, "list.xlsx", papers.participant_list_xlsx(GUESTS)))
    assert len(report["participants"]) == 42
    assert report["participants"][0]["email"] == "guest1@example.com"


def test_what_contradicts_itself_is_a_warning(tmp_path: Path) -> None:
    report = file_report(_kept(tmp_path, "trick.pdf", hostile.pdf_with_hidden_text()))
    assert report["warnings"] == ["hidden_text"]


def test_a_bad_file_prints_its_error(tmp_path: Path) -> None:
    path = _kept(tmp_path, "empty.pdf", b"")
    assert file_report(path) == {"file": str(path), "error": {"code": "empty", "message": "empty"}}


def test_a_broken_e_invoice_is_answered_with_its_line(tmp_path: Path) -> None:
    whole = upd(a_russian_sale()).splitlines()
    report = file_report(_kept(tmp_path, "upd.xml", b"\n".join(whole[:9])))
    assert report["error"] == {"code": "damaged", "message": "damaged; line 9: malformed"}


def test_an_incomplete_e_invoice_is_read_and_what_it_lacks_named(tmp_path: Path) -> None:
    lacking = upd(a_russian_sale()).replace(' НомерДок="77/А-5"'.encode("cp1251"), b"")
    report = file_report(_kept(tmp_path, "upd.xml", lacking))
    assert report["fields"]["gross"]["status"] == "exact"
    assert report["fields"]["gross"]["place"].startswith("line ")
    (warning,) = report["warnings"]
    assert warning.startswith("line ")
    assert warning.endswith(": missing СвСчФакт/@НомерДок")


def test_a_file_that_is_not_there_prints_its_error(tmp_path: Path) -> None:
    report = file_report(tmp_path / "nowhere.pdf")
    assert report["error"]["code"] == "cannot_open"


def _kept(folder: Path, name: str, document: bytes) -> Path:
    path = folder / name
    path.write_bytes(document)
    return path


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    report = file_report(tmp_path / "pipe.pdf")
    assert report["error"] == {"code": "cannot_open", "message": "not a file"}
