"""Pages drawn by reportlab: fonts, styles and tables that all papers share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.dates import format_date
from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

FONTS = Path("/usr/share/fonts/truetype/dejavu")
MARGIN = 36
WIDTH = A4[0] - 2 * MARGIN
GRID = ("GRID", (0, 0), (-1, -1), 0.6, colors.black)


def paper(flowables: Sequence[Flowable], *, title: str) -> bytes:
    """Lay the parts out on A4 pages; the same parts give the same bytes."""
    register_fonts()
    target = BytesIO()
    with _same_every_time():
        SimpleDocTemplate(
            target, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN,
            bottomMargin=MARGIN, title=title, author="", invariant=1,
        ).build(list(flowables))  # fmt: skip
    return target.getvalue()


def text(
    words: str, *, size: float = 9, font: str = "Sans", align: int = 0, **more: Any
) -> Paragraph:
    """Give a paragraph; ``align`` 0 left, 1 centre, 2 right."""
    register_fonts()
    style = ParagraphStyle(
        "paper", fontName=font, fontSize=size, leading=size * 1.25, alignment=align, **more
    )
    return Paragraph(words.replace("&", "&amp;").replace("\n", "<br/>"), style)


def grid(
    rows: Sequence[Sequence[Any]], widths: Sequence[float], *styles: Any, repeat: int = 0
) -> Table:
    """Give a table with every cell bordered."""
    register_fonts()
    padding = [("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]
    top = ("VALIGN", (0, 0), (-1, -1), "TOP")
    return Table(rows, widths, repeatRows=repeat, style=[GRID, top, *padding, *styles])


def bare(rows: Sequence[Sequence[Any]], widths: Sequence[float]) -> Table:
    """Give a table without borders."""
    register_fonts()
    padding = [("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 1)]
    return Table(rows, widths, style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *padding])


def russian_date(day: date) -> str:
    """Give "5 марта 2026 г."."""
    return format_date(day, "d MMMM y 'г.'", locale="ru")


def russian_amount(amount_minor: int) -> str:
    """Give "1 234,50", its thousands kept together."""
    sign = "-" if amount_minor < 0 else ""
    whole, part = divmod(abs(amount_minor), 100)
    return f"{sign}{whole:,}".replace(",", "\u00a0") + f",{part:02d}"


@cache
def register_fonts() -> None:
    """Make "Sans" and "Bold" known, once in a process."""
    for name, file in (("Sans", "DejaVuSans.ttf"), ("Bold", "DejaVuSans-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, FONTS / file))


@contextmanager
def _same_every_time() -> Iterator[None]:
    before, rl_config.invariant = rl_config.invariant, 1
    try:
        yield
    finally:
        rl_config.invariant = before
