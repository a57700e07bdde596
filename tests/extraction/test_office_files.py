"""Office files: what stands in them in its order, merged cells, boxes, notes, pictures."""

from __future__ import annotations

from datetime import time
from hashlib import sha256
from io import BytesIO
from typing import Any

import docx
import pikepdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook
from PIL import Image
from pptx import Presentation
from pptx.util import Inches

from cofund.extraction import read_document
from cofund.extraction.readers.delimited import decoded, delimiter_of
from cofund.models.content import DocumentContent
from cofund.models.extraction import Unreadable
from tests.builders.lists.measure import content_of

BOX = (
    "<w:r {}><mc:AlternateContent xmlns:mc="
    '"http://schemas.openxmlformats.org/markup-compatibility/2006">'
    "<mc:Choice Requires='wps'><w:txbxContent><w:p><w:r><w:t>В рамке</w:t></w:r></w:p>"
    "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>В рамке</w:t></w:r>"
    "</w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_a_text_documents_tables_stand_between_its_paragraphs() -> None:
    document = docx.Document()
    document.add_paragraph("Выше")
    document.add_table(rows=1, cols=2).rows[0].cells[0].text = "В таблице"
    document.add_paragraph("Ниже")
    content = _read(document)
    assert content.paragraphs == ("Выше", "Ниже")
    assert [(table.rows, table.after) for table in content.tables] == [((("В таблице", ""),), 1)]


def test_heads_of_pages_text_boxes_and_lists_are_read_once() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "ООО «Выдумка»"
    document.add_paragraph("Начало")._p.append(parse_xml(BOX.format(nsdecls("w"))))
    document.add_paragraph("Пункт", style="List Number")
    document.sections[0].footer.paragraphs[0].text = "Подвал"
    expected = ("ООО «Выдумка»", "Начало", "В рамке", "• Пункт", "Подвал")
    assert _read(document).paragraphs == expected


def test_merged_cells_of_a_text_document_say_what_they_cover() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "Над всеми"
    table.cell(1, 1).merge(table.cell(2, 1)).text = "На двух"
    found = _read(document).tables[0]
    assert found.rows == (("Над всеми", "", ""), ("", "На двух", ""), ("", "", ""))
    assert found.merged == ((0, 0, 0, 2), (1, 1, 2, 1))


def test_a_table_inside_a_cell_is_a_table_of_its_own() -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.paragraphs[0].text = "Снаружи"
    cell.add_table(rows=1, cols=1).cell(0, 0).text = "Внутри"
    assert [table.rows for table in _read(document).tables] == [(("Снаружи",),), (("Внутри",),)]


def test_tables_without_an_end_inside_each_other_are_refused() -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    for _ in range(20):
        cell = cell.add_table(rows=1, cols=1).cell(0, 0)
    target = BytesIO()
    document.save(target)
    answer = read_document(target.getvalue(), document_id="d-1")
    assert isinstance(answer, Unreadable)
    assert answer.reason == "too_much_content"


def test_slides_are_read_from_top_to_bottom_with_their_notes_and_tables() -> None:
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    for top, words in ((4, "Ниже"), (2, "Выше")):
        box = slide.shapes.add_textbox(Inches(1), Inches(top), Inches(4), Inches(1))
        box.text_frame.text = words
    slide.shapes.title.text = "Отчёт"
    slide.notes_slide.notes_text_frame.text = "Заметка"
    table = slide.shapes.add_table(1, 2, Inches(1), Inches(3), Inches(4), Inches(1)).table
    table.cell(0, 0).text = "Ячейка"
    content = _read(show)
    assert content.paragraphs == ("Отчёт", "Выше", "Ниже", "Заметка")
    assert [(table.rows, table.after) for table in content.tables] == [((("Ячейка", ""),), 2)]


@pytest.mark.parametrize("kind", ["docx", "pptx", "pdf"])
def test_a_photo_inside_has_its_pixels_and_its_own_fingerprint(kind: str) -> None:
    photo, logo = _photo(320, 240), _photo(60, 60)
    content = content_of(WITH_PICTURES[kind](photo, logo))
    page = None if kind == "docx" else 1
    assert [(picture.page, picture.width, picture.height) for picture in content.pictures] == [
        (page, 320, 240)
    ]
    assert content.pictures[0].sha256 == sha256(photo).hexdigest()


def test_times_of_a_spreadsheet_have_no_seconds() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([time(9, 30), "Открытие"])
    assert _read(book).tables[0].rows == (("09:30", "Открытие"),)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "mac_cyrillic", "utf-8-sig"])
def test_russian_text_is_known_in_every_encoding_it_is_saved_in(encoding: str) -> None:
    text = "ФИО;Компания\nПримеров Иван Иванович;Вымысел\nОбразцова Анна Петровна;Небылица\n"
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("ФИО;Фирма\nА;«Роза, Лилия и Ко»\nБ;«Пять, шесть, семь»", ";"),
        ('Name,Company\nAnne,"Nowhere; and Sons; Ltd"\nPeter,"One; Two"', ","),
        ("a\tb, c\nd\te, f, g", "\t"),
        ("a|b\nc|d", "|"),
    ],
)
def test_the_separator_is_what_cuts_rows_evenly(text: str, mark: str) -> None:
    assert delimiter_of(text) == mark


def test_excels_own_first_line_names_the_separator() -> None:
    content = content_of(b"sep=,\r\na,b;c\r\n")
    assert content.tables[0].rows == (("a", "b;c"),)


def _docx_with(photo: bytes, logo: bytes) -> bytes:
    document = docx.Document()
    for picture in (logo, photo, photo):
        document.add_picture(BytesIO(picture))
    return _saved(document)


def _pptx_with(photo: bytes, logo: bytes) -> bytes:
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    for picture in (logo, photo):
        slide.shapes.add_picture(BytesIO(picture), 0, 0)
    return _saved(show)


def _pdf_with(photo: bytes, logo: bytes) -> bytes:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(A=_drawn(pdf, logo, 60, 60), B=_drawn(pdf, photo, 320, 240))
        )
        page.Contents = pdf.make_stream(
            b"q 50 0 0 50 50 500 cm /A Do Q q 160 0 0 120 50 100 cm /B Do Q"
        )
        return _saved(pdf)


def _drawn(pdf: pikepdf.Pdf, jpeg: bytes, width: int, height: int) -> pikepdf.Object:
    return pdf.make_stream(
        jpeg,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )


WITH_PICTURES = {"docx": _docx_with, "pptx": _pptx_with, "pdf": _pdf_with}


def _photo(width: int, height: int) -> bytes:
    target = BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(target, "JPEG")
    return target.getvalue()


def _read(made: Any) -> DocumentContent:
    return content_of(_saved(made))


def _saved(made: Any) -> bytes:
    target = BytesIO()
    made.save(target)
    return target.getvalue()
