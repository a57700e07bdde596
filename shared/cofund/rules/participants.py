"""Participants: did enough people come?

Rules know people as facts only (``cofund.models.participants``): a row's person is a number.
"""

from __future__ import annotations

from collections.abc import Iterator

from cofund.lexicon import words_found
from cofund.models.assessment import Finding
from cofund.models.claim_file import ClaimFile
from cofund.models.participants import ParticipantFact
from cofund.models.terms import Lexicon
from cofund.rules.verdicts import failed, passed


def participants_minimum(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that at least the minimum of different people took part, over all lists.

    Whoever is listed twice is one person. The partner's own staff and
    competitors, known by their mail or company, do not count. Lists that are missing or could not
    be read are the rules' *required_documents* and *document_readable*.
    """
    least, people = file.terms.participants_at_least, people_of(file)
    if least is None or not people:
        return ()
    hosts = len(people & hosts_of(file))
    came = len(people) - hosts
    if came >= least:
        return (passed("participants_minimum", "enough", came=came, least=least),)
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
            evidence=(row.evidence for row in again),
            people=len({row.person for row in again}),
        )
        for document in file.claim.documents
        if (again := _again(file.rows_of(document)))
    )


def people_of(file: ClaimFile) -> frozenset[int]:
    """Give the different people on all lists, by number."""
    return frozenset(row.person for row in _rows(file))


def hosts_of(file: ClaimFile) -> frozenset[int]:
    """Give the people who are no guests: the partner's own, and competitors'."""
    rivals = Lexicon(words=file.programme.competitors.value)
    return frozenset(
        row.person
        for row in _rows(file)
        if row.own_staff or words_found(rivals, f"{row.company} {row.mail_domain}")
    )


def _again(rows: tuple[ParticipantFact, ...]) -> list[ParticipantFact]:
    first: dict[int, ParticipantFact] = {}
    return [row for row in rows if first.setdefault(row.person, row) is not row]


def _rows(file: ClaimFile) -> Iterator[ParticipantFact]:
    for document in file.claim.documents:
        yield from file.rows_of(document)
