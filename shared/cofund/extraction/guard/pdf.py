"""The guard for PDFs: bombs, loops, scripts; a file that lost its tail is repaired once."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf

from cofund.extraction.guard import Inspected
from cofund.extraction.guard.pdf_streams import check_streams
from cofund.extraction.guard.pdf_tree import check_forms, check_pages
from cofund.extraction.limits import Limits
from cofund.extraction.refused import CannotRead

if TYPE_CHECKING:
    from cofund.models.unreadable import Flag

SCRIPT_KEYS = ("/JS", "/JavaScript")
HEADER = b"%PDF-"


def inspect_pdf(document: bytes, limits: Limits) -> Inspected:
    """Check a PDF's pages, streams and drawings, and give the bytes to read and its flags.

    A file that only its owner's password protects opens without one.

    Raises:
        CannotRead: with the reason.
    """
    document = document[max(document.find(HEADER), 0) :]  # not every reader skips what is before
    try:
        # Attributes stay where they are: pushing them down would build the whole page tree first.
        with pikepdf.open(BytesIO(document), inherit_page_attributes=False) as pdf:
            repaired = bool(pdf.get_warnings())
            check_pages(pdf, limits)
            flags = _flags_of_objects(pdf, limits)
            check_forms(pdf, limits)
            if repaired:
                document, flags = _saved(pdf), {*flags, "repaired"}
    except pikepdf.PasswordError:
        raise CannotRead("encrypted") from None
    except (
        pikepdf.PdfError,
        RecursionError,
        ValueError,
        TypeError,
        OverflowError,
        AttributeError,
        KeyError,
    ):
        raise CannotRead("damaged") from None
    return Inspected("pdf", document, tuple(sorted(flags)))


def _saved(pdf: pikepdf.Pdf) -> bytes:
    target = BytesIO()
    pdf.save(target)
    return target.getvalue()


def _flags_of_objects(pdf: pikepdf.Pdf, limits: Limits) -> set[Flag]:
    """Walk over all objects once: what they would do, and what their streams would cost."""
    if len(pdf.objects) > limits.objects:
        raise CannotRead("too_much_content")
    flags: set[Flag] = set()
    streams = []
    for thing in pdf.objects:
        flags |= _flags_of(thing)
        if isinstance(thing, pikepdf.Stream):
            streams.append(thing)
    check_streams(streams, limits)
    return flags


def _flags_of(thing: Any) -> set[Flag]:
    """Actions stand in dictionaries of their own or right inside the catalogue or a note."""
    return {flag for entry in _dictionaries(thing) for flag in _flags_of_dictionary(entry)}


def _dictionaries(thing: Any) -> Iterator[Any]:
    if not isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        return
    yield thing
    for key in ("/OpenAction", "/A", "/AA", "/Names"):
        inner = thing.get(key)
        if isinstance(inner, pikepdf.Dictionary):
            yield inner
            yield from (each for each in inner.values() if isinstance(each, pikepdf.Dictionary))


def _flags_of_dictionary(entry: Any) -> Iterator[Flag]:
    action = str(entry.get("/S", ""))
    if any(key in entry for key in SCRIPT_KEYS) or action == "/JavaScript":
        yield "script"
    if action == "/Launch":
        yield "launch_action"
    if "/EmbeddedFiles" in entry or str(entry.get("/Type", "")) == "/EmbeddedFile":
        yield "embedded_file"
