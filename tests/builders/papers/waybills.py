"""Товарная накладная ТОРГ-12: a landscape page, and a spreadsheet of many narrow columns."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.builders.companies import Company
from tests.builders.papers.facts import Sale
from tests.builders.papers.office import same_every_time
from tests.builders.papers.page import russian_amount
from tests.builders.papers.russian import quantity_text
from tests.builders.papers.sheet import Column, Sheet
from tests.builders.papers.tax_forms import UNIT_CODES, line_tax_minor
from tests.builders.papers.words import roubles_in_words

COLUMNS: list[Column] = [
    (25, "centre"), (190, "left"), (45, "centre"), (35, "centre"), (40, "centre"), (45, "centre"),
    (40, "right"), (65, "right"), (80, "right"), (40, "centre"), (70, "right"), (85, "right"),
]  # fmt: skip
FIRST_HEADS = (
    "Но- мер по по- рядку", "Товар", "", "Единица измерения", "", "Вид упаковки",
    "Коли- чество (масса нетто)", "Цена, руб. коп.", "Сумма без учета НДС, руб. коп.", "НДС", "",
    "Сумма с учетом НДС, руб. коп.",
)  # fmt: skip
SECOND_HEADS = (
    "", "наименование, характеристика, сорт, артикул товара", "код", "наиме- нование",
    "код по ОКЕИ", "", "", "", "", "ставка, %", "сумма, руб. коп.", "",
)  # fmt: skip
CODES = ("1", "2", "3", "4", "5", "6", "10", "11", "12", "13", "14", "15")
WIDE = (0, 2, 9, 11, 13, 15, 17, 19, 22, 25, 27, 30)
"""The columns of the spreadsheet: the form is laid out on a fine grid of narrow ones."""


def waybill_pdf(sale: Sale) -> bytes:
    """Draw a ТОРГ-12."""
    sheet = Sheet(face="serif", size=8, wide=True)
    sheet.say("Унифицированная форма № ТОРГ-12", size=6.5, align="right")
    sheet.say("Утверждена постановлением Госкомстата России от 25.12.98 № 132", 0, size=6.5,
              align="right")  # fmt: skip
    sheet.put("Форма по ОКУД", 560, width=90, align="right")
    sheet.say("0330212", 660, width=70)
    for label, company in _parties(sale):
        sheet.put(label, width=90)
        sheet.say(_requisites(company), 95, width=600)
    sheet.put("Основание", width=90)
    sheet.say(sale.basis, 95)
    sheet.gap(8)
    sheet.put("Номер документа", 330, width=90, align="centre")
    sheet.say("Дата составления", 430, width=90, align="centre")
    sheet.put("ТОВАРНАЯ НАКЛАДНАЯ", 150, width=170, size=11, bold=True)
    sheet.put(sale.number, 330, width=90, align="centre")
    sheet.say(f"{sale.issued:%d.%m.%Y}", 430, width=90, align="centre")
    sheet.gap(8)
    sheet.table(COLUMNS, [FIRST_HEADS, SECOND_HEADS, CODES, *_rows(sale)], heads=3, size=7)
    sheet.gap(6)
    sheet.say(f"Всего отпущено на сумму {roubles_in_words(_gross(sale))}")
    sheet.say(f"Отпуск груза разрешил ___________ {sale.seller.director}")
    return sheet.done()


def waybill_xlsx(sale: Sale) -> bytes:
    """Write a ТОРГ-12 as a spreadsheet, its cells merged over a fine grid."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = "ТОРГ-12"
    _put(page, 1, 30, "Унифицированная форма № ТОРГ-12")
    _put(page, 2, 27, "Форма по ОКУД")
    _put(page, 2, 30, "0330212")
    at = 4
    for label, company in _parties(sale):
        _put(page, at, 0, label)
        _put(page, at, 5, _requisites(company))
        page.merge_cells(start_row=at, end_row=at, start_column=6, end_column=26)
        at += 1
    _put(page, at, 0, "Основание")
    _put(page, at, 5, sale.basis)
    _put(page, at + 2, 12, "Номер документа")
    _put(page, at + 2, 16, "Дата составления")
    _put(page, at + 3, 5, "ТОВАРНАЯ НАКЛАДНАЯ")
    _put(page, at + 3, 12, sale.number)
    _put(page, at + 3, 16, f"{sale.issued:%d.%m.%Y}")
    rows: list[Sequence[str]] = [FIRST_HEADS, SECOND_HEADS, CODES, *_rows(sale)]
    for offset, row in enumerate(rows, start=at + 5):
        for column, cell in zip(WIDE, row, strict=True):
            if cell:
                _put(page, offset, column, cell)
    _put(page, at + 6 + len(rows), 0, "Всего отпущено на сумму")
    _put(page, at + 6 + len(rows), 9, roubles_in_words(_gross(sale)))
    target = BytesIO()
    book.save(target)
    return same_every_time(target.getvalue())


def _parties(sale: Sale) -> list[tuple[str, Company]]:
    return [
        ("Грузоотправитель", sale.seller),
        ("Грузополучатель", sale.buyer),
        ("Поставщик", sale.seller),
        ("Плательщик", sale.buyer),
    ]


def _requisites(company: Company) -> str:
    return (
        f"{company.name}, ИНН {company.tax_id}, КПП {company.kpp}, {company.address}, "
        f"р/с {company.account} в {company.bank}, БИК {company.bik}"
    )


def _rows(sale: Sale) -> list[Sequence[str]]:
    rows: list[Sequence[str]] = []
    for position, line in enumerate(sale.lines, start=1):
        tax = line_tax_minor(sale, line)
        rows.append((
            str(position), line.description, "", line.unit, UNIT_CODES[line.unit], "",
            quantity_text(line.quantity), russian_amount(line.price_minor),
            russian_amount(line.amount_minor), f"{sale.vat_rate}%", russian_amount(tax),
            russian_amount(line.amount_minor + tax),
        ))  # fmt: skip
    tax = sum(line_tax_minor(sale, line) for line in sale.lines)
    count = quantity_text(sum((line.quantity for line in sale.lines[1:]), sale.lines[0].quantity))
    sums = (
        russian_amount(sale.lines_minor),
        "Х",
        russian_amount(tax),
        russian_amount(_gross(sale)),
    )
    return [
        *rows,
        ("", "", "", "", "", "Итого", count, "Х", *sums),
        ("", "", "", "", "", "Всего по накладной", count, "Х", *sums),
    ]


def _gross(sale: Sale) -> int:
    return sale.lines_minor + sum(line_tax_minor(sale, line) for line in sale.lines)


def _put(page: Worksheet, row: int, column: int, words: str) -> None:
    page.cell(row, column + 1, words)
