"""Sniffing, reading, drawing and recognising, through the child."""

from __future__ import annotations

import zlib
from io import BytesIO
from pathlib import Path
from random import Random

import pikepdf
import pytest
from openpyxl import Workbook
from PIL import Image

from cofund.extraction import (
    Limits,
    page_images,
    read_and_draw,
    read_document,
    recognise,
    sniff_document,
)
from cofund.extraction.readers.delimited import decoded, delimiter_of
from cofund.models.content import DocumentContent
from cofund.models.extraction import Invoice, Unreadable
from tests.builders import hostile, papers
from tests.extraction.papers import AN_INVOICE, EVENT, GUESTS, SALE
from tests.extraction.reading import content_of, extraction_of, sure

SNIFFED = {
    "pdf": AN_INVOICE,
    "xlsx": hostile.plain_xlsx(),
    "docx": hostile.plain_docx(),
    "csv": papers.participant_list_csv(GUESTS),
    "png": hostile.huge_png(width=8, height=8),
    "jpeg": b"\xff\xd8\xff\xe0",
    "tiff": b"II*\x00",
    "heic": b"\x00\x00\x00\x18ftypheic",
    "xml": b'\xef\xbb\xbf<?xml version="1.0"?><a/>',
    "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
}


@pytest.mark.parametrize("kind", SNIFFED)
def test_a_file_is_known_by_its_bytes(kind: str) -> None:
    assert sniff_document(SNIFFED[kind], document_id="d-1") == kind


@pytest.mark.parametrize(
    "document", [b"PK\x03\x04zip", b"\x7fELF\x02\x01\x01\x00", b"<html></html>"]
)
def test_what_partners_may_not_send_is_of_the_wrong_type(document: bytes) -> None:
    refused = sniff_document(document, document_id="d-1")
    assert refused == Unreadable(document_id="d-1", reason="wrong_type")


def test_a_pdf_behind_some_junk_is_still_one() -> None:
    assert sniff_document(b"\n\n" + AN_INVOICE, document_id="d-1") == "pdf"


def test_the_first_bytes_of_a_photo_alone_are_damaged() -> None:
    answer = read_document(SNIFFED["heic"], document_id="d-1")
    assert answer == Unreadable(document_id="d-1", reason="damaged")


def test_the_same_file_gives_the_same_content() -> None:
    assert content_of(AN_INVOICE) == content_of(AN_INVOICE)


def test_a_file_on_disk_reads_like_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "anything"
    path.write_bytes(AN_INVOICE)
    assert read_document(path, document_id="d-1") == content_of(AN_INVOICE)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_page_has_its_words_where_a_person_sees_them(degrees: int) -> None:
    with pikepdf.open(BytesIO(AN_INVOICE)) as pdf:
        pdf.pages[0].Rotate = degrees
        target = BytesIO()
        pdf.save(target)
    [page] = content_of(target.getvalue()).pages
    boxes = [word.box for word in page.words]
    assert (page.width > page.height) == (degrees in (90, 270))
    assert all(0 <= box.x0 < box.x1 <= page.width for box in boxes)
    assert all(0 <= box.top < box.bottom <= page.height for box in boxes)


def test_a_cropped_page_begins_where_it_is_cropped() -> None:
    with pikepdf.open(BytesIO(AN_INVOICE)) as pdf:
        pdf.pages[0].CropBox = [20, 20, 575, 822]
        target = BytesIO()
        pdf.save(target)
    [whole], [cropped] = content_of(AN_INVOICE).pages, content_of(target.getvalue()).pages
    assert round(whole.words[0].box.x0 - cropped.words[0].box.x0) == 20
    assert round(whole.words[0].box.top - cropped.words[0].box.top) == 20


def test_ruling_lines_are_found_whether_drawn_as_lines_or_as_boxes() -> None:
    content = b"10 10 200 100 re S 100 10 m 100 110 l S 10 60 200 0.5 re f 0 0 m 50 50 l S"
    [page] = content_of(hostile.page_of(hostile.stream(zlib.compress(content)))).pages
    upright = [each for each in page.rulings if each.x1 - each.x0 < 1]
    level = [each for each in page.rulings if each.bottom - each.top < 1]
    assert sorted({round(each.x0) for each in upright}) == [10, 100, 210]
    assert sorted({842 - round(each.top) for each in level}) == [10, 60, 110]
    assert len(upright) + len(level) == len(page.rulings)


def test_a_scan_has_no_text_until_it_is_recognised() -> None:
    content = content_of(papers.scanned(AN_INVOICE))
    assert content.pages_without_text == (1,)
    assert content.pages[0].words == ()


@pytest.mark.parametrize("picture", [papers.scanned, papers.photographed])
def test_a_recognised_invoice_is_read_and_never_exact(picture: object) -> None:
    assert callable(picture)
    invoice = extraction_of(picture(AN_INVOICE), Invoice)
    assert sure(invoice.number).value == SALE.number
    assert sure(invoice.gross).value.amount_minor == SALE.gross_minor
    assert (sure(invoice.gross).source, sure(invoice.gross).status) == ("ocr", "checked")
    assert sure(invoice.number).status == "review"
    assert [sure(line.amount).value.amount_minor for line in invoice.lines] == [
        line.amount_minor for line in SALE.lines
    ]


def test_without_recognition_data_a_scan_is_unreadable(tmp_path: Path) -> None:
    answer = recognise(papers.scanned(AN_INVOICE), document_id="d-1", tessdata=tmp_path)
    assert answer == Unreadable(document_id="d-1", reason="no_text")


