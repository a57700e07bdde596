"""Text documents (DOCX): paragraphs, tables and pictures in the order of the page.

python-docx opens the package; the body is walked here, because its own lists leave out text boxes,
content controls and the order of paragraphs and tables, and read a long table in quadratic time.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml.exceptions import XmlchemyError
from docx.oxml.ns import qn
from lxml.etree import XMLSyntaxError

from cofund.extraction.found import ContentFound
from cofund.extraction.guard import Inspected
from cofund.extraction.limits import Limits
from cofund.extraction.readers.embedded import pictures_found
from cofund.extraction.readers.flowing import Flow
from cofund.extraction.readers.text_tables import table_found
from cofund.extraction.refused import CannotRead

DEEPEST = 12
"""Tables in cells, text boxes in paragraphs, controls around both."""
LIST_MARK = "• "
"""Stands for a list's numbers, which the file does not spell out."""
PICTURE = qn("a:blip")
AROUND = {qn(name) for name in ("w:sdt", "w:sdtContent", "w:ins", "w:smartTag", "w:customXml")}
RUNS = {
    qn(name)
    for name in (
        "w:r",
        "w:hyperlink",
        "w:ins",
        "w:smartTag",
        "w:sdt",
        "w:sdtContent",
        "w:fldSimple",
    )
}
BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def read_text_document(inspected: Inspected, limits: Limits) -> ContentFound:
    """Give paragraphs, tables and pictures in their order.

    Raises:
        CannotRead: it is damaged or holds too much.
    """
    try:
        document = docx.Document(BytesIO(inspected.document))
        flow = Flow(limits)
        _read(document, flow)
        pictures = pictures_found((None, blob) for blob in _blobs(document))
    except (
        OpcError,
        PythonDocxError,
        XmlchemyError,
        BadZipFile,
        XMLSyntaxError,
        KeyError,
        ValueError,
        AttributeError,
    ):
        raise CannotRead("damaged") from None
    return {
        "sniffed": inspected.sniffed,
        "engine": f"python-docx {version('python-docx')}",
        "flags": list(inspected.flags),
        "paragraphs": flow.paragraphs,
        "tables": flow.tables,
        "pictures": pictures,
    }


def _read(document: Document, flow: Flow) -> None:
    """What stands above every page first, what stands below last, each of them once."""
    section = document.sections[0] if len(document.sections) else None
    if section is not None and not section.header.is_linked_to_previous:
        _walk(section.header._element, flow, DEEPEST)
    _walk(document.element.body, flow, DEEPEST)
    if section is not None and not section.footer.is_linked_to_previous:
        _walk(section.footer._element, flow, DEEPEST)


def _walk(holder: Any, flow: Flow, depth: int) -> None:
    if depth == 0:
        raise CannotRead("too_much_content")
    for element in holder.iterchildren():
        if element.tag == qn("w:p"):
            _paragraph(element, flow, depth)
        elif element.tag == qn("w:tbl"):
            _table(element, flow, depth)
        elif element.tag in AROUND:
            _walk(element, flow, depth - 1)


def _paragraph(element: Any, flow: Flow, depth: int) -> None:
    text = text_of(element).strip()
    flow.add_paragraph(LIST_MARK + text if text and _is_listed(element) else text)
    for box in _boxes(element):
        _walk(box, flow, depth - 1)


def _table(element: Any, flow: Flow, depth: int) -> None:
    flow.add_table(table_found(element, text_of))
    for cell in element.iterchildren(qn("w:tr")):
        for inner in _nested(cell):
            _table(inner, flow, depth - 1) if depth > 1 else flow.refuse()


def _nested(row: Any) -> Iterator[Any]:
    """Tables that stand in a row's cells."""
    for cell in row.iterchildren(qn("w:tc")):
        yield from cell.iterchildren(qn("w:tbl"))


def _boxes(paragraph: Any) -> Iterator[Any]:
    """Text boxes; every one is in the file twice, the second time for old programs."""
    for box in paragraph.iter(qn("w:txbxContent")):
        outer = {ancestor.tag for ancestor in box.iterancestors()}
        if FALLBACK not in outer and not any(each is not box for each in _inner_of(box, paragraph)):
            yield box


def _inner_of(box: Any, paragraph: Any) -> Iterator[Any]:
    """Boxes between a box and its paragraph: that box is read with the outer one."""
    for ancestor in box.iterancestors():
        if ancestor is paragraph:
            return
        if ancestor.tag == qn("w:txbxContent"):
            yield ancestor


FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def _is_listed(paragraph: Any) -> bool:
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        return False
    style = properties.find(qn("w:pStyle"))
    named = style is not None and str(style.get(qn("w:val"))).startswith("List")
    return named or properties.find(qn("w:numPr")) is not None


def text_of(paragraph: Any) -> str:
    """Give a paragraph's words, its tabs and breaks; deleted words are none."""
    parts: list[str] = []
    waiting = [iter(paragraph)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif element.tag in RUNS and len(waiting) < DEEPEST:
            waiting.append(iter(element))
        elif element.tag == qn("w:t"):
            parts.append(element.text or "")
        else:
            parts.append(BREAKS.get(element.tag, ""))
    return "".join(parts)


def _blobs(document: Document) -> Iterator[bytes]:
    """The pictures in their order; one that is shown twice is given once."""
    seen: set[str] = set()
    for blip in document.element.body.iter(PICTURE):
        at = blip.get(qn("r:embed"))
        if at and at not in seen and at in document.part.related_parts:
            seen.add(at)
            yield document.part.related_parts[at].blob
