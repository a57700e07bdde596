"""Misread words of amounts in words: "лвалиать" can only be "двадцать".

Letters that recognition takes for each other are one letter here. A word is mended only where it
stands beside others of an amount, and where one number word alone can be meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from cofund.extraction.ocr.engine import Seen
from cofund.extraction.values.in_words import HUNDREDS, TENS, UNITS

MONEY = (
    "рубль", "рубля", "рублей", "копейка", "копейки", "копеек",
    "тысяча", "тысячи", "тысяч", "миллион", "миллиона", "миллионов",
    "миллиард", "миллиарда", "миллиардов",
)  # fmt: skip
KNOWN = frozenset((*UNITS, *TENS, *HUNDREDS, *MONEY))
ALIKE = {
    letter: letters[0]
    for letters in ("дл", "цинйпкч", "ьъыб", "оеёсэ", "шщ", "тг", "ая", "вз")
    for letter in letters
}
LATIN = str.maketrans("abcehkmoptxyuinrgd", "авсенкмортхуиипгдд")
LETTERS = re.compile(r"[^\W\d_]{5,20}")
EDGES = re.compile(r"^\W+|\W+$")
NEAR = 2
"""How many words away the next word of the amount may stand: it may be misread as well."""
FEWEST_KNOWN = 2


def _shape(word: str) -> str:
    return "".join(ALIKE.get(letter, letter) for letter in word.translate(LATIN))


def _meant() -> dict[str, str]:
    """For every shape the one word that has it."""
    shapes: defaultdict[str, set[str]] = defaultdict(set)
    for word in KNOWN:
        shapes[_shape(word)].add(word)
    return {shape: next(iter(words)) for shape, words in shapes.items() if len(words) == 1}


MEANT = _meant()


def with_number_words(words: Sequence[Seen]) -> list[Seen]:
    """Give the words with those mended that belong to an amount in words."""
    plain = [EDGES.sub("", word.text).lower().replace("ё", "е") for word in words]
    known = [word in KNOWN for word in plain]
    mended: list[Seen] = []
    for at, word in enumerate(words):
        meant = _mended(plain[at]) if not known[at] else None
        beside = sum(known[max(0, at - NEAR) : at + NEAR + 1])
        if meant is None or beside < FEWEST_KNOWN:
            mended.append(word)
        else:
            mended.append(replace(word, text=_in_case_of(word.text, meant)))
    return mended


def _mended(plain: str) -> str | None:
    return MEANT.get(_shape(plain)) if LETTERS.fullmatch(plain) else None


def _in_case_of(printed: str, meant: str) -> str:
    """The word with the marks around it and its first letter as they were."""
    inner = EDGES.sub("", printed)
    cased = meant.capitalize() if inner[:1].isupper() else meant
    return printed.replace(inner, cased, 1)
