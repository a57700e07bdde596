"""What the reader finds in a file, before anything is understood of it.

The reader runs in a child process; this is what comes back from it.
"""

from typing import Literal

from pydantic import Field

from cofund.models.base import Identifier, Model, ShortText
from cofund.models.evidence import MAX_PAGES, Box, EmbeddedPicture, Source
from cofund.models.exact import ExactSource
from cofund.models.extraction import MAX_PARTICIPANTS
from cofund.models.unreadable import Flag


class Word(Model):
    """One word on a page, as printed."""

    text: ShortText
    box: Box
    hidden: bool = False
    """Drawn so that nobody sees it: invisible, white, tiny or off the page."""


class Ruling(Model):
    """A straight line on a page, horizontal or vertical."""

    x0: float
    top: float
    x1: float
    bottom: float


class PageContent(Model):
    """What one page holds, before anything is understood of it."""

    number: int = Field(ge=1, le=MAX_PAGES)
    width: float
    height: float
    words: tuple[Word, ...] = Field(default=(), max_length=50_000)
    rulings: tuple[Ruling, ...] = Field(default=(), max_length=50_000)
    source: Source = "text"
    engine: ShortText
    has_text: bool
    """Whether the page has text of its own; recognised words don't count."""
    ink: tuple[Box, ...] = Field(default=(), max_length=500)
    """Where something was written or stamped on the paper, in colour or by hand (scans only)."""
    read_differently: bool = False
    """Whether two looks at the scan accepted different totals: neither is certain."""
    upright_to_drawn: tuple[float, ...] | None = Field(default=None, min_length=9, max_length=9)
    """How the straightened page, on which words, rulings and ink stand, lies on the page as drawn.

    The nine numbers of a projective map, row by row; None where both are the same.
    """


class TableContent(Model):
    """Rows of a spreadsheet or of a table in a text document."""

    name: ShortText
    rows: tuple[tuple[str, ...], ...] = Field(default=(), max_length=MAX_PARTICIPANTS + 200)
    merged: tuple[tuple[int, int, int, int], ...] = Field(default=(), max_length=20_000)
    """Cells that are merged: first row and column, last row and column, counted from 0."""
    after: int = Field(default=0, ge=0)
    """How many paragraphs stand above it; spreadsheets have none."""


class DocumentContent(Model):
    """All that the reader found in one file; the interpreter makes an ``Extraction`` of it."""

    document_id: Identifier
    sniffed: Literal[
        "pdf", "xlsx", "xls", "ods", "docx", "pptx", "csv", "xml", "jpeg", "png", "tiff", "heic"
    ]
    pages: tuple[PageContent, ...] = Field(default=(), max_length=MAX_PAGES)
    paragraphs: tuple[str, ...] = Field(default=(), max_length=20_000)
    tables: tuple[TableContent, ...] = Field(default=(), max_length=200)
    pictures: tuple[EmbeddedPicture, ...] = Field(default=(), max_length=500)
    photo: EmbeddedPicture | None = None
    """The file itself, where it is one picture."""
    exact: tuple[ExactSource, ...] = Field(default=(), max_length=20)
    flags: tuple[Flag, ...] = ()
    engine: ShortText
    pages_without_text: tuple[int, ...] = ()
