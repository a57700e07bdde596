"""What these tests read papers with: the whole way, as the product does."""

from __future__ import annotations

from typing import TypeVar

from cofund.extraction import interpret, read_document, read_file
from cofund.models.content import DocumentContent, PageContent, Word
from cofund.models.evidence import Box, Read
from cofund.models.extraction import Extraction
from cofund.models.kinds import DocumentKind

E = TypeVar("E")

CHARACTER_WIDTH, LINE_HEIGHT = 5.0, 12.0


def content_of(document: bytes) -> DocumentContent:
    """Give what a file holds; it must be readable."""
    content = read_document(document, document_id="d-1")
    assert isinstance(content, DocumentContent), content
    return content


def extraction_of(document: bytes, kind: type[E], *, declared: DocumentKind | None = None) -> E:
    """Give what a file says; it must be of the kind."""
    extraction = read_file(document, document_id="d-1", declared=declared)
    assert isinstance(extraction, kind), extraction
    return extraction


def sure(value: Read[E] | None) -> Read[E]:
    """Give a value that must have been read."""
    assert value is not None
    return value


def page_of(*lines: str, source: str = "text") -> DocumentContent:
    """Give a page as a reader would; a letter takes 5 points, so spaces make gaps."""
    words = [word for number, line in enumerate(lines) for word in _words(line, number)]
    page = PageContent(
        number=1, width=595, height=842, words=words, source=source, engine="eyes", has_text=True
    )  # fmt: skip
    return DocumentContent(document_id="d-1", sniffed="pdf", pages=(page,), engine="eyes")


def said(*lines: str, source: str = "text", declared: DocumentKind | None = None) -> Extraction:
    """Give what such a page says."""
    return interpret(page_of(*lines, source=source), declared=declared)


def _words(line: str, number: int) -> list[Word]:
    words, at = [], 0
    for text in line.split(" "):
        if text:
            words.append(Word(text=text, box=_box(at, len(text), number)))
        at += len(text) + 1
    return words


def _box(at: int, length: int, number: int) -> Box:
    left, top = 40 + at * CHARACTER_WIDTH, 40 + number * (LINE_HEIGHT + 4)
    return Box(x0=left, top=top, x1=left + length * CHARACTER_WIDTH, bottom=top + LINE_HEIGHT)
