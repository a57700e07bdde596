"""Which words of a PDF's page nobody sees, though a program reads them.

They are invisible, tiny, off the page, clipped away, covered, or of the colour they stand on.
Most words are settled by how they are drawn. For the few that may be covered or lost in their
background the page is drawn with and without them: what makes no difference is hidden.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from ctypes import addressof, c_float, c_uint
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from cofund.extraction.found import BoxFound
from cofund.extraction.readers import pdf_calls as call
from cofund.extraction.readers.pdf_characters import Characters
from cofund.extraction.readers.pdf_drawings import WHITE, Colour, Drawings, Fill
from cofund.extraction.readers.pdf_rulings import MOST_SEGMENTS
from cofund.extraction.readers.pdf_space import PageSpace
from cofund.extraction.readers.pdf_words import PageWord

TINY_POINTS = 2.5
INVISIBLE_MODES = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
BAND_POINTS = 24.0
MOST_IN_BAND = 400
ALIKE = 14
"""Colours whose parts differ by less than this are one to the eye."""
SEEN_DIFFERENCE = 14
COVERED_SHARE = 0.85
MOST_CLIPS = 8
LONGEST_SIDE = 1_600
"""Pixels of the drawing that settles a doubt."""
WHITE_PAPER: Colour = (255, 255, 255)


@dataclass(slots=True)
class _Page:
    """What the verdicts on one page's words share."""

    characters: Characters
    drawings: Drawings
    space: PageSpace
    bands: dict[int, list[Fill]] = field(default_factory=dict)
    looks: dict[int, tuple[bool, Colour | None, BoxFound | None]] = field(default_factory=dict)
    """For each piece of text: whether it is invisible, its colour, and what it is clipped to."""
    plain: dict[int, bool] = field(default_factory=dict)


def hidden_words(
    words: Sequence[PageWord], characters: Characters, drawings: Drawings, page: Any,
    space: PageSpace,
) -> set[int]:  # fmt: skip
    """Give which words, by their places in the sequence, nobody sees."""
    shared = _Page(characters, drawings, space, _bands(drawings.fills))
    hidden: set[int] = set()
    doubtful: dict[int, set[int]] = {}
    for index, word in enumerate(words):
        texts = _texts(word, characters)
        if all(_is_plain(text, shared) for text in texts) and _can_be_seen(word, space):
            continue
        if _is_hidden(word, texts, shared):
            hidden.add(index)
        elif any(_is_doubtful(word, text, shared) for text in texts):
            doubtful[index] = texts
    if doubtful:
        hidden |= _without_difference(words, doubtful, page, space)
    return hidden