def test_a_text_page_is_not_recognised_again() -> None:
    assert recognise(AN_INVOICE, document_id="d-1") == content_of(AN_INVOICE)


def test_every_page_has_a_picture_of_the_size_asked_for() -> None:
    many = papers.participant_list_pdf(GUESTS)
    images = page_images(many, document_id="d-1", longest_side=500)
    assert isinstance(images, tuple)
    assert len(images) == 2
    for image in images:
        with Image.open(BytesIO(image.jpeg)) as opened:
            assert opened.size == (image.width, image.height)
            assert max(opened.size) == 500


def test_a_photo_is_drawn_without_what_it_carried() -> None:
    target = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "a telephone"
    Image.new("RGB", (400, 200), "red").save(target, "JPEG", exif=exif)
    images = page_images(target.getvalue(), document_id="d-1", longest_side=100)
    assert isinstance(images, tuple)
    [image] = images
    assert (image.width, image.height) == (100, 50)
    assert b"telephone" not in image.jpeg


def test_a_spreadsheet_has_no_pictures() -> None:
    assert page_images(hostile.plain_xlsx(), document_id="d-1") == ()


def test_a_hidden_sheet_is_not_read() -> None:
    book, target = Workbook(), BytesIO()
    shown, hidden = book.active, book.create_sheet("hidden")
    assert shown is not None
    shown.append(["shown"])
    hidden.append(["secret"])
    hidden.sheet_state = "hidden"
    book.save(target)
    assert [table.rows for table in content_of(target.getvalue()).tables] == [(("shown",),)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_text_is_decoded_whatever_excel_saved(encoding: str) -> None:
    text = papers.participant_list_csv(GUESTS).decode("utf-8-sig")
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_the_separator_is_the_one_that_cuts_evenly(mark: str) -> None:
    rows = [("ФИО", "Компания", "Город"), ("Примеров Пётр", "ООО «А, Б; В»", "Москва")] * 3
    assert delimiter_of("\n".join(mark.join(row) for row in rows)) == mark


def test_paragraphs_and_tables_of_a_text_document_keep_their_order() -> None:
    content = content_of(papers.event_report_docx(EVENT))
    assert content.paragraphs[0] == "Отчёт о проведении мероприятия"
    assert content.paragraphs[-1] == EVENT.results


def test_a_document_of_many_words_stays_within_the_model() -> None:
    crowded = papers.GuestList(
        event_name="Форум", event_date=GUESTS.event_date, guests=papers.some_guests(600)
    )
    answer = read_document(papers.participant_list_pdf(crowded), document_id="d-1")
    assert isinstance(answer, DocumentContent)
    assert sum(len(page.words) for page in answer.pages) > 7_000


def test_letters_drawn_in_any_order_are_read_by_their_places() -> None:
    lines = ("Invoice number: A-17", "Invoice date: 4 March 2026", "Total due: $36.50")
    invoice = extraction_of(shuffled_pdf(lines), Invoice)
    assert sure(invoice.number).value == "A-17"
    assert sure(invoice.gross).value.decimal_text() == "36.50"
    assert invoice.gross is not None
    assert invoice.gross.engine.startswith("pdfplumber")


def test_hidden_words_stay_hidden_on_the_thorough_road() -> None:
    """A total that nobody sees leaves the check open, and is still not read."""
    shown = b"BT /F1 12 Tf 72 720 Td (INVOICE No. A-17) Tj ET "
    invisible = b"BT /F1 12 Tf 3 Tr 72 680 Td (Total due: $777.00) Tj ET"
    page = hostile.page_of(hostile.stream(zlib.compress(shown + invisible)))
    invoice = extraction_of(page, Invoice)
    assert invoice.gross is None
    assert invoice.flags == ("hidden_text",)


def test_content_and_pictures_come_by_one_child() -> None:
    content, images = read_and_draw(AN_INVOICE, document_id="d-1")
    assert content == content_of(AN_INVOICE)
    assert images == page_images(AN_INVOICE, document_id="d-1")


def test_a_refused_document_has_neither_content_nor_pictures() -> None:
    refused = Unreadable(document_id="d-1", reason="encrypted")
    assert read_and_draw(hostile.encrypted_pdf(), document_id="d-1") == (refused, ())


def test_a_document_too_dear_to_draw_is_read_without_pictures() -> None:
    tight = Limits(memory_bytes=80 << 20)
    content, images = read_and_draw(
        AN_INVOICE, document_id="d-1", limits=tight, longest_side=20_000
    )
    assert content == content_of(AN_INVOICE)
    assert images == ()


def shuffled_pdf(lines: tuple[str, ...]) -> bytes:
    """Give a page that draws the letters of its lines in a mixed order."""
    places = [
        (72 + 7.2 * at, 720 - 20 * number, letter)
        for number, line in enumerate(lines)
        for at, letter in enumerate(line)
        if letter != " "
    ]
    Random(1).shuffle(places)  # noqa: S311 - an order, not a secret
    drawn = [b"BT /F1 12 Tf %.1f %.1f Td (%s) Tj ET" % (x, y, c.encode()) for x, y, c in places]
    page = hostile.page_of(hostile.stream(zlib.compress(b"\n".join(drawn))))
    return page.replace(b"/BaseFont /Helvetica", b"/BaseFont /Courier  ")
