"""Pictures: pages without text, until they are recognised."""

from __future__ import annotations

from hashlib import sha256

import PIL

from cofund.extraction.found import ContentFound, PageFound, PictureFound
from cofund.extraction.guard import Inspected
from cofund.extraction.limits import Limits
from cofund.extraction.photo_prints import file_print
from cofund.extraction.picture_files import page_count, page_size

ENGINE = f"pillow {PIL.__version__}"


def read_picture(inspected: Inspected, limits: Limits) -> ContentFound:
    """Give the size of the picture, or of every page of a TIFF, a point to a pixel.

    Raises:
        CannotRead: it is damaged.
    """
    count = page_count(inspected, limits.pages)
    pages = [_page(inspected, index) for index in range(count)]
    found: ContentFound = {
        "sniffed": inspected.sniffed,
        "engine": ENGINE,
        "flags": list(inspected.flags),
        "pages": pages,
        "pages_without_text": [page["number"] for page in pages],
    }
    return {**found, "photo": _photo(inspected)} if count == 1 else found


def _page(inspected: Inspected, index: int) -> PageFound:
    width, height = page_size(inspected, index)
    return {
        "number": index + 1,
        "width": float(width),
        "height": float(height),
        "words": [],
        "rulings": [],
        "source": "text",
        "engine": ENGINE,
        "has_text": False,
    }


def _photo(inspected: Inspected) -> PictureFound:
    width, height = page_size(inspected, 0)
    return {
        "page": 1,
        "width": width,
        "height": height,
        "sha256": sha256(inspected.document).hexdigest(),
        "fingerprint": file_print(inspected),
    }
