"""Labels misread into the other alphabet: "HAC 20%" is "НДС 20%" on a Russian page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cofund.extraction.ocr.engine import Seen

CYRILLIC = re.compile(r"[а-яё]{4,}", re.IGNORECASE)
FEWEST_CYRILLIC = 5
MISREAD = (
    (re.compile(r"^(\W*)[HН][ДAАЛOО][CС](?=\W*$)"), r"\1НДС"),
    (re.compile(r"^(\W*)(?:[ИNMW][HН][HН]|ИН[HНИ])(?=\W*$)"), r"\1ИНН"),
    (re.compile(r"^(\W*)ИНН.{0,2}[КKЖ][ПNЛ][ПNЛ](?=\W*\w?\W*$)"), r"\1ИНН/КПП"),
    (re.compile(r"^(\W*)[KК][ПN][ПN](?=\W*$)"), r"\1КПП"),
)


def with_labels(words: Sequence[Seen]) -> list[Seen]:
    """Give the words with the labels of tax and tax numbers as Russian papers print them."""
    if sum(CYRILLIC.search(word.text) is not None for word in words) < FEWEST_CYRILLIC:
        return list(words)
    return [_mended(word) for word in words]


def _mended(word: Seen) -> Seen:
    for misread, meant in MISREAD:
        if misread.match(word.text):
            return replace(word, text=misread.sub(meant, word.text))
    return word
