"""The guard for Excel's old format: the same container also holds what we refuse."""

from __future__ import annotations

from cofund.extraction.refused import CannotRead


def inspect_ole(document: bytes) -> None:
    """Check that the container holds a plain workbook.

    Raises:
        CannotRead: it is encrypted, carries macros or is of another program.
    """
    if _names(document, "EncryptedPackage"):
        raise CannotRead("encrypted")
    if _names(document, "_VBA_PROJECT"):
        raise CannotRead("macro")
    if not (_names(document, "Workbook") or _names(document, "Book")):
        raise CannotRead("unsupported")


def _names(document: bytes, entry: str) -> bool:
    return entry.encode("utf-16-le") in document
