"""XML that partners send: as a file of its own, or attached to a PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from cofund.extraction.exact.stated import SourceFound
from cofund.extraction.found import ContentFound
from cofund.extraction.refused import CannotRead

if TYPE_CHECKING:
    import pypdfium2

    from cofund.extraction.guard import Inspected

Attachment = tuple[str, Callable[[], Any]]
"""A file's name, and what gives its contents: only those that may be invoices are unpacked."""

MOST_ATTACHMENTS = 50
MOST_INVOICES = 5
LONGEST_NAME = 200
OUR_NAMES = ("zugferd", "factur-x", "xrechnung", "order-x", "cii", "ubl")


def read_xml(inspected: Inspected) -> ContentFound:
    """Give what a file of XML states; it has no pages.

    Raises:
        CannotRead: it declares a document type or entities, or holds too much.
    """
    from cofund.extraction.exact.einvoice import ENGINE, einvoice

    return {
        "sniffed": inspected.sniffed,
        "engine": ENGINE,
        "flags": list(inspected.flags),
        "exact": [einvoice(inspected.document)],
    }


def attached_sources(pdf: pypdfium2.PdfDocument, inspected: Inspected) -> list[SourceFound]:
    """Give what the e-invoices attached to a PDF state.

    A hostile or broken one is named among its problems; other XML is passed over in silence.
    """
    found: list[SourceFound] = []
    for name, content in _attachments(pdf, inspected):
        if name.lower().endswith(".xml") and len(found) < MOST_INVOICES:
            source = _attached(bytes(content()))
            if _speaks_of_invoices(source, name):
                found.append({**source, "name": name})
    return found


def _attachments(pdf: pypdfium2.PdfDocument, inspected: Inspected) -> Iterator[Attachment]:
    """Files by their names: those of the document's list, else those that it is associated with."""
    count = pdf.count_attachments()
    for index in range(min(count, MOST_ATTACHMENTS)):
        attachment = pdf.get_attachment(index)
        yield attachment.get_name()[:LONGEST_NAME], attachment.get_data
    if not count and "embedded_file" in inspected.flags:
        yield from _associated(inspected.document)


def _associated(document: bytes) -> Iterator[Attachment]:
    """Some writers leave the list of attachments out, which pdfium goes by."""
    import pikepdf

    with pikepdf.open(BytesIO(document)) as pdf:
        named = pdf.Root.get("/AF")
        for specification in list(named)[:MOST_ATTACHMENTS] if named is not None else ():
            embedded: Any = specification.get("/EF", {})
            stream = embedded.get("/UF") or embedded.get("/F")
            if isinstance(stream, pikepdf.Stream):
                name = str(specification.get("/UF", specification.get("/F", "")))
                yield name[:LONGEST_NAME], stream.read_bytes


def _attached(content: bytes) -> SourceFound:
    # Few PDFs have attachments: only they wait for the library.
    from cofund.extraction.exact.einvoice import einvoice

    try:
        return einvoice(content)
    except CannotRead as refused:
        code = "forbidden" if refused.reason == "forbidden_xml" else "too_large"
        return {
            "syntax": "xml",
            "kind": "unknown",
            "problems": [{"code": code, "line": None, "field": ""}],
        }


def _speaks_of_invoices(source: SourceFound, name: str) -> bool:
    """Whether an attachment is an e-invoice, or by its name should have been one."""
    return source["syntax"] != "xml" or any(word in name.lower() for word in OUR_NAMES)
