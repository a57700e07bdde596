"""A PDF page's characters: what each one is and where it is seen, all fetched at once."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from ctypes import addressof, c_float, c_ushort
from dataclasses import dataclass
from typing import Any

from cofund.extraction.readers.pdf_calls import (
    address,
    letter_box,
    letter_code,
    letter_has_no_code,
    letters_text,
)
from cofund.extraction.readers.pdf_space import PageSpace

RECTANGLE_BYTES = 16
LEFT, TOP, RIGHT, BOTTOM = range(4)
"""The order of a pdfium rectangle's four numbers."""
HYPHENS = dict.fromkeys((0x02, 0xFFFE), "-")
"""What pdfium makes of a hyphen at a line's end: a person sees the hyphen."""
UNSEEN = dict.fromkeys(range(0x20), " ") | HYPHENS
SURROGATES = range(0xD800, 0xE000)
PRIVATE = range(0xE000, 0xF900)
NO_CHARACTER = "\ufffd"
SAMPLE = 200
FEWEST = 20
"""Fewer letters than this say nothing about a font."""
MOSTLY = 0.3
MOJIBAKE = 0.6


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a page in the order in which they are drawn; spaces are among them."""

    textpage: int
    """pdfium's handle: open for as long as this is used."""
    text: str
    left: Sequence[float]
    top: Sequence[float]
    right: Sequence[float]
    bottom: Sequence[float]
    on_its_side: bool
    """Whether the page is shown turned by a quarter."""

    def height(self, index: int) -> float:
        """Give the height of a character's box, in points."""
        return self.bottom[index] - self.top[index]


def characters_of(textpage: Any, space: PageSpace, count: int) -> Characters:
    """Give the characters of an open text page, placed as a person sees them."""
    handle = address(textpage.raw)
    numbers = (c_float * (4 * count))()
    start = addressof(numbers)
    places = range(start, start + RECTANGLE_BYTES * count, RECTANGLE_BYTES)
    for index, place in enumerate(places):
        letter_box(handle, index, place)
    flat = array("f", bytes(numbers))
    sides = (flat[LEFT::4], flat[BOTTOM::4], flat[RIGHT::4], flat[TOP::4])
    on_its_side = abs(space.along_x[0]) < abs(space.along_x[1])
    return Characters(handle, _text(handle, count), *space.boxes(*sides), on_its_side)


def are_garbage(characters: Characters) -> bool:
    """Whether what pdfium reads is not what a person sees: fonts that don't say what they draw."""
    seen = [index for index, each in enumerate(characters.text) if each != " "]
    if len(seen) < FEWEST:
        return False
    sample = seen[:: len(seen) // SAMPLE + 1]
    lost = sum(_is_lost(characters, index) for index in sample)
    return lost > MOSTLY * len(sample) or _is_mojibake([characters.text[i] for i in sample])


def _text(handle: int, count: int) -> str:
    """One character per index; pdfium's own text has fewer or more where some have no code."""
    units = (c_ushort * (count + 1))()
    written = letters_text(handle, 0, count, addressof(units)) - 1
    text = bytes(units)[: 2 * count].decode("utf-16-le", "replace")
    if written != count or len(text) != count or "\0" in text or NO_CHARACTER in text:
        text = "".join([_character(letter_code(handle, index)) for index in range(count)])
    return text.translate(UNSEEN)


def _character(code: int) -> str:
    return chr(code) if code and code not in SURROGATES and code < 0x110000 else NO_CHARACTER


def _is_lost(characters: Characters, index: int) -> bool:
    each = characters.text[index]
    return (
        each == NO_CHARACTER
        or ord(each) in PRIVATE
        or bool(letter_has_no_code(characters.textpage, index))
    )


def _is_mojibake(sample: Sequence[str]) -> bool:
    """Cyrillic drawn by a font that calls its letters Latin ones: "Ñ÷åò íà îïëàòó"."""
    letters = [each for each in sample if each.isalpha()]
    accented = sum("\u00c0" <= each <= "\u00ff" for each in letters)
    return len(letters) >= FEWEST and accented > MOJIBAKE * len(letters)
