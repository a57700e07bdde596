"""Office files, spreadsheets and texts that hold more than they look like."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from zipfile import ZIP_LZMA, ZIP_STORED, ZipFile

import pptx

from tests.builders.hostile.office import (
    BODY_HEAD,
    LAUGHS,
    MB,
    OUTSIDE,
    SHEET,
    SHEET_HEAD,
    SHEET_TAIL,
    plain_docx,
    plain_xlsx,
    with_part,
)

BODY = "word/document.xml"
SLIDE = "ppt/slides/slide1.xml"
BODY_TAIL = b"<w:sectPr/></w:body></w:document>"
SLIDE_HEAD = (
    b'<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    b'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:cSld><p:spTree>'
    b"<p:nvGrpSpPr/><p:grpSpPr/>"
)
SLIDE_TAIL = b"</p:spTree></p:cSld></p:sld>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODS_HEAD = (
    b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    b'<office:body><office:spreadsheet><table:table table:name="a">'
)
ODS_TAIL = b"</table:table></office:spreadsheet></office:body></office:document-content>"


def plain_pptx() -> bytes:
    """Give a harmless presentation of one slide."""
    slides, target = pptx.Presentation(), BytesIO()
    slide = slides.slides.add_slide(slides.slide_layouts[0])
    assert slide.shapes.title is not None
    slide.shapes.title.text = "Отчёт о мероприятии"
    slides.save(target)
    return target.getvalue()


def plain_ods(rows: bytes = b"") -> bytes:
    """Give a spreadsheet as LibreOffice writes it."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as office:
        office.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        office.writestr("content.xml", ODS_HEAD + rows + ODS_TAIL)
        office.writestr("META-INF/manifest.xml", "<manifest/>")
    return target.getvalue()


def rows_repeated() -> bytes:
    """A cell that is repeated over a whole sheet."""
    cell = b'<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p>'
    row = b'<table:table-row table:number-rows-repeated="1048576">%s</table:table-cell>' % cell
    return plain_ods(row + b"</table:table-row>")


def wide_cell() -> bytes:
    """A table of one cell that is two billion columns wide."""
    cell = b'<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc>'
    return _docx(b"<w:tbl><w:tblGrid/><w:tr>%s</w:tr></w:tbl>" % cell)


def tall_cell() -> bytes:
    """A table whose five thousand rows are one cell."""
    row = b"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>"
    return _docx(b"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>%s</w:tbl>" % (row * 5_000))


def deep_document() -> bytes:
    """Fifty thousand elements, each inside the one before."""
    return _docx(b"<w:sdt>" * 50_000 + b"</w:sdt>" * 50_000)


def tables_in_tables() -> bytes:
    """Fifty tables, each in a cell of the one before."""
    start, end = b"<w:tbl><w:tblGrid/><w:tr><w:tc>", b"<w:p/></w:tc></w:tr></w:tbl>"
    return _docx(start * 50 + end * 50)


def many_paragraphs() -> bytes:
    """A hundred thousand paragraphs of a word."""
    paragraph = "<w:p><w:r><w:t>{0:x}{1:x}</w:t></w:r></w:p>"
    return _docx("".join(paragraph.format(n, n * n * n) for n in range(100_000)).encode())


def repeated_string() -> bytes:
    """A long text, once in the file and in fifty thousand cells."""
    shared = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%s'
    text = b"".join(b"%x" % number**7 for number in range(40_000))
    book = with_part(
        plain_xlsx(), "xl/sharedStrings.xml", lambda: iter([shared % text, b"</t></si></sst>"])
    )
    row = b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>'
    rows = (row % (number, number) for number in range(1, 50_001))
    return with_part(book, SHEET, lambda: iter([SHEET_HEAD, b"".join(rows), SHEET_TAIL]))


def two_thousand_sheets() -> bytes:
    """A book that shows the same sheet under two thousand names."""
    book = plain_xlsx()
    with ZipFile(BytesIO(book)) as office:
        names = office.read("xl/workbook.xml")
    start = names.index(b"<sheet ")
    sheet = names[start : names.index(b"/>", start) + 2]
    many = sheet * 2_000
    return with_part(book, "xl/workbook.xml", lambda: iter([names.replace(sheet, many)]))


