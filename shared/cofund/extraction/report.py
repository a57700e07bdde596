"""What ``cofund read --json`` prints: one plain object a file, amounts as decimal strings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cofund.extraction import Sources, interpret, read_content
from cofund.models.evidence import Read
from cofund.models.extraction import (
    CommercialDocument,
    EventProgramme,
    EventReport,
    Extraction,
    LineRead,
    ParticipantList,
    ParticipantRow,
    PartyRead,
    ProgrammeEntry,
    Unreadable,
)
from cofund.money import Money

if TYPE_CHECKING:
    from cofund.extraction.explain import CandidateShown
    from cofund.models.content import DocumentContent

Detail = Literal["values", "explained"]
"""The values alone, or with all that was considered for each."""

DOCUMENT_ID = "document"
PARTY_FIELDS = (
    "name",
    "tax_id",
    "kpp",
    "ogrn",
    "address",
    "bank",
    "bik",
    "account",
    "correspondent_account",
    "iban",
)
DOCUMENT_FIELDS = ("number", "issue_date", "currency")
MONEY_FIELDS = (
    "net",
    "tax",
    "gross",
    "amount",
    "amount_in_words",
    "prepaid",
    "due",
    "vat_included",
)
PAYMENT_FIELDS = ("purpose", "executed")
EVENT_FIELDS = ("event_name", "event_date", "first_day", "last_day", "place", "activity_kind")
RESULT_FIELDS = ("stated_count", "participant_count", "leads", "goals", "audience", "results")
PLAIN_FIELDS = DOCUMENT_FIELDS + MONEY_FIELDS + PAYMENT_FIELDS + EVENT_FIELDS + RESULT_FIELDS


def file_report(path: Path, sources: Sources = "all", detail: Detail = "values") -> dict[str, Any]:
    """Give what one file says, or its error; the file's name is as it was given."""
    if path.exists() and not path.is_file():
        return _error(path, "cannot_open", "not a file")
    try:
        content = read_content(path, document_id=DOCUMENT_ID, sources=sources)
    except OSError as failure:
        return _error(path, "cannot_open", failure.strerror or type(failure).__name__)
    extraction = content if isinstance(content, Unreadable) else interpret(content)
    if isinstance(content, Unreadable) or isinstance(extraction, Unreadable):
        assert isinstance(extraction, Unreadable), "what has no content has no meaning"
        why = [extraction.reason.replace("_", " "), *_problems(extraction)]
        return _error(path, extraction.reason, "; ".join(why))
    report = {"file": str(path), **extraction_report(extraction)}
    return {**report, "explained": _explained(content)} if detail == "explained" else report


def _explained(content: DocumentContent) -> list[dict[str, Any]]:
    from cofund.extraction.explain import explain

    return [
        {
            "field": field.field,
            "status": field.status,
            "candidates": [_candidate(one) for one in field.candidates],
        }
        for field in explain(content).fields
    ]


def _candidate(shown: CandidateShown) -> dict[str, Any]:
    box = shown.box
    return {
        "value": shown.value,
        "page": shown.page,
        "box": [box.x0, box.top, box.x1, box.bottom] if box else None,
        "place": shown.place,
        "label": shown.label,
        "passed": list(shown.passed),
        "failed": list(shown.failed),
        "chosen": shown.chosen,
    }


def _error(path: Path, code: str, message: str) -> dict[str, Any]:
    return {"file": str(path), "error": {"code": code, "message": message}}


def extraction_report(extraction: Extraction) -> dict[str, Any]:
    """Give the same object for an extraction; a value that was not read is absent."""
    fields = dict(_fields(extraction))
    report: dict[str, Any] = {
        "kind": extraction.kind,
        "pages": len(extraction.pages),
        "identified_by": list(extraction.identified_by),
        "fields": fields,
        "lines": [],
        "participants": [],
        "warnings": [
            *extraction.flags,
            *_contradictions(fields),
            *_disagreements(extraction),
            *_problems(extraction),
        ],
    }
    if isinstance(extraction, CommercialDocument):
        report["lines"] = [_line(line) for line in extraction.lines]
    if isinstance(extraction, ParticipantList):
        report["participants"] = [_person(row) for row in extraction.participants]
        report["duplicates"] = [list(pair) for pair in extraction.duplicates]
    if isinstance(extraction, EventProgramme):
        report["entries"] = [_entry(entry) for entry in extraction.entries]
    if isinstance(extraction, EventReport):
        report["pictures"] = [picture.model_dump() for picture in extraction.pictures]
    return report


def _fields(extraction: Extraction) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in PLAIN_FIELDS:
        value = getattr(extraction, name, None)
        if value is not None:
            yield name, field_report(value)
    for role in ("seller", "buyer", "payer", "payee"):
        party = getattr(extraction, role, None)
        if party is not None:
            yield from _party(role, party)


def _party(role: str, party: PartyRead) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in PARTY_FIELDS:
        value = getattr(party, name)
        if value is not None:
            yield f"{role}_{name}", field_report(value)


def field_report(value: Read[Any]) -> dict[str, Any]:
    """Give one value with its evidence and status."""
    evidence = value.evidence
    box = evidence.box
    return {
        "value": plain(value.value),
        "text": evidence.text,
        "page": evidence.page,
        "box": [box.x0, box.top, box.x1, box.bottom] if box else None,
        "place": evidence.place,
        "source": value.source,
        "status": value.status,
        "passed": list(value.passed),
        "failed": list(value.failed),
    }


def plain(value: Any) -> Any:
    """Give a value as JSON knows it: amounts as decimal strings, dates as ISO."""
    if isinstance(value, Money):
        return value.decimal_text()
    return value if isinstance(value, (bool, int)) else str(value)


def _line(line: LineRead) -> dict[str, Any]:
    columns = ("description", "quantity", "unit", "unit_price", "vat_rate", "vat", "amount")
    return {name: _plain_or_none(getattr(line, name)) for name in columns}


def _person(row: ParticipantRow) -> dict[str, Any]:
    columns = ("name", "company", "position", "email", "phone")
    return {name: _plain_or_none(getattr(row, name)) for name in columns}


def _entry(entry: ProgrammeEntry) -> dict[str, Any]:
    columns = ("day", "time", "title", "speaker")
    return {name: _plain_or_none(getattr(entry, name)) for name in columns}


def _plain_or_none(value: Read[Any] | None) -> Any:
    return None if value is None else plain(value.value)


def _contradictions(fields: dict[str, dict[str, Any]]) -> list[str]:
    return [f"{name}: {check}" for name, field in fields.items() for check in field["failed"]]


def _disagreements(extraction: Extraction) -> Iterator[str]:
    """Where an exact source and the page differ: both values and places."""
    for each in extraction.disagreements:
        place = each.exact.place or "the source"
        printed = f"page {each.printed.page} prints {each.printed.text}"
        yield f"{each.field}: {each.exact.text} in {place}, but {printed}"


def _problems(extraction: Extraction) -> Iterator[str]:
    """What is wrong in an exact source, with its line."""
    for each in extraction.problems:
        line = "" if each.line is None else f"line {each.line}: "
        yield f"{line}{each.code.replace('_', ' ')} {each.field}".rstrip()
