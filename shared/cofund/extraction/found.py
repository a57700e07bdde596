"""What a reader hands out of the child: plain JSON in the shape of ``DocumentContent``.

The child does without pydantic: importing the models costs more than reading a page does. The
parent validates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NotRequired, TypedDict

if TYPE_CHECKING:
    from cofund.extraction.exact.stated import SourceFound


class BoxFound(TypedDict):
    """A rectangle in points, origin top left."""

    x0: float
    top: float
    x1: float
    bottom: float


class WordFound(TypedDict):
    """One word on a page."""

    text: str
    box: BoxFound
    hidden: NotRequired[bool]


class PictureFound(TypedDict):
    """One picture inside a document."""

    page: int | None
    width: int
    height: int
    sha256: str
    fingerprint: NotRequired[str | None]


class PageFound(TypedDict):
    """One page."""

    number: int
    width: float
    height: float
    words: list[WordFound]
    rulings: list[BoxFound]
    source: str
    engine: str
    has_text: bool
    ink: NotRequired[list[BoxFound]]
    upright_to_drawn: NotRequired[list[float]]
    pictures: NotRequired[list[PictureFound]]
    codes: NotRequired[list[SourceFound]]
    """Read off the page; handed out with the document's exact sources, not with the page."""


class TableFound(TypedDict):
    """One table of a file without fixed pages."""

    name: str
    rows: list[list[str]]
    merged: NotRequired[list[list[int]]]
    after: NotRequired[int]


class ContentFound(TypedDict):
    """All that was found in one file, but for its id."""

    sniffed: str
    engine: str
    flags: list[str]
    pages: NotRequired[list[PageFound]]
    paragraphs: NotRequired[list[str]]
    tables: NotRequired[list[TableFound]]
    pictures: NotRequired[list[PictureFound]]
    photo: NotRequired[PictureFound]
    pages_without_text: NotRequired[list[int]]
    exact: NotRequired[list[SourceFound]]
