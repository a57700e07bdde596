"""The guard for office files: zips of XML that may be bombs, or name files elsewhere."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile, ZipInfo

from cofund.extraction.limits import MB, Limits
from cofund.extraction.refused import CannotRead

if TYPE_CHECKING:
    from cofund.models.unreadable import Flag

CHUNK = 1 << 16
DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
EXTERNAL = re.compile(rb"""TargetMode\s*=\s*["']External["']""", re.IGNORECASE)
ROW_NUMBER = re.compile(rb'<row\b[^>]*?\br="(\d{1,9})"')
MACRO_PARTS = ("vbaproject", "macrosheets/", "basic/")
XML_PARTS = (".xml", ".rels", ".vml")
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
            links = [_check_part(archive, part, limits) for part in parts]
    except (BadZipFile, EOFError, OSError, ValueError, NotImplementedError):
        raise CannotRead("damaged") from None
    return ("external_link",) if any(links) else ()


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
    if part.file_size > limits.part_bytes:
        raise CannotRead("zip_bomb")
    if part.file_size > MB and part.file_size > limits.zip_ratio * part.compress_size:
        raise CannotRead("zip_bomb")


def _check_part(archive: ZipFile, part: ZipInfo, limits: Limits) -> bool:
    """Whether an XML part links to outside; the sizes that the zip declares are not believed."""
    if not part.filename.lower().endswith(XML_PARTS):
        return False
    rows = highest = unpacked = 0
    external = False
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            unpacked += len(chunk)
            _check_unpacked(unpacked, part, limits)
            window = tail + chunk
            _check_markup(window)
            external = external or bool(EXTERNAL.search(window))
            rows += chunk.count(b"<row")
            highest = max(highest, *map(int, ROW_NUMBER.findall(window)), 0)
            tail = window[-64:]
    _check_sparse(rows, highest)
    return external


def _check_unpacked(unpacked: int, part: ZipInfo, limits: Limits) -> None:
    if unpacked > part.file_size or unpacked > limits.part_bytes:
        raise CannotRead("zip_bomb")


def _check_markup(window: bytes) -> None:
    # Office files in UTF-16 are legal and unheard of; their NULs would hide a DOCTYPE.
    if DOCTYPE.search(window.replace(b"\x00", b"")):
        raise CannotRead("forbidden_xml")


def _check_sparse(rows: int, highest: int) -> None:
    if highest > SPARSE_BEYOND_ROW and highest > SPARSE_FACTOR * max(1, rows):
        raise CannotRead("too_much_content")
