"""Amounts in words on a document's lines; one may run on to the next line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cofund.extraction.layout.passages import Passage, Piece, joined
from cofund.extraction.values import in_words
from cofund.extraction.values.in_words_abroad import amounts_in_words
from cofund.money import Money

MAY_BE_WORDS = re.compile(r"[^\W\d_]{3}.{0,20}(?:euro|dollar|pound|fran[kc]|руб)", re.IGNORECASE)
BEGINNING = re.compile(r"[а-яёa-z]{3,}")
LEADS = frozenset(("сумму", "сумма", "прописью", "оплате", "размере", "составляет", "итого"))
"""Small words after which an amount in words begins."""


def spelled(
    line: Passage, following: Passage | None, currency: str
) -> Iterator[tuple[Passage, Money]]:
    """Give the amounts in words that begin on a line, and the words."""
    if currency == "RUB":
        yield from _in_russian(line, following, currency)
    elif MAY_BE_WORDS.search(line.text):
        for start, end, minor in amounts_in_words(line.text, currency):
            yield line.part(start, end), Money(amount_minor=minor, currency=currency)


def ends_on(line: Passage, words: Passage) -> bool:
    """Tell whether an amount in words that began above ends on this line."""
    return _stands_on(words.pieces[-1], line)


def _in_russian(
    line: Passage, following: Passage | None, currency: str
) -> Iterator[tuple[Passage, Money]]:
    both = joined([line, following]) if following else None
    for passage in (line, both or line):
        words = passage.find(in_words.AMOUNT)
        amount = in_words.amount_in_words(words.text) if words else None
        if words is None or amount is None or words.page != line.page:
            continue
        if not _stands_on(words.pieces[0], line):
            return
        if passage is line and both is not None and "коп" not in words.text.lower():
            continue
        if _is_whole(passage, words):
            yield words, Money(amount_minor=amount, currency=currency)
        return


def _stands_on(piece: Piece, line: Passage) -> bool:
    """Whether a piece, or what was cut of it, stands on a line."""
    return any((each.box, each.place) == (piece.box, piece.place) for each in line.pieces)


def _is_whole(passage: Passage, words: Passage) -> bool:
    """Whether nothing of an amount in words was misread on a scan: its beginning or its kopecks.

    A small word before it may be its first number, misread; what remains is another amount.
    """
    if words.origin.source != "ocr":
        return True
    before = passage.text.partition(words.text)[0].split()
    is_cut = bool(before) and BEGINNING.fullmatch(before[-1]) and before[-1] not in LEADS
    return "коп" in words.text.lower() and not is_cut
