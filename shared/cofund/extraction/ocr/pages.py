"""One page's words, rulings, ink and codes, as recognised from its picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from cofund.extraction.child import drawing
from cofund.extraction.exact.looking import codes_of_picture
from cofund.extraction.found import BoxFound, PageFound, WordFound
from cofund.extraction.guard import Inspected
from cofund.extraction.ocr.digit_groups import with_digit_groups
from cofund.extraction.ocr.digits import LANGUAGES, with_digits_of
from cofund.extraction.ocr.engine import COLUMN, Seen
from cofund.extraction.ocr.frames import frame
from cofund.extraction.ocr.ink import coloured_pixels, ink_boxes, struck_out, without_colour
from cofund.extraction.ocr.paper import as_picture
from cofund.extraction.ocr.turning import Engines, Recognised, recognised_upright
from cofund.extraction.placement import Corners, Placement

if TYPE_CHECKING:
    from PIL.Image import Image

Look = Literal["first", "second"]
"""The second look works at another size and layout, without coloured ink, with other digits."""
SECOND_SHORT_SIDE = 2_200
SHEET_POINTS = 595.0
"""A picture says nothing true about its size: its shorter side is taken for a sheet's."""
SURE_OF_WORD = 60.0


def recognised_page(
    engines: Engines, inspected: Inspected, page: PageFound, look: Look
) -> PageFound:
    """Give a page with the words of its picture; ``has_text`` stays what it was.

    A page of a file of pictures has its size in pixels, and gets one in points.
    """
    with drawing():
        picture = frame(inspected, page["number"] - 1)
    found = _looked_at(engines, picture, look)
    if not found.words:
        bare: PageFound = page if page["has_text"] else {**page, "words": []}
        scale = page["width"] / picture.width
        return {**bare, "codes": codes_of_picture(picture, page["number"], scale)}
    is_pdf = inspected.sniffed == "pdf"
    point = page["width"] / picture.width if is_pdf else SHEET_POINTS / min(picture.size)
    scales = _Scales(found, point)
    recognised: PageFound = {
        **page,
        "width": round(picture.width * point, 2),
        "height": round(picture.height * point, 2),
        "words": _with_own(page, [_word(each, scales) for each in found.words], scales),
        "rulings": [_box(scales.upright(each)) for each in found.straight.rulings],
        "source": "ocr",
        "engine": found.engine,
        "ink": [_box(each) for each in _ink(picture, scales)],
    }
    if not found.is_as_drawn:
        recognised["upright_to_drawn"] = list(scales.upright_to_drawn().nine)
    recognised["codes"] = codes_of_picture(picture, page["number"], point)
    return recognised


def _looked_at(engines: Engines, picture: Image, look: Look) -> Recognised:
    if look == "first":
        return recognised_upright(engines, picture)
    found = recognised_upright(
        engines, without_colour(picture), shorter_side=SECOND_SHORT_SIDE, layout=COLUMN
    )
    numbers = engines.of(LANGUAGES).words(as_picture(found.straight.grey))
    return replace(found, words=with_digits_of(found.words, with_digit_groups(numbers)))


@dataclass(frozen=True)
class _Scales:
    """From pixels to points, on the straightened page and on the one as drawn."""

    found: Recognised
    point: float
    """Points to a pixel of the page as drawn."""

    def upright(self, corners: Corners) -> Corners:
        """Where something on the straightened picture stands, in points."""
        point = self.point / self.found.straight.enlarged
        x0, top, x1, bottom = (side * point for side in corners)
        return x0, top, x1, bottom

    def drawn_to_upright(self) -> Placement:
        """From points of the page as drawn to points of the straightened one."""
        return self.upright_to_drawn().inverse()

    def upright_to_drawn(self) -> Placement:
        """From points of the straightened page to points of the one as drawn."""
        pixels = self.found.straight.enlarged / self.point
        onto_points = Placement.scaled(self.point, self.point)
        return Placement.scaled(pixels, pixels).then(self.found.onto_drawn).then(onto_points)


def _with_own(page: PageFound, seen: list[WordFound], scales: _Scales) -> list[WordFound]:
    """The page's own text, where it has any, and what was recognised beside it."""
    if not page["has_text"]:
        return seen
    onto_upright = scales.drawn_to_upright()
    own: list[WordFound] = [
        {**word, "box": _box(onto_upright.rectangle(_corners(word["box"])))}
        for word in page["words"]
        if not word.get("hidden")
    ]
    taken = [_corners(word["box"]) for word in own]
    return [*own, *(word for word in seen if not _is_among(taken, _corners(word["box"])))]


def _is_among(taken: Sequence[Corners], corners: Corners) -> bool:
    """Whether the middle of a word stands where another word already does."""
    x, y = (corners[0] + corners[2]) / 2, (corners[1] + corners[3]) / 2
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in taken)


def _ink(picture: Image, scales: _Scales) -> list[Corners]:
    """Ink in colour, and words struck out, on the straightened page in points."""
    found = scales.found
    sure = [_of(word) for word in found.words if word.confidence >= SURE_OF_WORD]
    struck = [scales.upright(each) for each in struck_out(sure, found.straight.rulings)]
    coloured = coloured_pixels(picture)
    if coloured is None:
        return struck
    onto_upright = scales.drawn_to_upright()
    boxes = ink_boxes(coloured, [found.onto_drawn.rectangle(each) for each in sure])
    on_points = (tuple(side * scales.point for side in each) for each in boxes)
    return [*struck, *(onto_upright.rectangle(each) for each in on_points)]  # type: ignore[arg-type]


def _of(word: Seen) -> Corners:
    return word.x0, word.top, word.x1, word.bottom


def _word(word: Seen, scales: _Scales) -> WordFound:
    return {"text": word.text, "box": _box(scales.upright(_of(word)))}


def _box(corners: Corners) -> BoxFound:
    x0, top, x1, bottom = (round(side, 2) for side in corners)
    return {"x0": x0, "top": top, "x1": x1, "bottom": bottom}


def _corners(box: BoxFound) -> Corners:
    return box["x0"], box["top"], box["x1"], box["bottom"]
