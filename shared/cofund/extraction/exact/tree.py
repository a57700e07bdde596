"""XML from strangers: no document type, no entities, no network, everything bounded."""

from __future__ import annotations

import re

from lxml import etree

from cofund.extraction.refused import CannotRead

MOST_BYTES = 15 << 20
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
MOST_ELEMENTS = 200_000
DEEPEST = 60
DOCUMENT_TYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']{1,40})[\"']", re.IGNORECASE)
ENCODINGS = re.compile(
    rb"utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|windows-125\d|cp125\d|koi8-[ru]|cp866|ibm866|"
    rb"iso-8859-\d{1,2}|latin-?\d",
    re.IGNORECASE,
)
"""Encodings in which the document type is spelled with the bytes that are looked for; UTF-7 and
EBCDIC would hide it."""


class MalformedXml(Exception):
    """The file is no well-formed XML: the line on which it stops being that."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def parsed(document: bytes) -> etree._Element:
    """Give the root of an XML file, its elements without the prefixes of their namespaces.

    Raises:
        CannotRead: it declares a document type or entities, or holds too much.
        MalformedXml: it is not well-formed.
    """
    if len(document) > MOST_BYTES:
        raise CannotRead("too_much_content")
    _check_prologue(document)
    parser = etree.XMLParser(
        encoding=_encoding(document),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(document.lstrip(), parser)
    except etree.XMLSyntaxError as error:
        raise MalformedXml(error.lineno or 1) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise CannotRead("forbidden_xml")
    _without_namespaces(root)
    return root


def _check_prologue(document: bytes) -> None:
    plain = document.replace(b"\0", b"")  # UTF-16 writes the same letters with zeros between
    declared = DECLARED.search(plain[:400])
    strange = declared is not None and not ENCODINGS.fullmatch(declared[1])
    if strange or DOCUMENT_TYPE.search(plain):
        raise CannotRead("forbidden_xml")


def _encoding(document: bytes) -> str | None:
    """The encoding that a file is really in, where it declares another one; else None.

    Text that reads as UTF-8 is UTF-8: no other encoding gives such bytes but for plain ASCII.
    """
    if document.startswith(MARKS) or b"\0" in document[:100]:
        return None
    declared = DECLARED.search(document[:400])
    is_utf_8 = declared is None or declared[1].lower() in (b"utf-8", b"utf8")
    try:
        document.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1251" if is_utf_8 else None
    return "utf-8"


def _without_namespaces(root: etree._Element) -> None:
    """Every syntax read here has one element of a name in a place, whatever its namespace."""
    depth = count = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > DEEPEST or count > MOST_ELEMENTS:
            raise CannotRead("too_much_content")
        if event == "start" and isinstance(element.tag, str):
            element.tag = etree.QName(element).localname
