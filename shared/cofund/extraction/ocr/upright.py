"""How a page lies in its picture: turned by some degrees, or seen from aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cofund.extraction.placement import Placement, Point

if TYPE_CHECKING:
    import numpy.typing as npt

    from cofund.extraction.ocr.paper import Grey

    Places = npt.NDArray[np.float64]

STEEPEST_DEGREES = 10.0
MOST_DOTS = 60_000
FEWEST_DOTS = 400
"""Less in half a page is too little to tell its tilt."""
DARK = 128
MEASURED_SIDE = 1_000
STEPS = (0.5, 0.1, 0.025)
LEVEL_DEGREES = 0.04
SAME_DEGREES = 0.2
"""Halves of a page that lie at angles as near as this lie at one."""
MOST_FAN_DEGREES = 4.0
"""Beyond this a half was misjudged: paper is not photographed as slanted as that."""


@dataclass(frozen=True)
class Lie:
    """Slopes, falling to the right, of a page's lines at its top and at its bottom edge."""

    top: float = 0.0
    bottom: float = 0.0

    @property
    def is_level(self) -> bool:
        """Whether there is nothing to straighten."""
        least = float(np.tan(np.radians(LEVEL_DEGREES)))
        return abs(self.top) < least and abs(self.bottom) < least

    def onto_picture(self, size: Point) -> Placement:
        """Give the map from the straightened page onto its picture, both of this size.

        The sides are taken to lean as much as the lines do, and to do so alike.
        """
        width, height = size
        lean = (self.top + self.bottom) / 2 * height / 2
        rises = (self.top * width / 2, self.bottom * width / 2)
        corners = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)]
        onto = [
            (lean, -rises[0]),
            (width + lean, rises[0]),
            (width - lean, height + rises[1]),
            (-lean, height - rises[1]),
        ]
        return _map_of(corners, onto)


def _map_of(corners: Sequence[Point], onto: Sequence[Point]) -> Placement:
    """The map that lays four corners onto four others."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(corners, onto, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    places = [place for point in onto for place in point]
    a, b, c, d, e, f, g, h = map(float, np.linalg.solve(np.array(rows), np.array(places)))
    return Placement((a, b, c, d, e, f, g, h, 1.0))


def lie_of(grey: Grey) -> Lie:
    """Give how the lines of a page lie, by the angle at which its dots fall into fewest rows."""
    step = max(1, max(grey.shape) // MEASURED_SIDE)
    smaller = _smaller(grey, step)
    ys, xs = (each.astype(np.float64) for each in np.nonzero(smaller < DARK))
    if len(ys) < FEWEST_DOTS:
        return Lie()
    if len(ys) > MOST_DOTS:
        chosen = np.linspace(0, len(ys) - 1, MOST_DOTS).astype(int)
        ys, xs = ys[chosen], xs[chosen]
    whole = _tilt(xs, ys, 0.0, STEEPEST_DEGREES)
    return _fanned(xs, ys, whole, float(smaller.shape[0]))


def _fanned(xs: Places, ys: Places, whole: float, height: float) -> Lie:
    """The slopes at top and bottom, from the tilts of the upper and the lower half of the dots."""
    slope = float(np.tan(np.radians(whole)))
    cut = float(np.median(ys))
    tilts, middles = [], []
    for half in (ys <= cut, ys > cut):
        if half.sum() < FEWEST_DOTS:
            return Lie(slope, slope)
        tilts.append(_tilt(xs[half], ys[half], whole, MOST_FAN_DEGREES / 2))
        middles.append(float(ys[half].mean()))
    apart = abs(tilts[1] - tilts[0])
    if not SAME_DEGREES < apart < MOST_FAN_DEGREES or middles[1] - middles[0] < height / 10:
        return Lie(slope, slope)
    slopes = np.tan(np.radians(tilts))
    by_pixel = (slopes[1] - slopes[0]) / (middles[1] - middles[0])
    top = float(slopes[0] - by_pixel * middles[0])
    return Lie(top, float(top + by_pixel * height))


def _tilt(xs: Places, ys: Places, around: float, width: float) -> float:
    best = around
    for step in STEPS:
        angles = np.arange(best - width, best + width + step / 2, step)
        best = float(max(angles, key=lambda angle: _sharpness(xs, ys, float(angle))))
        width = step
    return best


def _smaller(grey: Grey, step: int) -> Grey:
    """The darkest of each square: thin strokes stay."""
    rows, columns = grey.shape[0] // step * step, grey.shape[1] // step * step
    cut = grey[:rows, :columns].reshape(rows // step, step, columns // step, step)
    smallest: Grey = cut.min(axis=(1, 3))
    return smallest


def _sharpness(xs: Places, ys: Places, degrees: float) -> float:
    rows = np.rint(ys - xs * np.tan(np.radians(degrees))).astype(np.int64)
    counted = np.bincount(rows - rows.min()).astype(np.float64)
    return float((counted**2).sum())
