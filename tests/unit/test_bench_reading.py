"""The measurement of reading: what counts as right, what is refused, what is never left out."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.bench.kept import parts, with_part
from tests.bench.reading.asking import ask
from tests.bench.reading.corpora import NoTruth, documents_of
from tests.bench.reading.facts import Answer, Said, Truth
from tests.bench.reading.judged import page_misses, silent_differences
from tests.bench.reading.score import exact_rows, same
from tests.bench.reading.summary import OURS, Question
from tests.bench.reading.table import verdict

LINE = {"description": "Буклеты А4", "quantity": "3", "unit_price": "10.50", "amount": "31.50"}
DYING = """
import json, sys
for line in sys.stdin:
    if "bad" in line:
        raise SystemExit("no such luck")
    said = {"fields": {}, "lines": [], "participants": []}
    print(json.dumps({"page": said, "whole": said, "seconds": None, "pages": 1}), flush=True)
"""


def truth_of(**more: object) -> Truth:
    fields = {"gross": "31.50", "number": "А-7", "issue_date": "2026-03-04"}
    settings = {"fields": fields, "visible": frozenset(fields), **more}
    return Truth(path=Path("a.pdf"), corpus="own", group="russian", **settings)  # type: ignore[arg-type]


def said_of(gross: str, status: str) -> Said:
    return Said(
        fields={
            "gross": {"value": gross, "status": status},
            "number": {"value": "А-7", "status": "checked"},
            "issue_date": {"value": "2026-03-04", "status": "checked"},
        }
    )


@pytest.mark.parametrize(
    ("name", "value", "truth", "alike"),
    [
        ("gross", "31.5", "31.50", True),
        ("gross", "31.51", "31.50", False),
        ("gross", None, "31.50", False),
        ("seller_name", 'ООО "Ветер"', "ООО «Ветер»", True),
        ("seller_name", "ООО «Ветры»", "ООО «Ветер»", False),
        ("number", "А-7", "А-8", False),
    ],
)
def test_spelling_says_nothing_and_figures_say_all(
    name: str, value: str | None, truth: str, *, alike: bool
) -> None:
    assert same(name, value, truth) is alike


@pytest.mark.parametrize(
    ("found", "count"),
    [
        (LINE, 1),
        ({**LINE, "amount": "31.51"}, 0),
        ({**LINE, "quantity": "3.0"}, 1),
        ({**LINE, "unit_price": None}, 0),
        ({**LINE, "description": "Буклет"}, 0),
    ],
)
def test_a_line_is_exact_in_every_column_or_not_at_all(found: dict[str, str], count: int) -> None:
    assert exact_rows([LINE], [found]) == count


def test_one_row_read_counts_for_one_row_only() -> None:
    assert exact_rows([LINE, LINE], [LINE]) == 1


@pytest.mark.parametrize(
    ("gross", "status", "dangerous"),
    [("99.00", "checked", True), ("99.00", "exact", True), ("99.00", "review", False)],
)
def test_a_wrong_total_is_dangerous_where_nobody_looks(
    gross: str, status: str, *, dangerous: bool
) -> None:
    (missed,) = page_misses(truth_of(), Answer(page=said_of(gross, status)))
    assert missed.dangerous is dangerous


def test_a_file_that_failed_is_a_miss() -> None:
    (missed,) = page_misses(truth_of(), Answer(failure="died"))
    assert (missed.field, missed.said) == ("document", "died")


def test_a_difference_from_the_e_invoice_must_be_told() -> None:
    hidden = truth_of(visible=frozenset({"number", "issue_date"}))
    told = said_of("99.00", "review")
    assert [one.field for one in silent_differences(hidden, Answer(page=told))] == ["gross"]
    flagged = Answer(page=told, whole=Said(disagreements=("gross",)))
    assert list(silent_differences(hidden, flagged)) == []


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoTruth, match="no such folder"):
        documents_of(tmp_path / "nowhere")


def test_a_folder_without_truth_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    with pytest.raises(NoTruth, match=r"no truth\.json"):
        documents_of(tmp_path)


def test_a_truth_without_its_file_is_refused(tmp_path: Path) -> None:
    _write(tmp_path / "a.pdf.json", {"kind": "invoice", "fields": {}})
    with pytest.raises(NoTruth, match=r"a\.pdf"):
        documents_of(tmp_path)


def test_a_folder_of_our_own_form_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    told = {"kind": "invoice", "fields": {"gross": "1.00", "due": "1.00"}, "hidden": ["due"]}
    _write(tmp_path / "a.pdf.json", told)
    (document,) = documents_of(tmp_path)
    assert (document.kind, document.visible) == ("invoice", frozenset({"gross"}))
    assert document.with_e_invoice


@pytest.mark.parametrize(
    ("truth", "group", "fields"),
    [
        (
            {"number": "7", "date": "2026-03-04", "grand_total": "9.00", "tax_basis": None,
             "tax_total": None, "due": "4.00", "seller": "A", "seller_vat": None,
             "type_code": "381"},
            "foreign",
            {"number": "7", "issue_date": "2026-03-04", "gross": "9.00", "due": "4.00",
             "seller_name": "A"},
        ),
        (
            {"doc_type": "akt", "number": "7", "date": "2026-03-04", "currency": "RUB",
             "total": "9.00", "tax": None, "seller": {"name": "A", "inn": "1"}, "buyer": {}},
            "russian",
            {"number": "7", "issue_date": "2026-03-04", "currency": "RUB", "gross": "9.00",
             "seller_name": "A", "seller_tax_id": "1"},
        ),
        (
            {"invoice_number": "7", "date": "2026-03-04", "amount": 9.1, "currency": "EUR"},
            "templates",
            {"number": "7", "issue_date": "2026-03-04", "gross": "9.10", "currency": "EUR"},
        ),
    ],
    ids=["e-invoices", "forms", "templates"],
)  # fmt: skip
def test_other_forms_of_truth_are_taken(
    tmp_path: Path, truth: dict[str, object], group: str, fields: dict[str, str]
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    visible = dict.fromkeys(
        ("number", "date", "grand_total", "tax_basis", "tax_total", "due", "seller", "seller_vat"),
        True,
    )
    _write(tmp_path / "truth.json", [{"file": "a.pdf", "truth": truth, "visible": visible}])
    (document,) = documents_of(tmp_path)
    assert (document.group, document.fields) == (group, fields)


def test_a_tool_that_dies_fails_that_file_and_goes_on_with_the_next() -> None:
    paths = [Path("good-1"), Path("bad"), Path("good-2")]
    heard: list[str] = []
    asked = ask(
        [sys.executable, "-c", DYING],
        paths,
        processes=1,
        heard=lambda path: heard.append(path.name),
    )
    assert heard == ["good-1", "bad", "good-2"]
    assert asked.answers[Path("bad")].failure == "died: no such luck"
    assert asked.answers[Path("good-2")] == Answer()
    assert asked.peak_mb > 1


@pytest.mark.parametrize(
    ("goal", "ours", "word"),
    [
        ("≥ 98 %", 98.0, "met"),
        ("≥ 98 %", 97.9, "missed"),
        ("≤ 6 ×", 6.0, "met"),
        ("≤ 6 ×", 6.1, "missed"),
        ("≤ 0", 1.0, "missed"),
        ("", 1.0, ""),
        ("≥ 98 %", None, ""),
    ],
)
def test_a_goal_is_met_at_its_border(goal: str, ours: float | None, word: str) -> None:
    assert verdict(Question(name="", goal=goal, answers={OURS: ""}, ours=ours)) == word


def test_a_part_takes_the_place_of_the_one_before_and_leaves_the_rest() -> None:
    once = with_part("# Benchmarks\n\nmeasured\n", "reading", "first")
    twice = with_part(f"{once}\nbelow\n", "reading", "second")
    assert parts(twice) == {"reading": "second"}
    assert twice.startswith("# Benchmarks\n\nmeasured\n")
    assert twice.endswith("\nbelow\n")


def _write(path: Path, told: object) -> None:
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
