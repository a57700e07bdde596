"""Lists of souvenirs taken in: looked at first, whole or not at all; what orders print."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from cofund.cli import orders as command
from cofund.errors import Forbidden, NotAccepted
from cofund.models.orders import StockKey
from cofund.models.souvenir_lists import CataloguePlan, SouvenirProblemName
from cofund.steps.orders.stocking import plan_catalogue, take_catalogue_in
from tests.builders.reads import roubles
from tests.builders.souvenirs import MUG, a_shipped_order, a_shop, an_order
from tests.cli.commands import cofund
from tests.fakes.office import FakeOffice

EXPORT = """Остатки сувениров на складе;;;;
;;;;
Артикул;Наименование;Название (англ.);Цена с НДС, руб.;Свободный остаток
mug;Кружка с логотипом;Mug with the logo;480,00;38
hoodie;Худи;;1 500,00;12
clock;Часы;Clock;1 500,01;2
;Итого;;;52
"""


@pytest.fixture
def office() -> FakeOffice:
    return a_shop()


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "stock.csv"
    path.write_bytes(EXPORT.encode("cp1251"))
    return path


def a_list(folder: Path, *rows: str) -> Path:
    path = folder / "list.csv"
    path.write_text("\n".join(("Артикул;Название;Цена;Остаток", *rows)), encoding="utf-8")
    return path


def on_hand(office: FakeOffice, sku: str) -> int | None:
    stock = office.orders.stock(StockKey(programme="it-vendor", sku=sku))
    return stock.on_hand if stock else None


def test_an_export_says_what_is_new_what_changes_and_what_is_too_dear(
    export: Path, office: FakeOffice
) -> None:
    plan = plan_catalogue(export, office=office)
    assert plan.problems == ()
    assert [(one.row, one.new.sku, one.old is None) for one in plan.changes] == [
        (4, "mug", False),
        (5, "hoodie", True),
        (6, "clock", True),
    ]
    assert plan.too_dear == (6,)
    assert plan.changes[1].new.names.en == "Худи"
    assert on_hand(office, "hoodie") is None


def test_totals_of_groups_end_no_list_and_a_souvenir_may_be_called_total(
    tmp_path: Path, office: FakeOffice
) -> None:
    path = a_list(
        tmp_path,
        "total;Total Eclipse;100,00;5",
        ";Итого одежда;;5",
        "pad;Блокнот;50,00;7",
        ";Всего;;12",
        "Кладовщик;Иван Образцов;;",
        ";Без артикула;10,00;3",
    )
    plan = plan_catalogue(path, office=office)
    assert [(one.row, one.new.sku) for one in plan.changes] == [(2, "total"), (4, "pad")]
    assert [(one.row, one.column, one.problem) for one in plan.problems] == [(7, "sku", "missing")]


def test_what_was_looked_at_is_taken_in_once_and_what_it_does_not_name_stays(
    export: Path, office: FakeOffice
) -> None:
    take_catalogue_in(plan_catalogue(export, office=office), by="marina", office=office)
    assert (on_hand(office, "mug"), on_hand(office, "hoodie"), on_hand(office, "pen")) == (
        38,
        12,
        1_000,
    )
    prices = {one.sku: one.price for one in office.orders.catalogue("it-vendor")}
    assert (prices["mug"], len(prices)) == (roubles(480), 6)
    again = plan_catalogue(export, office=office)
    assert (again.changes, again.unchanged) == ((), 3)
    (note,) = office.items.query("claims", "CATALOGUES", limit=9)
    assert (note.attributes["by"], note.attributes["changes"]) == ("marina", 3)


def test_a_workbook_is_read_as_well(office: FakeOffice, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["SKU", "Name", "Price", "Stock"])  # type: ignore[union-attr]
    book.active.append(["cap", "Cap", 399.9, 7])  # type: ignore[union-attr]
    path = tmp_path / "stock.xlsx"
    book.save(path)
    (change,) = plan_catalogue(path, office=office).changes
    assert (change.new.sku, change.new.price.amount_minor, change.on_hand) == ("cap", 399_90, 7)


WRONG: list[tuple[str, SouvenirProblemName]] = [
    (";Кепка;100;1", "missing"),
    ("cap;;100;1", "missing"),
    ("cap;Кепка;;1", "missing"),
    ("cap;Кепка;100;", "missing"),
    ("кепка;Кепка;100;1", "not_a_sku"),
    ("cap;Кепка;сто;1", "not_an_amount"),
    ("cap;Кепка;0;1", "not_above_zero"),
    ("cap;Кепка;-5;1", "below_zero"),
    ("cap;Кепка;1,005;1", "too_precise"),
    ("cap;Кепка;100;1,5", "not_a_count"),
    ("cap;Кепка;100;-1", "not_a_count"),
    ("cap;Кепка;100;1000001", "too_large"),
    (f"cap;{'К' * 201};100;1", "too_long"),
]


@pytest.mark.parametrize(("row", "problem"), WRONG)
def test_each_mistake_is_named_with_its_row_and_nothing_is_taken_in(
    row: str, problem: SouvenirProblemName, office: FakeOffice, tmp_path: Path
) -> None:
    plan = plan_catalogue(a_list(tmp_path, "fine;Вещь;100;1", row), office=office)
    (wrong,) = plan.problems
    assert (wrong.row, wrong.problem) == (3, problem)
    with pytest.raises(NotAccepted):
        take_catalogue_in(plan, by="marina", office=office)
    assert on_hand(office, "fine") is None


def test_an_article_stands_once(office: FakeOffice, tmp_path: Path) -> None:
    plan = plan_catalogue(a_list(tmp_path, "cap;А;1;1", "cap;Б;2;2"), office=office)
    assert [(one.row, one.problem) for one in plan.problems] == [(3, "listed_twice")]


def test_a_catalogue_has_as_many_things_as_a_form_has_fields(
    office: FakeOffice, tmp_path: Path
) -> None:
    rows = [f"thing-{number};Вещь;100;1" for number in range(197)]
    plan = plan_catalogue(a_list(tmp_path, *rows), office=office)
    assert [one.problem for one in plan.problems] == ["catalogue_full"]
    assert plan_catalogue(a_list(tmp_path, *rows[:196]), office=office).applicable


@pytest.mark.parametrize("text", ["Наименование;Цена\nКепка;100\n", "Артикул;Цена;Price\nA;1;1\n"])
def test_a_file_without_such_a_list_is_refused(
    text: str, office: FakeOffice, tmp_path: Path
) -> None:
    path = tmp_path / "other.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NotAccepted):
        plan_catalogue(path, office=office)


def test_only_a_manager_takes_a_list_in(export: Path, office: FakeOffice) -> None:
    with pytest.raises(Forbidden):
        take_catalogue_in(plan_catalogue(export, office=office), by="anna", office=office)
    assert on_hand(office, "mug") == 40


def test_a_count_leaves_what_is_ordered_where_it_is(export: Path, office: FakeOffice) -> None:
    an_order(office)
    take_catalogue_in(plan_catalogue(export, office=office), by="marina", office=office)
    stock = office.orders.stock(MUG)
    assert stock is not None
    assert (stock.on_hand, stock.ordered, stock.taken_in) == (38, 2, 40)


@pytest.fixture
def here(office: FakeOffice, monkeypatch: pytest.MonkeyPatch) -> FakeOffice:
    """Give the office that the commands find."""
    monkeypatch.setattr(command, "find_office", lambda: office)
    return office


def test_the_command_looks_first_and_takes_in_when_it_is_told_to(
    here: FakeOffice, export: Path
) -> None:
    looked = cofund("orders", "catalogue", "import", export)
    assert looked.status == 0
    assert "RUB 450.00 → RUB 480.00" in looked.out.replace("\N{NO-BREAK SPACE}", " ")
    assert "rows 6" in looked.out
    assert on_hand(here, "hoodie") is None
    taken = cofund("orders", "catalogue", "import", export, "--apply", "--by", "marina", "--json")
    (row,) = taken.rows
    assert row.pop("taken_in")
    assert CataloguePlan.model_validate(row).unchanged == 0
    shown = cofund("orders", "catalogue", "show", "--language", "ru")
    assert "Худи" in shown.out


def test_the_command_names_each_row_with_a_mistake(here: FakeOffice, tmp_path: Path) -> None:
    del here
    wrong = a_list(tmp_path, "cap;Кепка;сто;1", "pin;Значок;10;много")
    ran = cofund("orders", "catalogue", "import", wrong, "--apply", "--by", "marina")
    assert ran.status == 1
    assert "is no amount" in ran.out
    assert "is no whole number" in ran.out


def test_orders_are_listed_shipped_and_taken_back_by_command(here: FakeOffice) -> None:
    an_order(here)
    assert "Placed" in cofund("orders", "list").out
    assert cofund("orders", "ship", "O-1", "--waybill", "5", "--by", "marina").status == 0
    assert cofund("orders", "list", "--json").rows == []
    assert cofund("orders", "return", "O-1", "mug=1", "--by", "marina").status == 0
    (order,) = cofund("orders", "list", "--done", "--json").rows
    assert (order["state"], order["lines"][0]["returned"]) == ("shipped", 1)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("return", "O-1", "mug", "--by", "marina"), "mug=2"),
        (("return", "O-1", "mug=3", "--by", "marina"), "NotAccepted"),
        (("ship", "O-1", "--waybill", "6", "--by", "marina"), "NotInThisState"),
        (("ship", "O-1", "--waybill", "5", "--by", "anna"), "Forbidden"),
        (("ship", "O-9", "--waybill", "5", "--by", "marina"), "NotFound"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    words: tuple[str, ...], sentence: str, here: FakeOffice
) -> None:
    a_shipped_order(here)
    ran = cofund("orders", *words)
    assert (ran.status, sentence in ran.err) == (2, True), ran.err
