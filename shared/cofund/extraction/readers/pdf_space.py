"""From a PDF's own coordinates to what a person sees: points, origin top left, rotation applied."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import byref, c_int
from dataclasses import dataclass
from functools import reduce
from typing import Any, Self

import pypdfium2.raw as pdfium

from cofund.extraction.found import BoxFound

FINENESS = 64
"""pdfium gives device coordinates as integers; so many to a point."""
SPAN = 1024


@dataclass(frozen=True)
class PageSpace:
    """An affine map from page coordinates to points as displayed, and the page's size."""

    width: float
    height: float
    origin: tuple[float, float]
    along_x: tuple[float, float]
    along_y: tuple[float, float]

    @classmethod
    def of(cls, page: Any) -> Self:
        """Give the map of one page."""
        width, height = page.get_size()
        origin = _to_device(page, width, height, 0, 0)
        right = _to_device(page, width, height, SPAN, 0)
        up = _to_device(page, width, height, 0, SPAN)
        along_x = ((right[0] - origin[0]) / SPAN, (right[1] - origin[1]) / SPAN)
        along_y = ((up[0] - origin[0]) / SPAN, (up[1] - origin[1]) / SPAN)
        return cls(width, height, origin, along_x, along_y)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Give where a point of the page is seen."""
        return (
            self.origin[0] + x * self.along_x[0] + y * self.along_y[0],
            self.origin[1] + x * self.along_x[1] + y * self.along_y[1],
        )

    def box(self, left: float, bottom: float, right: float, top: float) -> BoxFound:
        """Give where a rectangle of the page is seen."""
        (ax, ay), (bx, by) = self.point(left, bottom), self.point(right, top)
        return {"x0": min(ax, bx), "top": min(ay, by), "x1": max(ax, bx), "bottom": max(ay, by)}

    def boxes(
        self,
        left: Sequence[float],
        bottom: Sequence[float],
        right: Sequence[float],
        top: Sequence[float],
    ) -> tuple[list[float], list[float], list[float], list[float]]:
        """Give where many rectangles are seen: all left sides, tops, right sides, bottoms."""
        (ox, oy), (xx, xy), (yx, yy) = self.origin, self.along_x, self.along_y
        if xy == yx == 0 and xx > 0 > yy:
            return (
                [ox + x * xx for x in left],
                [oy + y * yy for y in top],
                [ox + x * xx for x in right],
                [oy + y * yy for y in bottom],
            )
        seen = [self.box(*sides) for sides in zip(left, bottom, right, top, strict=True)]
        return (
            [box["x0"] for box in seen],
            [box["top"] for box in seen],
            [box["x1"] for box in seen],
            [box["bottom"] for box in seen],
        )

    def shows(self, box: BoxFound) -> bool:
        """Whether any of a rectangle lies on the page."""
        across = box["x1"] > 0 and box["x0"] < self.width
        return across and box["bottom"] > 0 and box["top"] < self.height


def _to_device(page: Any, width: float, height: float, x: float, y: float) -> tuple[float, float]:
    seen_x, seen_y = c_int(), c_int()
    columns, rows = round(width * FINENESS), round(height * FINENESS)
    pdfium.FPDF_PageToDevice(page, 0, 0, columns, rows, 0, x, y, byref(seen_x), byref(seen_y))
    return seen_x.value / FINENESS, seen_y.value / FINENESS


def rounded(box: BoxFound) -> BoxFound:
    """Give the rectangle to a hundredth of a point: enough, and short as JSON."""
    return {
        "x0": round(box["x0"], 2),
        "top": round(box["top"], 2),
        "x1": round(box["x1"], 2),
        "bottom": round(box["bottom"], 2),
    }


def union(boxes: list[BoxFound]) -> BoxFound:
    """Give the smallest rectangle around others."""
    return reduce(_around, boxes)


def _around(one: BoxFound, other: BoxFound) -> BoxFound:
    return {
        "x0": min(one["x0"], other["x0"]),
        "top": min(one["top"], other["top"]),
        "x1": max(one["x1"], other["x1"]),
        "bottom": max(one["bottom"], other["bottom"]),
    }
