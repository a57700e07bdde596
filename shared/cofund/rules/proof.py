"""Proof of performance: do the papers of the event speak of the one that was approved?

People name an event and its place in their own words, so one telling word in common is enough;
only papers that have none are shown to a person. Its days are the rule *activity_dates*'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cofund.lexicon import plain_text
from cofund.models.assessment import Finding
from cofund.models.claim import Document
from cofund.models.claim_file import ClaimFile
from cofund.models.evidence import Read
from cofund.models.extraction import EventProgramme, EventReport, Extraction, ParticipantList
from cofund.rules.verdicts import failed, passed, where
from cofund.sure import sure

STEM = 5
"""Words with the same first letters are forms of one word: "конференция", "конференции"."""
SHORTEST = 3
"""Shorter words join others: "в", "of", "г."."""
EMPTY = frozenset(
    (
        "меропр",
        "событи",
        "участи",
        "event",
        "отчет",
        "report",
        "для",
        "при",
        "the",
        "and",
        "for",
        "with",
    )
)
"""Beginnings of words that any event's papers may hold."""

NamedRead = tuple[Document, Read[str]]


def event_name(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that report, event programme and list name the approved event."""
    approved = file.application.activity.name
    return tuple(
        passed("event_name", "same", document=document, evidence=where(read), printed=read.value)
        if speak_of_one(read.value, approved)
        else failed(
            file.programme,
            "event_name",
            "another",
            document=document,
            evidence=where(read),
            printed=read.value,
            approved=approved,
        )
        for document, read in _sure_texts(file, "event_name")
    )


def event_place(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that report and event programme name the approved place, where one was stated."""
    approved = file.application.activity.place
    if not approved:
        return ()
    return tuple(
        passed("event_place", "same", document=document, evidence=where(read), printed=read.value)
        if speak_of_one(read.value, approved)
        else failed(
            file.programme,
            "event_place",
            "another",
            document=document,
            evidence=where(read),
            printed=read.value,
            approved=approved,
        )
        for document, read in _sure_texts(file, "place")
    )


def speak_of_one(one: str, other: str) -> bool:
    """Tell whether two texts share a telling word; one without any contradicts nothing."""
    return not _stems(one) or not _stems(other) or share_a_word(one, other)


def share_a_word(one: str, other: str) -> bool:
    """Tell whether two texts share a telling word."""
    return bool(_stems(one) & _stems(other))


def _stems(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", plain_text(text))
    telling = [word for word in words if len(word) >= SHORTEST or word.isdigit()]
    return frozenset(
        word[:STEM] for word in telling if not any(word.startswith(empty) for empty in EMPTY)
    )


def _sure_texts(file: ClaimFile, field: str) -> Iterator[NamedRead]:
    for document, extraction in file.documents():
        read = _text_of(extraction, field)
        if read is not None and sure(read) is not None:
            yield document, read


def _text_of(extraction: Extraction, field: str) -> Read[str] | None:
    if not isinstance(extraction, EventReport | EventProgramme | ParticipantList):
        return None
    read: Read[str] | None = getattr(extraction, field, None)
    return read
