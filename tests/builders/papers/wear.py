"""Wear: what scanners, stamps and telephones do to a page, seeded: the same seed, the same page."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

POINTS_AN_INCH = 72
PAPER = 240
STAMP_GREY = 90


@dataclass(frozen=True, kw_only=True)
class Wear:
    """How worn a page comes out; angles in degrees, the others in levels of grey or pixels."""

    dpi: int = 200
    skew: float = 0.0
    """The most that it is turned by, either way."""
    grain: float = 0.0
    specks: float = 0.0
    """The share of pixels that are black dots."""
    blur: float = 0.0
    shade: float = 0.0
    """How much darker one corner is, as a share."""
    stamp: bool = False
    aslant: float = 0.0
    """How far corners move when it is seen from aside, as a share of the page."""
    quality: int = 80


WEARS = {
    "clean200": Wear(),
    "clean300": Wear(dpi=300),
    "scan200": Wear(skew=0.8, grain=8, specks=0.0004, blur=0.5, shade=0.05, quality=75),
    "scan300": Wear(dpi=300, skew=0.8, grain=8, specks=0.0004, blur=0.6, shade=0.05, quality=75),
    "stamp200": Wear(skew=0.6, grain=6, specks=0.0003, blur=0.4, shade=0.05, stamp=True),
    "rot3_200": Wear(skew=3.0, grain=6, specks=0.0003, blur=0.4, shade=0.08),
    "photo150": Wear(
        dpi=150, skew=2.0, grain=10, specks=0.0006, blur=0.6, shade=0.15, aslant=0.012, quality=70
    ),
}
"""The usual ways in which papers come, by name: what it is, and its dots per inch."""


def worn_page(document: bytes, wear: Wear, *, seed: int) -> bytes:
    """Give the first page of a PDF as a JPEG, worn."""
    chance = np.random.default_rng(seed)
    with pypdfium2.PdfDocument(document) as pdf:
        page = pdf[0].render(scale=wear.dpi / POINTS_AN_INCH, grayscale=True).to_pil()
    if wear.stamp:
        page = _stamped(page, chance)
    page = _moved(page, wear, chance)
    if wear.blur:
        page = page.filter(ImageFilter.GaussianBlur(wear.blur * wear.dpi / 200))
    target = BytesIO()
    _lit(page, wear, chance).save(target, "JPEG", quality=wear.quality, dpi=(wear.dpi, wear.dpi))
    return target.getvalue()


def _moved(page: Image.Image, wear: Wear, chance: np.random.Generator) -> Image.Image:
    if wear.skew:
        angle = float(chance.uniform(-wear.skew, wear.skew))
        page = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    if not wear.aslant:
        return page
    width, height = page.size
    by = chance.uniform(-wear.aslant, wear.aslant, size=8)
    corners = (0, 0, 0, height, width, height, width, 0)
    moved = tuple(at + by[n] * page.size[n % 2] for n, at in enumerate(corners))
    return page.transform(
        page.size, Image.Transform.QUAD, moved, Image.Resampling.BICUBIC, fillcolor=255
    )


def _lit(page: Image.Image, wear: Wear, chance: np.random.Generator) -> Image.Image:
    levels = np.asarray(page).astype(np.float64)
    if wear.shade:
        down = np.linspace(0, 1, levels.shape[0])[:, None]
        across = np.linspace(0, 1, levels.shape[1])[None, :]
        levels *= (PAPER / 255) * (1 - wear.shade * (down + across) / 2)
    if wear.grain:
        levels += chance.normal(0, wear.grain, levels.shape)
    if wear.specks:
        levels[chance.random(levels.shape) < wear.specks] = 20
    return Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8))


def _stamped(page: Image.Image, chance: np.random.Generator) -> Image.Image:
    """A round stamp somewhere in the middle of what is printed, in grey."""
    printed = page.point(lambda level: 255 * (level < 128)).getbbox() or (0, 0, *page.size)
    x = float(chance.uniform(0.35, 0.8)) * page.width
    y = float(chance.uniform(0.5, 1.0)) * printed[3]
    radius = page.width * 0.09
    brush = ImageDraw.Draw(page)
    for share in (1.0, 0.93, 0.8):
        reach = radius * share
        brush.ellipse((x - reach, y - reach, x + reach, y + reach), outline=STAMP_GREY, width=3)
    for step in range(-3, 4):
        at = y + step * radius / 6
        brush.line((x - radius / 2, at, x + radius / 2, at + 2), fill=STAMP_GREY, width=1)
    return page
