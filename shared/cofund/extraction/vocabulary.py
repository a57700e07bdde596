"""Vocabularies: the words of titles, labels and columns' heads, the most telling ones first."""

from __future__ import annotations

import re
import unicodedata
from typing import TypeVar

K = TypeVar("K", bound=str)

Vocabulary = tuple[tuple[K, re.Pattern[str]], ...]

LONGEST_LABEL = 200


def vocabulary(*entries: tuple[K, str]) -> tuple[tuple[K, re.Pattern[str]], ...]:
    """Give a vocabulary of meanings and their patterns; capitals don't matter."""
    return tuple((meaning, re.compile(words, re.IGNORECASE)) for meaning, words in entries)


def meaning_of(text: str, words: tuple[tuple[K, re.Pattern[str]], ...]) -> K | None:
    """Give the first meaning whose words stand in a text; None when none do."""
    return next((meaning for meaning, pattern in words if pattern.search(text)), None)


def compact(text: str) -> str:
    """Give a text's letters alone, small and without accents.

    Labels are compared so: "Br uttosumme", "T O T A L  T T C" and "Итого:" lose what the drawing
    program put between their letters.
    """
    lowered = text[:LONGEST_LABEL].lower().replace("ß", "ss").replace("№", " ")
    plain = lowered if lowered.isascii() else unicodedata.normalize("NFKD", lowered)
    return "".join(letter for letter in plain if letter.isalpha())
