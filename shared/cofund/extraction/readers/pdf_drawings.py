"""What a PDF page draws, walked through once: lines, filled boxes, pictures, and their order."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import addressof, c_float, c_int, c_uint
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Any

import pypdfium2.raw as pdfium

from cofund.extraction.found import BoxFound
from cofund.extraction.limits import Limits
from cofund.extraction.readers import pdf_calls as call
from cofund.extraction.readers.pdf_rulings import (
    Matrix,
    Point,
    Side,
    is_rectangle,
    ruling,
    seen_through,
    sides,
)
from cofund.extraction.readers.pdf_space import PageSpace

MOST_RULINGS = 10_000
MOST_FILLS = 5_000
DEEPEST = 5
WHITE = 248
"""A colour whose weakest part is at least this is white to the eye."""
OPAQUE = 250
THIN_POINTS = 1.5
PICTURE_CORNERS: tuple[Point, ...] = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
"""A picture is drawn on the unit square; its matrix says where."""

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Fill:
    """A box filled with a colour, or a picture (no colour), and when it was drawn."""

    order: int
    box: BoxFound
    colour: Colour | None


@dataclass(slots=True)
class Drawings:
    """All that a page draws but its letters."""

    rulings: list[BoxFound] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    """Opaque boxes and pictures, in the order in which they are drawn."""
    texts: dict[int, int] = field(default_factory=dict)
    """For each piece of text, by its address, when it was drawn."""
    forms: dict[int, tuple[Matrix, ...]] = field(default_factory=dict)
    """For text inside drawings of their own: where those lie, the innermost first."""

    def picture_share(self, space: PageSpace) -> float:
        """Give how much of the page pictures cover, 0 to 1; strips of one scan add up."""
        pictures = (fill.box for fill in self.fills if fill.colour is None)
        covered = sum(_area_on_page(box, space) for box in pictures)
        return min(1.0, covered / max(1.0, space.width * space.height))


def drawings_of(page: Any, space: PageSpace, limits: Limits) -> Drawings:
    """Give what an open page draws; at most 10,000 lines and 5,000 fills of it."""
    handle = call.address(page.raw)
    found = Drawings()
    views: dict[tuple[Matrix, ...], Matrix] = {}
    drawn_in_order = walk(handle, call.drawings_of_page, call.drawing_of_page, (), limits)
    for order, (drawn, kind, outer) in enumerate(islice(drawn_in_order, limits.operators)):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            found.texts[drawn] = order
            if outer:
                found.forms[drawn] = outer
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _add_path(found, order, drawn, _view(views, (_matrix(drawn), *outer), space))
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            _add_picture(found, order, seen_through((_matrix(drawn), *outer), space))
    return found


def _view(
    views: dict[tuple[Matrix, ...], Matrix], matrices: tuple[Matrix, ...], space: PageSpace
) -> Matrix:
    """How drawings that lie alike are seen: most of a page's do."""
    known = views.get(matrices)
    if known is None:
        known = views[matrices] = seen_through(matrices, space)
    return known


def walk(
    holder: int, count: call.Call, get: call.Call, outer: tuple[Matrix, ...], limits: Limits
) -> Iterator[tuple[int, int, tuple[Matrix, ...]]]:
    """Give each drawing of a page or form, its kind, and where the forms around it lie."""
    for index in range(min(count(holder), limits.operators)):
        drawn = get(holder, index)
        kind = call.drawing_kind(drawn)
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield drawn, kind, outer
        elif len(outer) < DEEPEST:
            inner = (_matrix(drawn), *outer)
            yield from walk(drawn, call.drawings_of_form, call.drawing_of_form, inner, limits)


def _matrix(drawn: int) -> Matrix:
    raw = (c_float * 6)()
    return Matrix(*raw) if call.drawing_matrix(drawn, addressof(raw)) else Matrix()


def _add_path(found: Drawings, order: int, drawn: int, seen: Matrix) -> None:
    drawn_sides = sides(drawn, seen)
    filled, stroked = _modes(drawn)
    if not filled or not is_rectangle(drawn_sides):
        _add_rulings(found, drawn_sides)
        return
    colour, box = _colour(drawn), _around(drawn_sides)
    if stroked or colour is None or min(colour) < WHITE or not _is_broad(box):
        # A white box without an outline parts nothing that a person sees.
        _add_rulings(found, drawn_sides)
    if colour is not None and not call.drawing_lets_through(drawn):
        _add_fill(found, Fill(order, box, colour))


def _add_picture(found: Drawings, order: int, seen: Matrix) -> None:
    corners = [seen.apply(corner) for corner in PICTURE_CORNERS]
    edges: list[Side] = list(pairwise(corners))
    box = _around(edges)
    if _is_broad(box):
        _add_fill(found, Fill(order, box, None))
    else:
        # Some programs draw their lines as pictures.
        _add_rulings(found, edges)


def _add_rulings(found: Drawings, edges: list[Side]) -> None:
    for edge in edges[: max(0, MOST_RULINGS - len(found.rulings))]:
        line = ruling(edge)
        if line is not None:
            found.rulings.append(line)


def _add_fill(found: Drawings, fill: Fill) -> None:
    if len(found.fills) < MOST_FILLS:
        found.fills.append(fill)


def _modes(drawn: int) -> tuple[bool, bool]:
    """Whether a path is filled and whether it is stroked."""
    modes = (c_int * 2)()
    start = addressof(modes)
    call.path_modes(drawn, start, start + 4)
    return bool(modes[0]), bool(modes[1])


def _colour(drawn: int) -> Colour | None:
    """The colour that something is filled with; None where what lies below shows through."""
    parts = (c_uint * 4)()
    start = addressof(parts)
    if not call.drawing_fill(drawn, start, start + 4, start + 8, start + 12):
        return None
    red, green, blue, alpha = parts
    return (red, green, blue) if alpha >= OPAQUE else None


def _is_broad(box: BoxFound) -> bool:
    return min(box["x1"] - box["x0"], box["bottom"] - box["top"]) > THIN_POINTS


def _around(edges: list[Side]) -> BoxFound:
    points = [point for edge in edges for point in edge]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return {"x0": min(xs), "top": min(ys), "x1": max(xs), "bottom": max(ys)}


def _area_on_page(box: BoxFound, space: PageSpace) -> float:
    across = min(box["x1"], space.width) - max(box["x0"], 0)
    down = min(box["bottom"], space.height) - max(box["top"], 0)
    return max(0.0, across) * max(0.0, down)
