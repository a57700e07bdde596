"""Papers as pictures: worn, stamped, struck out by pen, photographed, put into files."""

from __future__ import annotations

import random
from collections.abc import Sequence
from io import BytesIO

import pikepdf
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

SEED = 20261122
POINTS_AN_INCH = 72
STAMP_BLUE, PEN_RED = (40, 60, 170), (190, 20, 40)


def pages_of(document: bytes, *, dpi: int = 200) -> list[Image.Image]:
    """Give every page of a PDF as a clean grey picture."""
    with pypdfium2.PdfDocument(document) as pdf:
        return [page.render(scale=dpi / POINTS_AN_INCH, grayscale=True).to_pil() for page in pdf]


def worn(page: Image.Image, *, skew_degrees: float = 0.5, specks: int = 300) -> Image.Image:
    """Give a page as a scanner sees it: a little askew, soft, with specks of dust."""
    page = page.rotate(skew_degrees, resample=Image.Resampling.BICUBIC, fillcolor="white")
    page = page.filter(ImageFilter.GaussianBlur(0.5))
    chance = random.Random(SEED)  # noqa: S311 - noise, not secrets
    for _ in range(specks):
        page.putpixel((chance.randrange(page.width), chance.randrange(page.height)), 110)
    return page


def stamped(page: Image.Image, *, centre: tuple[float, float]) -> Image.Image:
    """Give a page with a round blue stamp; ``centre`` in shares of its width and height."""
    ink = Image.new("RGB", page.size, "white")
    brush = ImageDraw.Draw(ink)
    x, y, radius = page.width * centre[0], page.height * centre[1], page.width * 0.085
    for share in (1, 0.72):
        reach = radius * share
        brush.ellipse((x - reach, y - reach, x + reach, y + reach), outline=STAMP_BLUE, width=4)
    for step in range(-2, 3):
        brush.line((x - radius / 2, y + step * 14, x + radius / 2, y + step * 14), STAMP_BLUE, 3)
    return ImageChops.multiply(page.convert("RGB"), ink)


def struck_out(page: Image.Image, box: tuple[float, float, float, float]) -> Image.Image:
    """Give a page with a red pen's strokes over a box and a sum written beside; box in points."""
    scale = page.height / 842
    x0, top, x1, bottom = (side * scale for side in box)
    coloured = page.convert("RGB")
    brush = ImageDraw.Draw(coloured)
    for shift in (0.25, 0.5, 0.75):
        y = top + (bottom - top) * shift
        brush.line((x0 - 6, y + 6, (x0 + x1) / 2, y - 5, x1 + 6, y + 4), PEN_RED, 4, joint="curve")
    for number in range(4):
        left = x0 + number * 26
        brush.arc((left, bottom + 6, left + 20, bottom + 42), 20, 320, PEN_RED, 4)
    return coloured


def photographed_by_hand(page: Image.Image) -> Image.Image:
    """Give a page as a phone sees it: in perspective, lit from one corner, a table around it."""
    width, height = page.size
    table = Image.new("L", (int(width * 1.12), int(height * 1.08)), 120)
    table.paste(page, (int(width * 0.06), int(height * 0.04)))
    wide, high = table.size
    tilted = table.transform(
        table.size,
        Image.Transform.QUAD,
        (12, 6, 0, high - 8, wide - 10, high, wide - 2, 14),
        Image.Resampling.BICUBIC,
    )
    light = Image.linear_gradient("L").resize(tilted.size).rotate(180)
    shade = light.point(lambda tone: 150 + tone * 105 // 255)
    return ImageChops.multiply(tilted, shade).filter(ImageFilter.GaussianBlur(0.7))


def jpeg(page: Image.Image, *, quality: int = 55, dpi: int = 200) -> bytes:
    """Give a picture as JPEG."""
    target = BytesIO()
    page.save(target, "JPEG", quality=quality, dpi=(dpi, dpi))
    return target.getvalue()


def png_in_two_tones(page: Image.Image, *, dpi: int = 200) -> bytes:
    """Give a picture as a black and white PNG."""
    target = BytesIO()
    _two_tones(page).save(target, "PNG", dpi=(dpi, dpi))
    return target.getvalue()


def tiff(pages: Sequence[Image.Image], *, dpi: int = 200) -> bytes:
    """Give pages as one TIFF, packed as a fax is."""
    target = BytesIO()
    first, *rest = map(_two_tones, pages)
    first.save(
        target, "TIFF", compression="group4", save_all=True, append_images=rest, dpi=(dpi, dpi)
    )
    return target.getvalue()


def pdf_of(page: Image.Image, *, dpi: int = 200) -> bytes:
    """Give a PDF that holds the picture as its only page."""
    target = BytesIO()
    scale = POINTS_AN_INCH / dpi
    size = (page.width * scale, page.height * scale)
    canvas = Canvas(target, pagesize=size, invariant=1)
    canvas.drawImage(ImageReader(BytesIO(jpeg(page))), 0, 0, *size)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def last_page_scanned(document: bytes) -> bytes:
    """Give a PDF whose last page is a picture of itself, the others with their text."""
    target = BytesIO()
    picture = pdf_of(worn(pages_of(document)[-1]))
    with pikepdf.open(BytesIO(document)) as pdf, pikepdf.open(BytesIO(picture)) as last:
        del pdf.pages[-1]
        pdf.pages.extend(last.pages)
        pdf.save(target, static_id=True)
    return target.getvalue()


def _two_tones(page: Image.Image) -> Image.Image:
    return page.convert("L").point(lambda tone: 255 * (tone > 150)).convert("1")
