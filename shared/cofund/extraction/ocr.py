"""Words of pages that are pictures, by Tesseract: only for pages without text, and for photos.

tesserocr is an optional part with a layer of its own: it is imported here, in the child, only.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from cofund.extraction.found import BoxFound, ContentFound, PageFound, WordFound
from cofund.extraction.guard import Inspected
from cofund.extraction.limits import Limits
from cofund.extraction.readers import read
from cofund.extraction.refused import CannotRead

if TYPE_CHECKING:
    from PIL.Image import Image

LANGUAGES = "rus+eng"
DPI = 300
POINTS_PER_INCH = 72
LEAST_CONFIDENCE = 20.0
"""Below this it is specks and lines. Confidence decides nothing else."""
SMALL_SIDE_PIXELS = 1_800
"""A picture narrower than this is enlarged: its letters are too small to tell apart."""
LONGEST_WORD = 200


def recognise(inspected: Inspected, limits: Limits, *, tessdata: str) -> ContentFound:
    """Give the content with the words of the pages that have none of their own.

    Raises:
        CannotRead: it cannot be read at all, or recognition is not installed.
    """
    content = read(inspected, limits)
    pages = content.get("pages", [])
    wanted = set(content.get("pages_without_text", []))
    if not wanted:
        return content
    engine = _Engine(tessdata)
    recognised = [
        _recognised(engine, inspected, page) if page["number"] in wanted else page for page in pages
    ]
    left = [page["number"] for page in recognised if not page["words"]]
    return {**content, "pages": recognised, "pages_without_text": left}


def _recognised(engine: _Engine, inspected: Inspected, page: PageFound) -> PageFound:
    picture = _picture(inspected, page["number"] - 1)
    scale = page["width"] / picture.width
    words = list(engine.words(picture, scale))
    # "has_text" stays false: the page has no text of its own.
    return {**page, "words": words, "source": "ocr", "engine": engine.name}


def _picture(inspected: Inspected, index: int) -> Image:
    """The page in grey, at a size at which letters can be told apart."""
    if inspected.sniffed == "pdf":
        return _rendered(inspected.document, index)
    from PIL import Image, ImageOps

    with Image.open(BytesIO(inspected.document)) as opened:
        picture = ImageOps.grayscale(opened)
    shorter = min(picture.size)
    if shorter >= SMALL_SIDE_PIXELS:
        return picture
    factor = min(SMALL_SIDE_PIXELS / shorter, 3.0)
    size = (round(picture.width * factor), round(picture.height * factor))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _rendered(document: bytes, index: int) -> Image:
    import pypdfium2

    with pypdfium2.PdfDocument(document) as pdf:
        page = pdf[index]
        image: Image = page.render(scale=DPI / POINTS_PER_INCH, grayscale=True).to_pil()
        page.close()
        return image


class _Engine:
    """Tesseract with its models loaded: once for all pages."""

    def __init__(self, tessdata: str) -> None:
        try:
            import tesserocr
        except ImportError:
            raise CannotRead("no_text") from None
        self._library = tesserocr
        self.name = f"tesseract {tesserocr.tesseract_version().split()[1]}"
        try:
            self._api = tesserocr.PyTessBaseAPI(
                path=tessdata, lang=LANGUAGES, psm=tesserocr.PSM.SINGLE_COLUMN
            )
        except RuntimeError:
            raise CannotRead("no_text") from None

    def words(self, picture: Image, scale: float) -> Iterator[WordFound]:
        """Give the picture's words, their boxes scaled to the page's points."""
        self._api.SetImage(picture)
        self._api.SetSourceResolution(DPI)
        self._api.Recognize()
        level = self._library.RIL.WORD
        iterator = self._api.GetIterator()
        for found in self._library.iterate_level(iterator, level) if iterator else ():
            if found.Empty(level) or found.Confidence(level) < LEAST_CONFIDENCE:
                continue
            text = (found.GetUTF8Text(level) or "").strip()
            if text:
                yield {"text": text[:LONGEST_WORD], "box": _box(found.BoundingBox(level), scale)}


def _box(corners: tuple[int, int, int, int], scale: float) -> BoxFound:
    x0, top, x1, bottom = (round(side * scale, 2) for side in corners)
    return {"x0": x0, "top": top, "x1": x1, "bottom": bottom}
