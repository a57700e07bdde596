"""Ruling lines in a picture: found, and taken away so that they don't touch digits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cofund.extraction.placement import Corners

if TYPE_CHECKING:
    import numpy.typing as npt

    from cofund.extraction.ocr.paper import Grey, Mask

SCALE = 2
"""Lines are looked for at half the size: in a quarter of the time."""
DARK = 170
SHORTEST_LEVEL = 50
SHORTEST_UPRIGHT = 25
"""Pixels at half the size: a third and a sixth of an inch. No letter has as straight a stroke."""
ALONE = 100
"""Shorter upright lines have to meet a level one: titles have tall letters."""
MEETS = 8
FILLED = 0.94
"""A printed line may have gaps where the scanner lost it."""
THICKEST = 8
MOST_STRETCHES = 20_000
MOST_RULINGS = 1_000
JOINS = 20
LEVEL = 5
"""Rows that a stroke may take up to be level: all that is dark in them belongs to it."""


@dataclass
class Stroke:
    """One straight line while its stretches are put together: along it, and across it."""

    start: int
    end: int
    first: int
    last: int

    @property
    def middle(self) -> float:
        """Where it lies across its direction."""
        return (self.first + self.last + 1) / 2


def without_rulings(grey: Grey) -> tuple[Grey, list[Corners]]:
    """Give a picture without its ruling lines, and these as x0, top, x1, bottom in pixels."""
    dark = _halved(grey) < DARK
    level_runs = _long_runs(dark, SHORTEST_LEVEL)
    upright_runs = _long_runs(np.ascontiguousarray(dark.T), SHORTEST_UPRIGHT)
    level = _strokes(level_runs, SHORTEST_LEVEL)
    upright = [each for each in _strokes(upright_runs, SHORTEST_UPRIGHT) if _parts(each, level)]
    lines = _only(level_runs, level, dark) | _only(upright_runs, upright, dark.T).T
    found = [*(_corners(each.start, each.middle, each.end, each.middle) for each in level)]
    found += [_corners(each.middle, each.start, each.middle, each.end) for each in upright]
    return _whitened(grey, lines), found[:MOST_RULINGS]


def _corners(x0: float, top: float, x1: float, bottom: float) -> Corners:
    return x0 * SCALE, top * SCALE, x1 * SCALE, bottom * SCALE


def _parts(upright: Stroke, level: list[Stroke]) -> bool:
    """Whether an upright line is one: long, or ending at a level line."""
    if upright.end - upright.start >= ALONE:
        return True
    return any(
        line.start - MEETS <= upright.middle <= line.end + MEETS
        and min(abs(line.middle - upright.start), abs(line.middle - upright.end)) <= MEETS
        for line in level
    )


def _halved(grey: Grey) -> Grey:
    rows, columns = grey.shape[0] // SCALE * SCALE, grey.shape[1] // SCALE * SCALE
    pairs = np.minimum(grey[0:rows:2, :columns], grey[1:rows:2, :columns])
    smaller: Grey = np.minimum(pairs[:, 0::2], pairs[:, 1::2])
    return smaller


def _long_runs(dark: Mask, length: int) -> Mask:
    """The pixels of rows that belong to a long dark run; an area thicker than a line is none."""
    height, width = dark.shape
    if width <= length or height <= THICKEST:
        return np.zeros_like(dark)
    counted: npt.NDArray[np.int16] = np.zeros((height, width + 1), np.int16)
    np.cumsum(dark, axis=1, dtype=np.int16, out=counted[:, 1:])
    windows = counted[:, length:] - counted[:, :-length]
    filled = (windows >= round(FILLED * length)).astype(np.int16)
    # Every pixel of a filled window belongs to the run.
    changes: npt.NDArray[np.int16] = np.zeros((height, width + 1), np.int16)
    changes[:, : width + 1 - length] += filled
    changes[:, length:] -= filled
    runs: Mask = (np.cumsum(changes[:, :-1], axis=1, dtype=np.int16) > 0) & dark
    return runs & ~_areas(runs)


def _areas(runs: Mask) -> Mask:
    """Pixels of dark areas: more rows deep than any line is thick."""
    deep = runs[THICKEST:].copy()
    for at in range(THICKEST):
        deep &= runs[at : at + deep.shape[0]]
    marked = np.zeros_like(runs)
    for at in range(THICKEST + 1):
        marked[at : at + deep.shape[0]] |= deep
    return marked


def _only(runs: Mask, strokes: list[Stroke], dark: Mask) -> Mask:
    """The pixels of the strokes that were taken for lines; of level ones with those in gaps."""
    kept = np.zeros_like(runs)
    for each in strokes:
        area = np.s_[each.first : each.last + 1, each.start : each.end]
        is_level = each.last - each.first < LEVEL
        kept[area] = dark[area] if is_level else runs[area]
    return kept


def _whitened(grey: Grey, lines: Mask) -> Grey:
    """The picture with the lines and their grey edges in white."""
    thick = lines.copy()
    thick[1:] |= lines[:-1]
    thick[:-1] |= lines[1:]
    thick[:, 1:] |= lines[:, :-1]
    thick[:, :-1] |= lines[:, 1:]
    cleaned = grey.copy()
    rows, columns = thick.shape[0] * SCALE, thick.shape[1] * SCALE
    for down in range(SCALE):
        for across in range(SCALE):
            cleaned[down:rows:SCALE, across:columns:SCALE][thick] = 255
    return cleaned


def _strokes(lines: Mask, shortest: int) -> list[Stroke]:
    """Stretches of neighbouring rows put together: a line is several rows thick, and may slope."""
    growing: list[Stroke] = []
    done: list[Stroke] = []
    for row, start, end in _stretches(lines):
        done += [stroke for stroke in growing if row - stroke.last > SCALE]
        growing = [stroke for stroke in growing if row - stroke.last <= SCALE]
        growing = _joined(growing, Stroke(start, end, row, row))
    return [each for each in (*done, *growing) if each.end - each.start >= shortest]


def _joined(growing: list[Stroke], stretch: Stroke) -> list[Stroke]:
    """The strokes with a stretch put to those that it touches."""
    apart: list[Stroke] = []
    for other in growing:
        if other.start > stretch.end + JOINS or stretch.start > other.end + JOINS:
            apart.append(other)
            continue
        stretch = Stroke(
            min(stretch.start, other.start),
            max(stretch.end, other.end),
            min(stretch.first, other.first),
            max(stretch.last, other.last),
        )
    return [*apart, stretch]


def _stretches(lines: Mask) -> list[tuple[int, int, int]]:
    """Each row's stretches: row, start, end; from the top down."""
    padded = np.zeros((lines.shape[0], lines.shape[1] + 2), np.int8)
    padded[:, 1:-1] = lines
    changes = np.diff(padded, axis=1)
    rows, starts = np.nonzero(changes == 1)
    _, ends = np.nonzero(changes == -1)
    found: npt.NDArray[np.int64] = np.stack([rows, starts, ends], axis=1)[:MOST_STRETCHES]
    return [(int(row), int(start), int(end)) for row, start, end in found]
