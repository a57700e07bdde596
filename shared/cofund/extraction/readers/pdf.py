"""Words and ruling lines of a PDF's pages, by pypdfium2: some milliseconds a page."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pypdfium2.version

from cofund.extraction.found import ContentFound, PageFound
from cofund.extraction.guard import Inspected
from cofund.extraction.limits import Limits
from cofund.extraction.readers.pdf_characters import words_of_page
from cofund.extraction.readers.pdf_rulings import rulings_of_page
from cofund.extraction.readers.pdf_space import PageSpace
from cofund.extraction.refused import CannotRead

ENGINE = f"pypdfium2 {pypdfium2.version.PYPDFIUM_INFO.version}"


def read_pdf(inspected: Inspected, limits: Limits) -> ContentFound:
    """Give every page's words with their boxes, and its straight lines.

    Raises:
        CannotRead: pdfium cannot open it, or a page holds too much.
    """
    try:
        with pypdfium2.PdfDocument(inspected.document) as pdf:
            pages = list(_pages(pdf, limits))
    except pypdfium2.PdfiumError:
        raise CannotRead("damaged") from None
    hidden = any(word.get("hidden") for page in pages for word in page["words"])
    return {
        "sniffed": inspected.sniffed,
        "engine": ENGINE,
        "flags": [*inspected.flags, *(["hidden_text"] if hidden else [])],
        "pages": pages,
        "pages_without_text": [page["number"] for page in pages if not page["has_text"]],
    }


def _pages(pdf: pypdfium2.PdfDocument, limits: Limits) -> Iterator[PageFound]:
    characters = 0
    for index in range(len(pdf)):
        page = read_page(pdf, index, limits)
        characters += sum(len(word["text"]) for word in page["words"])
        if characters > limits.characters:
            raise CannotRead("too_much_content")
        yield page


def read_page(pdf: pypdfium2.PdfDocument, index: int, limits: Limits) -> PageFound:
    """Give one page; its memory is returned before the next one is opened."""
    page = pdf[index]
    try:
        space = PageSpace.of(page)
        words = words_of_page(page, space, limits)
        return {
            "number": index + 1,
            "width": round(space.width, 2),
            "height": round(space.height, 2),
            "words": words,
            "rulings": rulings_of_page(page, space, limits),
            "source": "text",
            "engine": ENGINE,
            "has_text": any(not word.get("hidden") for word in words),
        }
    finally:
        page.close()
