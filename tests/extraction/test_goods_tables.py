"""The same goods are read of every table, whatever it looks like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from cofund.extraction.guard import inspect
from cofund.extraction.layout.document import laid_out
from cofund.extraction.limits import READING
from cofund.extraction.line_items import line_reads, lines_table
from cofund.extraction.readers.pdf import read_pdf
from cofund.models.content import DocumentContent, TableContent
from cofund.models.extraction import LineRead
from tests.builders.tables import LOOKS, Good, some_goods
from tests.builders.tables.varied import varied_table

DISCOUNT = Decimal(10)


def lines_of(document: bytes) -> tuple[LineRead, ...]:
    """Give the lines of a PDF; the child process is another test's business."""
    found = read_pdf(inspect(document, "pdf", READING), READING)
    return lines_in(DocumentContent(document_id="d-1", **found))


def lines_in(content: DocumentContent) -> tuple[LineRead, ...]:
    return line_reads(*lines_table(laid_out(content)), "RUB")


def lines_of_sheet(*rows: Sequence[str]) -> tuple[LineRead, ...]:
    table = TableContent(name="Лист1", rows=tuple(tuple(row) for row in rows))
    content = DocumentContent(document_id="d-1", sniffed="xlsx", engine="eyes", tables=(table,))
    return lines_in(content)


def squeezed(text: str) -> str:
    return "".join(text.split())


def read_of(lines: Iterable[LineRead], *, with_units: bool = True) -> list[tuple[Any, ...]]:
    return [
        (
            squeezed(line.description.value),
            line.quantity.value if line.quantity else None,
            line.unit.value if line.unit and with_units else None,
            Decimal(line.unit_price.value.decimal_text()) if line.unit_price else None,
            Decimal(line.amount.value.decimal_text()) if line.amount else None,
        )
        for line in lines
    ]


def true_of(goods: Iterable[Good], *, with_units: bool = True) -> list[tuple[Any, ...]]:
    return [
        (squeezed(good.name), good.quantity, good.unit if with_units else None, good.price,
         good.amount)
        for good in goods
    ]  # fmt: skip


@pytest.mark.parametrize("look", LOOKS)
def test_a_table_of_any_look_gives_its_goods(look: str) -> None:
    goods = some_goods(7, 9)
    lines = lines_of(LOOKS[look](goods))
    stated = [replace(good, discount=DISCOUNT) for good in goods] if look == "discounted" else goods
    named = look != "headless"
    assert read_of(lines, with_units=named) == true_of(stated, with_units=named)
    assert {line.amount.status for line in lines if line.amount} == {"checked"}


@pytest.mark.parametrize("look", ["full_grid", "many_pages", "open_columns", "column_lines"])
def test_a_table_that_goes_on_over_pages_gives_all_its_goods(look: str) -> None:
    goods = some_goods(3, 60)
    assert read_of(lines_of(LOOKS[look](goods))) == true_of(goods)


@pytest.mark.parametrize("seed", range(12))
def test_a_table_that_no_form_prescribes_gives_its_goods(seed: int) -> None:
    varied = varied_table(seed)
    lines = lines_of(varied.document)
    assert read_of(lines, with_units=varied.has_units) == true_of(
        varied.goods, with_units=varied.has_units
    ), varied.look


def test_vat_of_each_line_is_read_from_its_columns() -> None:
    goods = some_goods(5, 4)
    lines = lines_of(LOOKS["vat_columns"](goods))
    assert [line.vat_rate.value for line in lines if line.vat_rate] == [Decimal(22)] * 4
    read = [Decimal(line.vat.value.decimal_text()) for line in lines if line.vat]
    assert read == [good.vat for good in goods]


def test_a_spreadsheets_merged_heads_reach_over_their_columns() -> None:
    [line] = lines_of_sheet(
        ("Накладная № 7", "", "", "", "", "", "", "", "", ""),
        ("Номер", "", "Товар", "", "Единица измерения", "", "Кол-во", "Цена", "НДС", ""),
        ("", "", "наименование", "код", "наименование", "код по ОКЕИ", "", "", "ставка", "сумма"),
        ("1", "", "2", "3", "4", "5", "6", "7", "8", "9"),
        ("1", "", "Кружка", "00-17", "шт", "796", "30", "450,00", "22%", "2 970,00"),
        ("", "", "Итого", "", "", "", "30", "", "", "2 970,00"),
    )
    assert (line.description.value, line.unit and line.unit.value) == ("Кружка", "шт")
    assert line.vat is not None
    assert line.vat.value.decimal_text() == "2970.00"
    assert line.quantity is not None
    assert line.quantity.value == 30


