"""Words and ruling lines of a PDF's pages, by pypdfium2: some milliseconds a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.version

from cofund.extraction.exact.files import attached_sources
from cofund.extraction.exact.looking import codes_of_page
from cofund.extraction.exact.stated import MOST_SOURCES
from cofund.extraction.found import ContentFound, PageFound, WordFound
from cofund.extraction.guard import Inspected
from cofund.extraction.limits import Limits
from cofund.extraction.readers.pdf_characters import are_garbage, characters_of
from cofund.extraction.readers.pdf_drawings import Drawings, drawings_of
from cofund.extraction.readers.pdf_hidden import hidden_words
from cofund.extraction.readers.pdf_pictures import MOST_PICTURES, pictures_of_page
from cofund.extraction.readers.pdf_space import PageSpace
from cofund.extraction.readers.pdf_words import PageWord, words_of
from cofund.extraction.refused import CannotRead

ENGINE = f"pypdfium2 {pypdfium2.version.PYPDFIUM_INFO.version}"
PICTURE_SHARE = 0.6
"""A page of which pictures cover this much is a scan, if it has little text of its own."""
LITTLE_TEXT = 500
"""Characters: a scan with an electronic signature's stamp and a page number has fewer."""


def read_pdf(inspected: Inspected, limits: Limits) -> ContentFound:
    """Give every page's words with their boxes, and its straight lines.

    A page without text of its own is listed for recognition, and so is a scan that was only
    stamped with some.

    Raises:
        CannotRead: pdfium cannot open it, or a page holds too much.
    """
    try:
        with pypdfium2.PdfDocument(inspected.document) as pdf:
            read = list(_pages(pdf, limits))
            attached = attached_sources(pdf, inspected)
    except pypdfium2.PdfiumError:
        raise CannotRead("damaged") from None
    pages = [page for page, _ in read]
    codes = [source for page in pages for source in page.pop("codes", [])]
    pictures = [picture for page in pages for picture in page.pop("pictures", [])]
    hidden = any(word.get("hidden") for page in pages for word in page["words"])
    return {
        "sniffed": inspected.sniffed,
        "engine": ENGINE,
        "flags": [*inspected.flags, *(["hidden_text"] if hidden else [])],
        "pages": pages,
        "pages_without_text": [
            page["number"] for page, is_scan in read if is_scan or not page["has_text"]
        ],
        "exact": [*attached, *codes][:MOST_SOURCES],
        "pictures": pictures[:MOST_PICTURES],
    }


def _pages(pdf: pypdfium2.PdfDocument, limits: Limits) -> Iterator[tuple[PageFound, bool]]:
    characters = 0
    for index in range(len(pdf)):
        page, is_scan = read_page(pdf, index, limits)
        characters += sum(len(word["text"]) for word in page["words"])
        if characters > limits.characters:
            raise CannotRead("too_much_content")
        yield page, is_scan


def read_page(pdf: pypdfium2.PdfDocument, index: int, limits: Limits) -> tuple[PageFound, bool]:
    """Give one page, and whether it is a scan for all its text.

    Its memory is returned before the next one is opened.
    """
    page = pdf[index]
    try:
        space = PageSpace.of(page)
        drawings = drawings_of(page, space, limits)
        words = _words(page, space, drawings, limits)
        seen = sum(len(word["text"]) for word in words if not word.get("hidden"))
        found: PageFound = {
            "number": index + 1,
            "width": round(space.width, 2),
            "height": round(space.height, 2),
            "words": words,
            "rulings": drawings.rulings,
            "source": "text",
            "engine": ENGINE,
            "has_text": seen > 0,
            "codes": codes_of_page(page, space, limits, index + 1),
        }
        is_scan = seen < LITTLE_TEXT and drawings.picture_share(space) >= PICTURE_SHARE
        if not is_scan and any(fill.colour is None for fill in drawings.fills):
            found["pictures"] = pictures_of_page(page, index + 1)
        return found, is_scan
    finally:
        page.close()


def _words(page: Any, space: PageSpace, drawings: Drawings, limits: Limits) -> list[WordFound]:
    """The page's words; none where its fonts don't say which letters they draw."""
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if count > limits.characters:
            raise CannotRead("too_much_content")
        characters = characters_of(textpage, space, count)
        if are_garbage(characters):
            return []
        words = words_of(characters)
        hidden = hidden_words(words, characters, drawings, page, space)
        return [_found(word, index in hidden) for index, word in enumerate(words)]
    finally:
        textpage.close()


def _found(word: PageWord, is_hidden: bool) -> WordFound:
    found: WordFound = {
        "text": word.text,
        "box": {
            "x0": round(word.left, 2),
            "top": round(word.top, 2),
            "x1": round(word.right, 2),
            "bottom": round(word.bottom, 2),
        },
    }
    if is_hidden:
        found["hidden"] = True
    return found
