"""QR codes on printed pages and on pictures of pages: where one may be, and what it says.

A printed page is looked at only where it shows a squarish picture in black and white, or so many
small boxes that they may be a code drawn module by module; a page without either costs a walk over
its drawings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from ctypes import addressof, c_float
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from itertools import islice
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

from cofund.extraction.exact.codes import code
from cofund.extraction.exact.embedded import embedded_picture
from cofund.extraction.exact.stated import SourceFound
from cofund.extraction.found import BoxFound
from cofund.extraction.limits import Limits
from cofund.extraction.readers import pdf_calls as call
from cofund.extraction.readers.pdf_drawings import walk
from cofund.extraction.readers.pdf_rulings import Matrix
from cofund.extraction.readers.pdf_space import PageSpace, rounded

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_DRAWINGS = 20_000
MOST_CANDIDATES = 8
MOST_CODES = 4
SMALLEST_POINTS, LARGEST_POINTS = 28.0, 300.0
SQUARE = 1.35
"""The longer side of a code's picture to the shorter: some carry a line of text."""
MODULE_POINTS = 8.0
MOST_IN_A_ROW = 7
"""The eyes of a code are seven modules wide; programs draw neighbours as one box."""
LEAST_MODULES = 120
LEAST_SEGMENTS = 400
"""A code drawn as one outline: four segments for each of some hundred modules."""
QUIET = 0.12
"""How much around a drawing is rendered with it: codes need a quiet zone."""
PIXELS = 900
"""The longer side of a rendered drawing."""
LARGEST_PICTURE = 4_000_000
"""Pixels: a larger picture is looked at reduced first, which is where most codes are found."""
LARGEST_SHEET = 9_500_000
"""Pixels: an A4 sheet at 300 dpi has fewer, and loses no code by being reduced. On a larger photo
the code may be a small part."""
DARK, LIGHT = 64, 192
LEAST_DARK, LEAST_LIGHT, MOST_BETWEEN = 0.15, 0.2, 0.35
"""Shares of a code's picture: it is drawn in two colours."""

