"""Participants: did enough people come?"""

from __future__ import annotations

from collections.abc import Iterator

from cofund.lexicon import words_found
from cofund.models.assessment import Finding
from cofund.models.claim_file import ClaimFile
from cofund.models.evidence import Read
from cofund.models.extraction import ParticipantList, ParticipantRow
from cofund.models.terms import Lexicon
from cofund.rules.verdicts import failed, passed, where

Person = tuple[str, str, str]
"""Name, phone, mail: what tells people apart."""


def participants_minimum(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that at least the minimum of different people took part, over all lists.

    Whoever is listed twice is one person. The partner's own staff and
    competitors, known by their mail or company, do not count. Lists that are missing or could not
    be read are the rules' *required_documents* and *document_readable*.
    """
    least, people = file.terms.participants_at_least, set(_people(file))
    if least is None or not people:
        return ()
    guests = people - set(_hosts(file))
    if len(guests) >= least:
        return (passed("participants_minimum", "enough", came=len(guests), least=least),)
    came, hosts = len(guests), len(people) - len(guests)
    if hosts == 0:
        return (failed(file.programme, "participants_minimum", "too_few", came=came, least=least),)
    return (
        failed(
            file.programme,
            "participants_minimum",
            "too_few_guests",
            came=came,
            least=least,
            hosts=hosts,
        ),
    )


def listed_twice(file: ClaimFile) -> tuple[Finding, ...]:
    """Find people who stand on a list twice: they count once."""
    return tuple(
        failed(
            file.programme,
            "listed_twice",
            "again",
            document=document,
            evidence=where(*(extraction.participants[later].name for _, later in pairs)),
            people=len({later for _, later in pairs}),
        )
        for document, extraction in file.documents()
        if isinstance(extraction, ParticipantList) and (pairs := _pairs(extraction))
    )


def _pairs(listed: ParticipantList) -> list[tuple[int, int]]:
    return [(one, later) for one, later in listed.duplicates if later < len(listed.participants)]


def _people(file: ClaimFile) -> Iterator[Person]:
    return (_person(row) for row in _rows(file))


def _hosts(file: ClaimFile) -> Iterator[Person]:
    """Give the people on the lists who are no guests: the partner's own, and competitors'."""
    rivals = Lexicon(words=file.programme.competitors.value)
    own = tuple(f"@{domain.lower()}" for domain in file.partner.email_domains)
    for row in _rows(file):
        mail = _text(row.email).strip().lower()
        is_own = bool(own) and mail.endswith(own)
        if is_own or words_found(rivals, f"{_text(row.company)} {mail}"):
            yield _person(row)


def _rows(file: ClaimFile) -> Iterator[ParticipantRow]:
    """Give the rows of all lists, each person's first."""
    for _, extraction in file.documents():
        if isinstance(extraction, ParticipantList):
            again = {later for _, later in extraction.duplicates}
            yield from (row for at, row in enumerate(extraction.participants) if at not in again)


def _person(row: ParticipantRow) -> Person:
    phone = "".join(character for character in _text(row.phone) if character.isdigit())
    return (" ".join(_text(row.name).lower().split()), phone, _text(row.email).strip().lower())


def _text(read: Read[str] | None) -> str:
    return "" if read is None else read.value
