"""The guard: is this file safe to open? Bounded, without decoding what it holds.

It runs inside the child, before any reader: looking into a hostile file is as dangerous as
reading it. It answers with the bytes to read (a PDF that lost its tail comes back repaired) and
with what is unusual about them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cofund.extraction.limits import Limits
from cofund.extraction.sniff import Sniffed

if TYPE_CHECKING:
    from cofund.models.unreadable import Flag


@dataclass(frozen=True)
class Inspected:
    """A file that may be opened."""

    sniffed: Sniffed
    document: bytes
    flags: tuple[Flag, ...] = field(default=())


def inspect(document: bytes, sniffed: Sniffed, limits: Limits) -> Inspected:
    """Look a file over before it is opened.

    Raises:
        CannotRead: with the reason why it must not or cannot be opened.
    """
    # Each guard brings its own libraries: only the one that is needed is imported.
    if sniffed == "pdf":
        from cofund.extraction.guard.pdf import inspect_pdf

        return inspect_pdf(document, limits)
    if sniffed in ("xlsx", "docx", "pptx", "ods"):
        from cofund.extraction.guard.zipped import inspect_zip

        return Inspected(sniffed, document, inspect_zip(document, limits))
    if sniffed in ("jpeg", "png", "tiff", "heic"):
        from cofund.extraction.guard.image import inspect_image

        inspect_image(document, sniffed, limits)
    if sniffed == "xls":
        from cofund.extraction.guard.ole import inspect_ole

        inspect_ole(document)
    return Inspected(sniffed, document)
