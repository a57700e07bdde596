"""PDFs whose structure leads in circles, or nowhere."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping

from tests.builders.hostile.pdfs import (
    CATALOGUE,
    FONT,
    ONE_PAGE,
    WORDS,
    page_of,
    pdf,
    plain_pdf,
    stream,
)


def table_without_end() -> bytes:
    """A table of objects whose earlier version is itself."""
    plain = plain_pdf()
    start = plain.rindex(b"xref\n0 ")
    return plain.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % start)


def huge_table() -> bytes:
    """A table that claims two billion objects."""
    return (
        plain_pdf()
        .replace(b"/Size 6", b"/Size 2147483647")
        .replace(b"xref\n0 6", b"xref\n0 2147483647")
    )


def parents_without_end() -> bytes:
    """A page whose parent is its own child."""
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 3 0 R >>"
    page = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>"
    return pdf({1: CATALOGUE, 2: pages, 3: page, 4: stream(WORDS)})


def boxes_of_nonsense() -> bytes:
    """A page whose box is of names and infinities."""
    return page_of(stream(WORDS), mediabox=b"[/a (b) 1e400 -1e400]")


def no_box() -> bytes:
    """A page without a size."""
    page = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R"
    page += b" /Resources << /Font << /F1 5 0 R >> >> >>"
    return pdf({1: CATALOGUE, 2: ONE_PAGE, 3: page, 4: stream(WORDS), 5: FONT})


def references_without_end() -> bytes:
    """A content that is a reference to a reference to itself."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"
    return pdf({1: CATALOGUE, 2: ONE_PAGE, 3: page, 4: b"5 0 R", 5: b"4 0 R"})


def length_of_itself() -> bytes:
    """A stream whose length is that stream."""
    content = stream(WORDS).replace(b"/Length %d" % len(WORDS), b"/Length 4 0 R")
    return page_of(content)


def outline_without_end() -> bytes:
    """A list of chapters whose next chapter is itself."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R /Outlines 4 0 R >>",
        2: ONE_PAGE,
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        4: b"<< /First 5 0 R /Last 5 0 R /Count 9 >>",
        5: b"<< /Title (x) /Next 5 0 R /Prev 5 0 R /First 4 0 R /Parent 4 0 R >>",
    }
    return pdf(objects)


def fields_without_end() -> bytes:
    """A form whose field is its own child, with an appearance that draws itself."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] /XFA (<x>) >> >>",
        2: ONE_PAGE,
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Annots [4 0 R] >>",
        4: b"<< /FT /Tx /T (a) /V (x) /Kids [4 0 R] /Parent 4 0 R /Type /Annot /Subtype /Widget"
        b" /Rect [0 0 9 9] /AP << /N 5 0 R >> >>",
        5: stream(
            zlib.compress(b"/X Do"),
            more=b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
            b" /Resources << /XObject << /X 5 0 R >> >>",
        ),
    }
    return pdf(objects)


def objects_by_the_hundred_thousand() -> bytes:
    """A file of 205,000 empty objects."""
    head = plain_pdf()
    many = b"".join(b"%d 0 obj\nnull\nendobj\n" % number for number in range(10, 205_010))
    return head[: head.rindex(b"xref")] + many + b"trailer\n<< /Root 1 0 R >>\n"


def header_alone() -> bytes:
    """A header and nothing."""
    return b"%PDF-1.7\n" + bytes(4096)


STRUCTURE: Mapping[str, Callable[[], bytes]] = {
    "a table without end": table_without_end,
    "a table of two billion": huge_table,
    "parents without end": parents_without_end,
    "a box of nonsense": boxes_of_nonsense,
    "no box": no_box,
    "references without end": references_without_end,
    "a length of itself": length_of_itself,
    "an outline without end": outline_without_end,
    "fields without end": fields_without_end,
    "205,000 objects": objects_by_the_hundred_thousand,
    "a header alone": header_alone,
}
