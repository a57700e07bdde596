"""Readers: from bytes that passed the guard to what stands in them, one module per kind of file.

They run in the child only, and say nothing about meaning: words, lines, rows.
"""

from __future__ import annotations

from cofund.extraction.found import ContentFound
from cofund.extraction.guard import Inspected
from cofund.extraction.limits import Limits
from cofund.extraction.refused import CannotRead


def read(inspected: Inspected, limits: Limits) -> ContentFound:
    """Give what stands in a file.

    Raises:
        CannotRead: it is damaged, holds too much, or no reader knows it.
    """
    # Each reader brings its own libraries: only the one that is needed is imported.
    if inspected.sniffed == "pdf":
        from cofund.extraction.readers.pdf import read_pdf

        return read_pdf(inspected, limits)
    if inspected.sniffed in ("xlsx", "xls", "ods"):
        from cofund.extraction.readers.sheets import read_sheets

        return read_sheets(inspected, limits)
    if inspected.sniffed == "csv":
        from cofund.extraction.readers.delimited import read_delimited

        return read_delimited(inspected, limits)
    if inspected.sniffed == "docx":
        from cofund.extraction.readers.text_document import read_text_document

        return read_text_document(inspected, limits)
    if inspected.sniffed == "pptx":
        from cofund.extraction.readers.slides import read_slides

        return read_slides(inspected, limits)
    if inspected.sniffed in ("jpeg", "png", "tiff", "heic"):
        from cofund.extraction.readers.picture import read_picture

        return read_picture(inspected, limits)
    if inspected.sniffed == "xml":
        from cofund.extraction.exact.files import read_xml

        return read_xml(inspected)
    raise CannotRead("unsupported")
