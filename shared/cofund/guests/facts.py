"""From lists of people to facts: what a claim is judged by holds nobody's name, phone or mail.

The same lists give the same facts. What a claim file keeps of a document that is, or is said to be,
a list of participants is only what rules look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cofund.guests.apart import Comparable, comparable, plain_company, plain_mail, printed
from cofund.models.claim import Document, Partner
from cofund.models.extraction import (
    EventProgramme,
    EventReport,
    Extraction,
    ParticipantList,
    ParticipantRow,
    Unknown,
)
from cofund.models.participants import ParticipantFact, ParticipantFacts

SOLE_TRADER = re.compile(r"\bип\b|индивидуальн\w+ предпринимател|\bsole trader\b", re.IGNORECASE)
PATRONYMIC = re.compile(r"\b[А-ЯЁ][а-яё]+(?:вич|вна|ична)\b|\b[А-ЯЁ]\. ?[А-ЯЁ]\.")
ADDRESSED = re.compile(r"@|(?:\d[\s()-]*){6}")
LONGEST_TEXT = 200

Place = tuple[str, int]
"""A row: its document's id and its position, from 0."""


def without_people(
    documents: Sequence[Document], extractions: Mapping[str, Extraction]
) -> dict[str, Extraction]:
    """Give what rules may see of each document: of a list of people, all but the people.

    A document that is said to be such a list and was taken for something else is treated with the
    same care.
    """
    return {
        document.document_id: _bare(document, extractions[document.document_id])
        for document in documents
    }


def _bare(document: Document, extraction: Extraction) -> Extraction:
    if isinstance(extraction, ParticipantList):
        bare: dict[str, object] = {"participants": (), "duplicates": (), "identified_by": ()}
        return extraction.model_copy(update=bare)
    if document.declared_kind != "participant_list":
        return extraction
    emptied: dict[str, object] = {"identified_by": ()}
    if isinstance(extraction, Unknown):
        emptied["beginning"] = ""
    if isinstance(extraction, EventProgramme):
        emptied["entries"] = ()
    if isinstance(extraction, EventReport):
        emptied |= {"goals": None, "audience": None, "results": None}
    return extraction.model_copy(update=emptied)


def participant_facts(
    documents: Sequence[Document], extractions: Mapping[str, Extraction], *, partner: Partner
) -> dict[str, ParticipantFacts]:
    """Give the facts about each list of participants, by document id."""
    lists = lists_of(documents, extractions)
    persons = number_people(lists)
    return {
        document_id: ParticipantFacts(
            rows=tuple(
                _fact(row, partner, person=persons[document_id, position])
                for position, row in enumerate(listed.participants)
            )
        )
        for document_id, listed in lists.items()
    }


def lists_of(
    documents: Sequence[Document], extractions: Mapping[str, Extraction]
) -> dict[str, ParticipantList]:
    """Give the lists of participants in the claim's order, by document id."""
    found = ((document.document_id, extractions[document.document_id]) for document in documents)
    return {key: listed for key, listed in found if isinstance(listed, ParticipantList)}


def number_people(lists: Mapping[str, ParticipantList]) -> dict[Place, int]:
    """Number the people of all lists from 1; rows that name one person get one number.

    One person has one name and one of phone and mail. A row without either is the person of that
    name and company. Pairs that reading found within a list (a slip of the pen, initials) count.
    """
    rows = [
        ((document_id, position), comparable(row))
        for document_id, listed in lists.items()
        for position, row in enumerate(listed.participants)
    ]
    joined = _Joined(place for place, _ in rows)
    for document_id, listed in lists.items():
        for one, later in listed.duplicates:
            if later < len(listed.participants):
                joined.join((document_id, one), (document_id, later))
    for earlier, again in _same_by_values(rows):
        joined.join(earlier, again)
    numbers: dict[Place, int] = {}
    return {place: numbers.setdefault(joined.first(place), len(numbers) + 1) for place, _ in rows}


class _Joined:
    """Rows that name one person, joined pair by pair; the earliest row stands for all."""

    def __init__(self, places: Iterator[Place] | Sequence[Place]) -> None:
        self._order = {place: position for position, place in enumerate(places)}
        self._earlier = {place: place for place in self._order}

    def first(self, place: Place) -> Place:
        """Give the row that stands for a person; the way to it gets shorter with each look."""
        while self._earlier[place] != place:
            self._earlier[place] = self._earlier[self._earlier[place]]
            place = self._earlier[place]
        return place

    def join(self, one: Place, other: Place) -> None:
        """Say that two rows name one person."""
        earlier, later = sorted((self.first(one), self.first(other)), key=self._order.__getitem__)
        self._earlier[later] = earlier


def _same_by_values(rows: Sequence[tuple[Place, Comparable]]) -> Iterator[tuple[Place, Place]]:
    known: dict[tuple[str, ...], Place] = {}
    for place, row in rows:
        for what, value in row.contacts:
            yield known.setdefault((what, row.name, value), place), place
        known.setdefault(("company", row.name, row.company), place)
    for place, row in rows:
        if not row.contacts:
            yield known["company", row.name, row.company], place


def _fact(row: ParticipantRow, partner: Partner, *, person: int) -> ParticipantFact:
    company, mail = printed(row.company), plain_mail(printed(row.email))
    return ParticipantFact(
        person=person,
        evidence=row.name.evidence.model_copy(update={"text": ""}),
        company="" if _may_name_somebody(row, company) else company[:LONGEST_TEXT],
        mail_domain=mail.rpartition("@")[2][:LONGEST_TEXT],
        own_staff=_is_own(partner, company=company, mail=mail),
    )


def _may_name_somebody(row: ParticipantRow, company: str) -> bool:
    """Tell whether the company's column holds a person: a sole trader, or a cell out of place."""
    if ADDRESSED.search(company) or SOLE_TRADER.search(company) or PATRONYMIC.search(company):
        return True
    name = printed(row.name).strip().lower()
    return bool(name) and name in company.lower()


def _is_own(partner: Partner, *, company: str, mail: str) -> bool:
    domain = mail.rpartition("@")[2]
    own = [known.lower() for known in partner.email_domains]
    if any(domain == known or domain.endswith(f".{known}") for known in own):
        return True
    plain = plain_company(company)  # known for each company, however many of its people come
    return bool(plain) and plain == plain_company(partner.name)
