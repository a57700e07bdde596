"""The guard for PDFs: bombs, loops, scripts; a file that lost its tail is repaired once."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf

from cofund.extraction.guard import Inspected
from cofund.extraction.guard.pdf_tree import check_forms, check_pages
from cofund.extraction.limits import Limits
from cofund.extraction.refused import CannotRead

if TYPE_CHECKING:
    from cofund.models.unreadable import Flag

OPERATOR = re.compile(rb"\b(?:Tj|TJ|re|l|m|c|Do)\b")
INFLATE_STEP = 1 << 20
SCRIPT_KEYS = ("/JS", "/JavaScript")


def inspect_pdf(document: bytes, limits: Limits) -> Inspected:
    """Check a PDF's pages, streams and drawings, and give the bytes to read and its flags.

    Raises:
        CannotRead: with the reason.
    """
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
    except (pikepdf.PdfError, RecursionError, ValueError, TypeError, OverflowError):
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
    decoded = operators = 0
    for thing in pdf.objects:
        flags |= _flags_of(thing)
        if isinstance(thing, pikepdf.Stream):
            size, drawn = _cost_of_stream(thing, limits)
            decoded, operators = decoded + size, operators + drawn
        if decoded > limits.decoded_bytes or operators > limits.operators:
            raise CannotRead("too_much_content")
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


def _cost_of_stream(stream: pikepdf.Stream, limits: Limits) -> tuple[int, int]:
    """How many bytes a stream decodes to, and how many drawing operators it holds."""
    _check_picture(stream, limits)
    filters = _filters(stream)
    if filters.count("/FlateDecode") > 1:
        raise CannotRead("too_much_content")
    raw = stream.read_raw_bytes()
    if filters[:1] != ["/FlateDecode"]:
        return len(raw), 0
    size, operators = _inflated(raw, limits)
    return size, operators if _is_drawing(stream) else 0


def _check_picture(stream: pikepdf.Stream, limits: Limits) -> None:
    if str(stream.get("/Subtype", "")) != "/Image":
        return
    if int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)) > limits.embedded_pixels:
        raise CannotRead("image_too_large")


def _filters(stream: pikepdf.Stream) -> list[str]:
    named = stream.get("/Filter")
    if isinstance(named, pikepdf.Array):
        return [str(each) for each in named]
    return [] if named is None else [str(named)]


def _is_drawing(stream: pikepdf.Stream) -> bool:
    subtype = str(stream.get("/Subtype", ""))
    return subtype == "/Form" or (
        not subtype and "/Type" not in stream and "/Length1" not in stream
    )


def _inflated(raw: bytes, limits: Limits) -> tuple[int, int]:
    """How many bytes Flate gives and how many drawing operators may stand in them.

    A damaged stream counts as far as it goes: readers take it that far, too.
    """
    inflate = zlib.decompressobj()
    size = operators = 0
    while raw:
        try:
            piece = inflate.decompress(raw, INFLATE_STEP)
        except zlib.error:
            break
        size += len(piece)
        operators += len(OPERATOR.findall(piece))
        if size > limits.part_bytes:
            raise CannotRead("too_much_content")
        raw = inflate.unconsumed_tail
    return size, operators
