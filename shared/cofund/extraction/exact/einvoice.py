"""An XML file or attachment to what it states: its root says which syntax it is."""

from __future__ import annotations

from lxml import etree

from cofund.extraction.exact.cii import read_cii
from cofund.extraction.exact.cii_names import generation
from cofund.extraction.exact.stated import LONGEST_PLACE, SourceFound
from cofund.extraction.exact.tables import line_of
from cofund.extraction.exact.tree import MalformedXml, parsed
from cofund.extraction.exact.ubl import is_ubl, read_ubl
from cofund.extraction.exact.ukd import read_ukd
from cofund.extraction.exact.upd import read_upd

ENVELOPES = ("StandardBusinessDocument",)
ENGINE = f"lxml {etree.__version__}"


def einvoice(document: bytes) -> SourceFound:
    """Give what an e-invoice states, or what is wrong with it; an unknown syntax is a problem.

    Raises:
        CannotRead: it declares a document type or entities, or holds too much.
    """
    try:
        root = parsed(document)
    except MalformedXml as malformed:
        return _useless("malformed", malformed.line, "")
    known = _known(_unwrapped(root))
    if known is None:
        return _useless("unknown_syntax", line_of(root), str(root.tag)[:LONGEST_PLACE])
    return {**known, "engine": ENGINE}


def _unwrapped(root: etree._Element) -> etree._Element:
    """Networks put invoices into envelopes: the last part of one is the invoice."""
    return root[-1] if root.tag in ENVELOPES and len(root) else root


def _known(root: etree._Element) -> SourceFound | None:
    if generation(root) is not None:
        return read_cii(root)
    if root.tag in ("Invoice", "CreditNote") and is_ubl(root):
        return read_ubl(root)
    document = root.find("Документ") if root.tag == "Файл" else None
    if document is None:
        return None
    if document.find("СвСчФакт") is not None:
        return read_upd(root, document)
    return read_ukd(root, document) if document.find("СвКСчФ") is not None else None


def _useless(code: str, line: int | None, field: str) -> SourceFound:
    return {
        "syntax": "xml",
        "kind": "unknown",
        "problems": [{"code": code, "line": line, "field": field}],
    }
