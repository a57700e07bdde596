"""What the reviewer's page shows of corrections: the forms, and what was set right by whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast, get_args

from cofund.corrections.correctable import (
    KINDS_TO_CHOOSE,
    Correctable,
    can_change_kind,
    correctable_line,
    correctable_values,
)
from cofund.models.claim import Claim
from cofund.models.correction import Correction
from cofund.models.extraction import CommercialDocument, Extraction
from cofund.pages.views.fields import (
    CorrectionForm,
    CorrectionShown,
    FieldName,
    FieldToCorrect,
    Party,
)
from cofund.steps.documents import known_kind
from cofund.steps.office import Office
from cofund.steps.review_marks import Places

MAX_LINES_ASKED = 15
"""Lines that have fields of their own: all others are corrected by their number."""
MAX_UNSURE = 120
MAX_SHOWN = 1_000


def correction_form(extraction: Extraction, places: Places) -> CorrectionForm:
    """Give the form by which a document can be set right as it stands now."""
    unsure, others = [], []
    for value in correctable_values(extraction):
        if _wants_a_look(value):
            unsure.append(field_to_correct(value, value.path, places))
        elif value.read is not None:
            others.append(field_to_correct(value, value.path, places))
    unsure += [field_to_correct(value, value.path, places) for value in _unsure_lines(extraction)]
    line = tuple(
        FieldToCorrect(name=f"line.{shown.field}", field=shown.field, writing=shown.writing)
        for shown in (
            field_to_correct(value, value.path, places) for value in correctable_line(extraction, 1)
        )
    )
    return CorrectionForm(
        unsure=tuple(unsure[:MAX_UNSURE]),
        others=tuple(others),
        line=line,
        kinds=KINDS_TO_CHOOSE if can_change_kind(extraction) else (),
    )


def corrections_shown(
    claim: Claim, corrections: tuple[Correction, ...], *, office: Office
) -> tuple[CorrectionShown, ...]:
    """Give the corrections in force as the pages tell of them."""
    files = {document.document_id: document.file_name for document in claim.documents}
    names = {
        login: office.directory.person(login).name for login in {each.by for each in corrections}
    }
    return tuple(
        _shown(each, files.get(each.document_id, ""), names[each.by])
        for each in corrections[-MAX_SHOWN:]
    )


def field_to_correct(value: Correctable, name: str, places: Places) -> FieldToCorrect:
    """Give one field of the form."""
    field, party, line = named(value.path)
    read = value.read
    return FieldToCorrect(
        name=name,
        field=field,
        party=party,
        line=line,
        writing=value.writing,
        text=read.evidence.text if read else "",
        status=read.status if read else None,
        corrected=read is not None and read.source == "person",
        anchor=places.anchor(read.evidence) if read else "",
    )


def named(path: str) -> tuple[FieldName, Party | None, int | None]:
    """Give a path in the words of the page: which value, of which party, of which line."""
    head, _, rest = path.partition(".")
    if head == "lines":
        number, _, field = rest.partition(".")
        return _field(field), None, int(number)
    if not rest:
        return _field(head), None, None
    party = cast("Party", head)
    return (party, None, None) if rest == "name" else (_field(rest), party, None)


def _field(name: str) -> FieldName:
    return cast("FieldName", name) if name in get_args(FieldName) else "line"


def _wants_a_look(value: Correctable) -> bool:
    if value.read is None:
        return value.usual
    return value.read.status in ("review", "unreadable")


def _unsure_lines(extraction: Extraction) -> Iterator[Correctable]:
    if not isinstance(extraction, CommercialDocument):
        return
    asked = 0
    for number in range(1, len(extraction.lines) + 1):
        unsure = [
            value
            for value in correctable_line(extraction, number)
            if value.read is not None and _wants_a_look(value)
        ]
        asked += bool(unsure)
        if asked > MAX_LINES_ASKED:
            return
        yield from unsure


def _shown(correction: Correction, file_name: str, by: str) -> CorrectionShown:
    field, party, line = named(correction.field)
    return CorrectionShown(
        document_id=correction.document_id,
        file_name=file_name,
        field=field,
        party=party,
        line=line,
        before=correction.before.text if correction.before else "",
        before_kind=known_kind(correction.before_kind),
        value=correction.value,
        by=by,
        at=correction.at,
    )
