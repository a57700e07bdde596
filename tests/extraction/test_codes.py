"""QR codes: what they state, and where on pages and pictures they are found."""

from __future__ import annotations

import ctypes
import gc
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from cofund.extraction import READING, read_document
from cofund.extraction.exact.codes import code
from cofund.extraction.exact.looking import codes_of_page, codes_of_picture
from cofund.extraction.exact.stated import SourceFound
from cofund.extraction.readers.pdf_space import PageSpace
from cofund.models.content import DocumentContent
from tests.builders.companies import VETER
from tests.builders.einvoices.attached import payment_code, qr
from tests.builders.einvoices.sales import a_russian_sale
from tests.builders.einvoices.tree import decimal

SALE = a_russian_sale()
RECEIPT = b"t=20260331T1942&s=8450.50&fn=9999078900000011&i=1742&fp=1234567890&n=1"
TRANSFER = (
    b"BCD\n002\n1\nSCT\n\nSoir\xc3\xa9es Fictives\nFR1420041010050500013M02606\nEUR84.5\n\n\nF-7"
)


def stated(source: SourceFound | None) -> dict[str, str]:
    """Give all that a code states, flat."""
    assert source is not None
    groups = (source.get("fields", {}), source.get("seller", {}), source.get("buyer", {}))
    return {name: each["value"] for group in groups for name, each in group.items()}


@pytest.mark.parametrize("encoding", ["1", "2", "3"])
def test_a_payment_code_is_read_in_each_of_its_encodings(encoding: str) -> None:
    found = stated(code("", payment_code(SALE, encoding)))
    assert found["gross"] == decimal(SALE.gross_minor)
    assert found["name"].strip("«»") in (SALE.seller.name.strip("«»"), 'ООО "Выдуманный Ветер"')
    assert (found["tax_id"], found["bik"]) == (VETER.tax_id, VETER.bik)
    assert (found["account"], found["correspondent_account"]) == (
        VETER.account,
        VETER.correspondent_account,
    )
    assert found["purpose"] == "Оплата по счёту 77/А-5"


def test_utf_8_that_is_declared_as_something_else_is_read_as_what_it_is() -> None:
    content = payment_code(SALE, "2").replace(b"ST00012", b"ST00011", 1)
    assert stated(code("", content))["name"] == VETER.name


@pytest.mark.parametrize("separator", [b";", b"^", b"~"])
def test_any_sign_may_part_the_keys(separator: bytes) -> None:
    content = payment_code(SALE).replace(b"|", separator)
    assert stated(code("", content))["account"] == VETER.account


def test_a_payment_code_names_the_keys_that_it_lacks_or_has_wrong() -> None:
    content = b"ST00012|Name=Veter|PersonalAcc=40702810600000000101|BIC=044525901|Sum=12,50"
    found = code("", content)
    assert found is not None
    problems = [(problem["code"], problem["field"]) for problem in found["problems"]]
    assert problems == [("missing", "BankName"), ("missing", "CorrespAcc"), ("wrong_value", "Sum")]


def test_a_payment_code_over_nothing_leaves_the_sum_to_the_payer() -> None:
    content = payment_code(SALE).replace(f"Sum={SALE.gross_minor}".encode(), b"Sum=0")
    assert "gross" not in stated(code("", content))


def test_a_receipts_code_states_day_sum_and_number() -> None:
    found = code("", RECEIPT)
    assert found is not None
    assert found["kind"] == "receipt"
    assert {
        name: stated(found)[name] for name in ("issue_date", "gross", "number", "currency")
    } == {
        "issue_date": "2026-03-31",
        "gross": "8450.50",
        "number": "1742",
        "currency": "RUB",
    }


@pytest.mark.parametrize(
    ("moment", "day"),
    [("20260331T1942", "2026-03-31"), ("20260331T194205", "2026-03-31"), ("20261331T1942", None)],
)
def test_a_receipts_moment_has_seconds_or_not_and_must_exist(moment: str, day: str | None) -> None:
    content = RECEIPT.replace(b"20260331T1942", moment.encode())
    assert stated(code("", content)).get("issue_date") == day


def test_a_receipt_for_money_given_back_is_a_credit_note() -> None:
    found = code("", RECEIPT.replace(b"&n=1", b"&n=2"))
    assert found is not None
    assert found["kind"] == "credit_note"


def test_a_european_transfer_states_payee_account_and_amount() -> None:
    found = stated(code("", TRANSFER))
    assert (found["name"], found["gross"], found["currency"]) == ("Soirées Fictives", "84.5", "EUR")
    assert found["iban"] == "FR1420041010050500013M02606"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"https://example.com/?t=1&s=2",
        b"BEGIN:VCARD",
        b"ST00019|Name=x",
        b"t=1&s=2&fn=3&i=4&fp=5",
        b"&" * 4_000,
        b"ST00012|" * 2_000,
        bytes(range(256)),
    ],
)
def test_other_codes_say_nothing(content: bytes) -> None:
    assert code("", content) is None


