"""A PDF page's words: characters in their order, cut at spaces, gaps and new lines."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_uint
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from cofund.extraction.found import BoxFound, WordFound
from cofund.extraction.limits import Limits
from cofund.extraction.readers.pdf_space import PageSpace, rounded, union
from cofund.extraction.refused import CannotRead

GAP = 0.35
"""A gap of so many font sizes ends a word, even without a space."""
OVERLAP = 0.5
"""Characters of one word overlap vertically by at least half their height."""
TINY_POINTS = 2.5
NEARLY_WHITE = 248
INVISIBLE_MODES = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
LONGEST_WORD = 100
SURROGATES = range(0xD800, 0xE000)


@dataclass(frozen=True, slots=True)
class Character:
    """One character and where it stands."""

    index: int
    text: str
    box: BoxFound

    @property
    def height(self) -> float:
        """The height of its box, in points."""
        return self.box["bottom"] - self.box["top"]


def words_of_page(page: Any, space: PageSpace, limits: Limits) -> list[WordFound]:
    """Give the page's words in the order in which they are drawn.

    Raises:
        CannotRead: the page holds more characters than the limit.
    """
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if count > limits.characters:
            raise CannotRead("too_much_content")
        return [_word(textpage, run, space) for run in _runs(textpage, count, space)]
    finally:
        textpage.close()


def _runs(textpage: Any, count: int, space: PageSpace) -> Iterator[list[Character]]:
    run: list[Character] = []
    for index in range(count):
        character = _character(textpage, index, space)
        if run and (character is None or _breaks(run, character)):
            yield run
            run = []
        if character is not None:
            run.append(character)
    if run:
        yield run


def _character(textpage: Any, index: int, space: PageSpace) -> Character | None:
    """A character that can be seen; None for spaces, line ends and what has no code."""
    code = pdfium.FPDFText_GetUnicode(textpage, index)
    if code in SURROGATES or code < ord(" ") or not (text := chr(code)).strip():
        return None
    rectangle = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(textpage, index, byref(rectangle)):
        return None
    box = space.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
    return Character(index, text, box)


def _breaks(run: list[Character], following: Character) -> bool:
    last = run[-1].box
    box = following.box
    shared = min(last["bottom"], box["bottom"]) - max(last["top"], box["top"])
    if shared < OVERLAP * min(run[-1].height, following.height) or len(run) >= LONGEST_WORD:
        return True
    size = max(run[-1].height, following.height)
    return box["x0"] - last["x1"] > GAP * size or box["x0"] < last["x0"] - size


def _word(textpage: Any, run: list[Character], space: PageSpace) -> WordFound:
    box = union([character.box for character in run])
    word: WordFound = {
        "text": "".join(character.text for character in run),
        "box": rounded(box),
    }
    if _is_hidden(textpage, run[0], box, space):
        word["hidden"] = True
    return word


def _is_hidden(textpage: Any, first: Character, box: BoxFound, space: PageSpace) -> bool:
    """Whether nobody sees the word: too small, off the page, drawn invisible or white.

    White on a dark ground is seen; a table's dark head is flagged all the same, for a person.
    """
    if first.height < TINY_POINTS or not space.shows(box):
        return True
    drawn = pdfium.FPDFText_GetTextObject(textpage, first.index)
    if drawn and pdfium.FPDFTextObj_GetTextRenderMode(drawn) in INVISIBLE_MODES:
        return True
    red, green, blue, alpha = (c_uint() for _ in range(4))
    known = pdfium.FPDFText_GetFillColor(
        textpage, first.index, byref(red), byref(green), byref(blue), byref(alpha)
    )
    if not known:
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= NEARLY_WHITE
