"""Why a value was read: every candidate of a field, its place, its votes and vetoes. Pure.

The candidates are those of the real reading: the same functions weigh them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cofund.extraction.commercial import Considered, considered
from cofund.extraction.headings import Claim, claims
from cofund.extraction.interpreter import interpret_content
from cofund.extraction.layout.document import laid_out
from cofund.extraction.layout.passages import Passage
from cofund.models.content import DocumentContent
from cofund.models.evidence import Box, Evidence, Read
from cofund.models.extraction import CommercialDocument, Extraction, PartyRead
from cofund.models.kinds import DocumentKind

MOST_CANDIDATES = 12


@dataclass(frozen=True)
class CandidateShown:
    """One value that was considered for a field."""

    value: str
    page: int
    box: Box | None
    place: str
    """Row and column, or paragraph, where there is no box."""
    label: str
    """The words that claim it for the field, or where it stands."""
    passed: tuple[str, ...]
    failed: tuple[str, ...]
    chosen: bool


@dataclass(frozen=True)
class FieldShown:
    """A field: its candidates, the chosen one first, and the value's status."""

    field: str
    status: str
    """"absent" where none was chosen."""
    candidates: tuple[CandidateShown, ...]


@dataclass(frozen=True)
class Explanation:
    """A document's kind with its reasons, and its fields with their candidates."""

    kind: str
    identified_by: tuple[str, ...]
    fields: tuple[FieldShown, ...]


def explain(content: DocumentContent, *, declared: DocumentKind | None = None) -> Explanation:
    """Give, field by field, what was considered and why the chosen value won."""
    extraction = interpret_content(content, declared=declared)
    weighed = dict(_weighed(content, extraction))
    reads = dict(_reads(extraction))
    names = [*reads, *(name for name in weighed if name not in reads)]
    fields = tuple(_field(name, reads.get(name), weighed.get(name, ())) for name in names)
    return Explanation(extraction.kind, extraction.identified_by, fields)


def _weighed(
    content: DocumentContent, extraction: Extraction
) -> Iterator[tuple[str, list[CandidateShown]]]:
    """The candidates of number, date and totals: other fields have one."""
    if not isinstance(extraction, CommercialDocument):
        return
    laid = laid_out(content)
    known = considered(laid)
    numbers, days = claims(laid, known.writing)
    yield "number", [_claim(each, each.text) for each in numbers]
    yield "issue_date", [_claim(each, _days(each.readings)) for each in days]
    yield from _totals(known)


def _totals(known: Considered) -> Iterator[tuple[str, list[CandidateShown]]]:
    if known.solved is None:
        return
    yield (
        "gross",
        [
            _shown(
                each.candidate.amount.decimal_text(),
                each.candidate.passage,
                label=f"{each.candidate.place}: {each.candidate.label}".strip(": "),
                passed=each.passed,
                failed=each.failed,
            )
            for each in known.solved.weighed
        ],
    )
    for place in ("net", "tax", "due", "prepaid"):
        yield (
            place,
            [
                _shown(each.amount.decimal_text(), each.passage, label=each.label)
                for each in known.solved.offered.candidates
                if each.place == place
            ],
        )


def _claim(claim: Claim, value: str) -> CandidateShown:
    return _shown(value, claim.passage, label=claim.check)


def _days(readings: Sequence[date]) -> str:
    return " / ".join(day.isoformat() for day in readings)


def _shown(
    value: str,
    passage: Passage,
    *,
    label: str,
    passed: Sequence[str] = (),
    failed: Sequence[str] = (),
) -> CandidateShown:
    return _of_evidence(value, passage.evidence(), label, passed, failed)


def _of_evidence(
    value: str, evidence: Evidence, label: str, passed: Sequence[str], failed: Sequence[str]
) -> CandidateShown:
    return CandidateShown(
        value=value,
        page=evidence.page,
        box=evidence.box,
        place=evidence.place,
        label=label,
        passed=tuple(passed),
        failed=tuple(failed),
        chosen=False,
    )


def _field(name: str, read: Read[Any] | None, candidates: Sequence[CandidateShown]) -> FieldShown:
    """The chosen value with its final votes, then the others in their order."""
    if read is None:
        return FieldShown(name, "absent", tuple(candidates[:MOST_CANDIDATES]))
    same = [each for each in candidates if _is_of(each, read)]
    chosen = CandidateShown(
        value=_plain(read.value),
        page=read.evidence.page,
        box=read.evidence.box,
        place=read.evidence.place,
        label=same[0].label if same else read.evidence.text,
        passed=read.passed,
        failed=read.failed,
        chosen=True,
    )
    others = [each for each in candidates if each not in same]
    return FieldShown(name, read.status, (chosen, *others)[:MOST_CANDIDATES])


def _is_of(candidate: CandidateShown, read: Read[Any]) -> bool:
    here = (read.evidence.page, read.evidence.box, read.evidence.place)
    return (candidate.page, candidate.box, candidate.place) == here


def _reads(extraction: Extraction) -> Iterator[tuple[str, Read[Any]]]:
    for name in type(extraction).model_fields:
        value = getattr(extraction, name)
        if isinstance(value, Read):
            yield name, value
        elif isinstance(value, PartyRead):
            for part in PartyRead.model_fields:
                found = getattr(value, part)
                if isinstance(found, Read):
                    yield f"{name}_{part}", found


def _plain(value: Any) -> str:
    return str(value.decimal_text() if hasattr(value, "decimal_text") else value)
