"""Finding a lexicon's words in the lines of an invoice."""

from __future__ import annotations

import re
from functools import lru_cache

from cofund.models.terms import Lexicon


def words_found(lexicon: Lexicon, text: str) -> tuple[str, ...]:
    """Give the words of a text that mean the lexicon's matter, in order, each once."""
    return _found(lexicon.words, lexicon.but_not, plain_text(text))


def words_to_look_at(lexicon: Lexicon, text: str) -> tuple[str, ...]:
    """Give the words of a text that may mean the lexicon's matter."""
    return _found(lexicon.look_at, lexicon.but_not, plain_text(text))


def plain_text(text: str) -> str:
    """Give a text as it compares: lower case, е for ё."""
    return text.lower().replace("ё", "е")


@lru_cache(maxsize=1_000)
def _found(patterns: tuple[str, ...], but_not: tuple[str, ...], text: str) -> tuple[str, ...]:
    if not patterns:
        return ()
    meant = [match.span() for match in _expression(but_not).finditer(text)] if but_not else []
    matches = [
        match.group()
        for match in _expression(patterns).finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in meant)
    ]
    return tuple(dict.fromkeys(matches))


@lru_cache(maxsize=200)
def _expression(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Make one expression of all patterns; longer ones win, so that phrases come before words."""
    longest_first = sorted(patterns, key=len, reverse=True)
    return re.compile("|".join(_one(plain_text(pattern)) for pattern in longest_first))


def _one(pattern: str) -> str:
    words = re.findall(r"\w+\*?", pattern)
    ends = [re.escape(w[:-1]) + r"\w{0,20}" if w.endswith("*") else re.escape(w) for w in words]
    return r"\b" + r"[\W_]{1,5}".join(ends) + r"\b"
