"""Pictures on a PDF's page: their pixels, the hash of their bytes and photos' fingerprints."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_uint, create_string_buffer
from hashlib import sha256
from itertools import islice
from typing import Any

import pypdfium2.raw as pdfium

from cofund.extraction.found import PictureFound
from cofund.extraction.photo_prints import jpeg_print, within_budget

SMALLEST_SIDE = 100
"""Pixels; what is smaller is a logo, a bullet or a line."""
MOST_PICTURES = 500
MOST_PRINTS = 4
"""Photos of one page that are decoded for their fingerprint."""
LAST_PAGE = 5
"""Further pages' photos have none."""
DECODED_PIXELS = 12_000_000
"""Of one page's photos together."""
MOST_BYTES = 64 << 20
"""Of one picture as it is stored."""
MOST_DRAWINGS = 20_000
DEEPEST = 3


def pictures_of_page(page: Any, number: int) -> list[PictureFound]:
    """Give an open page's photos; a JPEG's hash is that of the file it was.

    The first JPEGs of the first pages have fingerprints: photos lie in a PDF as they were taken.
    """
    drawn = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=DEEPEST)
    found = (_found(picture, number) for picture in islice(drawn, MOST_DRAWINGS))
    photos = list(islice((each for each in found if each is not None), MOST_PICTURES))
    sizes = ((photo["width"], photo["height"]) for photo, _ in photos[:MOST_PRINTS])
    decoded = within_budget(sizes, pixels=DECODED_PIXELS) if number <= LAST_PAGE else 0
    return [
        _with_print(photo, picture) if position < decoded else photo
        for position, (photo, picture) in enumerate(photos)
    ]


def _found(picture: Any, number: int) -> tuple[PictureFound, Any] | None:
    width, height = _pixels(picture)
    if min(width, height) < SMALLEST_SIDE:
        return None
    stored = b"".join(_stored(picture))
    if not stored:
        return None
    hashed = sha256(stored).hexdigest()
    return {"page": number, "width": width, "height": height, "sha256": hashed}, picture


def _with_print(photo: PictureFound, picture: Any) -> PictureFound:
    if picture.get_filters(skip_simple=True) != ["DCTDecode"]:
        return photo
    return {**photo, "fingerprint": jpeg_print(bytes(picture.get_data(decode_simple=True)))}


def _pixels(picture: Any) -> tuple[int, int]:
    width, height = c_uint(), c_uint()
    known = pdfium.FPDFImageObj_GetImagePixelSize(picture.raw, width, height)
    return (width.value, height.value) if known else (0, 0)


def _stored(picture: Any) -> Iterator[bytes]:
    """The picture's bytes as they lie in the file; nothing of one that is absurdly large."""
    length = pdfium.FPDFImageObj_GetImageDataRaw(picture.raw, None, 0)
    if 0 < length <= MOST_BYTES:
        buffer = create_string_buffer(length)
        pdfium.FPDFImageObj_GetImageDataRaw(picture.raw, buffer, length)
        yield buffer.raw
