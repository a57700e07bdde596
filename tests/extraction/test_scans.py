"""Scans and photos the whole way: recognised, interpreted, and shown where they stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from cofund.extraction import interpret, page_images, recognise
from cofund.extraction.placement import Placement
from cofund.models.content import DocumentContent
from cofund.models.evidence import Box
from cofund.models.extraction import Act, Invoice
from tests.builders import papers
from tests.builders.papers.pictures import pages_of, stamped, struck_out
from tests.builders.papers.wear import WEARS, worn_page
from tests.extraction.papers import SALE
from tests.extraction.reading import extraction_of, page_of, sure

SALE_OF_TODAY = replace(SALE, issued=date(2025, 5, 6), vat_rate=20)
TOTAL_BOX = (490, 322, 556, 336)
"""Where the 1C form prints the total of ``SALE``, in points."""


def jpeg(page: Image.Image) -> bytes:
    target = BytesIO()
    page.save(target, "JPEG", quality=80)
    return target.getvalue()


def read_scan(document: bytes) -> DocumentContent:
    content = recognise(document, document_id="d-1")
    assert isinstance(content, DocumentContent), content
    return content


def test_a_skewed_scan_is_accepted_and_its_total_is_shown_where_it_stands() -> None:
    """The page is turned by up to three degrees: on the straightened page it stands elsewhere."""
    worn = worn_page(papers.act_pdf(SALE_OF_TODAY), WEARS["rot3_200"], seed=11)
    content = read_scan(worn)
    gross = sure(interpret(content).gross)  # type: ignore[union-attr]
    assert (gross.value.amount_minor, gross.status) == (SALE.gross_minor, "checked")
    assert content.pages[0].upright_to_drawn is not None
    box = gross.evidence.box
    assert box is not None
    with Image.open(BytesIO(worn)) as picture:
        scale = picture.width / content.pages[0].width
        area = tuple(side * scale for side in (box.x0, box.top, box.x1, box.bottom))
        darkest = picture.crop(area).getextrema()[0]  # type: ignore[arg-type]
    assert darkest < 100
    assert content.pages[0].rulings


def test_pages_of_a_tiff_are_read_whichever_way_up_they_lie() -> None:
    upright = pages_of(papers.act_pdf(SALE), dpi=150)[0]
    turned = upright.transpose(Image.Transpose.ROTATE_180)
    target = BytesIO()
    turned.save(target, "TIFF", save_all=True, append_images=[Image.new("L", (400, 600), 255)])
    content = read_scan(target.getvalue())
    assert (len(content.pages), content.pages_without_text) == (2, (2,))
    act = interpret(content)
    assert isinstance(act, Act)
    gross = sure(act.gross)
    assert gross.value.amount_minor == SALE.gross_minor
    assert gross.evidence.box is not None
    assert gross.evidence.box.x1 < content.pages[0].width / 2, "on the turned page it stands left"
    images = page_images(target.getvalue(), document_id="d-1")
    assert isinstance(images, tuple)
    assert len(images) == 2


def test_a_photo_held_upright_is_read_by_what_the_camera_noted() -> None:
    page = pages_of(papers.invoice_pdf(SALE), dpi=150)[0].transpose(Image.Transpose.ROTATE_90)
    noted = Image.Exif()
    noted[0x0112] = 6
    target = BytesIO()
    page.save(target, "JPEG", exif=noted)
    invoice = extraction_of(target.getvalue(), Invoice)
    assert sure(invoice.gross).status == "checked"
    assert invoice.pages[0].height > invoice.pages[0].width


def test_a_struck_out_total_waits_for_a_person_and_a_stamp_beside_it_does_not() -> None:
    page = pages_of(papers.invoice_pdf(SALE))[0]
    struck = extraction_of(jpeg(struck_out(page, TOTAL_BOX)), Invoice)
    beside = extraction_of(jpeg(stamped(page, centre=(0.3, 0.6))), Invoice)
    assert sure(struck.gross).status == "review"
    assert sure(beside.gross).status == "checked"


INVOICE_LINES = (
    "Счет на оплату № 7 от 6 мая 2025 г.",
    "Итого:                 1 200,00 руб.",
    "Всего к оплате:        1 200,00 руб.",
    "Всего наименований 1, на сумму 1 200,00 руб.",
)


def test_digits_repeated_on_a_scan_are_no_evidence() -> None:
    """Printed three times, misread three times: a person looks."""
    invoice = interpret(page_of(*INVOICE_LINES, source="ocr"))
    assert isinstance(invoice, Invoice)
    gross = sure(invoice.gross)
    assert (gross.status, len(gross.passed)) == ("review", 1)


def test_words_beside_the_digits_are_evidence() -> None:
    words = "Одна тысяча двести рублей 00 копеек"
    invoice = interpret(page_of(*INVOICE_LINES, words, source="ocr"))
    assert isinstance(invoice, Invoice)
    assert sure(invoice.gross).status == "checked"


@pytest.mark.parametrize("words", ["лвести рублей 00 копеек", "Одна тысяча двести рублей"])
def test_words_that_were_read_in_part_say_nothing(words: str) -> None:
    invoice = interpret(page_of(*INVOICE_LINES, f"тыща {words}", source="ocr"))
    assert isinstance(invoice, Invoice)
    assert (sure(invoice.gross).failed, invoice.amount_in_words) == ((), None)


def test_ink_over_a_total_is_found_on_a_straightened_page_too() -> None:
    words = "Одна тысяча двести рублей 00 копеек"
    content = page_of(*INVOICE_LINES, words, source="ocr")
    gross = sure(interpret(content).gross)  # type: ignore[union-attr]
    box = gross.evidence.box
    assert box is not None
    over = Box(x0=box.x0 + 5, top=box.top + 2, x1=box.x1 - 5, bottom=box.bottom - 2)
    turned = Placement.turned_back(2, 595, 842).nine
    page = content.pages[0].model_copy(update={"ink": (over,), "upright_to_drawn": turned})
    inked = interpret(content.model_copy(update={"pages": (page,)}))
    assert sure(inked.gross).status == "review"  # type: ignore[union-attr]


def test_totals_that_two_looks_read_differently_wait_for_a_person() -> None:
    words = "Одна тысяча двести рублей 00 копеек"
    content = page_of(*INVOICE_LINES, words, source="ocr")
    page = content.pages[0].model_copy(update={"read_differently": True})
    invoice = interpret(content.model_copy(update={"pages": (page,)}))
    assert sure(invoice.gross).status == "review"  # type: ignore[union-attr]
