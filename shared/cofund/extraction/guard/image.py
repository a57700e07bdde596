"""The guard for pictures: their size in pixels, from the header alone."""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from cofund.extraction.limits import Limits
from cofund.extraction.refused import CannotRead

FORMATS = ("JPEG", "PNG", "TIFF")


def inspect_image(document: bytes, limits: Limits) -> None:
    """Check that a picture is one of the known formats and not too large.

    Raises:
        CannotRead: it is damaged, or has more pixels than the limit.
    """
    try:
        with warnings.catch_warnings():
            # The limit below is ours and stricter: Pillow's own warning says nothing new.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(document), formats=FORMATS) as picture:
                width, height = picture.size
    except Image.DecompressionBombError:
        raise CannotRead("image_too_large") from None
    except UnidentifiedImageError:
        raise CannotRead("unsupported") from None
    except (OSError, ValueError, SyntaxError):
        raise CannotRead("damaged") from None
    if width * height > limits.image_pixels:
        raise CannotRead("image_too_large")
