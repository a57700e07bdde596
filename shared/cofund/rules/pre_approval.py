"""Pre-approval: was the activity approved beforehand, and is it what was claimed?

Whatever changes after the approval needs another one before the activity. Its days and its place
are the rules' *activity_dates* and *event_place*.
"""

from __future__ import annotations

from collections.abc import Iterator

from cofund.models.assessment import Finding
from cofund.models.claim import Document
from cofund.models.claim_file import ClaimFile
from cofund.models.evidence import Read
from cofund.models.extraction import EventReport
from cofund.models.terms import Names
from cofund.rules.proof import share_a_word
from cofund.rules.verdicts import failed, in_words, passed, where
from cofund.sure import sure


def approval_exists(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that the activity was approved before the day on which it began."""
    approved, begins = file.day(file.application.approved_at), file.application.activity.first_day
    if approved < begins:
        return (passed("approval_exists", "before", approved=approved, begins=begins),)
    return (failed(file.programme, "approval_exists", "late", approved=approved, begins=begins),)


def approved_activity(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that the report tells of the type of activity that was approved.

    People name types in their own words: a report fails where it speaks of another type of the
    programme's and not of the approved one.
    """
    return tuple(_approved_activity(file, document, read) for document, read in _types_told(file))


def approved_amount(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that no more is claimed than was approved; the waterfall pays no more either way."""
    claimed, approved = file.claim.request.claimed, file.application.approved_amount
    if claimed <= approved:
        return (passed("approved_amount", "within", claimed=claimed, approved=approved),)
    return (failed(file.programme, "approved_amount", "above", claimed=claimed, approved=approved),)


def _types_told(file: ClaimFile) -> Iterator[tuple[Document, Read[str]]]:
    """Give the reports' words for the activity, where they are those of some type."""
    for document, extraction in file.documents():
        read = extraction.activity_kind if isinstance(extraction, EventReport) else None
        if read is not None and sure(read) is not None and any(_types_meant(file, read.value)):
            yield document, read


def _types_meant(file: ClaimFile, told: str) -> Iterator[str]:
    for activity_type, terms in file.programme.activities.items():
        if _speaks_of(told, terms.names):
            yield activity_type


def _speaks_of(told: str, names: Names) -> bool:
    return share_a_word(told, names.ru) or share_a_word(told, names.en)


def _approved_activity(file: ClaimFile, document: Document, read: Read[str]) -> Finding:
    if file.application.activity.activity_type in set(_types_meant(file, read.value)):
        return passed(
            "approved_activity",
            "same",
            document=document,
            evidence=where(read),
            approved=in_words(file.terms.names),
        )
    return failed(
        file.programme,
        "approved_activity",
        "another",
        document=document,
        evidence=where(read),
        printed=read.value,
        approved=in_words(file.terms.names),
    )