Matrices = tuple[Matrix, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Where a code may be; ``drawn`` is the picture that may show it, None for a drawing."""

    box: BoxFound
    drawn: int | None = None


def codes_of_page(page: Any, space: PageSpace, limits: Limits, number: int) -> list[SourceFound]:
    """Give what the codes drawn on an open page state, and where they stand."""
    found: list[SourceFound] = []
    for candidate in islice(_candidates(page, space, limits), MOST_CANDIDATES):
        picture = _picture(page, space, candidate)
        for source in _sources(picture) if picture and _is_two_coloured(picture) else ():
            box = rounded(candidate.box)
            found.append({**source, "page": number, "box": box, "engine": _engine()})
    return _distinct(found)


def codes_of_picture(picture: Image, number: int, scale: float) -> list[SourceFound]:
    """Give what the codes on a picture of a page state; ``scale`` is points to a pixel."""
    from PIL import Image

    pixels = picture.width * picture.height
    if pixels <= LARGEST_PICTURE:
        return _located(picture, number, scale)
    factor = (LARGEST_PICTURE / pixels) ** 0.5
    size = (round(picture.width * factor), round(picture.height * factor))
    reduced = picture.convert("L").resize(size, Image.Resampling.BOX)
    found = _located(reduced, number, scale / factor)
    return found or (_located(picture, number, scale) if pixels > LARGEST_SHEET else [])


def _located(picture: Image, number: int, scale: float) -> list[SourceFound]:
    found: list[SourceFound] = []
    for barcode in _barcodes(picture):
        source = code(barcode.text, bytes(barcode.bytes))
        if source is not None:
            box = rounded(_box(barcode.position, scale))
            found.append({**source, "page": number, "box": box, "engine": _engine()})
    return _distinct(found)


def _box(position: Any, scale: float) -> BoxFound:
    corners = (
        position.top_left,
        position.top_right,
        position.bottom_left,
        position.bottom_right,
    )
    across, down = [each.x * scale for each in corners], [each.y * scale for each in corners]
    return {"x0": min(across), "top": min(down), "x1": max(across), "bottom": max(down)}


def _sources(picture: Image) -> Iterator[SourceFound]:
    for barcode in _barcodes(picture):
        source = code(barcode.text, bytes(barcode.bytes))
        if source is not None:
            yield source


def _barcodes(picture: Image) -> list[Any]:
    import zxingcpp

    grey = picture if picture.mode == "L" else picture.convert("L")
    found = zxingcpp.read_barcodes(
        grey,
        formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]),
        text_mode=zxingcpp.TextMode.Plain,
    )
    return list(found)[:MOST_CODES]


@lru_cache(maxsize=1)
def _engine() -> str:
    return f"zxing-cpp {version('zxing-cpp')}"


def _distinct(found: list[SourceFound]) -> list[SourceFound]:
    """One code seen twice says one thing."""
    seen: list[SourceFound] = []
    for source in found:
        if all(source.get("fields") != other.get("fields") for other in seen):
            seen.append(source)
    return seen[:MOST_CODES]


def _is_two_coloured(picture: Image) -> bool:
    levels = picture.convert("L").histogram()
    pixels = max(1, picture.width * picture.height)
    dark, light = sum(levels[:DARK]) / pixels, sum(levels[LIGHT:]) / pixels
    return dark >= LEAST_DARK and light >= LEAST_LIGHT and 1 - dark - light <= MOST_BETWEEN


def _picture(page: Any, space: PageSpace, candidate: Candidate) -> Image | None:
    """A picture as it is stored, a drawing as it is seen."""
    if candidate.drawn is not None:
        return embedded_picture(candidate.drawn)
    box = candidate.box
    around = QUIET * max(box["x1"] - box["x0"], box["bottom"] - box["top"])
    left, top = max(0.0, box["x0"] - around), max(0.0, box["top"] - around)
    right = min(space.width, box["x1"] + around)
    bottom = min(space.height, box["bottom"] + around)
    scale = PIXELS / max(right - left, bottom - top)
    crop = (left, space.height - bottom, space.width - right, top)
    image: Image = page.render(scale=scale, crop=crop, grayscale=True).to_pil()
    return image


def _candidates(page: Any, space: PageSpace, limits: Limits) -> Iterator[Candidate]:
    """Pictures, then outlines of many segments, then all small boxes together."""
    handle = call.address(page.raw)
    drawings = walk(handle, call.drawings_of_page, call.drawing_of_page, (), limits)
    small: list[BoxFound] = []
    for drawn, kind, outer in islice(drawings, MOST_DRAWINGS):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = _box_of(drawn, outer, space)
            if _may_be_a_code(box) and space.shows(box):
                yield Candidate(box, drawn)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            segments = call.path_segments(drawn)
            if segments <= MOST_IN_A_ROW:
                small.append(_box_of(drawn, outer, space))
            elif segments >= LEAST_SEGMENTS and _may_be_a_code(_box_of(drawn, outer, space)):
                yield Candidate(_box_of(drawn, outer, space))
    mosaic = _mosaic(small) if len(small) >= LEAST_MODULES else None
    if mosaic is not None and _may_be_a_code(mosaic):
        yield Candidate(mosaic)


def _may_be_a_code(box: BoxFound) -> bool:
    width, height = box["x1"] - box["x0"], box["bottom"] - box["top"]
    shorter, longer = min(width, height), max(width, height)
    return shorter >= SMALLEST_POINTS and longer <= LARGEST_POINTS and longer <= SQUARE * shorter


def _box_of(drawn: int, outer: Matrices, space: PageSpace) -> BoxFound:
    """Where a drawing is seen; an empty box for one that has no bounds."""
    raw = (c_float * 4)()
    left = addressof(raw)
    if not call.drawing_bounds(drawn, left, left + 4, left + 8, left + 12):
        return {"x0": 0.0, "top": 0.0, "x1": 0.0, "bottom": 0.0}
    low, high = (raw[0], raw[1]), (raw[2], raw[3])
    for matrix in outer:
        low, high = matrix.apply(low), matrix.apply(high)
    return space.box(*low, *high)


def _mosaic(small: list[BoxFound]) -> BoxFound | None:
    """Around the boxes of the commonest height: the modules of one code share it."""
    tiny = [box for box in small if _is_a_module(box)]
    heights = Counter(round(box["bottom"] - box["top"], 1) for box in tiny)
    for height, count in heights.most_common(1):
        if count >= LEAST_MODULES:
            modules = [box for box in tiny if round(box["bottom"] - box["top"], 1) == height]
            return {
                "x0": min(box["x0"] for box in modules),
                "top": min(box["top"] for box in modules),
                "x1": max(box["x1"] for box in modules),
                "bottom": max(box["bottom"] for box in modules),
            }
    return None


def _is_a_module(box: BoxFound) -> bool:
    height, width = box["bottom"] - box["top"], box["x1"] - box["x0"]
    return 0 < height <= MODULE_POINTS and width <= MODULE_POINTS * MOST_IN_A_ROW
