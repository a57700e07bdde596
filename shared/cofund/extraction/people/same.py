"""People who stand in a list twice, and the company that a mail address speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from cofund.extraction.people.entries import Entry
from cofund.extraction.people.looks import FEWEST_DIGITS

CLOSE = 90
"""Of 100: names this much alike are one name with a slip of the pen."""
MOST_COMPARED = 200_000
MOST_ALIKE = 40
"""People with one address, phone or surname that are compared with each other."""
MOST_PAIRS = 1_000
PUBLIC_MAIL = frozenset(
    {
        "gmail.com",
        "googlemail.com",
        "mail.ru",
        "bk.ru",
        "inbox.ru",
        "list.ru",
        "internet.ru",
        "yandex.ru",
        "ya.ru",
        "yandex.com",
        "rambler.ru",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "msn.com",
        "icloud.com",
        "me.com",
        "yahoo.com",
        "yahoo.de",
        "protonmail.com",
        "proton.me",
        "gmx.de",
        "gmx.net",
        "gmx.com",
        "web.de",
        "t-online.de",
        "aol.com",
        "orange.fr",
        "free.fr",
        "example.com",
        "example.ru",
        "example.org",
        "example.net",
    }
)
RESERVED = (".example", ".test", ".invalid", ".localhost")


def company_domain(email: str) -> str:
    """Give the domain of a company's mail address; "" for public mail and what is no address."""
    domain = email.rpartition("@")[2].lower()
    if "." not in domain or domain.endswith(RESERVED):
        return ""
    is_public = any(domain == each or domain.endswith(f".{each}") for each in PUBLIC_MAIL)
    return "" if is_public else domain


@dataclass(frozen=True)
class Known:
    """What tells people apart: the words of the name, address, phone, company."""

    words: tuple[str, ...]
    email: str
    phone: str
    company: str


def same_people(entries: Sequence[Entry]) -> tuple[tuple[int, int], ...]:
    """Give pairs of rows, from 0, that name one person: alike in name, not apart in contacts."""
    known = [_known(entry) for entry in entries]
    pairs = {pair for group in _groups(known) for pair in combinations(group[:MOST_ALIKE], 2)}
    compared = sorted(pairs)[:MOST_COMPARED]
    found = (pair for pair in compared if _same(known[pair[0]], known[pair[1]]))
    return tuple(islice(found, MOST_PAIRS))


def _known(entry: Entry) -> Known:
    digits = "".join(filter(str.isdigit, entry.text("phone")))
    return Known(
        words=tuple(name_words(entry.text("name"))),
        email=entry.text("email").lower(),
        # The last ten digits: +7 and 8 before them are one country.
        phone=digits[-10:] if len(digits) >= FEWEST_DIGITS else "",
        company=entry.text("company").lower(),
    )


def _groups(known: Sequence[Known]) -> Iterator[list[int]]:
    """Rows worth comparing: of one address, one phone, one beginning of a word of the name."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, each in enumerate(known):
        keys = {("email", each.email), ("phone", each.phone)}
        keys |= {("word", word[:4]) for word in each.words if len(word) > 2}
        for key in keys:
            if key[1]:
                groups[key].append(index)
    yield from (group for group in groups.values() if len(group) > 1)


def _same(one: Known, other: Known) -> bool:
    contacts = [
        (left, right)
        for left, right in ((one.email, other.email), (one.phone, other.phone))
        if left and right
    ]
    if contacts and not any(left == right for left, right in contacts):
        return False
    if not contacts and one.company != other.company and one.company and other.company:
        return False
    return _alike(one.words, other.words)


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names may be one: in any order, with initials, with a slip of the pen."""
    from rapidfuzz import fuzz

    if len(one) > 1 < len(other) and _fits(one, other):
        return True
    return fuzz.ratio(" ".join(sorted(one)), " ".join(sorted(other))) >= CLOSE


def _fits(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether every word of the shorter name is a word, or an initial of one, in the longer."""
    shorter, longer = sorted((one, other), key=lambda words: (len(words), sum(map(len, words))))
    rest = sorted(longer, key=len, reverse=True)
    for word in sorted(shorter, key=len, reverse=True):
        match = next((each for each in rest if _is_word(word, each)), None)
        if match is None:
            return False
        rest.remove(match)
    return max(map(len, shorter)) > 2


def _is_word(one: str, other: str) -> bool:
    initial = min(len(one), len(other)) == 1
    return one == other or (initial and one[0] == other[0])


def name_words(name: str) -> list[str]:
    """Give a name's words, small, "ё" as "е", without marks; initials are single letters."""
    small = name.lower().replace("ё", "е")
    return "".join(c if c.isalpha() or c == "-" else " " for c in small).split()
