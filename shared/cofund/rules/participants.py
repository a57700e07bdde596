"""Participants: did enough people come?"""

from __future__ import annotations

from collections.abc import Iterator

from cofund.models.assessment import Finding
from cofund.models.claim_file import ClaimFile
from cofund.models.evidence import Read
from cofund.models.extraction import ParticipantList, ParticipantRow
from cofund.rules.verdicts import failed, passed


def participants_minimum(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that at least the minimum of different people took part, over all lists.

    The same name with the same phone and mail is one person. Lists that are missing or could not
    be read are the rules' *required_documents* and *document_readable*.
    """
    least, people = file.terms.participants_at_least, set(_people(file))
    if least is None or not people:
        return ()
    if len(people) >= least:
        return (passed("participants_minimum", "enough", came=len(people), least=least),)
    return (
        failed(file.programme, "participants_minimum", "too_few", came=len(people), least=least),
    )


def _people(file: ClaimFile) -> Iterator[tuple[str, str, str]]:
    for _, extraction in file.documents():
        if isinstance(extraction, ParticipantList):
            for row in extraction.participants:
                yield _person(row)


def _person(row: ParticipantRow) -> tuple[str, str, str]:
    phone = "".join(character for character in _text(row.phone) if character.isdigit())
    return (" ".join(_text(row.name).lower().split()), phone, _text(row.email).strip().lower())


def _text(read: Read[str] | None) -> str:
    return "" if read is None else read.value
