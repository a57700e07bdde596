"""Pictures of pages for the reviewer: at a bounded size, drawn in the child."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from cofund.extraction.guard import Inspected
from cofund.extraction.limits import Limits
from cofund.extraction.picture_files import PICTURES, opened_picture, page_count
from cofund.extraction.refused import CannotRead
from cofund.extraction.sandbox import Answer, ask_child

if TYPE_CHECKING:
    from PIL.Image import Image

    from cofund.models.extraction import Unreadable

QUALITY = 80
LARGEST_SCALE = 4.0
"""A tiny page is not blown up beyond this: 288 dpi."""


@dataclass(frozen=True)
class PageImage:
    """One page as JPEG; evidence boxes scale by width over the page's width in points."""

    jpeg: bytes
    width: int
    height: int


def images_by_child(
    document: bytes | Path, *, document_id: str, limits: Limits, longest_side: int
) -> tuple[PageImage, ...] | Unreadable:
    """Give a document's pages as pictures, or why there are none."""
    from cofund.models.extraction import Unreadable

    try:
        answer = ask_child({"do": "draw", "longest_side": longest_side}, document, limits)
    except CannotRead as refused:
        return Unreadable(document_id=document_id, reason=refused.reason)
    return images_of(answer)


def images_of(answer: Answer) -> tuple[PageImage, ...]:
    """Give the pictures that stand behind a child's answer."""
    images, at = [], 0
    for size, width, height in answer.said["images"]:
        images.append(PageImage(answer.rest[at : at + size], width, height))
        at += size
    return tuple(images)


def draw(inspected: Inspected, limits: Limits, *, longest_side: int) -> list[PageImage]:
    """Draw every page of a file; a file without fixed pages has none.

    Raises:
        CannotRead: it cannot be drawn.
    """
    if inspected.sniffed == "pdf":
        return _draw_pdf(inspected.document, limits, longest_side)
    if inspected.sniffed in PICTURES:
        count = page_count(inspected, limits.pages)
        return [_draw_picture(inspected, index, longest_side) for index in range(count)]
    return []


def _draw_pdf(document: bytes, limits: Limits, longest_side: int) -> list[PageImage]:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(document) as pdf:
            return [
                _draw_page(pdf, index, longest_side) for index in range(min(len(pdf), limits.pages))
            ]
    except pypdfium2.PdfiumError:
        raise CannotRead("damaged") from None


def _draw_page(pdf: object, index: int, longest_side: int) -> PageImage:
    page = pdf[index]  # type: ignore[index]
    try:
        scale = min(longest_side / max(page.get_size()), LARGEST_SCALE)
        return _jpeg(page.render(scale=scale).to_pil())
    finally:
        page.close()


def _draw_picture(inspected: Inspected, index: int, longest_side: int) -> PageImage:
    with opened_picture(inspected, index) as picture:
        picture.thumbnail((longest_side, longest_side))
        return _jpeg(picture.convert("RGB"))


def _jpeg(picture: Image) -> PageImage:
    """The picture without whatever else the file carried: places, devices, thumbnails."""
    target = BytesIO()
    picture.save(target, "JPEG", quality=QUALITY)
    return PageImage(target.getvalue(), picture.width, picture.height)
