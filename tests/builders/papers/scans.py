"""Scans: a paper drawn to an image, a little skewed and noisy, always in the same way."""

from __future__ import annotations

import random
from io import BytesIO

import pypdfium2
from PIL import Image, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

SEED = 20260301
SPECKS = 400


def scanned(document: bytes, *, dpi: int = 200, skew_degrees: float = 0.4) -> bytes:
    """Give a PDF of the first page as a picture: no text left in it."""
    picture = BytesIO()
    _degraded(document, dpi, skew_degrees).save(picture, "JPEG", quality=80)
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.drawImage(ImageReader(picture), 0, 0, *A4)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def photographed(document: bytes, *, dpi: int = 200, skew_degrees: float = 0.8) -> bytes:
    """Give the first page as a JPEG picture."""
    target = BytesIO()
    _degraded(document, dpi, skew_degrees).save(target, "JPEG", quality=85, dpi=(dpi, dpi))
    return target.getvalue()


def _degraded(document: bytes, dpi: int, skew_degrees: float) -> Image.Image:
    with pypdfium2.PdfDocument(document) as pdf:
        page = pdf[0].render(scale=dpi / 72, grayscale=True).to_pil()
    page = page.rotate(skew_degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
    page = page.filter(ImageFilter.GaussianBlur(0.6))
    chance = random.Random(SEED)  # noqa: S311 - noise, not secrets
    for _ in range(SPECKS):
        page.putpixel((chance.randrange(page.width), chance.randrange(page.height)), 96)
    return page
