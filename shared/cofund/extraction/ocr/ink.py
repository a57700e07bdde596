"""Ink: where something was written or stamped over the print, in colour, or struck out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from cofund.extraction.placement import Corners

if TYPE_CHECKING:
    import numpy.typing as npt
    from PIL.Image import Image

    from cofund.extraction.ocr.paper import Mask

    Colours = npt.NDArray[np.int16]

MEASURED_SIDE = 1_200
COLOURED = 45
"""Of 255: how far apart the strongest and the weakest colour of a pixel are, on white paper."""
DARK = 110
TILE = 6
LEAST_SHARE, MOST_SHARE = 0.12, 0.75
"""A tile with fewer coloured pixels has none to speak of; one with more is a coloured area."""
LEAST_PAGE_SHARE = 0.0002
PRINTED_SHARE = 0.6
"""Of a word's own pixels: with more of them coloured it was printed in colour."""
MOST_BOXES = 250
STRUCK_SHARE = 0.6
STRUCK_BAND = (0.3, 0.7)
LONGER_THAN_WORD = 3.0
NEAR_HEIGHTS = 3.0
PATTERN = 3
"""So many lines near each other were not drawn to strike something out."""


@dataclass(frozen=True)
class Coloured:
    """The coloured pixels of a page, at a smaller size."""

    mask: Mask
    dark: Mask
    factor: float
    """Pixels of the page to one of the mask."""


def coloured_pixels(picture: Image) -> Coloured | None:
    """Give where a page is coloured; None for one in black and white."""
    if picture.mode != "RGB":
        return None
    step = max(1, max(picture.size) // MEASURED_SIDE)
    levels = np.asarray(picture.reduce(step)).astype(np.int16)
    whitened = _white_balanced(levels)
    strongest, weakest = whitened.max(axis=2), whitened.min(axis=2)
    mask = (strongest - weakest > COLOURED) & (weakest < 255 - COLOURED)
    if mask.mean() < LEAST_PAGE_SHARE:
        return None
    return Coloured(mask, (strongest < DARK) & ~mask, float(step))


def without_colour(picture: Image) -> Image:
    """Give a page in grey with what is in colour made paler: stamps and ink go, print stays.

    The strongest colour of a pixel is its brightness: black stays black, blue becomes white.
    """
    if picture.mode != "RGB":
        return picture
    from PIL import ImageChops

    red, green, blue = picture.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _white_balanced(levels: Colours) -> Colours:
    """The paper made white: under a lamp it is yellow."""
    paper = np.maximum(np.percentile(levels.reshape(-1, 3), 90, axis=0), 1)
    balanced: Colours = np.minimum(levels * (255.0 / paper), 255).astype(np.int16)
    return balanced


def ink_boxes(coloured: Coloured, words: Sequence[Corners]) -> list[Corners]:
    """Give small boxes, in the page's pixels, over what was written or stamped in colour.

    ``words`` are those that were read for certain: what is printed in colour is no ink, nor is a
    coloured area.
    """
    mask = coloured.mask.copy()
    for word in words:
        area = _area(word, coloured.factor)
        if _is_printed(mask[area], coloured.dark[area]):
            mask[area] = False
    return [_enlarged(run, coloured.factor) for run in _runs(_inked(mask, coloured.mask))]


def _is_printed(coloured: Mask, dark: Mask) -> bool:
    drawn = int(coloured.sum()) + int(dark.sum())
    return drawn > 0 and int(coloured.sum()) >= PRINTED_SHARE * drawn


def _area(word: Corners, factor: float) -> tuple[slice, slice]:
    x0, top, x1, bottom = (max(0, round(side / factor)) for side in word)
    return slice(max(0, top - 1), bottom + 2), slice(max(0, x0 - 1), x1 + 2)


def _inked(mask: Mask, whole: Mask) -> Mask:
    """The tiles with coloured strokes; of a wide coloured area not even the edges."""
    full = _shares(whole) > MOST_SHARE
    inner = ~_spread(~full)
    inked: Mask = (_shares(mask) >= LEAST_SHARE) & ~_spread(_spread(inner))
    return inked


def _spread(tiles: Mask) -> Mask:
    """Tiles and their neighbours; beyond the page's edge there are none."""
    padded = np.pad(tiles, 1)
    rows, columns = tiles.shape
    spread = np.zeros_like(tiles)
    for down in range(3):
        for across in range(3):
            spread |= padded[down : down + rows, across : across + columns]
    return spread


def _shares(mask: Mask) -> npt.NDArray[np.float64]:
    rows, columns = mask.shape[0] // TILE, mask.shape[1] // TILE
    cut = mask[: rows * TILE, : columns * TILE].reshape(rows, TILE, columns, TILE)
    shares: npt.NDArray[np.float64] = cut.mean(axis=(1, 3))
    return shares


def _runs(tiles: Mask) -> Iterator[Corners]:
    """Neighbouring tiles of a row as one box."""
    padded = np.pad(tiles.astype(np.int8), ((0, 0), (1, 1)))
    changes = np.diff(padded, axis=1)
    rows, starts = np.nonzero(changes == 1)
    _, ends = np.nonzero(changes == -1)
    for row, start, end in list(zip(rows, starts, ends, strict=True))[:MOST_BOXES]:
        yield float(start), float(row), float(end), float(row + 1)


def _enlarged(run: Corners, factor: float) -> Corners:
    x0, top, x1, bottom = (side * TILE * factor for side in run)
    return x0, top, x1, bottom


def struck_out(words: Sequence[Corners], rulings: Sequence[Corners]) -> list[Corners]:
    """Give the words that a line runs through the middle of: struck out by hand."""
    level = [each for each in rulings if each[3] - each[1] < each[2] - each[0]]
    struck = (
        word
        for word in words
        if any(_strikes(line, word) and not _is_of_many(line, level, word) for line in level)
    )
    return [_inset(word) for word in islice(struck, MOST_BOXES)]


def _inset(word: Corners) -> Corners:
    """A word without its edges: its neighbours touch it."""
    x0, top, x1, bottom = word
    by = min(bottom - top, x1 - x0) / 4
    return x0 + by, top + by, x1 - by, bottom - by


def _is_of_many(line: Corners, level: Sequence[Corners], word: Corners) -> bool:
    """Whether a line is one of a pattern: the lines inside a stamp, a sheet of graph paper."""
    reach = NEAR_HEIGHTS * (word[3] - word[1])
    near = [
        each
        for each in level
        if abs(each[1] - line[1]) <= reach and each[0] < line[2] and line[0] < each[2]
    ]
    return len(near) >= PATTERN


def _strikes(line: Corners, word: Corners) -> bool:
    x0, top, x1, bottom = word
    height, width = bottom - top, x1 - x0
    at = ((line[1] + line[3]) / 2 - top) / max(height, 1.0)
    shared = min(line[2], x1) - max(line[0], x0)
    short = line[2] - line[0] <= width + 2 * LONGER_THAN_WORD * height
    return STRUCK_BAND[0] < at < STRUCK_BAND[1] and shared >= STRUCK_SHARE * width and short
