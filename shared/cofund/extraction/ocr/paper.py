"""From a scan or photo to dark letters on white paper: light evened out, specks taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    from PIL.Image import Image

    Grey = npt.NDArray[np.uint8]
    Mask = npt.NDArray[np.bool_]

BACKGROUND_CELL = 24
"""The paper's own brightness is measured over squares of so many pixels: wider than any stroke."""
PAPER_WHITE = 255
NOT_PAPER = 180
BLACKEST, WHITEST = 30, 215
"""Evened out, what is darker is ink and what is brighter paper: grain and faint shadows go."""


def evened(picture: Image) -> Grey:
    """Give a picture in grey with its background white, whatever light fell on it.

    Each pixel is divided by the brightness of the paper around it.
    """
    from PIL import Image, ImageFilter, ImageOps

    grey = ImageOps.grayscale(picture)
    small = (max(1, grey.width // BACKGROUND_CELL), max(1, grey.height // BACKGROUND_CELL))
    # The average of a square without letters is the paper; beside letters, a neighbour is.
    paper = grey.resize(small, Image.Resampling.BOX)
    paper = paper.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.MedianFilter(5))
    surroundings = np.asarray(paper.resize(grey.size, Image.Resampling.BILINEAR))
    scaled = np.asarray(grey, dtype=np.uint16) * np.uint16(PAPER_WHITE)
    scaled //= np.maximum(surroundings, 1)
    contrasted: Grey = _contrasts()[np.minimum(scaled, PAPER_WHITE)]
    return contrasted


def _contrasts() -> Grey:
    """For every level of grey the one that it becomes."""
    levels = (np.arange(256) - BLACKEST) * 255 / (WHITEST - BLACKEST)
    return np.clip(levels, 0, 255).astype(np.uint8)


def without_specks(grey: Grey) -> Grey:
    """Give a picture without dark dots that stand alone: dust, and the noise of a scanner.

    A dot of one pixel only: a comma in small print has two or three.
    """
    dark = np.zeros((grey.shape[0] + 2, grey.shape[1] + 2), np.uint8)
    dark[1:-1, 1:-1] = grey < NOT_PAPER
    rows = dark[:-2] + dark[1:-1] + dark[2:]
    around = rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]
    cleaned = grey.copy()
    cleaned[around == 1] = PAPER_WHITE
    return cleaned


def as_picture(grey: npt.NDArray[Any]) -> Image:
    """Give pixels as a picture."""
    from PIL import Image

    return Image.fromarray(grey)
