"""PDFs whose streams and pictures unpack to more than they are."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable, Mapping

from tests.builders.hostile.pdfs import (
    CATALOGUE,
    FONT,
    ONE_PAGE,
    WORDS,
    deflated,
    page_of,
    pdf,
    stream,
)

MB = 1 << 20
PAINT = zlib.compress(b"q 500 0 0 500 0 0 cm /I Do Q")
USES_PICTURE = b"/XObject << /I 6 0 R >>"
PICTURE = b"/Type /XObject /Subtype /Image /BitsPerComponent 8 /ColorSpace /DeviceGray "


def flate_behind_letters() -> bytes:
    """A bomb wrapped in letters, as reportlab wraps its pages."""
    letters = base64.a85encode(deflated(80)) + b"~>"
    return page_of(stream(letters, filters=b"[/ASCII85Decode /FlateDecode]"))


def flate_behind_digits() -> bytes:
    """A bomb wrapped in hexadecimal digits."""
    digits = deflated(80).hex().encode() + b">"
    return page_of(stream(digits, filters=b"[/ASCIIHexDecode /FlateDecode]"))


def run_lengths() -> bytes:
    """Two megabytes that say a hundred and twenty-eight megabytes of spaces."""
    return page_of(stream(b"\x81 " * MB + b"\x80", filters=b"/RunLengthDecode"))


def too_many_filters() -> bytes:
    """A stream packed in ten ways."""
    return page_of(stream(WORDS, filters=b"[" + b"/ASCIIHexDecode " * 10 + b"]"))


def endless_predictor() -> bytes:
    """A page whose unpacking asks for rows of two billion columns."""
    more = b"/DecodeParms << /Predictor 15 /Columns 2147483647 /Colors 32 >>"
    return page_of(stream(WORDS, more=more))


def packed_objects() -> bytes:
    """A catalogue inside a bomb: nobody finds the pages without unpacking 300 MB."""
    inside = b"1 0 2 40 " + CATALOGUE.ljust(40) + ONE_PAGE
    packer = zlib.compressobj(9)
    packed = packer.compress(inside)
    packed += b"".join(packer.compress(b" " * MB) for _ in range(300)) + packer.flush()
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    container = stream(packed, more=b"/Type /ObjStm /N 2 /First 9")
    out, at = bytearray(b"%PDF-1.7\n"), {}
    for number, body in {3: page, 4: container}.items():
        at[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = [(0, 0, 0), (2, 4, 0), (2, 4, 1), (1, at[3], 0), (1, at[4], 0), (1, len(out), 0)]
    table = b"".join(
        kind.to_bytes(1) + where.to_bytes(4) + which.to_bytes(1) for kind, where, which in rows
    )
    more = b"/Type /XRef /Size 6 /W [1 4 1] /Root 1 0 R"
    start = len(out)
    out += b"5 0 obj\n%s\nendobj\n" % stream(zlib.compress(table), more=more)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def picture_in_page() -> bytes:
    """A picture of ten gigapixels inside the page's own content."""
    head = b"BI /W 100000 /H 100000 /BPC 8 /CS /G /F /Fl ID "
    return page_of(stream(zlib.compress(head + deflated(1, fill=b"\0") + b" EI")))


def wavelet_picture() -> bytes:
    """A JPEG 2000 that calls itself small and is 60,000 by 60,000 pixels."""
    size = (60_000).to_bytes(4) * 2 + bytes(8) + (60_000).to_bytes(4) * 2 + bytes(8)
    start = b"\xff\x4f\xff\x51" + (41).to_bytes(2) + bytes(2) + size + b"\x00\x01\x07\x01\x01"
    picture = stream(start, filters=b"/JPXDecode", more=PICTURE + b"/Width 9 /Height 9")
    return page_of(stream(PAINT), resources=USES_PICTURE, more={6: picture})


def fax_picture() -> bytes:
    """A JBIG2 picture whose page is four billion pixels high."""
    segment = b"\0\0\0\0\x30\0\x01" + (19).to_bytes(4) + b"\xff\xff\xff\xff" * 2 + bytes(11)
    more = PICTURE.replace(b"8", b"1") + b"/Width 9000 /Height 9000"
    picture = stream(segment, filters=b"/JBIG2Decode", more=more)
    return page_of(stream(PAINT), resources=USES_PICTURE, more={6: picture})


def pictures_without_end() -> bytes:
    """A picture that is its own mask."""
    more = PICTURE + b"/Width 9 /Height 9 /SMask 6 0 R"
    picture = stream(zlib.compress(bytes(81)), more=more)
    return page_of(stream(PAINT), resources=USES_PICTURE, more={6: picture})


def many_attachments() -> bytes:
    """Five hundred files inside, each a bomb of a megabyte."""
    objects = {1: b"", 2: ONE_PAGE, 3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"}
    names, bomb = [], deflated(1)
    for index in range(500):
        file, holder = 10 + 2 * index, 11 + 2 * index
        objects[file] = stream(bomb, more=b"/Type /EmbeddedFile")
        objects[holder] = b"<< /Type /Filespec /F (%d.xml) /EF << /F %d 0 R >> >>" % (index, file)
        names.append(b"(%d.xml) %d 0 R" % (index, holder))
    listed = b"/Names << /EmbeddedFiles << /Names [%s] >> >>" % b" ".join(names)
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R %s >>" % listed
    return pdf(objects)


def attachment_of(name: bytes, content: bytes) -> bytes:
    """A page with one file inside, as e-invoices have it."""
    holder = b"<< /Type /Filespec /F (%s) /UF (%s) /EF << /F 7 0 R >> >>" % (name, name)
    names = b"/Names << /EmbeddedFiles << /Names [(%s) 6 0 R] >> >> /AF [6 0 R]" % name
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    page += b" /Resources << /Font << /F1 5 0 R >> >> >>"
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % names,
            2: ONE_PAGE,
            3: page,
            4: stream(WORDS),
            5: FONT,
            6: holder,
            7: stream(zlib.compress(content), more=b"/Type /EmbeddedFile /Subtype /text#2Fxml"),
        }
    )


def names_without_end() -> bytes:
    """A list of files inside that holds itself."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles 4 0 R >> >>",
        2: ONE_PAGE,
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        4: b"<< /Kids [4 0 R 4 0 R] /Limits [(a) (z)] >>",
    }
    return pdf(objects)


STREAMS: Mapping[str, Callable[[], bytes]] = {
    "a bomb behind letters": flate_behind_letters,
    "a bomb behind digits": flate_behind_digits,
    "run lengths": run_lengths,
    "ten filters": too_many_filters,
    "endless predictor": endless_predictor,
    "packed objects": packed_objects,
    "a picture in the page": picture_in_page,
    "JPEG 2000": wavelet_picture,
    "JBIG2": fax_picture,
    "a picture that is its own mask": pictures_without_end,
    "five hundred attachments": many_attachments,
    "a list of attachments without end": names_without_end,
}
