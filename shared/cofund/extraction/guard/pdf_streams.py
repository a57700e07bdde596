"""What a PDF's streams would cost whoever unpacks and draws them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

import pikepdf

from cofund.extraction.limits import Limits
from cofund.extraction.refused import CannotRead

OPERATOR = re.compile(rb"\b(?:Tj|TJ|re|l|m|c|v|y|Do|sh|BI)\b")
BYTES_PER_OPERATOR = 2
"""No operator takes less: below this nobody has to count them."""
INFLATE_STEP = 1 << 20
UNPACKED_BY_QPDF = {"/ASCII85Decode", "/ASCIIHexDecode", "/LZWDecode", "/RunLengthDecode"}
MOST_FILTERS = 3
WAVELET_SIZE = re.compile(rb"\xff\x4f\xff\x51.{4}(.{8})", re.DOTALL)
"""The start of a JPEG 2000 picture, and its width and height."""


def check_streams(streams: list[pikepdf.Stream], limits: Limits) -> None:
    """Check that all streams together unpack to, and draw, no more than the limits.

    Raises:
        CannotRead: they do, or a picture has more pixels than the limit.
    """
    decoded = drawings = 0
    for stream in streams:
        _check_picture(stream, limits)
        size = _size(stream, limits)
        decoded += size
        drawings += size if _is_drawing(stream) else 0
        if decoded > limits.decoded_bytes:
            raise CannotRead("too_much_content")
    if drawings > limits.operators * BYTES_PER_OPERATOR:
        _check_operators(streams, limits)


def _check_picture(stream: pikepdf.Stream, limits: Limits) -> None:
    if str(stream.get("/Subtype", "")) != "/Image":
        return
    pixels = int(stream.get("/Width", 0)) * int(stream.get("/Height", 0))
    if max(pixels, _wavelet_pixels(stream)) > limits.embedded_pixels:
        raise CannotRead("image_too_large")


def _wavelet_pixels(stream: pikepdf.Stream) -> int:
    """JPEG 2000 has a size of its own, and that is the one that is unpacked."""
    if "/JPXDecode" not in _filters(stream):
        return 0
    found = WAVELET_SIZE.search(stream.read_raw_bytes())
    if found is None:
        return 0
    return int.from_bytes(found[1][:4]) * int.from_bytes(found[1][4:])


def _size(stream: pikepdf.Stream, limits: Limits) -> int:
    """How many bytes a stream unpacks to; pictures count as they are packed."""
    filters = _filters(stream)
    if filters.count("/FlateDecode") > 1 or len(filters) > MOST_FILTERS:
        raise CannotRead("too_much_content")
    if filters[:1] == ["/FlateDecode"]:
        return sum(map(len, _inflated(stream, limits)))
    if UNPACKED_BY_QPDF.intersection(filters[:1]):
        return len(_unpacked(stream, limits))
    return len(stream.read_raw_bytes())


def _filters(stream: pikepdf.Stream) -> list[str]:
    named = stream.get("/Filter")
    if isinstance(named, pikepdf.Array):
        return [str(each) for each in named]
    return [] if named is None else [str(named)]


def _unpacked(stream: pikepdf.Stream, limits: Limits) -> bytes:
    """The rare filters, all at once; a bomb ends at the child's memory."""
    try:
        unpacked = stream.read_bytes(pikepdf.StreamDecodeLevel.specialized)
    except pikepdf.PdfError:
        unpacked = stream.read_raw_bytes()  # readers get no further, either
    if len(unpacked) > limits.part_bytes:
        raise CannotRead("too_much_content")
    return unpacked


def _inflated(stream: pikepdf.Stream, limits: Limits) -> Iterator[bytes]:
    """What Flate gives, in pieces.

    A damaged stream counts as far as it goes: readers take it that far, too.
    """
    raw, inflate, size = stream.read_raw_bytes(), zlib.decompressobj(), 0
    while raw:
        try:
            piece = inflate.decompress(raw, INFLATE_STEP)
        except zlib.error:
            return
        size += len(piece)
        if size > limits.part_bytes:
            raise CannotRead("too_much_content")
        yield piece
        raw = inflate.unconsumed_tail


def _is_drawing(stream: pikepdf.Stream) -> bool:
    subtype = str(stream.get("/Subtype", ""))
    if subtype == "/Form" or "/PatternType" in stream:
        return True
    return not subtype and "/Type" not in stream and "/Length1" not in stream


def _check_operators(streams: list[pikepdf.Stream], limits: Limits) -> None:
    operators = 0
    for stream in filter(_is_drawing, streams):
        operators += sum(len(OPERATOR.findall(piece)) for piece in _pieces(stream, limits))
        if operators > limits.operators:
            raise CannotRead("too_much_content")


def _pieces(stream: pikepdf.Stream, limits: Limits) -> Iterator[bytes]:
    if _filters(stream)[:1] == ["/FlateDecode"]:
        return _inflated(stream, limits)
    return iter([_unpacked(stream, limits)])
