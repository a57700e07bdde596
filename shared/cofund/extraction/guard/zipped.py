"""The guard for office files: zips of XML that may be bombs, or name files elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as DeflateError  # noqa: N812 - named like the class that it is

from cofund.extraction.limits import MB, Limits
from cofund.extraction.refused import CannotRead

if TYPE_CHECKING:
    from cofund.models.unreadable import Flag

CHUNK = 1 << 18
OVERLAP = 64
"""What is looked for is shorter than this, and may lie across two chunks."""
DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
EXTERNAL = re.compile(rb"""TargetMode\s*=\s*["']External["']""", re.IGNORECASE)
ROW_NUMBER = re.compile(rb'<row\b[^>]*?\br="(\d{1,9})"')
MACRO_PARTS = ("vbaproject", "macrosheets/", "basic/")
EMBEDDED_PARTS = ("/embeddings/", "/activex/")
XML_PARTS = (".xml", ".rels", ".vml")
LINK_PARTS = ".rels"
SHEET_PARTS = "xl/worksheets/"
SPARSE_BEYOND_ROW = 1_000
SPARSE_FACTOR = 50
"""A sheet whose last row number is this many times its count of rows fills memory with nothing."""


def inspect_zip(document: bytes, limits: Limits) -> tuple[Flag, ...]:
    """Check an office file's parts and give what is unusual about them.

    Links to outside are flagged, and never followed: no reader here asks the network.

    Raises:
        CannotRead: it is damaged, encrypted, a bomb, carries macros or declares entities.
    """
    try:
        with ZipFile(BytesIO(document)) as archive:
            parts = archive.infolist()
            _check_sizes(parts, limits)
            flags = {flag for part in parts for flag in _flags_of_part(archive, part, limits)}
    except (BadZipFile, EOFError, OSError, ValueError, NotImplementedError, DeflateError):
        raise CannotRead("damaged") from None
    return tuple(sorted(flags))


def _check_sizes(parts: list[ZipInfo], limits: Limits) -> None:
    if len(parts) > limits.zip_entries:
        raise CannotRead("zip_bomb")
    if sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise CannotRead("zip_bomb")
    for part in parts:
        _check_name_and_ratio(part, limits)


def _check_name_and_ratio(part: ZipInfo, limits: Limits) -> None:
    name = part.filename.lower()
    if part.flag_bits & 1:
        raise CannotRead("encrypted")
    if any(mark in name for mark in MACRO_PARTS):
        raise CannotRead("macro")
    if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise CannotRead("damaged")  # office files know no other packing
    if part.file_size > limits.part_bytes:
        raise CannotRead("zip_bomb")
    if part.file_size > MB and part.file_size > limits.zip_ratio * part.compress_size:
        raise CannotRead("zip_bomb")


def _flags_of_part(archive: ZipFile, part: ZipInfo, limits: Limits) -> Iterator[Flag]:
    name = part.filename.lower()
    if any(mark in name for mark in EMBEDDED_PARTS):
        yield "embedded_file"
    if not name.endswith(XML_PARTS):
        return
    rows = highest = 0
    for chunk, window in _windows(archive, part, limits):
        if name.endswith(LINK_PARTS) and EXTERNAL.search(window):
            yield "external_link"
        if name.startswith(SHEET_PARTS):
            rows += chunk.count(b"<row")
            highest = max(highest, *map(int, ROW_NUMBER.findall(window)), 0)
    _check_sparse(rows, highest)


def _windows(archive: ZipFile, part: ZipInfo, limits: Limits) -> Iterator[tuple[bytes, bytes]]:
    """Each chunk of an XML part, alone and with the end of the one before it.

    The sizes that the zip declares are not believed.
    """
    unpacked, tail = 0, b""
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            unpacked += len(chunk)
            if unpacked > part.file_size or unpacked > limits.part_bytes:
                raise CannotRead("zip_bomb")
            window = tail + chunk
            _check_markup(window)
            yield chunk, window
            tail = window[-OVERLAP:]


def _check_markup(window: bytes) -> None:
    # Office files in UTF-16 are legal and unheard of; their NULs would hide a DOCTYPE.
    plain = window.replace(b"\x00", b"") if b"\x00" in window else window
    if b"<!" in plain and DOCTYPE.search(plain):
        raise CannotRead("forbidden_xml")


def _check_sparse(rows: int, highest: int) -> None:
    if highest > SPARSE_BEYOND_ROW and highest > SPARSE_FACTOR * max(1, rows):
        raise CannotRead("too_much_content")
