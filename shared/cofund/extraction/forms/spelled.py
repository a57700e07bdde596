"""The amount in words of a form: on one line or on two, beside its label."""

from __future__ import annotations

from collections.abc import Sequence

from cofund.extraction.layout.passages import Passage, joined
from cofund.extraction.values import in_words
from cofund.money import Money


def spelled_roubles(lines: Sequence[Passage]) -> tuple[Passage | None, Money | None]:
    """Give the first amount in words, with its words; None twice where there is none.

    Words that end a line without kopecks may go on in the next one.
    """
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        both = joined([line, following] if following else [line])
        for passage in (line, both):
            words = passage.find(in_words.AMOUNT) if passage else None
            kopecks = in_words.amount_in_words(words.text) if words else None
            if words and kopecks is not None and (passage is both or "коп" in words.text.lower()):
                return words, Money(amount_minor=kopecks, currency="RUB")
    return None, None
