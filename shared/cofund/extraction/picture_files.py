"""Files of pictures: how many pages they have, and each the right way up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cofund.extraction.guard import Inspected
from cofund.extraction.guard.image import opened_as
from cofund.extraction.refused import CannotRead

if TYPE_CHECKING:
    from PIL.Image import Image

PICTURES = ("jpeg", "png", "tiff", "heic")
ORIENTATION = 0x0112
SIDEWAYS = (5, 6, 7, 8)
"""What a camera notes when it was held upright: width and height change places."""


def page_count(inspected: Inspected, most: int) -> int:
    """Give how many pages there are, ``most`` at most; only a TIFF has more than one.

    Raises:
        CannotRead: the file is damaged.
    """
    if inspected.sniffed != "tiff":
        return 1
    try:
        with opened_as(inspected.sniffed, inspected.document) as picture:
            return min(int(getattr(picture, "n_frames", 1)), most)
    except (OSError, ValueError, SyntaxError, EOFError):
        raise CannotRead("damaged") from None


def page_size(inspected: Inspected, index: int) -> tuple[int, int]:
    """Give a page's width and height in pixels, from its header.

    Raises:
        CannotRead: the picture is damaged.
    """
    with opened_page(inspected, index) as picture:
        width, height = picture.size
        is_sideways = picture.getexif().get(ORIENTATION) in SIDEWAYS
    return (height, width) if is_sideways else (width, height)


@contextmanager
def opened_picture(inspected: Inspected, index: int) -> Iterator[Image]:
    """Give one page of a file of pictures the right way up, by what the camera noted.

    Raises:
        CannotRead: the picture is damaged.
    """
    from PIL import ImageOps

    with opened_page(inspected, index) as picture:
        # In place: a copy of a large photo takes half of the memory there is.
        ImageOps.exif_transpose(picture, in_place=True)
        yield on_white(picture)


@contextmanager
def opened_page(inspected: Inspected, index: int) -> Iterator[Image]:
    """Give one page of a file of pictures as it lies there.

    Raises:
        CannotRead: the picture is damaged.
    """
    try:
        with opened_as(inspected.sniffed, inspected.document) as picture:
            picture.seek(index)
            yield picture
    except (OSError, ValueError, SyntaxError, EOFError):
        raise CannotRead("damaged") from None


def on_white(picture: Image) -> Image:
    """Give a picture in grey or colour, without transparency: paper shows through."""
    if picture.mode in ("L", "RGB"):
        return picture
    if picture.mode == "1":
        return picture.convert("L")
    if picture.mode in ("I;16", "I;16B", "I", "F"):
        return _grey(picture)
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        from PIL import Image

        layered = picture.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(paper, layered).convert("RGB")
    return picture.convert("RGB")


def _grey(picture: Image) -> Image:
    """Sixteen and more bits to a pixel, spread over the eight of grey."""
    import numpy as np
    from PIL import Image

    levels = np.asarray(picture).astype(np.float32)
    lowest, highest = float(levels.min()), float(levels.max())
    spread = 255.0 / max(highest - lowest, 1.0)
    return Image.fromarray(((levels - lowest) * spread).astype(np.uint8))