def page_with(picture: Image.Image | None, *, rotated: int = 0, text: str = "Счёт") -> bytes:
    """Give a PDF of one page that shows a picture 90 points wide at (300, 500)."""
    target = BytesIO()
    canvas = Canvas(target, invariant=True)
    canvas.setPageRotation(rotated)
    canvas.drawString(50, 800, text)
    if picture is not None:
        canvas.drawImage(ImageReader(picture), 300, 500, 90, 90)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def drawn_module_by_module(picture: Image.Image) -> bytes:
    """Give a PDF that draws a code as small filled boxes, 2 points each."""
    target = BytesIO()
    canvas = Canvas(target, invariant=True)
    for y in range(picture.height):
        for x in range(picture.width):
            if not picture.getpixel((x, y)):
                canvas.rect(300 + 2 * x, 700 - 2 * y, 2, 2, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def drawn_as_one_outline(picture: Image.Image) -> bytes:
    """Give a PDF that draws a code as one path of many boxes."""
    target = BytesIO()
    canvas = Canvas(target, invariant=True)
    path = canvas.beginPath()
    for y in range(picture.height):
        for x in range(picture.width):
            if not picture.getpixel((x, y)):
                path.rect(300 + 2 * x, 700 - 2 * y, 2, 2)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def content_of(document: bytes) -> DocumentContent:
    """Give what the child finds."""
    content = read_document(document, document_id="d-1")
    assert isinstance(content, DocumentContent)
    return content


def found_on(document: bytes) -> list[SourceFound]:
    """Give the codes of the first page, without a child."""
    with pypdfium2.PdfDocument(document) as pdf:
        page = pdf[0]
        found = codes_of_page(page, PageSpace.of(page), READING, 1)
        page.close()
    return found


CODE = qr(payment_code(SALE), scale=4)


def test_a_code_on_a_page_is_found_with_its_place() -> None:
    (source,) = content_of(page_with(CODE)).exact
    assert (source.syntax, source.page) == ("payment_qr", 1)
    assert source.fields["gross"].value == decimal(SALE.gross_minor)
    assert source.box is not None
    assert (round(source.box.x0), round(source.box.x1)) == (300, 390)
    assert source.engine.startswith("zxing-cpp ")


@pytest.mark.parametrize(
    "document",
    [
        page_with(CODE.convert("1")),
        page_with(CODE.convert("RGB")),
        page_with(CODE, rotated=90),
        drawn_module_by_module(qr(payment_code(SALE), scale=1)),
        drawn_as_one_outline(qr(payment_code(SALE), scale=1)),
    ],
    ids=["one bit", "colour", "turned page", "module by module", "one outline"],
)
def test_a_code_is_found_however_it_is_drawn(document: bytes) -> None:
    assert [source["syntax"] for source in found_on(document)] == ["payment_qr"]


def test_the_same_code_twice_says_one_thing() -> None:
    target = BytesIO()
    canvas = Canvas(target, invariant=True)
    for x in (100, 300):
        canvas.drawImage(ImageReader(CODE), x, 500, 90, 90)
    canvas.save()
    assert len(found_on(target.getvalue())) == 1


def test_a_pages_picture_is_freed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    freed: list[int] = []
    destroy = pypdfium2.raw.FPDFBitmap_Destroy

    def note(bitmap: Any) -> None:
        freed.append(ctypes.cast(bitmap, ctypes.c_void_p).value or 0)
        destroy(bitmap)

    monkeypatch.setattr(pypdfium2.raw, "FPDFBitmap_Destroy", note)
    found_on(page_with(CODE.convert("RGB")))
    gc.collect()
    assert len(freed) == 1


@pytest.mark.parametrize(
    "picture",
    [None, Image.new("L", (300, 300), 255), Image.linear_gradient("L"), qr(b"https://example.com")],
    ids=["none", "white", "grey", "a link"],
)
def test_a_page_without_a_known_code_has_none(picture: Image.Image | None) -> None:
    assert found_on(page_with(picture)) == []


@pytest.mark.parametrize("angle", [0, 90, 8])
def test_a_code_on_a_photo_is_found_whichever_way_it_lies(angle: int) -> None:
    photo = Image.new("L", (1_200, 1_600), 230)
    photo.paste(qr(RECEIPT, scale=6), (700, 1_100))
    (source,) = codes_of_picture(photo.rotate(angle, expand=True, fillcolor=230), 3, 0.5)
    assert (source["syntax"], source["page"]) == ("receipt_qr", 3)


def test_a_code_on_a_large_photo_is_placed_in_points_of_the_page() -> None:
    photo = Image.new("L", (3_000, 4_000), 230)
    photo.paste(qr(RECEIPT, scale=16), (1_600, 2_400))
    (source,) = codes_of_picture(photo, 1, 0.25)
    box = source["box"]
    assert box is not None
    assert 400 <= box["x0"] <= 420
    assert 600 <= box["top"] <= 620
