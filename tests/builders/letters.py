"""Pages whose letters are drawn in unusual ways: what programs do, and what people try."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.builders.papers.page import register_fonts

SEEN = "Seen words stand here"
Draw = Callable[[Canvas], None]


def page(*drawn: Draw, turned: int = 0) -> bytes:
    """Give a PDF of one A4 page that the functions draw on, one after the other."""
    register_fonts()
    target = BytesIO()
    canvas = Canvas(target, pagesize=(595, 842), invariant=1)
    canvas.setPageRotation(turned)
    canvas.setFont("Sans", 10)
    for draw in drawn:
        canvas.saveState()
        draw(canvas)
        canvas.restoreState()
    canvas.save()
    return target.getvalue()


def words(
    text: str, *, x: float = 60, y: float = 700, size: float = 10, grey: float = 0, mode: int = 0,
    alpha: float = 1, spacing: float = 0,
) -> Draw:  # fmt: skip
    """Give what draws a line of text, its first letter at a place."""

    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(grey)
        canvas.setFillAlpha(alpha)
        line = canvas.beginText(x, y)
        line.setFont("Sans", size)
        line.setTextRenderMode(mode)
        line.setCharSpace(spacing)
        line.textOut(text)
        canvas.drawText(line)

    return draw


def ground(grey: float, *, x: float = 50, y: float = 690, width: float = 300, height: float = 30,
           alpha: float = 1) -> Draw:  # fmt: skip
    """Give what fills a box."""

    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(grey)
        canvas.setFillAlpha(alpha)
        canvas.rect(x, y, width, height, stroke=0, fill=1)

    return draw


def picture(*, x: float = 50, y: float = 690, width: float = 300, height: float = 30,
            opacity: int = 255) -> Draw:  # fmt: skip
    """Give what draws a red picture; below 255 what lies under it shows through."""

    def draw(canvas: Canvas) -> None:
        image = Image.new("RGBA", (30, 10), (200, 30, 30, opacity))
        canvas.drawImage(ImageReader(image), x, y, width, height, mask="auto")

    return draw


def clipped(inner: Draw, *, x: float, y: float, width: float, height: float) -> Draw:
    """Give what draws something of which only a box is shown."""

    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.rect(x, y, width, height)
        canvas.clipPath(path, stroke=0, fill=0)
        inner(canvas)

    return draw


def turned(inner: Draw, degrees: float) -> Draw:
    """Give what draws something turned around the point 300, 400."""

    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(degrees)
        inner(canvas)

    return draw


def in_a_form(inner: Draw) -> Draw:
    """Give what draws something as a drawing of its own, used on the page."""

    def draw(canvas: Any) -> None:
        canvas.beginForm("stamp")
        inner(canvas)
        canvas.endForm()
        canvas.doForm("stamp")

    return draw
