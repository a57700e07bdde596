"""Tesseract: the words of a picture. An optional part with a layer of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cofund.extraction.refused import CannotRead

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 300
LEAST_CONFIDENCE = 20.0
"""Below this it is specks and lines. Confidence decides nothing else."""
LONGEST_WORD = 200
COLUMN, BLOCK, LINE = 4, 6, 7
"""How Tesseract takes a picture apart: one column of lines, one block of text, one line."""
MOST_WORDS = 20_000
MOST_HIGHER = 2.2
"""A line's height that is more than a word's own by this was measured wrong."""


@dataclass(frozen=True)
class Seen:
    """One word: its corners in pixels and how sure the engine is of it, of 100."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float


class Engine:
    """Tesseract with the models of some languages loaded: once for all pages."""

    def __init__(self, tessdata: str, languages: str) -> None:
        try:
            import tesserocr
        except ImportError:
            raise CannotRead("no_text") from None
        self._library = tesserocr
        self.name = f"tesseract {tesserocr.tesseract_version().split()[1]}"
        try:
            self._api = tesserocr.PyTessBaseAPI(path=tessdata, lang=languages, psm=COLUMN)
        except RuntimeError:
            raise CannotRead("no_text") from None

    def words(self, picture: Image, *, layout: int = COLUMN) -> list[Seen]:
        """Give the words of a picture in the order in which they are read."""
        self._api.SetPageSegMode(layout)
        self._api.SetImage(picture)
        self._api.SetSourceResolution(DPI)
        self._api.Recognize()
        found = list(self._found())[:MOST_WORDS]
        self._api.Clear()
        return found

    def _found(self) -> Iterator[Seen]:
        level = self._library.RIL.WORD
        iterator = self._api.GetIterator()
        for found in self._library.iterate_level(iterator, level) if iterator else ():
            if found.Empty(level):
                continue
            confidence = found.Confidence(level)
            text = (found.GetUTF8Text(level) or "").strip()
            if text and confidence >= LEAST_CONFIDENCE:
                x0, top, x1, bottom = map(float, found.BoundingBox(level))
                top, bottom = _as_high_as_its_line(top, bottom, found.RowAttributes())
                yield Seen(text[:LONGEST_WORD], x0, top, x1, bottom, confidence)


def _as_high_as_its_line(
    top: float, bottom: float, row: Mapping[str, float]
) -> tuple[float, float]:
    """A word's top and bottom as print has them: "c" is as high as its font, not as its ink."""
    wanted = min(row["row_height"], MOST_HIGHER * (bottom - top))
    below = min(max(0.0, -row["descenders"]), max(0.0, wanted - (bottom - top)))
    lowest = bottom + below if bottom - top < wanted else bottom
    return min(top, lowest - wanted), lowest
