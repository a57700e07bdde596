"""Pictures inside office files: their size and fingerprint; what they show is never decoded."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from io import BytesIO
from itertools import islice
from warnings import catch_warnings, simplefilter

from PIL import Image, UnidentifiedImageError

from cofund.extraction.found import PictureFound

FORMATS = ("JPEG", "PNG", "GIF", "BMP", "TIFF")
SMALLEST_SIDE = 100
"""Pixels; what is smaller is a logo, a bullet or a line."""
MOST_PICTURES = 500


def pictures_found(blobs: Iterable[tuple[int | None, bytes]]) -> list[PictureFound]:
    """Give the photos among pictures, each with its page where files have pages; at most 500."""
    looked_at = (_found(page, blob) for page, blob in islice(blobs, 2 * MOST_PICTURES))
    return list(islice((found for found in looked_at if found), MOST_PICTURES))


def _found(page: int | None, blob: bytes) -> PictureFound | None:
    """Only the picture's head is read; drawings of other kinds (EMF, SVG) are no photos."""
    try:
        with catch_warnings():
            simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(blob), formats=FORMATS) as picture:
                width, height = picture.size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    if min(width, height) < SMALLEST_SIDE:
        return None
    return {"page": page, "width": width, "height": height, "sha256": sha256(blob).hexdigest()}
