"""Words and ruling lines of a PDF by pdfplumber: slower by far, by the places of the letters alone.

The fast road takes letters in the order in which they are drawn, and programs that draw them in
another order make shreds of words. What the fast road found hidden stays hidden: pdfplumber does
not tell invisible letters from others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.metadata import version
from io import BytesIO
from itertools import islice
from typing import Any

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from cofund.extraction.found import BoxFound, ContentFound, PageFound, WordFound
from cofund.extraction.guard import Inspected
from cofund.extraction.limits import Limits
from cofund.extraction.readers.pdf import read_pdf
from cofund.extraction.readers.pdf_drawings import MOST_RULINGS
from cofund.extraction.refused import CannotRead

ENGINE = f"pdfplumber {version('pdfplumber')}"
LETTER_GAP = 1.5
"""Points between letters that still make one word."""
LINE_GAP = 2.0
LONGEST_WORD = 100


def read_thoroughly(inspected: Inspected, limits: Limits) -> ContentFound:
    """Give the same content as the fast road, its pages' words put together anew.

    Raises:
        CannotRead: pdfplumber cannot open it, or a page holds too much.
    """
    fast = read_pdf(inspected, limits)
    try:
        with pdfplumber.open(BytesIO(inspected.document)) as pdf:
            read = [_page(*both) for both in zip(pdf.pages, fast.get("pages", []), strict=True)]
    except (PDFException, PdfminerException, ValueError, RecursionError):
        raise CannotRead("damaged") from None
    return {**fast, "pages": read, "engine": ENGINE}


def _page(page: Any, fast: PageFound) -> PageFound:
    """Give one page; its memory is returned before the next one is opened."""
    if not fast["has_text"]:
        # Its words were none that people see: they don't come back by another road.
        return fast
    try:
        hidden = [word["box"] for word in fast["words"] if word.get("hidden")]
        return {
            **fast,
            "words": [_word(word, page.bbox, hidden) for word in _words(page)],
            "rulings": [_box(edge, page.bbox) for edge in islice(page.edges, MOST_RULINGS)],
            "engine": ENGINE,
        }
    finally:
        page.close()


def _words(page: Any) -> Iterator[Mapping[str, Any]]:
    yield from page.extract_words(x_tolerance=LETTER_GAP, y_tolerance=LINE_GAP)


def _word(word: Mapping[str, Any], page: tuple[float, ...], hidden: list[BoxFound]) -> WordFound:
    box = _box(word, page)
    found: WordFound = {"text": word["text"][:LONGEST_WORD], "box": box}
    if any(_lies_in(box, other) for other in hidden):
        found["hidden"] = True
    return found


def _box(place: Mapping[str, Any], page: tuple[float, ...]) -> BoxFound:
    left, top = page[0], page[1]
    return {
        "x0": round(float(place["x0"]) - left, 2),
        "top": round(float(place["top"]) - top, 2),
        "x1": round(float(place["x1"]) - left, 2),
        "bottom": round(float(place["bottom"]) - top, 2),
    }


def _lies_in(box: BoxFound, other: BoxFound) -> bool:
    """Whether any of a word stands where hidden letters stand."""
    across = box["x0"] < other["x1"] and other["x0"] < box["x1"]
    return across and box["top"] < other["bottom"] and other["top"] < box["bottom"]
