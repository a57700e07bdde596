"""Office files that attack whoever opens them."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from openpyxl import Workbook

MB = 1 << 20
SHEET = "xl/worksheets/sheet1.xml"
SHEET_HEAD = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
SHEET_TAIL = b"</sheetData></worksheet>"
BODY_HEAD = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
)
LAUGHS = (
    b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + i, (b"&%c;" % (97 + i)) * 10) for i in range(9))
    + b"]>"
)
OUTSIDE = b'<!DOCTYPE l [<!ENTITY j SYSTEM "file:///etc/hostname">]>'


def plain_xlsx() -> bytes:
    """Give a harmless spreadsheet."""
    book, target = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["ФИО", "Компания"])
    sheet.append(["Примеров Пётр", "ООО «Выдуманный Ветер»"])
    book.save(target)
    return target.getvalue()


def plain_docx() -> bytes:
    """Give a harmless text document."""
    document, target = docx.Document(), BytesIO()
    document.add_paragraph("Отчёт о проведении мероприятия")
    document.save(target)
    return target.getvalue()


def with_part(office: bytes, name: str, pieces: Callable[[], Iterator[bytes]]) -> bytes:
    """Give an office file with one part written anew, piece by piece."""
    target = BytesIO()
    with (
        ZipFile(BytesIO(office)) as before,
        ZipFile(target, "w", ZIP_DEFLATED, compresslevel=9) as after,
    ):
        for each in before.namelist():
            if each != name:
                after.writestr(each, before.read(each))
        with after.open(name, "w", force_zip64=True) as part:
            for piece in pieces():
                part.write(piece)
    return target.getvalue()


@cache
def zip_bomb_xlsx() -> bytes:
    """Half a gigabyte of rows in a spreadsheet of some kilobytes."""
    row = b'<row><c t="inlineStr"><is><t>' + b"A" * 1000 + b"</t></is></c></row>"

    def pieces() -> Iterator[bytes]:
        yield SHEET_HEAD
        yield from (row * 1000 for _ in range(500))
        yield SHEET_TAIL

    return with_part(plain_xlsx(), SHEET, pieces)


def lying_zip_xlsx() -> bytes:
    """A spreadsheet whose sheet claims to unpack to a hundred bytes and unpacks to megabytes."""
    honest = with_part(plain_xlsx(), SHEET, lambda: iter([SHEET_HEAD, b" " * (3 * MB), SHEET_TAIL]))
    size = struct.pack("<I", len(SHEET_HEAD) + 3 * MB + len(SHEET_TAIL))
    assert size in honest
    return honest.replace(size, struct.pack("<I", 100))


def sparse_xlsx() -> bytes:
    """Two cells at opposite ends of the largest sheet."""
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    cells += b'<row r="1048576"><c r="XFD1048576"><v>5</v></c></row>'
    return with_part(plain_xlsx(), SHEET, lambda: iter([SHEET_HEAD + cells + SHEET_TAIL]))


def macro_xlsx() -> bytes:
    """A spreadsheet with macros."""
    return with_part(plain_xlsx(), "xl/vbaProject.bin", lambda: iter([b"\xd0\xcf\x11\xe0macro"]))


def entities_xlsx(declarations: bytes) -> bytes:
    """A spreadsheet whose cell is an entity."""
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row>'
    xml = b'<?xml version="1.0"?>' + declarations + SHEET_HEAD + cell + SHEET_TAIL
    return with_part(plain_xlsx(), SHEET, lambda: iter([xml]))


def entities_docx(declarations: bytes) -> bytes:
    """A text document whose paragraph is an entity."""
    body = b"<w:p><w:r><w:t>&j;</w:t></w:r></w:p><w:sectPr/></w:body></w:document>"
    xml = b'<?xml version="1.0"?>' + declarations + BODY_HEAD + body
    return with_part(plain_docx(), "word/document.xml", lambda: iter([xml]))


def late_entities_docx() -> bytes:
    """A text document whose DOCTYPE hides behind a long comment."""
    body = b"<w:p><w:r><w:t>&j;</w:t></w:r></w:p><w:sectPr/></w:body></w:document>"
    xml = b'<?xml version="1.0"?><!--' + b"x" * 100_000 + b"-->" + OUTSIDE + BODY_HEAD + body
    return with_part(plain_docx(), "word/document.xml", lambda: iter([xml]))


def docx_with_link(address: str) -> bytes:
    """A text document whose template and picture lie at an address."""
    name = "word/_rels/document.xml.rels"
    with ZipFile(BytesIO(plain_docx())) as office:
        relations = office.read(name)
    link = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/attachedTemplate" Target="{address}" '
        'TargetMode="External"/></Relationships>'
    ).encode()
    return with_part(
        plain_docx(), name, lambda: iter([relations.replace(b"</Relationships>", link)])
    )


def bomb_docx() -> bytes:
    """Two hundred megabytes of paragraphs."""
    paragraphs = (b"<w:p><w:r><w:t>" + b"A" * 1000 + b"</w:t></w:r></w:p>") * 2000

    def pieces() -> Iterator[bytes]:
        yield BODY_HEAD
        yield from (paragraphs for _ in range(100))
        yield b"<w:sectPr/></w:body></w:document>"

    return with_part(plain_docx(), "word/document.xml", pieces)
