"""Fingerprints of photos: nearly the same for one photo however it was saved, scaled or lit.

A difference hash: the picture in 17 × 16 greys, a bit for each pair of neighbours in a row. It
runs in the child, on pictures that passed the guard. docs/adr/0016 has what was measured.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from cofund.extraction.picture_files import on_white, opened_page
from cofund.extraction.refused import CannotRead

if TYPE_CHECKING:
    from PIL.Image import Image

    from cofund.extraction.guard import Inspected

ROWS = 16
SMALLEST_SIDE = 200
LONGEST_SHAPE = 3
"""Times as long as it is high: longer ones are banners, letterheads and lines."""
SHRUNK_SIDE = 128
VISIBLE = 2
"""Levels of grey between neighbours that no saving makes."""
LEAST_DETAIL = 0.4
"""Of all neighbours so many have to differ: a wall, a night or a blank page has no fingerprint."""
MOST_PIXELS = 40_000_000
JPEG, NEXT_SCAN = b"\xff\xd8", b"\xff\xda"
MOST_SCANS = 30
"""Of a JPEG that sharpens while it loads, ten are usual: each costs as much as the picture."""


def photo_print(picture: Image, stored: bytes) -> str | None:
    """Give an open picture's fingerprint, 256 bits in hex; None where it shows too little.

    The picture is shrunk in its place. ``stored`` is what it was opened from.

    Raises:
        OSError, ValueError, SyntaxError, EOFError: it is damaged.
    """
    from PIL import Image, ImageOps

    width, height = picture.size
    if min(width, height) < SMALLEST_SIDE or max(width, height) > LONGEST_SHAPE * min(picture.size):
        return None
    if width * height > MOST_PIXELS or _has_scans_without_end(stored):
        return None
    # A JPEG is decoded at an eighth of its size: some milliseconds, little memory.
    picture.thumbnail((SHRUNK_SIDE, SHRUNK_SIDE), Image.Resampling.BOX)
    ImageOps.exif_transpose(picture, in_place=True)
    small = on_white(picture).convert("L").resize((ROWS + 1, ROWS), Image.Resampling.BOX)
    return _differences(small.tobytes())


def file_print(inspected: Inspected) -> str | None:
    """Give the fingerprint of a file that is one picture; None for a damaged one, too."""
    try:
        with opened_page(inspected, 0) as picture:
            return photo_print(picture, inspected.document)
    except CannotRead:
        return None


def jpeg_print(stored: bytes) -> str | None:
    """Give the fingerprint of a JPEG as it lies in another file; None for anything else."""
    from PIL import Image

    if not stored.startswith(JPEG):
        return None
    try:
        with Image.open(BytesIO(stored), formats=("JPEG",)) as picture:
            return photo_print(picture, stored)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return None


def within_budget(sizes: Iterable[tuple[int, int]], *, pixels: int) -> int:
    """Give how many of the first pictures may be decoded for so many pixels together."""
    totals = accumulate(width * height for width, height in sizes)
    return sum(1 for total in totals if total <= pixels)


def _has_scans_without_end(stored: bytes) -> bool:
    return stored.startswith(JPEG) and stored.count(NEXT_SCAN) > MOST_SCANS


def _differences(greys: bytes) -> str | None:
    rows = [greys[start : start + ROWS + 1] for start in range(0, len(greys), ROWS + 1)]
    steps = [right - left for row in rows for left, right in pairwise(row)]
    if sum(abs(step) >= VISIBLE for step in steps) < LEAST_DETAIL * len(steps):
        return None
    bits = "".join("1" if step > 0 else "0" for step in steps)
    return f"{int(bits, 2):0{len(steps) // 4}x}"
