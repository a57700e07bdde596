"""Reading documents: bytes in, ``Extraction`` out. Offline; the same bytes give the same answer.

Read in this order::

    limits        what one document may cost
    sniff         what a file is, by its bytes
    sandbox       the parent's side: a child per document; every way of dying has a reason
    nurseries     keeps the nursery: a process that has the libraries loaded and forks children
    nursery       the nursery's side
    child         the child's side, with guard/ (is it safe to open?) and readers/ (what stands in
                  it?), ocr (what stands on its pictures?), pictures (what does a page look like?)
    scan_looks    a scan with a check open is recognised twice; scan_votes, inked: what counts on it
    layout/       words and lines to lines of text and tables
    values/       numbers, dates, amounts in words: what a printed text means, or may mean
    exact/        e-invoices and QR codes, in the child; merging/ lays them over the page
    kinds         what kind of document it is, and why; titles has the words that say so
    forms/        Russian forms: what stands where on УПД, ТОРГ-12, payment orders, receipts
    headings      a paper's own number and date; parties, parties_abroad: who sold, who bought
    solver/       which printed amount is which total: labels, arithmetic, votes and vetoes
    explain       the candidates of the reading and why one of them won
    interpreter   content to ``Extraction``: pure; commercial, payment, people, events do the work

A document that cannot be read is an ``Unreadable`` with its reason, never an exception.
Functions import what they need when called: the nursery imports this package and has to start fast.
"""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Literal

from cofund.extraction.limits import READING, RECOGNISING, Limits

if TYPE_CHECKING:
    from cofund.extraction.pictures import PageImage
    from cofund.models.content import DocumentContent
    from cofund.models.extraction import Extraction, Unreadable
    from cofund.models.kinds import DocumentKind

__all__ = [
    "READING",
    "RECOGNISING",
    "TESSDATA",
    "Limits",
    "Sources",
    "interpret",
    "page_images",
    "read_and_draw",
    "read_content",
    "read_document",
    "read_file",
    "recognise",
    "sniff_document",
]

_IN_THE_LAYER = Path("/opt/tessdata")
TESSDATA = _IN_THE_LAYER if _IN_THE_LAYER.is_dir() else Path("/usr/share/tesseract-ocr/5/tessdata")
"""Where the recognition models are: on AWS in the ocr layer, elsewhere where Debian keeps them."""


def sniff_document(
    document: bytes, *, document_id: str, limits: Limits = READING
) -> str | Unreadable:
    """Give what a file is by its bytes ("pdf", "xlsx", …), or why it is refused."""
    from cofund.extraction.refused import CannotRead
    from cofund.extraction.sniff import sniff
    from cofund.models.extraction import Unreadable

    try:
        return sniff(document, limits)
    except CannotRead as refused:
        return Unreadable(document_id=document_id, reason=refused.reason)


Sources = Literal["all", "page"]
"""All that a document holds, or its page alone: without e-invoices and codes."""


def read_document(
    document: bytes | Path,
    *,
    document_id: str,
    limits: Limits = READING,
    sources: Sources = "all",
) -> DocumentContent | Unreadable:
    """Give the words, lines, tables of a file and its exact sources, through guard and child."""
    from cofund.extraction.content import content_by_child
    from cofund.extraction.second_look import better_content
    from cofund.models.extraction import Unreadable

    started = monotonic()
    content = content_by_child({"do": "read"}, document, document_id=document_id, limits=limits)
    if isinstance(content, Unreadable):
        return content
    wanted = _only(content, sources)
    return better_content(wanted, document, limits=limits.after(monotonic() - started))


def _only(content: DocumentContent, sources: Sources) -> DocumentContent:
    return content if sources == "all" else content.model_copy(update={"exact": ()})


def read_and_draw(
    document: bytes | Path, *, document_id: str, limits: Limits = READING, longest_side: int = 1600
) -> tuple[DocumentContent | Unreadable, tuple[PageImage, ...]]:
    """Give content and page images at once: one child less.

    A document that can be read but not drawn has no images.
    """
    from cofund.extraction.content import content_of
    from cofund.extraction.pictures import images_of
    from cofund.extraction.refused import CannotRead
    from cofund.extraction.sandbox import ask_child
    from cofund.extraction.second_look import better_content
    from cofund.models.extraction import Unreadable

    started = monotonic()
    try:
        answer = ask_child({"do": "read", "longest_side": longest_side}, document, limits)
    except CannotRead:
        # Drawing costs more than reading, and may be what it died of.
        return read_document(document, document_id=document_id, limits=limits), ()
    content = content_of(answer, document_id)
    if isinstance(content, Unreadable):
        return content, ()
    left = limits.after(monotonic() - started)
    return better_content(content, document, limits=left), images_of(answer)


def recognise(
    document: bytes | Path,
    *,
    document_id: str,
    limits: Limits = RECOGNISING,
    tessdata: Path = TESSDATA,
) -> DocumentContent | Unreadable:
    """Give the same content with the pages without text recognised from their pictures."""
    from cofund.extraction.scan_looks import recognised_twice

    task = {"do": "recognise", "tessdata": str(tessdata)}
    return recognised_twice(task, document, document_id=document_id, limits=limits)


def interpret(content: DocumentContent, *, declared: DocumentKind | None = None) -> Extraction:
    """Give what the content means. ``declared`` is the partner's word: a hint, never trusted."""
    from cofund.extraction.interpreter import interpret_content

    return interpret_content(content, declared=declared)


def page_images(
    document: bytes | Path, *, document_id: str, limits: Limits = READING, longest_side: int = 1600
) -> tuple[PageImage, ...] | Unreadable:
    """Give a picture of every page; none for files without fixed pages."""
    from cofund.extraction.pictures import images_by_child

    return images_by_child(
        document, document_id=document_id, limits=limits, longest_side=longest_side
    )


def read_content(
    document: bytes | Path,
    *,
    document_id: str,
    tessdata: Path = TESSDATA,
    sources: Sources = "all",
) -> DocumentContent | Unreadable:
    """Give all that stands in a file: read, and recognised where it has no text."""
    from cofund.models.extraction import Unreadable

    content = read_document(document, document_id=document_id, sources=sources)
    if isinstance(content, Unreadable) or not content.pages_without_text:
        return content
    recognised = recognise(document, document_id=document_id, tessdata=tessdata)
    return recognised if isinstance(recognised, Unreadable) else _only(recognised, sources)


def read_file(
    document: bytes | Path,
    *,
    document_id: str,
    declared: DocumentKind | None = None,
    tessdata: Path = TESSDATA,
    sources: Sources = "all",
) -> Extraction:
    """Give what a file means: read, recognised where it has no text, interpreted."""
    from cofund.models.extraction import Unreadable

    content = read_content(document, document_id=document_id, tessdata=tessdata, sources=sources)
    return content if isinstance(content, Unreadable) else interpret(content, declared=declared)
