"""A value that was read, where it stands and how far it may be trusted.

Boxes are points, origin at the page's top left.
"""

from typing import Annotated, Generic, Literal, TypeVar

from pydantic import Field

from cofund.models.base import Identifier, Model, ShortText

T = TypeVar("T")

MAX_PAGES = 200

ReadStatus = Literal["exact", "checked", "review", "unreadable"]
"""How far a value may be trusted: *exact* comes from an exact source or from two that agree,
*checked* passed at least one check and contradicts none, *review* wants a person's look."""

Source = Literal["xml", "qr", "text", "cell", "ocr", "person"]
"""*person*: a reviewer corrected what was read; the engine is their login."""


class PageSize(Model):
    """One page: its size in points and whether it had text of its own."""

    width: float
    height: float
    has_text: bool


class Box(Model):
    """A rectangle on a page, in points, origin top left."""

    x0: float
    top: float
    x1: float
    bottom: float


class Evidence(Model):
    """Where a value stands: document, page (from 1), box and printed text."""

    document_id: Identifier
    page: int = Field(ge=1, le=MAX_PAGES)
    box: Box | None = None
    """None where the document has no fixed layout (spreadsheets: see ``place``)."""
    text: ShortText
    place: ShortText = ""
    """For a person where there is no box: "row 12, column B", "paragraph 3"."""
    read_as: ShortText = ""
    """What was read there, where a person has corrected it; a dash where nothing was found."""


class Read(Model, Generic[T]):
    """One value that was read, and how."""

    value: T
    evidence: Evidence
    source: Source
    engine: ShortText
    """Which reader and version: "pdfplumber 0.11.10"."""
    status: ReadStatus
    passed: tuple[ShortText, ...] = ()
    """Checks that agree with the value: "net + tax = gross"."""
    failed: tuple[ShortText, ...] = ()
    alternates: tuple[ShortText, ...] = Field(default=(), max_length=10)
    """Other values that the document offers for the same field, as printed."""


PhotoPrint = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""256 bits in hex, nearly the same for one photo however it was saved."""


class EmbeddedPicture(Model):
    """A picture inside a document: a photo in a report."""

    page: int | None = Field(default=None, ge=1, le=MAX_PAGES)
    """None in files without fixed pages."""
    width: int = Field(ge=1)
    height: int = Field(ge=1)
    """Pixels."""
    sha256: ShortText
    fingerprint: PhotoPrint | None = None
    """None where it shows too little to be told from others, or was not looked at."""


class Disagreement(Model):
    """An exact source and the page say different things: both pieces of evidence."""

    field: ShortText
    exact: Evidence
    printed: Evidence
