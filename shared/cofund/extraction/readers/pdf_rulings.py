"""A PDF page's ruling lines: the straight strokes and thin boxes that draw its tables."""

from __future__ import annotations

from ctypes import addressof, c_float
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from cofund.extraction.found import BoxFound
from cofund.extraction.readers import pdf_calls as call
from cofund.extraction.readers.pdf_space import PageSpace

STRAIGHT_POINTS = 1.5
"""A line this much out of true is still horizontal or vertical; a box this thin is a line."""
SLANTED_POINTS = 0.5
SHORTEST_POINTS = 4.0
MOST_SEGMENTS = 10_000
LEAST_CORNERS, MOST_CORNERS = 3, 5
"""Sides that draw a rectangle: the last one may be left to closing it, or be drawn twice."""

Point = tuple[float, float]
Side = tuple[Point, Point]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Where a drawing's own coordinates lie on the page."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def apply(self, point: Point) -> Point:
        """Give where a point of the drawing lies."""
        x, y = point
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


def seen_through(matrices: tuple[Matrix, ...], space: PageSpace) -> Matrix:
    """Give the one matrix that leads from a drawing's own coordinates to what is seen."""
    origin, right, up = (
        space.point(*_placed(corner, matrices)) for corner in ((0, 0), (1, 0), (0, 1))
    )
    return Matrix(
        right[0] - origin[0], right[1] - origin[1], up[0] - origin[0], up[1] - origin[1], *origin
    )


def _placed(point: Point, matrices: tuple[Matrix, ...]) -> Point:
    for matrix in matrices:
        point = matrix.apply(point)
    return point


def sides(path: int, seen: Matrix) -> list[Side]:
    """Give the straight pieces of one path as seen on the page."""
    found: list[Side] = []
    numbers = (c_float * 2)()
    start = addressof(numbers)
    a, b, c, d, e, f = seen.a, seen.b, seen.c, seen.d, seen.e, seen.f
    pen = first = (0.0, 0.0)
    for index in range(min(call.path_segments(path), MOST_SEGMENTS)):
        segment = call.path_segment(path, index)
        call.segment_point(segment, start, start + 4)
        x, y = numbers
        point = (a * x + c * y + e, b * x + d * y + f)
        kind = call.segment_kind(segment)
        if kind == pdfium.FPDF_SEGMENT_LINETO:
            found.append((pen, point))
        elif kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        if call.segment_closes(segment):
            found.append((point, first))
        pen = point
    return found


def is_rectangle(edges: list[Side]) -> bool:
    """Whether sides are those of one upright box."""
    if not LEAST_CORNERS <= len(edges) <= MOST_CORNERS:
        return False
    for (ax, ay), (bx, by) in edges:
        if abs(ax - bx) > SLANTED_POINTS and abs(ay - by) > SLANTED_POINTS:
            return False
    return True


def ruling(edge: Side) -> BoxFound | None:
    """Give a side as a ruling line; None for what is slanted or too short to part anything."""
    (ax, ay), (bx, by) = edge
    width, height = abs(ax - bx), abs(ay - by)
    if width > STRAIGHT_POINTS and height > STRAIGHT_POINTS:
        return None
    if width < SHORTEST_POINTS and height < SHORTEST_POINTS:
        return None
    return {
        "x0": round(min(ax, bx), 2),
        "top": round(min(ay, by), 2),
        "x1": round(max(ax, bx), 2),
        "bottom": round(max(ay, by), 2),
    }
