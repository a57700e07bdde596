"""Pictures inside office files: size and hash, and the fingerprints of the first photos."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from itertools import islice
from warnings import catch_warnings, simplefilter

from PIL import Image, UnidentifiedImageError

from cofund.extraction.found import PictureFound
from cofund.extraction.photo_prints import photo_print, within_budget

FORMATS = ("JPEG", "PNG", "GIF", "BMP", "TIFF")
SMALLEST_SIDE = 100
"""Pixels; what is smaller is a logo, a bullet or a line."""
MOST_PICTURES = 500
DAMAGED = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    Image.DecompressionBombError,
)
MOST_PRINTS = 20
"""Pictures of one file that are decoded for their fingerprint."""
DECODED_PIXELS = 60_000_000
"""Of them all: a second or two of a processor."""


def pictures_found(blobs: Iterable[tuple[int | None, bytes]]) -> list[PictureFound]:
    """Give the photos among pictures, each with its page where files have pages; at most 500."""
    looked_at = ((_found(page, blob), blob) for page, blob in islice(blobs, 2 * MOST_PICTURES))
    photos = list(islice(((found, blob) for found, blob in looked_at if found), MOST_PICTURES))
    sizes = ((found["width"], found["height"]) for found, _ in photos[:MOST_PRINTS])
    decoded = within_budget(sizes, pixels=DECODED_PIXELS)
    return [
        _with_print(found, blob) if position < decoded else found
        for position, (found, blob) in enumerate(photos)
    ]


def _found(page: int | None, blob: bytes) -> PictureFound | None:
    """Only the picture's head is read; drawings of other kinds (EMF, SVG) are no photos."""
    try:
        with _opened(blob) as picture:
            width, height = picture.size
    except DAMAGED:
        return None
    if min(width, height) < SMALLEST_SIDE:
        return None
    return {"page": page, "width": width, "height": height, "sha256": sha256(blob).hexdigest()}


def _with_print(found: PictureFound, blob: bytes) -> PictureFound:
    try:
        with _opened(blob) as picture:
            return {**found, "fingerprint": photo_print(picture, blob)}
    except DAMAGED:
        return found


@contextmanager
def _opened(blob: bytes) -> Iterator[Image.Image]:
    with catch_warnings():
        simplefilter("ignore")
        with Image.open(BytesIO(blob), formats=FORMATS) as picture:
            yield picture
