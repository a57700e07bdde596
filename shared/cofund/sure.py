"""Which read values a verdict may stand on."""

from __future__ import annotations

from typing import TypeVar

from cofund.models.extraction import Read

T = TypeVar("T")


def sure(read: Read[T] | None) -> T | None:
    """Give a value that was read for certain; None where it is missing or wants a person's look.

    Besides *exact* and *checked* values these are values printed as text whose only flaw is that
    the paper's own sums contradict them: such a paper is wrong, it was not misread. What was
    recognised from an image and contradicts itself may well be misread, and is not certain.
    """
    if read is None:
        return None
    if read.status in ("exact", "checked") or _contradicted_print(read):
        return read.value
    return None


def _contradicted_print(read: Read[T]) -> bool:
    printed = read.source != "ocr" and read.status == "review"
    return printed and bool(read.failed) and not read.alternates


def sure_text(read: Read[str] | None) -> str:
    """Give a text that was read for certain; empty where it is missing or not certain."""
    return sure(read) or ""
