"""Participants: did enough people come?"""

from __future__ import annotations

from collections.abc import Iterator

from cofund.lexicon import words_found
from cofund.models.assessment import Finding
from cofund.models.claim_file import ClaimFile
from cofund.models.evidence import Read
from cofund.models.extraction import ParticipantList, ParticipantRow
from cofund.models.terms import Lexicon
from cofund.rules.verdicts import failed, passed

Person = tuple[str, str, str]
"""Name, phone, mail: what tells people apart."""


def participants_minimum(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that at least the minimum of different people took part, over all lists.

    The same name with the same phone and mail is one person. The partner's own staff and
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
    for _, extraction in file.documents():
        if isinstance(extraction, ParticipantList):
            yield from extraction.participants


def _person(row: ParticipantRow) -> Person:
    phone = "".join(character for character in _text(row.phone) if character.isdigit())
    return (" ".join(_text(row.name).lower().split()), phone, _text(row.email).strip().lower())


def _text(read: Read[str] | None) -> str:
    return "" if read is None else read.value
