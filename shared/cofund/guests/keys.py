"""Keys of the people on lists: whoever has the secret can tell that two lists name one person.

A key is a keyed hash of one phone, one mail, or one name at one company. Lists are compared by all
of their keys; which lists to compare is told by the sixteen smallest of each: of two lists of
about one length that share half of their people, hardly any pair shares none of those. See
docs/adr/0016.
"""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from cofund.guests.apart import Comparable, comparable
from cofund.guests.facts import number_people
from cofund.models.extraction import ParticipantList

KEY_BYTES = 8
SKETCH = 16

PeopleKeys = Mapping[int, frozenset[str]]
"""Each person's keys, by the number that the claim file's facts give."""


def people_keys(
    lists: Mapping[str, ParticipantList], *, secret: bytes
) -> dict[int, frozenset[str]]:
    """Give the keys of the people on a claim's lists.

    What several people of a claim share (a reception's phone) tells nobody apart and has no key.
    """
    persons = number_people(lists)
    owners: dict[tuple[str, str], set[int]] = defaultdict(set)
    for document_id, listed in lists.items():
        for position, row in enumerate(listed.participants):
            for value in _telling(comparable(row)):
                owners[value].add(persons[document_id, position])
    keys: dict[int, set[str]] = defaultdict(set)
    for value, people in owners.items():
        if len(people) == 1:
            keys[min(people)].add(_key(value, secret))
    return {person: frozenset(own) for person, own in keys.items()}


def all_keys(people: PeopleKeys) -> tuple[str, ...]:
    """Give all keys, the smallest first."""
    return tuple(sorted(key for own in people.values() for key in own))


def sketch(people: PeopleKeys) -> tuple[str, ...]:
    """Give the keys by which a list is found: the smallest."""
    return all_keys(people)[:SKETCH]


def people_among(people: PeopleKeys, others: Iterable[str]) -> tuple[int, ...]:
    """Give the people who have a key among others, by number."""
    known = frozenset(others)
    return tuple(sorted(person for person, own in people.items() if own & known))


def _telling(row: Comparable) -> Iterator[tuple[str, str]]:
    yield from row.contacts
    if row.name and row.company:
        yield "name", f"{row.name}\n{row.company}"


def _key(value: tuple[str, str], secret: bytes) -> str:
    return hmac.digest(secret, "\n".join(value).encode(), "sha256")[:KEY_BYTES].hex()
