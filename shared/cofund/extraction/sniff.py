"""What a file is by its first bytes; its name and declared type are never asked."""

from __future__ import annotations

import re
from typing import Literal

from cofund.extraction.limits import Limits
from cofund.extraction.refused import CannotRead

Sniffed = Literal[
    "pdf", "xlsx", "xls", "ods", "docx", "pptx", "csv", "xml", "jpeg", "png", "tiff", "heic"
]

HEAD_BYTES = 4096
PDF_HEADER_WITHIN = 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
MARKUP = re.compile(rb"^\s*<(!doctype\s+html|html|svg|script|body|head)", re.IGNORECASE)
XML = re.compile(rb"\s*<(?:[?!]|[^\W\d]|[\x80-\xff])")
"""Markup of any kind: programs leave the declaration out; nobody's list begins like that."""
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
ZIP_MARKS: tuple[tuple[bytes, Sniffed], ...] = (
    (b"word/document.xml", "docx"),
    (b"ppt/presentation.xml", "pptx"),
    (b"xl/workbook", "xlsx"),
)
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
DIRECTORY = b"PK\x01\x02"
DIRECTORY_END = b"PK\x05\x06"
"""Where a zip's list of parts starts and ends: a file inside a part has a list of its own."""


def sniff(document: bytes, limits: Limits) -> Sniffed:
    """Give what the bytes are, or refuse them.

    Raises:
        CannotRead: the file is empty, too large or of no type that partners may send.
    """
    if not document:
        raise CannotRead("empty")
    if len(document) > limits.file_bytes:
        raise CannotRead("too_large")
    found = _binary(document) or _zipped(document) or _text(document)
    if found is None:
        raise CannotRead("wrong_type")
    return found


def _binary(document: bytes) -> Sniffed | None:
    if document.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if document.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if document.startswith((b"II*\x00", b"MM\x00*")):
        return "tiff"
    if document[4:8] == b"ftyp" and document[8:12] in HEIC_BRANDS:
        return "heic"
    if document.startswith(OLE):
        return "xls"
    return "pdf" if _is_pdf(document) else None


def _is_pdf(document: bytes) -> bool:
    """Readers find the header anywhere in the first 1,024 bytes; pages of markup don't count."""
    head = document[:PDF_HEADER_WITHIN]
    return b"%PDF-" in head and not MARKUP.match(head)


def _zipped(document: bytes) -> Sniffed | None:
    if not document.startswith(b"PK\x03\x04"):
        return None
    names = _directory(document)
    found = next((kind for mark, kind in ZIP_MARKS if mark in names), None)
    return found or ("ods" if ODS in document else None)


def _directory(document: bytes) -> bytes:
    """The list of a zip's parts; all of a zip that lost its end."""
    end = document.rfind(DIRECTORY_END)
    if end < 0:
        return document
    start = int.from_bytes(document[end + 16 : end + 20], "little")
    return document[start:end] if document.startswith(DIRECTORY, start) else document


def _text(document: bytes) -> Sniffed | None:
    head = document[:HEAD_BYTES]
    if document.startswith(b"PK") or MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        return None
    is_utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0?\0", b"\0<\0?"))
    if XML.match(_plain(head) if is_utf16 else head.removeprefix(b"\xef\xbb\xbf")):
        return "xml"
    return "csv" if is_utf16 or not CONTROL.search(head) else None


def _plain(head: bytes) -> bytes:
    """The letters of UTF-16 without the zeros and the mark that say how it is written."""
    return head.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
