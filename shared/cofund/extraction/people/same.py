"""People who stand in a list twice, and the company that a mail address speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations

from cofund.extraction.people.entries import Entry

CLOSE = 90
"""Of 100: names this much alike are one name with a slip of the pen."""
MOST_COMPARED = 200_000
MOST_ALIKE = 40
"""People with one address, phone or surname that are compared with each other."""
MOST_PAIRS = 1_000
PUBLIC_MAIL = frozenset(
    "gmail.com googlemail.com mail.ru bk.ru inbox.ru list.ru internet.ru yandex.ru ya.ru yandex.com "
    "rambler.ru outlook.com hotmail.com live.com msn.com icloud.com me.com yahoo.com yahoo.de "
    "protonmail.com proton.me gmx.de gmx.net gmx.com web.de t-online.de aol.com orange.fr free.fr "
    "example.com example.ru example.org example.net".split()
)  # fmt: skip
RESERVED = (".example", ".test", ".invalid", ".localhost")


def company_domain(email: str) -> str:
    """Give the domain of a company's mail address; "" for public mail and what is no address."""
    domain = email.rpartition("@")[2].lower()
    if "." not in domain or domain.endswith(RESERVED):
        return ""
    is_public = any(domain == each or domain.endswith(f".{each}") for each in PUBLIC_MAIL)
    return "" if is_public else domain


def same_people(entries: Sequence[Entry]) -> tuple[tuple[int, int], ...]:
    """Give pairs of rows, from 0, that name one person: alike in name, not apart in contacts."""
    pairs = {pair for group in _groups(entries) for pair in combinations(group[:MOST_ALIKE], 2)}
    found = sorted(pair for pair in sorted(pairs)[:MOST_COMPARED] if _same(entries, *pair))
    return tuple(found[:MOST_PAIRS])


def _groups(entries: Sequence[Entry]) -> Iterator[list[int]]:
    """Rows worth comparing: of one address, one phone, one first word of the name."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for index, entry in enumerate(entries):
        words = sorted(name_key(entry.text("name")))
        keys = {("email", _email(entry)), ("phone", _phone(entry))}
        keys |= {("word", word[:4]) for word in words if len(word) > 2}
        for key in keys:
            if key[1]:
                groups[key].append(index)
    yield from (group for group in groups.values() if len(group) > 1)


def _same(entries: Sequence[Entry], one: int, other: int) -> bool:
    first, second = entries[one], entries[other]
    if not _alike(first.text("name"), second.text("name")):
        return False
    contacts = [
        (value(first), value(second))
        for value in (_email, _phone)
        if value(first) and value(second)
    ]
    if contacts:
        return any(left == right for left, right in contacts)
    companies = first.text("company").lower(), second.text("company").lower()
    return companies[0] == companies[1] or not all(companies)


def _alike(one: str, other: str) -> bool:
    """Whether two names may be one: in any order, with initials, with a slip of the pen."""
    from rapidfuzz import fuzz

    left, right = name_key(one), name_key(other)
    if len(left) > 1 < len(right) and _fits(left, right):
        return True
    return fuzz.token_sort_ratio(" ".join(sorted(left)), " ".join(sorted(right))) >= CLOSE


def _fits(left: Sequence[str], right: Sequence[str]) -> bool:
    """Every word of the shorter name is a word, or the initial of one, in the longer name."""
    shorter, longer = sorted((left, right), key=lambda words: (len(words), len("".join(words))))
    rest = list(longer)
    for word in sorted(shorter, key=len, reverse=True):
        match = (
            next((each for each in rest if each == word), None)
            or next((each for each in rest if len(word) == 1 and each.startswith(word)), None)
            or next((each for each in rest if len(each) == 1 and word.startswith(each)), None)
        )
        if match is None:
            return False
        rest.remove(match)
    return max(map(len, shorter)) > 2


def name_key(name: str) -> list[str]:
    """Give a name's words, small, "ё" as "е", without marks; initials are single letters."""
    small = name.lower().replace("ё", "е")
    return "".join(c if c.isalpha() or c == "-" else " " for c in small).split()


def _email(entry: Entry) -> str:
    return entry.text("email").lower()


def _phone(entry: Entry) -> str:
    """The last ten digits: +7 and 8 before them are one country."""
    digits = "".join(filter(str.isdigit, entry.text("phone")))
    return digits[-10:] if len(digits) >= 6 else ""
