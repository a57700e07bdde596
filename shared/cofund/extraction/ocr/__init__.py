"""Words of pages that are pictures: of pages without text of their own, and of photos.

Read in this order::

    frames      a page as a picture
    straight    made ready: evened (``paper``), level (``upright``), without rulings (``ruled``)
    engine      Tesseract's words
    turning     a page that lies on its side; the languages that it is in
    ink         what was written over the print

Everything here runs in the child only, and needs the ocr part, which has a layer of its own.
Words and rulings are given as they stand on the straightened page, in points, together with the
map onto the page as drawn: a tilted line of text would be read as several.
"""

from __future__ import annotations

from cofund.extraction.child import allow_pages
from cofund.extraction.exact.stated import MOST_SOURCES
from cofund.extraction.found import ContentFound, PageFound
from cofund.extraction.guard import Inspected
from cofund.extraction.limits import Limits
from cofund.extraction.ocr.pages import Look, recognised_page
from cofund.extraction.ocr.turning import Engines
from cofund.extraction.readers import read


def recognise(
    inspected: Inspected, limits: Limits, *, tessdata: str, look: Look = "first"
) -> ContentFound:
    """Give the content with the words of the pages that have none of their own.

    Raises:
        CannotRead: it cannot be read at all, or recognition is not installed.
    """
    content = read(inspected, limits)
    wanted = set(content.get("pages_without_text", []))
    if not wanted:
        return content
    allow_pages(len(wanted), limits)
    engines = Engines(tessdata)
    pages: list[PageFound] = []
    exact = list(content.get("exact", []))
    for page in content.get("pages", []):
        if page["number"] not in wanted:
            pages.append(page)
            continue
        recognised = recognised_page(engines, inspected, page, look)
        exact += recognised.pop("codes", [])
        pages.append(recognised)
    left = [page["number"] for page in pages if not page["words"]]
    return {**content, "pages": pages, "pages_without_text": left, "exact": exact[:MOST_SOURCES]}
