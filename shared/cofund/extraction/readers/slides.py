"""Slides (PPTX) by python-pptx: words, tables, pictures and notes, slide by slide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from lxml.etree import XMLSyntaxError
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.exc import PythonPptxError

from cofund.extraction.found import ContentFound, TableFound
from cofund.extraction.guard import Inspected
from cofund.extraction.limits import Limits
from cofund.extraction.readers.embedded import pictures_found
from cofund.extraction.readers.flowing import LONGEST_PARAGRAPH, Flow
from cofund.extraction.refused import CannotRead

MOST_SLIDES = 200
DEEPEST = 8
MOST_SHAPES = 1_000
"""On one slide."""


def read_slides(inspected: Inspected, limits: Limits) -> ContentFound:
    """Give what stands on the slides, from left to right and top to bottom, then their notes.

    Raises:
        CannotRead: it is damaged or holds too much.
    """
    flow = Flow(limits)
    pictures: list[tuple[int | None, bytes]] = []
    try:
        slides = Presentation(BytesIO(inspected.document)).slides
        if len(slides) > MOST_SLIDES:
            flow.refuse()
        for number, slide in enumerate(slides, start=1):
            pictures += ((number, blob) for blob in _read(slide, flow))
    except (PythonPptxError, BadZipFile, XMLSyntaxError, KeyError, ValueError, AttributeError):
        raise CannotRead("damaged") from None
    return {
        "sniffed": inspected.sniffed,
        "engine": f"python-pptx {version('python-pptx')}",
        "flags": list(inspected.flags),
        "paragraphs": flow.paragraphs,
        "tables": flow.tables,
        "pictures": pictures_found(pictures),
    }


def _read(slide: Any, flow: Flow) -> list[bytes]:
    """Add a slide's words, and give its pictures."""
    blobs = []
    for shape in _shapes(slide.shapes, DEEPEST, flow):
        if shape.has_text_frame:
            _add_text(shape.text_frame, flow)
        elif shape.has_table:
            flow.add_table(_table(shape.table))
        elif shape.shape_type == MSO_SHAPE_TYPE.PICTURE:
            blobs.append(shape.image.blob)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        _add_text(slide.notes_slide.notes_text_frame, flow)
    return blobs


def _shapes(shapes: Iterable[Any], depth: int, flow: Flow) -> Iterator[Any]:
    """The shapes of a slide in reading order, those of groups in their group's place."""
    found = list(shapes)
    if depth == 0 or len(found) > MOST_SHAPES:
        flow.refuse()
    for shape in sorted(found, key=_place):
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from _shapes(shape.shapes, depth - 1, flow)
        else:
            yield shape


def _place(shape: Any) -> tuple[bool, int, int]:
    """Titles first; a shape without a place of its own keeps the one of its layout."""
    is_title = shape.is_placeholder and shape.placeholder_format.idx == 0
    return not is_title, shape.top or 0, shape.left or 0


def _add_text(frame: Any, flow: Flow) -> None:
    for paragraph in frame.paragraphs:
        flow.add_paragraph(paragraph.text.replace("\v", "\n"))


def _table(table: Any) -> TableFound:
    """A merged cell's words stand in its first row and column only."""
    rows: list[list[str]] = []
    merged: list[list[int]] = []
    for row_number, row in enumerate(table.rows):
        texts = []
        for column, cell in enumerate(row.cells):
            texts.append("" if cell.is_spanned else cell.text.strip()[:LONGEST_PARAGRAPH])
            if cell.is_merge_origin:
                last = row_number + cell.span_height - 1, column + cell.span_width - 1
                merged.append([row_number, column, *last])
        rows.append(texts)
    return {"name": "", "rows": rows, "merged": merged}
