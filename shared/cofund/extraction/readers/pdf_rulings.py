"""A PDF page's ruling lines: the straight strokes and thin boxes that draw its tables."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

import pypdfium2.raw as pdfium

from cofund.extraction.found import BoxFound
from cofund.extraction.limits import Limits
from cofund.extraction.readers.pdf_space import PageSpace, rounded

STRAIGHT_POINTS = 1.5
"""A line this much out of true is still horizontal or vertical; a box this thin is a line."""
SHORTEST_POINTS = 4.0
MOST_RULINGS = 10_000
DEEPEST = 3
MOST_SEGMENTS = 10_000

Point = tuple[float, float]


@dataclass(frozen=True)
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


def rulings_of_page(page: Any, space: PageSpace, limits: Limits) -> list[BoxFound]:
    """Give the page's straight lines, at most 10,000 of them."""
    found = _rulings(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, [], limits)
    seen = (_seen(start, end, space) for start, end in found)
    return list(islice((ruling for ruling in seen if ruling is not None), MOST_RULINGS))


def _rulings(
    holder: Any, count: Any, get: Any, outer: list[Matrix], limits: Limits
) -> Iterator[tuple[Point, Point]]:
    for index in range(min(count(holder), limits.operators)):
        drawn = get(holder, index)
        kind = pdfium.FPDFPageObj_GetType(drawn)
        inner = [_matrix(drawn), *outer]
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield from _sides(drawn, inner)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and len(outer) < DEEPEST:
            yield from _rulings(
                drawn, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner, limits
            )


def _matrix(drawn: Any) -> Matrix:
    raw = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(drawn, byref(raw)):
        return Matrix()
    return Matrix(raw.a, raw.b, raw.c, raw.d, raw.e, raw.f)


def _sides(drawn: Any, matrices: list[Matrix]) -> Iterator[tuple[Point, Point]]:
    """The straight pieces of one path, on the page."""
    points = islice(_points(drawn, matrices), MOST_SEGMENTS)
    for (_, start), (moves, end) in pairwise(points):
        if not moves:
            yield start, end


def _points(drawn: Any, matrices: list[Matrix]) -> Iterator[tuple[bool, Point]]:
    """Each point of a path, and whether the pen was lifted on the way to it."""
    first: Point = (0.0, 0.0)
    for index in range(pdfium.FPDFPath_CountSegments(drawn)):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        x, y = c_float(), c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        point = (x.value, y.value)
        for matrix in matrices:
            point = matrix.apply(point)
        lifted = kind != pdfium.FPDF_SEGMENT_LINETO
        first = point if kind == pdfium.FPDF_SEGMENT_MOVETO else first
        yield lifted, point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield False, first


def _seen(start: Point, end: Point, space: PageSpace) -> BoxFound | None:
    """A line as displayed; None for what is slanted or too short to part anything."""
    (ax, ay), (bx, by) = space.point(*start), space.point(*end)
    width, height = abs(ax - bx), abs(ay - by)
    if min(width, height) > STRAIGHT_POINTS or max(width, height) < SHORTEST_POINTS:
        return None
    return rounded(space.box(*start, *end))
