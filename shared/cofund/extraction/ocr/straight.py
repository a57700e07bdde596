"""A page made ready for recognition: evened, straightened, enlarged, without its rulings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cofund.extraction.ocr.paper import as_picture, evened, without_specks
from cofund.extraction.ocr.ruled import without_rulings
from cofund.extraction.ocr.upright import lie_of
from cofund.extraction.placement import Corners, Placement

if TYPE_CHECKING:
    from PIL.Image import Image

    from cofund.extraction.ocr.paper import Grey

SHORT_SIDE_PIXELS = 2_480
"""A sheet of A4 at 300 dpi: letters of that size are told apart best."""
MOST_ENLARGED = 3.0
MOST_PIXELS = 13_000_000


@dataclass(frozen=True)
class Straight:
    """A page upright and level: its pixels, its rulings, and how it lies on the drawn page."""

    grey: Grey
    rulings: list[Corners]
    onto_drawn: Placement
    """From pixels of this picture to pixels of the picture as drawn."""
    enlarged: float
    """Pixels of this picture to one of the picture as drawn."""
    is_level: bool
    """Whether nothing had to be straightened."""


def straightened(picture: Image, *, shorter_side: int = SHORT_SIDE_PIXELS) -> Straight:
    """Give a page made ready; ``shorter_side`` is the size to work at, in pixels."""
    grey = without_specks(evened(picture))
    lie = lie_of(grey)
    width, height = picture.size
    factor = _enlarged(width, height, shorter_side)
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    shrunk = Placement.scaled(width / size[0], height / size[1])
    onto_drawn = shrunk if lie.is_level else shrunk.then(lie.onto_picture((width, height)))
    upright = _drawn_anew(as_picture(grey), size, None if lie.is_level else onto_drawn)
    cleaned, rulings = without_rulings(upright)
    return Straight(cleaned, rulings, onto_drawn, size[0] / width, lie.is_level)


def _drawn_anew(picture: Image, size: tuple[int, int], onto: Placement | None) -> Grey:
    import numpy as np
    from PIL import Image

    if onto is None:
        drawn = picture.resize(size, Image.Resampling.BICUBIC)
    else:
        drawn = picture.transform(
            size,
            Image.Transform.PERSPECTIVE,
            onto.eight,
            resample=Image.Resampling.BICUBIC,
            fillcolor=255,
        )
    return np.asarray(drawn)


def _enlarged(width: int, height: int, shorter_side: int) -> float:
    wanted = min(shorter_side / min(width, height), MOST_ENLARGED)
    return float(min(wanted, (MOST_PIXELS / (width * height)) ** 0.5))
