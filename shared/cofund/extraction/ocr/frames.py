"""The pages of a file as pictures, one at a time: as a person sees them, at a bounded size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cofund.extraction.guard import Inspected
from cofund.extraction.picture_files import opened_picture

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
