"""What the other tools get: patterns and tables that read plain papers as they should."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from tests.bench.reading import rivals

FOLDER = str(Path(rivals.__file__).parent)


@pytest.fixture
def naive(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(FOLDER)
    return importlib.import_module("naive")


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(FOLDER)
    return importlib.import_module("tables")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Invoice No. A-17\nInvoice date: 4 March 2026\nSubtotal 100.00\nTotal due: 1,120.00",
            {"number": "A-17", "issue_date": "2026-03-04", "gross": "1120.00"},
        ),
        (
            "Rechnung Nr. 2026-7\nRechnungsdatum 12.03.2026\nGesamtbetrag 1.234,50 €",
            {"number": "2026-7", "issue_date": "2026-03-12", "gross": "1234.50"},
        ),
        (
            "FACTURE N° F-9\nDate de facture : 21 octobre 2026\nTotal TTC 1 440,00 €",
            {"number": "F-9", "issue_date": "2026-10-21", "gross": "1440.00"},
        ),
        (
            "Счет на оплату № УТ-236 от 29 августа 2026 г.\nВсего к оплате: 119 194,00",
            {"number": "УТ-236", "issue_date": "2026-08-29", "gross": "119194.00"},
        ),
        ("nothing of the kind", {}),
    ],
    ids=["English", "German", "French", "Russian", "prose"],
)
def test_patterns_read_a_plain_paper(
    naive: ModuleType, text: str, expected: dict[str, str]
) -> None:
    found = naive.fields_of(text)
    assert {name: field["value"] for name, field in found.items()} == expected


def test_a_table_is_read_by_its_head_row_and_goes_on_without_one(tables: ModuleType) -> None:
    first = [["№", "Товар", "Кол-во", "Цена", "Сумма"], ["1", "Буклет\nА4", "3", "10,50", "31,50"]]
    second = [["2", "Плед", "1", "1 499,90", "1 499,90"]]
    rows = tables.rows_of([first, second])
    assert rows["lines"] == [
        {"description": "Буклет А4", "quantity": "3", "unit_price": "10.50", "amount": "31.50"},
        {"description": "Плед", "quantity": "1", "unit_price": "1499.90", "amount": "1499.90"},
    ]
    assert rows["participants"] == []


def test_a_list_of_people_is_read_by_its_head_row(tables: ModuleType) -> None:
    listed = [["№", "ФИО", "Компания", "E-mail"], ["1", "Примеров И. И.", "ООО «А»", "a@b.example"]]
    (person,) = tables.rows_of([listed])["participants"]
    assert person == {"name": "Примеров И. И.", "company": "ООО «А»", "email": "a@b.example"}
