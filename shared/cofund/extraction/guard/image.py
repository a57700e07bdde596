"""The guard for pictures: their size in pixels and their number, from the headers alone."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, UnidentifiedImageError

from cofund.extraction.limits import Limits
from cofund.extraction.refused import CannotRead
from cofund.extraction.sniff import Sniffed

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

FORMATS = {"jpeg": "JPEG", "png": "PNG", "tiff": "TIFF", "heic": "HEIF"}


def inspect_image(document: bytes, sniffed: Sniffed, limits: Limits) -> None:
    """Check that a picture is of its format, and neither too large nor of too many pages.

    Raises:
        CannotRead: it is damaged, or has more pixels or pages than the limit.
    """
    try:
        with warnings.catch_warnings():
            # The limits are ours and stricter; of what is odd in a header the reader will tell.
            warnings.simplefilter("ignore")
            with opened_as(sniffed, document) as picture:
                _check_pages(picture, sniffed, limits)
    except Image.DecompressionBombError:
        raise CannotRead("image_too_large") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, KeyError, TypeError):
        raise CannotRead("damaged") from None


def opened_as(sniffed: Sniffed, document: bytes) -> Picture:
    """Give a picture of the one format that it is: Pillow knows forty, not all of them harmless.

    Raises:
        CannotRead: the part that knows the format is not installed.
        OSError, ValueError, SyntaxError: it is damaged.
    """
    if sniffed == "heic":
        _know_heic()
    return Image.open(BytesIO(document), formats=(FORMATS[sniffed],))


def _know_heic() -> None:
    try:
        import pi_heif
    except ImportError:
        raise CannotRead("unsupported") from None
    pi_heif.register_heif_opener(thumbnails=False)


def _check_pages(picture: Picture, sniffed: Sniffed, limits: Limits) -> None:
    _check_size(picture, limits)
    if sniffed != "tiff":
        return  # moving pictures and bursts: only the first one is ever looked at
    for index in range(1, limits.pages + 1):
        try:
            picture.seek(index)
        except EOFError:
            return
        _check_size(picture, limits)
    raise CannotRead("too_many_pages")


def _check_size(picture: Picture, limits: Limits) -> None:
    if picture.width * picture.height > limits.image_pixels:
        raise CannotRead("image_too_large")
