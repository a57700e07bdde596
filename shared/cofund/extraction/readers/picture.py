"""Pictures: one page without text, until it is recognised."""

from __future__ import annotations

from io import BytesIO

import PIL
from PIL import Image

from cofund.extraction.found import ContentFound
from cofund.extraction.guard import Inspected


def read_picture(inspected: Inspected) -> ContentFound:
    """Give the picture's size, a point to a pixel."""
    engine = f"pillow {PIL.__version__}"
    with Image.open(BytesIO(inspected.document)) as picture:
        width, height = picture.size
    return {
        "sniffed": inspected.sniffed,
        "engine": engine,
        "flags": list(inspected.flags),
        "pages": [
            {
                "number": 1,
                "width": float(width),
                "height": float(height),
                "words": [],
                "rulings": [],
                "source": "text",
                "engine": engine,
                "has_text": False,
            }
        ],
        "pages_without_text": [1],
    }
