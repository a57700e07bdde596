"""PDFs that attack whoever opens them: small on disk, written by hand, harmless to keep."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from io import BytesIO

import pikepdf

MB = 1 << 20
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
ONE_PAGE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
WORDS = zlib.compress(b"BT /F1 12 Tf 72 720 Td (Hello total 100.00) Tj ET")

Objects = Mapping[int, bytes]


def pdf(objects: Objects) -> bytes:
    """Give a PDF of hand-written objects, its cross-reference table right."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    at = {}
    for number, body in objects.items():
        at[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        known = number in at
        out += b"%010d 00000 n \n" % at[number] if known else b"0000000000 65535 f \n"
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, table)
    return bytes(out)


def stream(packed: bytes, *, filters: bytes = b"/FlateDecode", more: bytes = b"") -> bytes:
    """Give a stream object's body."""
    head = b"<< /Length %d /Filter %s %s >>" % (len(packed), filters, more)
    return head + b"\nstream\n" + packed + b"\nendstream"


def page_of(
    content: bytes,
    *,
    mediabox: bytes = b"[0 0 595 842]",
    resources: bytes = b"",
    more: Objects | None = None,
) -> bytes:
    """Give a PDF of one page with this content object."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R" % mediabox
    page += b" /Resources << /Font << /F1 5 0 R >> %s >> >>" % resources
    return pdf({1: CATALOGUE, 2: ONE_PAGE, 3: page, 4: content, 5: FONT, **(more or {})})


def plain_pdf() -> bytes:
    """Give a harmless page."""
    return page_of(stream(WORDS))


def deflated(megabytes: int, *, fill: bytes = b" ") -> bytes:
    """Give so many megabytes of one byte, packed a thousandfold."""
    packer, block = zlib.compressobj(9), fill * MB
    return b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()


def form(content: bytes, *, inner: int) -> bytes:
    """Give a drawing that may use another, object ``inner``, as /X."""
    more = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
    more += b"/Resources << /XObject << /X %d 0 R >> >>" % inner
    return stream(zlib.compress(content), more=more)


def flate_bomb() -> bytes:
    """A page of many spaces: a thousandth of them on disk."""
    return page_of(stream(deflated(80)))


def double_flate_bomb() -> bytes:
    """A page packed twice: a million bytes for each on disk."""
    return page_of(stream(zlib.compress(deflated(80), 9), filters=b"[/FlateDecode /FlateDecode]"))


def two_million_letters() -> bytes:
    """A page that draws two million letters."""
    content = b"BT /F1 12 Tf " + b"1 0 0 1 10 10 Tm (A) Tj " * 2_000_000 + b"ET"
    return page_of(stream(zlib.compress(content, 9)))


def deep_content() -> bytes:
    """A page whose content nests 200,000 arrays."""
    return page_of(stream(zlib.compress(b"[" * 200_000 + b"]" * 200_000, 9)))


def deep_object() -> bytes:
    """A catalogue that nests 100,000 arrays."""
    nested = b"<< /Type /Catalog /Pages 2 0 R /X " + b"[" * 100_000 + b"]" * 100_000 + b" >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    return pdf({1: nested, 2: ONE_PAGE, 3: page})


def page_tree_of_a_billion() -> bytes:
    """Nine levels of ten times the same child."""
    objects = {1: CATALOGUE, 11: b"<< /Type /Page /MediaBox [0 0 99 99] >>"}
    for level in range(9):
        kids = b" ".join([b"%d 0 R" % (3 + level)] * 10)
        objects[2 + level] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (10 ** (9 - level), kids)
    return pdf(objects)


def page_tree_loop() -> bytes:
    """Pages whose only child is themselves."""
    return pdf({1: CATALOGUE, 2: b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"})


def too_many_pages() -> bytes:
    """The same page 200,000 times."""
    kids = b" ".join([b"3 0 R"] * 200_000)
    pages = b"<< /Type /Pages /Count 200000 /Kids [%s] >>" % kids
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return pdf({1: CATALOGUE, 2: pages, 3: page})


def form_that_draws_itself() -> bytes:
    """A drawing that draws itself twice."""
    return page_of(
        stream(zlib.compress(b"/X Do")),
        resources=b"/XObject << /X 6 0 R >>",
        more={6: form(b"/X Do /X Do", inner=6)},
    )


def forms_times_ten() -> bytes:
    """Ten levels of drawings, each drawing the next ten times."""
    levels = {6 + level: form(b" ".join([b"/X Do"] * 10), inner=7 + level) for level in range(10)}
    levels[16] = form(b"", inner=17)
    return page_of(
        stream(zlib.compress(b"/X Do")), resources=b"/XObject << /X 6 0 R >>", more=levels
    )


def huge_page() -> bytes:
    """A page of five kilometres."""
    return page_of(stream(WORDS), mediabox=b"[0 0 14400000 14400000]")


def huge_picture_in_pdf() -> bytes:
    """A page with a picture of 30,000 by 30,000 pixels."""
    size = b"/Width 30000 /Height 30000 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    picture = stream(deflated(1, fill=b"\0"), more=b"/Type /XObject /Subtype /Image " + size)
    return page_of(
        stream(zlib.compress(b"q 500 0 0 500 0 0 cm /I Do Q")),
        resources=b"/XObject << /I 6 0 R >>",
        more={6: picture},
    )


def encrypted_pdf() -> bytes:
    """A page that asks for a password."""
    target = BytesIO()
    with pikepdf.open(BytesIO(plain_pdf())) as document:
        document.save(target, encryption=pikepdf.Encryption(user="secret", owner="owner"))
    return target.getvalue()


def pdf_with_script() -> bytes:
    """A page whose catalogue runs a script when opened."""
    return _with_catalogue(b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>")


def pdf_with_launch() -> bytes:
    """A page whose catalogue starts a program when opened."""
    return _with_catalogue(b"/OpenAction << /S /Launch /F (calc.exe) >>")


def pdf_with_attachment() -> bytes:
    """A page with a file inside."""
    target = BytesIO()
    with pikepdf.open(BytesIO(plain_pdf())) as document:
        document.attachments["note.txt"] = b"hello"
        document.save(target)
    return target.getvalue()


def pdf_with_hidden_text() -> bytes:
    """A page with words in white, tiny and invisible beside the ones that are seen."""
    shown = b"BT /F1 12 Tf 72 720 Td (Total 100.00) Tj ET "
    white = b"BT 1 1 1 rg /F1 12 Tf 72 700 Td (White 999.00) Tj ET "
    tiny = b"BT 0 g /F1 1 Tf 72 690 Td (Tiny 888.00) Tj ET "
    invisible = b"BT /F1 12 Tf 3 Tr 72 680 Td (Invisible 777.00) Tj ET"
    return page_of(stream(zlib.compress(shown + white + tiny + invisible)))


def _with_catalogue(entries: bytes) -> bytes:
    catalogue = b"<< /Type /Catalog /Pages 2 0 R %s >>" % entries
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    page += b" /Resources << /Font << /F1 5 0 R >> >> >>"
    return pdf({1: catalogue, 2: ONE_PAGE, 3: page, 4: stream(WORDS), 5: FONT})
