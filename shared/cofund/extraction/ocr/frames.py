"""The pages of a file as pictures, one at a time: as a person sees them, at a bounded size."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from cofund.extraction.guard import Inspected
from cofund.extraction.refused import CannotRead

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 300
POINTS_PER_INCH = 72
MOST_PIXELS = 13_000_000
"""An A4 sheet has 8.7 million at 300 dpi; everything larger is made smaller."""


def frame(inspected: Inspected, index: int) -> Image:
    """Give one page as a picture, grey or in colour.

    Raises:
        CannotRead: the picture is damaged.
    """
    if inspected.sniffed == "pdf":
        return _rendered(inspected.document, index)
    with opened_picture(inspected, index) as picture:
        factor = _bounded(*picture.size)
        if factor >= 1:
            return picture.copy()
        return picture.resize((round(picture.width * factor), round(picture.height * factor)))


@contextmanager
def opened_picture(inspected: Inspected, index: int) -> Iterator[Image]:
    """Give one page of a file of pictures the right way up, by what the camera noted.

    Raises:
        CannotRead: the picture is damaged.
    """
    from PIL import Image, ImageOps

    know_heic(inspected)
    try:
        with Image.open(BytesIO(inspected.document)) as picture:
            picture.seek(index)
            yield _on_white(ImageOps.exif_transpose(picture))
    except (OSError, ValueError, SyntaxError, EOFError):
        raise CannotRead("damaged") from None


def know_heic(inspected: Inspected) -> None:
    """Teach Pillow the format of telephones, where the file is of it.

    Raises:
        CannotRead: the part that knows it is not installed.
    """
    if inspected.sniffed != "heic":
        return
    try:
        import pi_heif
    except ImportError:
        raise CannotRead("unsupported") from None
    pi_heif.register_heif_opener(thumbnails=False)


def _on_white(picture: Image) -> Image:
    """Grey or colour, without transparency: paper shows through."""
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


def _bounded(width: float, height: float) -> float:
    return float((MOST_PIXELS / max(width * height, 1.0)) ** 0.5)


def _rendered(document: bytes, index: int) -> Image:
    import pypdfium2

    with pypdfium2.PdfDocument(document) as pdf:
        page = pdf[index]
        try:
            scale = DPI / POINTS_PER_INCH
            width, height = page.get_size()
            scale *= min(1.0, _bounded(width * scale, height * scale))
            image: Image = page.render(scale=scale).to_pil().convert("RGB")
            return image
        finally:
            page.close()
