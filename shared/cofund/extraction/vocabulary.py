"""Vocabularies: the words of titles, labels and columns' heads, the most telling ones first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

K = TypeVar("K", bound=str)

Entry = tuple[K, re.Pattern[str]]

LONGEST_LABEL = 200


@dataclass(frozen=True, eq=False)
class Vocabulary(Generic[K]):
    """Meanings and their patterns, the most telling ones first."""

    entries: tuple[Entry[K], ...]
    known: re.Pattern[str]
    """Matches where any of the patterns does: most texts mean nothing, and are asked once."""

    def __iter__(self) -> Iterator[Entry[K]]:
        return iter(self.entries)


def vocabulary(*entries: tuple[K, str]) -> Vocabulary[K]:
    """Give a vocabulary of meanings and their patterns; capitals don't matter."""
    compiled = ((meaning, re.compile(words, re.IGNORECASE)) for meaning, words in entries)
    known = "|".join(f"(?:{words})" for _, words in entries)
    return Vocabulary(tuple(compiled), re.compile(known, re.IGNORECASE))


def together(*vocabularies: Vocabulary[K]) -> Vocabulary[K]:
    """Give several vocabularies as one."""
    return vocabulary(
        *((meaning, pattern.pattern) for words in vocabularies for meaning, pattern in words)
    )


def meaning_of(text: str, words: Vocabulary[K]) -> K | None:
    """Give the first meaning whose words stand in a text; None when none do."""
    if not words.known.search(text):
        return None
    return next((meaning for meaning, pattern in words if pattern.search(text)), None)


@lru_cache(maxsize=8_192)
def label_meaning(label: str, words: tuple[tuple[K, re.Pattern[str]], ...]) -> K | None:
    """Give the meaning of a label by its letters alone; the same labels stand on every page."""
    letters = compact(label)
    return next((meaning for meaning, pattern in words if pattern.search(letters)), None)


def compact(text: str) -> str:
    """Give a text's letters alone, small and without accents.

    Labels are compared so: "Br uttosumme", "T O T A L  T T C" and "Итого:" lose what the drawing
    program put between their letters.
    """
    lowered = text[:LONGEST_LABEL].lower().replace("ß", "ss").replace("№", " ")
    plain = lowered if lowered.isascii() else unicodedata.normalize("NFKD", lowered)
    return "".join(letter for letter in plain if letter.isalpha())