def _bands(fills: Iterable[Fill]) -> dict[int, list[Fill]]:
    """The fills by the strips of the page that they reach into, each strip's in drawing order."""
    bands: dict[int, list[Fill]] = defaultdict(list)
    for fill in fills:
        first, last = (int(fill.box[side] // BAND_POINTS) for side in ("top", "bottom"))
        for band in range(max(first, -1), min(last, MOST_IN_BAND) + 1):
            if len(bands[band]) < MOST_IN_BAND:
                bands[band].append(fill)
    return dict(bands)


def _texts(word: PageWord, characters: Characters) -> set[int]:
    """The pieces of text that a word is drawn by, mostly one."""
    first, last = word.runs[0][0], word.runs[-1][1] - 1
    ends = {call.letter_drawing(characters.textpage, at) or 0 for at in {first, last}}
    if len(ends) == 1:
        return ends
    places = (at for run in word.runs for at in range(*run))
    return {call.letter_drawing(characters.textpage, at) or 0 for at in places}


def _is_hidden(word: PageWord, texts: set[int], shared: _Page) -> bool:
    if not _can_be_seen(word, shared.space):
        return True
    for text in texts:
        invisible, _, clip = _look(text, shared)
        if invisible or (clip is not None and not _holds_middle(clip, word)):
            return True
    return False


def _can_be_seen(word: PageWord, space: PageSpace) -> bool:
    """Whether a word is large enough to be seen, and on the page."""
    across = word.right > 0 and word.left < space.width
    down = word.bottom > 0 and word.top < space.height
    return across and down and word.bottom - word.top >= TINY_POINTS


def _is_plain(text: int, shared: _Page) -> bool:
    """Whether a piece of text is drawn so that nothing can hide its words: nearly all are."""
    known = shared.plain.get(text)
    if known is None:
        invisible, colour, clip = _look(text, shared)
        dark = colour is not None and min(colour) < WHITE
        known = shared.plain[text] = dark and not invisible and not clip and not shared.bands
    return known


def _look(text: int, shared: _Page) -> tuple[bool, Colour | None, BoxFound | None]:
    known = shared.looks.get(text)
    if known is None:
        known = shared.looks[text] = _looked_up(text, shared) if text else (False, None, None)
    return known


def _looked_up(text: int, shared: _Page) -> tuple[bool, Colour | None, BoxFound | None]:
    parts = (c_uint * 4)()
    start = addressof(parts)
    known = call.drawing_fill(text, start, start + 4, start + 8, start + 12)
    red, green, blue, alpha = parts
    invisible = call.text_mode(text) in INVISIBLE_MODES or (bool(known) and alpha == 0)
    return invisible, (red, green, blue) if known else None, _clip(text, shared)


def _clip(text: int, shared: _Page) -> BoxFound | None:
    """The box that a piece of text is clipped to; None where it is not clipped."""
    clip = call.clip_of_drawing(text)
    count = call.clip_paths(clip) if clip else 0
    if count <= 0 or text in shared.drawings.forms:
        return None
    boxes = [_clip_box(clip, path, shared.space) for path in range(min(count, MOST_CLIPS))]
    known = [box for box in boxes if box is not None]
    if not known:
        return None
    return {
        "x0": max(box["x0"] for box in known),
        "top": max(box["top"] for box in known),
        "x1": min(box["x1"] for box in known),
        "bottom": min(box["bottom"] for box in known),
    }


def _clip_box(clip: int, path: int, space: PageSpace) -> BoxFound | None:
    numbers = (c_float * 2)()
    start = addressof(numbers)
    points = []
    for index in range(min(call.clip_segments(clip, path), MOST_SEGMENTS)):
        segment = call.clip_segment(clip, path, index)
        call.segment_point(segment, start, start + 4)
        points.append(space.point(numbers[0], numbers[1]))
    if not points:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return {"x0": min(xs), "top": min(ys), "x1": max(xs), "bottom": max(ys)}


def _holds_middle(box: BoxFound, word: PageWord) -> bool:
    middle, level = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    if box["top"] <= level <= box["bottom"] and box["x0"] < word.right and word.left < box["x1"]:
        # A long text in a narrow cell is cut by the cell; what is shown of it can be read.
        return True
    return box["x0"] <= middle <= box["x1"] and box["top"] <= level <= box["bottom"]


def _is_doubtful(word: PageWord, text: int, shared: _Page) -> bool:
    """Whether a word may be covered, or of its background's colour."""
    colour = _look(text, shared)[1]
    level = (word.top + word.bottom) / 2
    around = shared.bands.get(int(level // BAND_POINTS), ())
    order = shared.drawings.texts.get(text, 0)
    background: Colour | None = WHITE_PAPER
    for fill in around:
        if _covered(word, fill.box) < COVERED_SHARE:
            continue
        if fill.order > order:
            return True
        background = fill.colour
    if colour is None or background is None:
        return colour is not None and min(colour) >= WHITE
    return max(abs(one - other) for one, other in zip(colour, background, strict=True)) < ALIKE


def _covered(word: PageWord, box: BoxFound) -> float:
    """The share of a word that lies in a box."""
    across = min(box["x1"], word.right) - max(box["x0"], word.left)
    down = min(box["bottom"], word.bottom) - max(box["top"], word.top)
    if across <= 0 or down <= 0:
        return 0.0
    area = (word.right - word.left) * (word.bottom - word.top)
    return across * down / area if area else 0.0


def _without_difference(
    words: Sequence[PageWord], doubtful: dict[int, set[int]], page: Any, space: PageSpace
) -> set[int]:
    """The doubtful words without which the page looks the same."""
    from PIL import ImageChops

    texts = set().union(*doubtful.values()) - {0}
    scale = min(1.0, LONGEST_SIDE / max(space.width, space.height, 1))
    shown = _drawn(page, scale)
    for text in texts:
        call.drawing_set_active(text, 0)
    try:
        difference = ImageChops.difference(shown, _drawn(page, scale))
    finally:
        for text in texts:
            call.drawing_set_active(text, 1)
    return {index for index in doubtful if not _differs(difference, words[index], scale)}


def _drawn(page: Any, scale: float) -> Any:
    bitmap = page.render(scale=scale, grayscale=False, may_draw_forms=False)
    try:
        return bitmap.to_pil().convert("L")
    finally:
        bitmap.close()


def _differs(difference: Any, word: PageWord, scale: float) -> bool:
    box = (word.left, word.top, word.right + 1 / scale, word.bottom + 1 / scale)
    area = difference.crop(tuple(int(side * scale) for side in box))
    return bool(area.width and area.height) and area.getextrema()[1] > SEEN_DIFFERENCE
