"""Lists as office files: spreadsheets, text documents, slides, separated values."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from io import BytesIO, StringIO
from itertools import groupby
from operator import attrgetter
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZipFile, ZipInfo

import docx
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from pptx import Presentation
from pptx.util import Inches

from tests.builders.lists.drawn import HEADS, TITLE, People, rows_of
from tests.builders.papers.office import EPOCH, same_every_time

ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ODS_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def sheet_of(people: People) -> bytes:
    """Title, day and an empty row above the heads; phones as numbers; a hidden sheet of others."""
    book, sheet = _book("Участники")
    _fill(sheet, [[TITLE], ["Дата:", date(2026, 10, 14)], [], HEADS, *rows_of(people)])
    for row in range(5, 5 + len(people)):
        cell = sheet.cell(row, 6)
        cell.value = int("".join(filter(str.isdigit, str(cell.value))))
    hidden = book.create_sheet("Черновик")
    _fill(hidden, [HEADS, [1, "Лишний Человек Скрытович", "ООО «Тайна»"]])
    hidden.sheet_state = "hidden"
    return _saved(book)


def sheet_with_merged_cells(people: People) -> bytes:
    """Heads over heads, one company cell for all of its people, a merged title, a total."""
    book, sheet = _book("Лист1")
    ordered = sorted(people, key=attrgetter("company"))
    _fill(
        sheet,
        [
            [TITLE],
            ["№", "Компания", "Участник", None, "Контакты"],
            [None, None, "ФИО", "Должность", "Телефон", "E-mail"],
        ],
    )
    for area in ("A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:F2"):
        sheet.merge_cells(area)
    number, row = 0, 4
    for company, members in groupby(ordered, key=attrgetter("company")):
        first = row
        for each in members:
            number += 1
            employer = company if row == first else None
            cells = [number, employer, each.name, each.position, each.phone, each.email]
            _fill_row(sheet, row, cells)
            row += 1
        if row - first > 1:
            sheet.merge_cells(start_row=first, end_row=row - 1, start_column=2, end_column=2)
    _fill_row(sheet, row, ["Итого:", None, f"{number} человек"])
    return _saved(book)


def two_sheets(people: People) -> bytes:
    """Half of the people on each of two sheets, names in three columns, no numbers."""
    book, first = _book("День 1")
    heads = ("Фамилия", "Имя", "Отчество", "Организация", "Эл. почта")
    half = len(people) // 2
    for sheet, group in ((first, people[:half]), (book.create_sheet("День 2"), people[half:])):
        rows = [[*each.name.split(" "), each.company, each.email] for each in group]
        _fill(sheet, [["Участники"], [], [], ["", *heads], *(["", *row] for row in rows)])
    return _saved(book)


def open_sheet(people: People) -> bytes:
    """An ODS file without heads."""
    rows = "".join(_ods_row(row) for row in rows_of(people))
    content = (
        f'<?xml version="1.0"?><office:document-content {ODS_SPACES}><office:body>'
        f'<office:spreadsheet><table:table table:name="Список">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/>'
        "</manifest:manifest>"
    )
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr(ZipInfo("mimetype", EPOCH), ODS_TYPE)
        archive.writestr(ZipInfo("content.xml", EPOCH), content)
        archive.writestr(ZipInfo("META-INF/manifest.xml", EPOCH), manifest)
    return target.getvalue()


def _ods_row(row: Sequence[str]) -> str:
    cells = (
        '<table:table-cell office:value-type="string">'
        f"<text:p>{escape(cell)}</text:p></table:table-cell>"
        for cell in row
    )
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def text_document(people: People) -> bytes:
    """A bordered table below two paragraphs."""
    document = docx.Document()
    document.add_heading(TITLE, level=1)
    document.add_paragraph("Ответственный за список: Организаторов О. О.")
    _docx_table(document, [HEADS, *rows_of(people)])
    document.add_paragraph(f"Всего: {len(people)} человек")
    return _saved(document)


def merged_text_document(people: People) -> bytes:
    """One company cell for all of its people, sections across the table."""
    document = docx.Document()
    document.add_paragraph("Список гостей")
    ordered = sorted(people, key=attrgetter("company"))
    table = _docx_table(document, [["№", "Компания", "Гость", "Должность / роль", "Контакты"]])
    section = table.add_row().cells
    section[0].merge(section[-1]).text = "Секция А"
    number = 0
    for company, members in groupby(ordered, key=attrgetter("company")):
        rows = []
        for each in members:
            number += 1
            cells = table.add_row().cells
            rows.append(cells)
            values = (str(number), "", each.name, each.position, f"{each.email}\n{each.phone}")
            for cell, value in zip(cells, values, strict=True):
                cell.text = value
        rows[0][1].merge(rows[-1][1]).text = company
    return _saved(document)


def listed_paragraphs(people: People) -> bytes:
    """A numbered list of Word's own: the numbers are not in the text."""
    document = docx.Document()
    document.add_paragraph("Список участников круглого стола")
    for each in people:
        document.add_paragraph(
            f"{each.name} — {each.position}, {each.company}", style="List Number"
        )
    return _saved(document)


def tabbed_paragraphs(people: People) -> bytes:
    """Columns made by tabs."""
    document = docx.Document()
    document.add_paragraph("Список участников")
    for row in [HEADS, *rows_of(people)]:
        document.add_paragraph("\t".join(row))
    return _saved(document)


def slides(people: People) -> bytes:
    """Tables on slides, twelve people each."""
    show = Presentation()
    for start in range(0, len(people), 12):
        slide = show.slides.add_slide(show.slide_layouts[5])
        slide.shapes.title.text = "Список участников"
        group = people[start : start + 12]
        rows = [("Name", "Company", "Position"), *((p.name, p.company, p.position) for p in group)]
        frame = slide.shapes.add_table(len(rows), 3, Inches(0.5), Inches(1.5), Inches(9), Inches(5))
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                frame.table.cell(at, column).text = value
    return _saved(show)


def separated(people: People, *, delimiter: str, encoding: str) -> bytes:
    """Separated values with heads, whatever needs quotation marks in them."""
    return _separated([HEADS, *rows_of(people)], delimiter=delimiter, encoding=encoding)


def separated_without_heads(people: People, *, delimiter: str, encoding: str) -> bytes:
    """Separated values, nothing above them."""
    return _separated(rows_of(people), delimiter=delimiter, encoding=encoding)


def plain_text(people: People) -> bytes:
    """A text file of numbered lines in cp1251."""
    lines = [f"{n}) {p.name} ({p.company}), {p.position}" for n, p in enumerate(people, start=1)]
    return "\r\n".join(["Список участников", "", *lines]).encode("cp1251", errors="replace")


def _separated(rows: Sequence[Sequence[str]], *, delimiter: str, encoding: str) -> bytes:
    target = StringIO()
    csv.writer(target, delimiter=delimiter).writerows(rows)
    return target.getvalue().encode(encoding)


def _book(name: str) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    return book, sheet


def _fill(sheet: Worksheet, rows: Sequence[Sequence[Any]]) -> None:
    for number, row in enumerate(rows, start=1):
        _fill_row(sheet, number, row)


def _fill_row(sheet: Worksheet, number: int, row: Sequence[Any]) -> None:
    for column, value in enumerate(row, start=1):
        if value is not None:
            sheet.cell(number, column, value)


def _docx_table(document: Any, rows: Sequence[Sequence[str]]) -> Any:
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value
    return table


def _saved(made: Any) -> bytes:
    target = BytesIO()
    made.save(target)
    return same_every_time(target.getvalue())
