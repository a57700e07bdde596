"""Values with their evidence, and how far each may be trusted: checks are votes and vetoes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from cofund.extraction.layout.passages import Passage
from cofund.models.evidence import Read, ReadStatus, Source

T = TypeVar("T")

MOST_ALTERNATES = 10
LONGEST = 200

# The checks, as the reviewer sees them.
LABEL = "stands at its label"
HEADING = "stands in the heading"
CHECK_DIGITS = "check digits"
ONE_READING = "can be read in one way only"
ONE_VALUE = "all places agree"


def status_of(source: Source, passed: Sequence[str], failed: Sequence[str]) -> ReadStatus:
    """Give a value's status from the checks that agree with it and that contradict it.

    One contradiction outweighs any number of votes. What was recognised from a picture needs two
    votes where printed text needs one, and is never *exact*.
    """
    if failed:
        return "review"
    if source in ("xml", "qr"):
        return "exact"
    if source == "ocr":
        return "checked" if len(passed) >= 2 else "review"
    return ("review", "checked", "exact")[min(len(passed), 2)]


def read(
    value: T,
    passage: Passage,
    *,
    passed: Iterable[str] = (),
    failed: Iterable[str] = (),
    alternates: Iterable[str] = (),
) -> Read[T]:
    """Give a value with where it stands and what speaks for it and against it."""
    votes, vetoes = tuple(dict.fromkeys(passed)), tuple(dict.fromkeys(failed))
    others = tuple(dict.fromkeys(text[:LONGEST] for text in alternates))
    # Read[str], not Read: only then does pydantic write it the way its field says.
    typed: Any = Read[type(value)]  # type: ignore[misc]
    made: Read[T] = typed(
        value=value,
        evidence=passage.evidence(),
        source=passage.origin.source,
        engine=passage.origin.engine,
        status=status_of(passage.origin.source, votes, vetoes),
        passed=votes,
        failed=vetoes,
        alternates=others[:MOST_ALTERNATES],
    )
    return made


def read_text(passage: Passage | None, *checks: str) -> Read[str] | None:
    """Give a passage's text as a value; of nothing, None."""
    if passage is None or not passage.text:
        return None
    return read(passage.text, passage, passed=checks)


def read_one_of(
    readings: Sequence[T], passage: Passage, *, passed: Iterable[str] = ()
) -> Read[T] | None:
    """Give a value that a printed text may mean; with two meanings it waits for a person."""
    if not readings:
        return None
    if len(readings) == 1:
        return read(readings[0], passage, passed=passed)
    others = [str(each) for each in readings]
    return read(readings[0], passage, passed=passed, failed=(ONE_READING,), alternates=others)


def with_vote(value: Read[T], check: str) -> Read[T]:
    """Give a value with one more check that agrees with it."""
    passed = (*value.passed, check)
    status = status_of(value.source, passed, value.failed)
    return value.model_copy(update={"passed": passed, "status": status})