def strange_packing() -> bytes:
    """A spreadsheet packed in a way that office programs do not know."""
    target = BytesIO()
    with ZipFile(BytesIO(plain_xlsx())) as plain, ZipFile(target, "w", ZIP_LZMA) as strange:
        for name in plain.namelist():
            strange.writestr(name, plain.read(name))
    return target.getvalue()


def many_parts() -> bytes:
    """A document of five thousand parts."""
    target = BytesIO(plain_docx())
    with ZipFile(target, "a") as office:
        for number in range(5_000):
            office.writestr(f"word/{number}.xml", "<x/>")
    return target.getvalue()


def slides_with(declarations: bytes) -> Callable[[], bytes]:
    """Give a presentation whose slide declares entities."""
    return lambda: _pptx(declarations + SLIDE_HEAD + b"<p:sp>&j;</p:sp>" + SLIDE_TAIL)


def slides_bomb() -> bytes:
    """Two hundred megabytes of shapes."""

    def pieces() -> Iterator[bytes]:
        yield SLIDE_HEAD
        yield from (b"<p:sp><p:txBody/></p:sp>" * (MB // 24) for _ in range(200))
        yield SLIDE_TAIL

    return with_part(plain_pptx(), SLIDE, pieces)


def deep_slide() -> bytes:
    """A group of shapes in a group, two hundred times."""
    group = b"<p:grpSp><p:nvGrpSpPr/><p:grpSpPr/>"
    return _pptx(SLIDE_HEAD + group * 100 + b"</p:grpSp>" * 100 + SLIDE_TAIL)


def slides_with_macros() -> bytes:
    """A presentation with macros."""
    return with_part(plain_pptx(), "ppt/vbaProject.bin", lambda: iter([OLE + b"macro"]))


def encrypted_office() -> bytes:
    """What Excel makes of a workbook with a password: a container of the old kind."""
    return _container("EncryptedPackage")


def old_macros() -> bytes:
    """An old workbook with macros."""
    return _container("Workbook", "_VBA_PROJECT")


def old_document() -> bytes:
    """A document of the old Word: the same container, nothing that is read here."""
    return _container("WordDocument")


def old_noise() -> bytes:
    """An old workbook whose sectors are noise."""
    return (
        OLE
        + "Workbook".encode("utf-16-le")
        + b"".join(b"%x" % number**9 for number in range(6_000))
    )


def one_long_line() -> bytes:
    """Two megabytes of separators."""
    return b"a;b\n" + b";" * (2 * MB)


def open_quote() -> bytes:
    """A quotation that begins and never ends."""
    return b'a,b\n1,"' + b"x" * (4 * MB)


def many_lines() -> bytes:
    """Two million lines."""
    return b"a\n" * (2 * MB)


def marked_noise() -> bytes:
    """Noise that calls itself UTF-16."""
    return b"\xff\xfe" + b"".join((number**9).to_bytes(20) for number in range(50_000))


def _docx(body: bytes) -> bytes:
    return with_part(plain_docx(), BODY, lambda: iter([BODY_HEAD, body, BODY_TAIL]))


def _pptx(slide: bytes) -> bytes:
    return with_part(plain_pptx(), SLIDE, lambda: iter([slide]))


def _container(*entries: str) -> bytes:
    return OLE + bytes(504) + b"".join(name.encode("utf-16-le") + bytes(64) for name in entries)


PARTS: Mapping[str, Callable[[], bytes]] = {
    "ODS repeated": rows_repeated,
    "wide cell": wide_cell,
    "tall cell": tall_cell,
    "deep document": deep_document,
    "tables in tables": tables_in_tables,
    "many paragraphs": many_paragraphs,
    "repeated string": repeated_string,
    "two thousand sheets": two_thousand_sheets,
    "strange packing": strange_packing,
    "many parts": many_parts,
    "half an office file": lambda: plain_docx()[:-3_000],
    "slides with laughs": slides_with(LAUGHS),
    "slides that look outside": slides_with(OUTSIDE),
    "slides bomb": slides_bomb,
    "deep slide": deep_slide,
    "slides with macros": slides_with_macros,
    "encrypted office": encrypted_office,
    "old macros": old_macros,
    "old document": old_document,
    "old noise": old_noise,
    "one long line": one_long_line,
    "open quote": open_quote,
    "many lines": many_lines,
    "marked noise": marked_noise,
}