def test_sums_sections_and_numbers_of_columns_are_no_lines() -> None:
    lines = lines_of_sheet(
        ("№", "Наименование", "Кол-во", "Цена", "Сумма"),
        ("1", "2", "3", "4", "5"),
        ("", "Раздел 1. Печать", "", "", ""),
        ("1.1", "Буклеты", "10", "5,00", "50,00"),
        ("", "Итого по разделу", "", "", "50,00"),
        ("", "Раздел 2. Зал", "", "", ""),
        ("2.1", "Total Station, прокат", "2", "30,00", "60,00"),
        ("", "Перенос на следующую страницу", "", "", "110,00"),
        ("", "Всего", "", "", "110,00"),
        ("", "В том числе НДС", "", "", "19,84"),
    )
    assert [line.description.value for line in lines] == ["Буклеты", "Total Station, прокат"]


def test_columns_whose_heads_contradict_the_numbers_are_told_by_arithmetic() -> None:
    lines = lines_of_sheet(
        ("#", "Product", "VAT", "Price", "Total"),
        ("1,00", "Design", "0%", "160,00", "160,00"),
        ("400,00", "Balloons", "19%", "0,79", "316,00"),
        ("200,00", "Hot air", "19%", "0,10", "20,00"),
    )
    assert [line.quantity.value for line in lines if line.quantity] == [1, 400, 200]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("1.234", "10,00", "12.340,00"), ("1234", "12340.00", "checked")),
        (("1.234", "10,00", "12,34"), ("1.234", "12.34", "checked")),
        (("2 шт", "10,00", "20,00"), ("2", "20.00", "checked")),
        (("3", "1О,ОО", "3О,ОО"), ("3", "30.00", "checked")),
        (("3", "33,3333", "100,00"), ("3", "100.00", "checked")),
        (("5", "4,55", "-22,75"), ("5", "-22.75", "checked")),
        (("3", "10,00", "31,00"), ("3", "31.00", "review")),
        (("3", "10,00", "30,00 ₽"), ("3", "30.00", "checked")),
    ],
)
def test_what_a_number_means_is_what_multiplies_out(
    row: tuple[str, str, str], expected: tuple[str, str, str]
) -> None:
    quantity, price, amount = row
    [line] = lines_of_sheet(
        ("Наименование", "Кол-во", "Цена", "Сумма"), ("Аренда", quantity, price, amount)
    )
    assert line.quantity is not None
    assert line.amount is not None
    read = (str(line.quantity.value), line.amount.value.decimal_text(), line.amount.status)
    assert read == expected


def test_an_ambiguous_number_alone_waits_for_a_person() -> None:
    [line] = lines_of_sheet(("Наименование", "Ед.", "Сумма"), ("Аренда", "усл.", "1.234"))
    assert line.amount is None or line.amount.status == "review"


@pytest.mark.parametrize(
    ("heads", "cells", "check"),
    [
        (("Скидка", "Сумма"), ("10%", "90,00"), "quantity × price − discount = amount"),
        (("Скидка, руб.", "Сумма"), ("25,00", "75,00"), "quantity × price − discount = amount"),
        (("Сумма НДС", "Всего с НДС"), ("22,00", "122,00"), "quantity × price + VAT = amount"),
        (("Ставка НДС", "Всего с НДС"), ("22%", "122,00"), "quantity × price + VAT = amount"),
    ],
)
def test_discounts_and_vat_lead_from_price_to_amount(
    heads: tuple[str, str], cells: tuple[str, str], check: str
) -> None:
    [line] = lines_of_sheet(
        ("Наименование", "Кол-во", "Цена", *heads), ("Аренда", "2", "50,00", *cells)
    )
    assert line.amount is not None
    assert line.amount.passed == (check,)


def test_the_sum_without_vat_is_the_lines_own_where_the_price_is_without_it() -> None:
    [line] = lines_of_sheet(
        ("Наименование", "Кол-во", "Цена", "Стоимость без НДС", "Сумма НДС", "Стоимость с НДС"),
        ("Аренда", "2", "50,00", "100,00", "22,00", "122,00"),
    )
    assert line.amount is not None
    assert line.amount.value.decimal_text() == "100.00"
