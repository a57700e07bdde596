"""Pictures and XML that hold more than they look like."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO

from PIL import Image

from tests.builders.hostile.office import LAUGHS, MB, OUTSIDE
from tests.builders.hostile.pictures import huge_png

ROOT = '<?xml version="1.0" encoding="{}"?>{}<Файл><Документ>&j;</Документ></Файл>'


def plain_tiff(pages: int = 1) -> bytes:
    """Give white pages of a fax."""
    page, target = Image.new("1", (100, 140), 1), BytesIO()
    page.save(target, "TIFF", save_all=True, append_images=[page] * (pages - 1))
    return target.getvalue()


def many_pages() -> bytes:
    """A fax of sixty pages."""
    return plain_tiff(pages=60)


def page_without_end() -> bytes:
    """A fax whose next page is its first."""
    whole = plain_tiff()
    [start] = struct.unpack("<I", whole[4:8])
    [count] = struct.unpack("<H", whole[start : start + 2])
    following = start + 2 + 12 * count
    return whole[:following] + struct.pack("<I", start) + whole[following + 4 :]


def tiff_of(width: int, height: int, *, compression: int, strip: bytes) -> bytes:
    """Give a picture of one grey strip, whatever it claims of itself."""
    tags = [
        (256, width), (257, height), (258, 8), (259, compression), (262, 1),
        (273, 8), (277, 1), (278, height), (279, len(strip)),
    ]  # fmt: skip
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    start = 8 + len(strip)
    head = b"II*\0" + struct.pack("<I", start) + strip
    return head + struct.pack("<H", len(tags)) + entries + bytes(4)


def huge_tiff() -> bytes:
    """A fax of a hundred gigapixels."""
    return tiff_of(300_000, 300_000, compression=1, strip=b"x" * 64)


def strip_bomb() -> bytes:
    """A small picture whose only strip unpacks to 200 MB."""
    packer = zlib.compressobj(9)
    strip = b"".join(packer.compress(bytes(MB)) for _ in range(200)) + packer.flush()
    return tiff_of(100, 100, compression=8, strip=strip)


def lying_tiff() -> bytes:
    """Thirty megapixels of which there are sixty-four bytes."""
    return tiff_of(6_000, 5_000, compression=8, strip=zlib.compress(b"x" * 64))


def huge_jpeg() -> bytes:
    """A photo that calls itself 65,000 by 65,000 pixels."""
    target = BytesIO()
    Image.new("L", (16, 16)).save(target, "JPEG")
    photo = target.getvalue()
    at = photo.index(b"\xff\xc0") + 5
    return photo[:at] + struct.pack(">HH", 65_000, 65_000) + photo[at + 4 :]


def scans_without_end() -> bytes:
    """A photo of twenty megapixels, refined two thousand times."""
    target = BytesIO()
    Image.new("L", (5_000, 4_000)).save(target, "JPEG", progressive=True)
    photo = target.getvalue()
    start = photo.rindex(b"\xff\xda")
    return photo[:start] + photo[start:-2] * 2_000 + b"\xff\xd9"


def half_a_photo() -> bytes:
    """A photo that lost its lower half."""
    target = BytesIO()
    Image.linear_gradient("L").resize((800, 600)).save(target, "JPEG")
    return target.getvalue()[:3_000]


def text_in_picture() -> bytes:
    """A picture that carries a text of 200 MB."""
    packer = zlib.compressobj(9)
    text = b"".join(packer.compress(b" " * MB) for _ in range(200)) + packer.flush()
    body = b"zTXt" + b"a\0\0" + text
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    plain = huge_png(width=8, height=8)
    return plain[:33] + chunk + plain[33:]


def box(kind: bytes, *parts: bytes) -> bytes:
    """Give a box of a HEIC file."""
    body = b"".join(parts)
    return struct.pack(">I", 8 + len(body)) + kind + body


def huge_heic(width: int = 60_000, height: int = 60_000) -> bytes:
    """A photo of a telephone that calls itself 60,000 by 60,000 pixels; its pixels are missing."""
    whole = bytes(4)
    size = box(b"ispe", whole, struct.pack(">II", width, height))
    settings = box(b"hvcC", b"\x01" + bytes(21) + b"\0")
    properties = box(
        b"iprp",
        box(b"ipco", size, settings),
        box(b"ipma", whole, struct.pack(">IHBBB", 1, 1, 2, 1, 0x82)),
    )
    entry = box(b"infe", b"\x02\0\0\0", struct.pack(">HH", 1, 0), b"hvc1\0")
    places = box(b"iloc", whole, struct.pack(">BBHHHHII", 0x44, 0, 1, 1, 0, 1, 0, 64))
    content = box(
        b"meta",
        whole,
        box(b"hdlr", whole, bytes(4), b"pict", bytes(13)),
        box(b"pitm", whole, struct.pack(">H", 1)),
        box(b"iinf", whole, struct.pack(">H", 1), entry),
        properties,
        places,
    )
    return box(b"ftyp", b"heic", bytes(4), b"mif1heic") + content + box(b"mdat", b"x" * 64)


def boxes_in_boxes() -> bytes:
    """A photo of a telephone whose boxes hold boxes, ten thousand deep."""
    inner = b""
    for _ in range(10_000):
        inner = box(b"iprp", inner)
    return box(b"ftyp", b"heic", bytes(4), b"mif1heic") + box(b"meta", bytes(4), inner)


def xml_of(declarations: str, *, encoding: str, python: str) -> Callable[[], bytes]:
    """Give an e-invoice that declares entities, in some encoding."""
    return lambda: ROOT.format(encoding, declarations).encode(python)


def deep_xml() -> bytes:
    """A hundred thousand elements, each inside the one before."""
    return b'<?xml version="1.0"?>' + b"<a>" * 100_000 + b"</a>" * 100_000


def wide_xml() -> bytes:
    """An element of half a million attributes."""
    attributes = b" ".join(b'a%d=""' % number for number in range(500_000))
    return b'<?xml version="1.0"?><a ' + attributes + b"/>"


def long_xml() -> bytes:
    """An element of fourteen megabytes of text."""
    return b'<?xml version="1.0"?><a>' + b"x" * (14 * MB) + b"</a>"


def many_elements() -> bytes:
    """A million elements."""
    return b'<?xml version="1.0"?><a>' + b"<b/>" * 1_000_000 + b"</a>"


FRAMES: Mapping[str, Callable[[], bytes]] = {
    "sixty pages": many_pages,
    "a page without end": page_without_end,
    "huge TIFF": huge_tiff,
    "strip bomb": strip_bomb,
    "lying TIFF": lying_tiff,
    "huge JPEG": huge_jpeg,
    "scans without end": scans_without_end,
    "half a photo": half_a_photo,
    "text in a picture": text_in_picture,
    "huge HEIC": huge_heic,
    "boxes in boxes": boxes_in_boxes,
    "XML laughs": xml_of(LAUGHS.decode(), encoding="utf-8", python="utf-8"),
    "XML outside": xml_of(OUTSIDE.decode(), encoding="windows-1251", python="cp1251"),
    "XML in UTF-16": xml_of(OUTSIDE.decode(), encoding="utf-16", python="utf-16"),
    "XML in UTF-7": xml_of(OUTSIDE.decode(), encoding="utf-7", python="utf-7"),
    "deep XML": deep_xml,
    "wide XML": wide_xml,
    "long XML": long_xml,
    "many elements": many_elements,
}
