"""Pictures inside a PDF as they are stored, small enough to look for a code in them."""

from __future__ import annotations

from ctypes import c_void_p, cast, create_string_buffer
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from PIL.Image import Image

ENOUGH_PIXELS = 300
"""A code is legible at this size; JPEGs are opened at no more than twice of it."""
MOST_PIXELS = 4_000_000
MOST_JPEG_PIXELS = 1_000_000
"""Codes are drawn, not photographed: a JPEG larger than this, on so small a place, is a logo."""
MOST_BYTES = 8 << 20
JPEG = b"\xff\xd8\xff"


def embedded_picture(drawn: int) -> Image | None:
    """Give a picture that a page draws, in grey; None for one that is too large or damaged."""
    handle = cast(c_void_p(drawn), pdfium.FPDF_PAGEOBJECT)
    width, height = _size(handle)
    if not width or not height:
        return None
    stored = _stored(handle)
    if stored.startswith(JPEG):
        return _opened(stored)
    return _decoded(handle) if width * height <= MOST_PIXELS else None


def _size(handle: Any) -> tuple[int, int]:
    metadata = pdfium.FPDF_IMAGEOBJ_METADATA()
    known = pdfium.FPDFImageObj_GetImageMetadata(handle, None, metadata)
    return (metadata.width, metadata.height) if known else (0, 0)


def _stored(handle: Any) -> bytes:
    """The picture's bytes as they lie in the file, but for compression without loss of any."""
    length = pdfium.FPDFImageObj_GetImageDataRaw(handle, None, 0)
    if not 0 < length <= MOST_BYTES:
        return b""
    buffer = create_string_buffer(length)
    pdfium.FPDFImageObj_GetImageDataRaw(handle, buffer, length)
    return buffer.raw


def _opened(jpeg: bytes) -> Image | None:
    """Decoded at a fraction of its size, which JPEG allows cheaply."""
    from PIL import Image

    try:
        with Image.open(BytesIO(jpeg), formats=("JPEG",)) as picture:
            if picture.width * picture.height > MOST_JPEG_PIXELS:
                return None
            picture.draft("L", (ENOUGH_PIXELS, ENOUGH_PIXELS))
            return picture.convert("L")
    except (OSError, ValueError, SyntaxError):
        return None


def _decoded(handle: Any) -> Image | None:
    raw = pdfium.FPDFImageObj_GetBitmap(handle)
    if not raw:
        return None
    bitmap = pypdfium2.PdfBitmap.from_raw(raw)  # frees what it stands on when it goes
    picture: Image = bitmap.to_pil().convert("L")
    return picture
