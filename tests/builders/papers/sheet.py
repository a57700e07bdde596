"""A sheet to draw forms on: words anywhere, tables ruled in many ways, pages that go on.

Places are points from the top left; what is drawn moves the cursor ``y`` down.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Literal

from reportlab.lib.colors import Color, black, lightgrey
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

Align = Literal["left", "right", "centre"]
Rules = Literal["grid", "rows", "heads", "outer", "stripes", "none"]
Column = tuple[float, Align]
Face = Literal["dejavu", "serif", "liberation", "narrow", "mono", "pt", "pt serif", "pt mono"]

FONTS = Path("/usr/share/fonts/truetype")
# reportlab's paragraphs find a font whatever its capitals: "sans" here would be page.py's "Sans".
FACES: dict[str, tuple[str, str]] = {
    "dejavu": ("dejavu/DejaVuSans.ttf", "dejavu/DejaVuSans-Bold.ttf"),
    "serif": ("liberation/LiberationSerif-Regular.ttf", "liberation/LiberationSerif-Bold.ttf"),
    "liberation": ("liberation/LiberationSans-Regular.ttf", "liberation/LiberationSans-Bold.ttf"),
    "narrow": (
        "liberation/LiberationSansNarrow-Regular.ttf",
        "liberation/LiberationSansNarrow-Bold.ttf",
    ),
    "mono": ("liberation/LiberationMono-Regular.ttf", "liberation/LiberationMono-Bold.ttf"),
    "pt": ("paratype/PTS55F.ttf", "paratype/PTS75F.ttf"),
    "pt serif": ("paratype/PTF55F.ttf", "paratype/PTF75F.ttf"),
    "pt mono": ("paratype/PTM55F.ttf", "paratype/PTM75F.ttf"),
}
MARGIN = 40
PADDING = 3


class Sheet:
    """One paper of as many pages as it needs; the same strokes give the same bytes."""

    def __init__(self, *, face: Face = "pt", size: float = 9, wide: bool = False) -> None:
        _register()
        self._target = BytesIO()
        self.page_width, self.page_height = landscape(A4) if wide else A4
        self._canvas = Canvas(
            self._target,
            pagesize=(self.page_width, self.page_height),
            invariant=1,
            pageCompression=1,
        )
        self.face, self.size = face, size
        self.width = self.page_width - 2 * MARGIN
        self.y: float = MARGIN

    def put(
        self,
        words: str,
        x: float = 0,
        *,
        width: float | None = None,
        size: float | None = None,
        bold: bool = False,
        align: Align = "left",
        colour: Color = black,
    ) -> float:
        """Draw words at the cursor without moving it; give how high they are."""
        size = size or self.size
        room = self.width - x if width is None else width
        lines = simpleSplit(words, self._font(bold=bold), size, room) or [""]
        self._canvas.setFillColor(colour)
        self._canvas.setFont(self._font(bold=bold), size)
        for number, line in enumerate(lines):
            self._line(line, MARGIN + x, self.y + size + number * size * 1.25, room, align)
        return len(lines) * size * 1.25

    def say(
        self,
        words: str,
        x: float = 0,
        *,
        width: float | None = None,
        size: float | None = None,
        bold: bool = False,
        align: Align = "left",
    ) -> None:
        """Draw words and move on below them, to a new page where this one is full."""
        if self.y > self.page_height - MARGIN - 2 * self.size:
            self.turn()
        self.y += self.put(words, x, width=width, size=size, bold=bold, align=align) + 2

    def pairs(
        self, rows: Sequence[tuple[str, str]], x: float = 0, *, label: float, width: float
    ) -> None:
        """Draw labels with their values beside them."""
        for name, value in rows:
            high = self.put(name, x, width=label)
            self.y += max(high, self.put(value, x + label, width=width - label)) + 2

    def stack(self, rows: Sequence[tuple[str, str]]) -> None:
        """Draw totals at the right: each label beside its amount."""
        for label, amount in rows:
            self.put(label, self.width - 245, width=145, align="right")
            self.say(amount, self.width - 90, width=90, align="right")

    def gap(self, points: float) -> None:
        """Leave room."""
        self.y += points

    def turn(self) -> None:
        """Go on to the next page."""
        self._canvas.showPage()
        self.y = MARGIN

    def rule(self, x: float = 0, width: float | None = None) -> None:
        """Draw a horizontal line."""
        self._stroke(x, self.y, x + (self.width if width is None else width), self.y)
        self.y += 3

    def frame(self, x: float, width: float, height: float, *, filled: bool = False) -> None:
        """Draw a rectangle from the cursor down."""
        self._canvas.setFillColor(lightgrey)
        self._canvas.rect(
            MARGIN + x, self.page_height - self.y - height, width, height, fill=int(filled)
        )
        self._canvas.setFillColor(black)

    def picture(self, image: bytes, x: float, width: float, height: float) -> None:
        """Draw a picture at the cursor."""
        self._canvas.drawImage(
            ImageReader(BytesIO(image)), MARGIN + x, self.page_height - self.y - height,
            width, height,
        )  # fmt: skip

    def table(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        *,
        rules: Rules = "grid",
        heads: int = 1,
        x: float = 0,
        size: float | None = None,
        turned: Callable[[int], Sequence[Sequence[str]]] = lambda _: (),
    ) -> None:
        """Draw a table; on a new page the heads stand again, then the rows that ``turned`` gives.

        ``turned`` is told how many rows stand already.
        """
        size = size or self.size
        for number, row in enumerate(rows):
            if self.y + self._height(columns, row, size) > self.page_height - MARGIN - 20:
                self.turn()
                for again in (*rows[:heads], *turned(number)):
                    self._row(columns, again, x, size, rules, head=True)
            self._row(columns, row, x, size, rules, head=number < heads, odd=number % 2 == 1)
        if rules in ("heads", "outer", "rows"):
            self._stroke(x, self.y, x + sum(width for width, _ in columns), self.y)

    def done(self) -> bytes:
        """Give the PDF."""
        self._canvas.showPage()
        self._canvas.save()
        return self._target.getvalue()

    def _row(
        self,
        columns: Sequence[Column],
        row: Sequence[str],
        x: float,
        size: float,
        rules: Rules,
        *,
        head: bool,
        odd: bool = False,
    ) -> None:
        height, whole = self._height(columns, row, size), sum(width for width, _ in columns)
        if rules == "stripes" and odd:
            self._canvas.setFillColor(Color(0.92, 0.94, 0.97))
            self._canvas.rect(
                MARGIN + x, self.page_height - self.y - height, whole, height, stroke=0, fill=1
            )
        if rules in ("rows", "outer") or (rules == "heads" and head):
            self._stroke(x, self.y, x + whole, self.y)
        at, top = x, self.y
        for (width, align), cell in zip(columns, row, strict=True):
            if rules == "grid":
                self.frame(at, width, height)
            self.y = top + 1
            self.put(
                cell, at + PADDING, width=width - 2 * PADDING, size=size, bold=head, align=align
            )
            at, self.y = at + width, top
        self.y += height
        if rules == "heads" and head:
            self._stroke(x, self.y, x + whole, self.y)

    def _height(self, columns: Sequence[Column], row: Sequence[str], size: float) -> float:
        lines = max(
            len(simpleSplit(cell, self._font(bold=True), size, width - 2 * PADDING))
            for (width, _), cell in zip(columns, row, strict=True)
        )
        return max(1, lines) * size * 1.25 + 4

    def _line(self, line: str, x: float, baseline: float, room: float, align: Align) -> None:
        y = self.page_height - baseline
        if align == "right":
            self._canvas.drawRightString(x + room, y, line)
        elif align == "centre":
            self._canvas.drawCentredString(x + room / 2, y, line)
        else:
            self._canvas.drawString(x, y, line)

    def _stroke(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self._canvas.setLineWidth(0.6)
        self._canvas.line(MARGIN + x0, self.page_height - y0, MARGIN + x1, self.page_height - y1)

    def _font(self, *, bold: bool) -> str:
        return f"{self.face} bold" if bold else self.face


@cache
def _register() -> None:
    for face, (plain, bold) in FACES.items():
        pdfmetrics.registerFont(TTFont(face, FONTS / plain))
        pdfmetrics.registerFont(TTFont(f"{face} bold", FONTS / bold))
