"""What the reviewer's page shows: documents with their evidence, and what was read of them."""

from __future__ import annotations

import re

from cofund.models.assessment import Assessment
from cofund.models.claim import Claim, Document
from cofund.models.content import DocumentContent
from cofund.models.correction import Correction
from cofund.models.extraction import Extraction, Unreadable
from cofund.pages.views.review import (
    CellShown,
    Highlight,
    Mark,
    NothingShown,
    PageShown,
    PagesShown,
    ParagraphShown,
    ReviewDocument,
    RowShown,
    TableShown,
    TextShown,
)
from cofund.steps.contents import find_content
from cofund.steps.correction_views import correction_form
from cofund.steps.corrections import as_corrected
from cofund.steps.documents import known_kind
from cofund.steps.extractions import find_extraction
from cofund.steps.office import Office
from cofund.steps.review_marks import Marked, Places, lines_shown
from cofund.steps.storage import DocumentNote, document_note

MAX_ROWS_SHOWN = 60
MAX_PARAGRAPHS_SHOWN = 100
MAX_CELLS_SHOWN = 30
MAX_TABLES_SHOWN = 10
MAX_MARKS = 20
"""At one cell or paragraph."""
MAX_HIGHLIGHTS = 500
"""On one page."""
MAX_CELL_LENGTH = 300


def review_documents(
    claim: Claim,
    assessment: Assessment,
    corrections: tuple[Correction, ...],
    *,
    office: Office,
) -> tuple[ReviewDocument, ...]:
    """Give every document of a claim as the reviewer sees it, corrected."""
    return tuple(
        _review_document(claim, document, assessment, corrections, office=office)
        for document in claim.documents
    )


def _review_document(
    claim: Claim,
    document: Document,
    assessment: Assessment,
    corrections: tuple[Correction, ...],
    *,
    office: Office,
) -> ReviewDocument:
    where = (claim.claim_id, claim.version, document.document_id)
    note = document_note(office, *where)
    extraction = as_corrected(find_extraction(office, *where), claim.version, corrections)
    kept = note is not None and note.area is not None
    content = find_content(office, *where) if kept else None
    places = Places(document.document_id, extraction)
    lines = lines_shown(places, extraction)
    return ReviewDocument(
        document_id=document.document_id,
        file_name=document.file_name,
        declared_kind=document.declared_kind,
        found_kind=known_kind(extraction.kind) if extraction else None,
        reason=extraction.reason if isinstance(extraction, Unreadable) else None,
        flags=extraction.flags if extraction else (),
        values=tuple(places.shown(each) for each in places.values),
        lines=lines,
        lines_left_out=_count(extraction, "lines") - len(lines),
        participant_count=_count(extraction, "participants"),
        correction=correction_form(extraction, places) if extraction and kept else None,
        shown=_shown(note, content, places.marks(assessment)),
    )


def _count(extraction: Extraction | None, rows: str) -> int:
    return len(getattr(extraction, rows, ()))


def _shown(
    note: DocumentNote | None, content: object, marks: tuple[Marked, ...]
) -> PagesShown | TextShown | NothingShown:
    if note is None or not isinstance(content, DocumentContent):
        return NothingShown()
    if note.pages:
        return _pages(note, marks)
    if not content.paragraphs and not content.tables:
        return NothingShown()  # an e-invoice: its values say where in the file they stand
    return _text(content, marks)


def _pages(note: DocumentNote, marks: tuple[Marked, ...]) -> PagesShown:
    pages = []
    for number, size in enumerate(note.pages, 1):
        highlights = tuple(
            Highlight(**dict(mark), box=evidence.box)
            for mark, evidence in marks
            if evidence.page == number and evidence.box is not None
        )[:MAX_HIGHLIGHTS]
        pages.append(
            PageShown(number=number, width=size.width, height=size.height, highlights=highlights)
        )
    return PagesShown(pages=tuple(pages))


def _text(content: DocumentContent, marks: tuple[Marked, ...]) -> TextShown:
    paragraphs = tuple(
        ParagraphShown(
            number=number,
            text=text[:2_000],
            marks=_at(marks, f"paragraph {number}"),
        )
        for number, text in enumerate(content.paragraphs[:MAX_PARAGRAPHS_SHOWN], 1)
        if text.strip()
    )
    tables = tuple(_table(content, index, marks) for index in range(len(content.tables)))
    return TextShown(
        paragraphs=paragraphs,
        paragraphs_left_out=max(0, len(content.paragraphs) - MAX_PARAGRAPHS_SHOWN),
        tables=tables[:MAX_TABLES_SHOWN],
    )


def _table(content: DocumentContent, index: int, marks: tuple[Marked, ...]) -> TableShown:
    table = content.tables[index]
    marked = _marked_rows(table.name, marks)
    rows = [
        _row(table.name, number, cells, marks)
        for number, cells in enumerate(table.rows, 1)
        if number <= MAX_ROWS_SHOWN or number in marked
    ][:200]
    return TableShown(name=table.name[:200], rows=tuple(rows), left_out=len(table.rows) - len(rows))


def _row(sheet: str, number: int, cells: tuple[str, ...], marks: tuple[Marked, ...]) -> RowShown:
    return RowShown(
        number=number,
        cells=tuple(
            CellShown(
                text=text[:MAX_CELL_LENGTH],
                marks=_at(marks, f"{_before(sheet)}{_column(position)}{number}"),
            )
            for position, text in enumerate(cells[:MAX_CELLS_SHOWN])
        ),
    )


def _marked_rows(sheet: str, marks: tuple[Marked, ...]) -> frozenset[int]:
    """Give the rows of a sheet that something points at; cells are named "Sheet!B12"."""
    cell = re.compile(re.escape(_before(sheet)) + r"[A-Z]{1,3}(\d{1,7})")
    found = (cell.fullmatch(evidence.place) for _, evidence in marks)
    return frozenset(int(match.group(1)) for match in found if match is not None)


def _before(sheet: str) -> str:
    return f"{sheet}!" if sheet else ""


def _at(marks: tuple[Marked, ...], place: str) -> tuple[Mark, ...]:
    found = [mark for mark, evidence in marks if evidence.place == place]
    return tuple(found[:MAX_MARKS])


def _column(position: int) -> str:
    """Give a column's letters: 0 is A, 26 is AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
