"""What points into a document on the reviewer's page: values that were read, and findings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from cofund.models.assessment import Assessment
from cofund.models.evidence import Box, Evidence, Read
from cofund.models.extraction import CommercialDocument, Extraction, LineRead
from cofund.pages.views.review import LineShown, Mark, ValueShown
from cofund.steps.values_shown import Listed, rows_read, values_read

MAX_MARKS = 1_000
MAX_LINES_SHOWN = 100
MOST_VALUES = 60

Marked = tuple[Mark, Evidence]


Place = tuple[int, Box | None, str]


class Places:
    """The places that values stand at, numbered: each is one highlight, whoever points at it."""

    def __init__(self, document_id: str, extraction: Extraction | None) -> None:
        self._document_id = document_id
        self.values = tuple(islice(values_read(extraction), MOST_VALUES))
        self._standing: dict[Place, Listed] = {}
        for each in islice((*self.values, *rows_read(extraction)), MAX_MARKS):
            self._standing.setdefault(_place(each.read.evidence), each)
        self._anchors = {
            place: f"{document_id}-v{number}" for number, place in enumerate(self._standing, 1)
        }

    def anchor(self, evidence: Evidence) -> str:
        """Give the id of a place's highlight; empty where there is none."""
        return self._anchors.get(_place(evidence), "")

    def marks(self, assessment: Assessment) -> tuple[Marked, ...]:
        """Give what points into the document; findings first: they must never be left out."""
        marks = [*_findings(self._document_id, assessment), *self._marks()]
        return tuple(marks[:MAX_MARKS])

    def _marks(self) -> Iterator[Marked]:
        for place, each in self._standing.items():
            mark = Mark(field=each.field, party=each.party, anchor=self._anchors[place])
            yield mark, each.read.evidence

    def shown(self, listed: Listed) -> ValueShown:
        """Give one value as the page lists it."""
        evidence, read = listed.read.evidence, listed.read
        person = read.source == "person"
        return ValueShown(
            field=listed.field,
            party=listed.party,
            text=listed.read.value if listed.field == "currency" else evidence.text,
            read=read.alternates[0] if person and read.alternates else "",
            status="corrected" if person else read.status,
            page=evidence.page,
            place=evidence.place,
            anchor=self.anchor(evidence),
        )


def lines_shown(places: Places, extraction: Extraction | None) -> tuple[LineShown, ...]:
    """Give the first lines of goods and services, as they were read."""
    if not isinstance(extraction, CommercialDocument):
        return ()
    return tuple(_line(places, line) for line in extraction.lines[:MAX_LINES_SHOWN])


def _line(places: Places, line: LineRead) -> LineShown:
    def shown(read: Read[Any] | None) -> ValueShown | None:
        return None if read is None else places.shown(Listed("line", read))

    return LineShown(
        position=line.position,
        description=places.shown(Listed("line", line.description)),
        quantity=shown(line.quantity),
        unit_price=shown(line.unit_price),
        amount=shown(line.amount),
    )


def _findings(document_id: str, assessment: Assessment) -> Iterator[Marked]:
    for position, finding in enumerate(assessment.findings):
        if finding.verdict != "pass":
            for evidence in finding.evidence:
                if evidence.document_id == document_id:
                    yield Mark(finding=position), evidence


def _place(evidence: Evidence) -> Place:
    return evidence.page, evidence.box, evidence.place
