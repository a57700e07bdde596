"""Where a value stands on the page, in whatever way it is written there.

Amounts are found with any grouping and decimal mark, days in every form that dates are read in,
numbers and names whatever stands between their parts. Every kind of thing is looked for on the
whole page once; each value is then one look into what was found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, islice, pairwise, takewhile

from cofund.extraction.layout.passages import Passage
from cofund.extraction.merging.typed import Value
from cofund.extraction.values import dates, numbers
from cofund.models.evidence import Box
from cofund.money import Money, minor_digits

MOST_TEXT = 200_000
"""Characters that are searched: a hundred closely printed pages."""
MOST_NUMBERS = 20_000
MOST_PLACES, MOST_TRIES = 50, 1_000
LEAST_TELLING = 4
"""A shorter number stands on many pages by chance."""
LEAST_WHOLE = 3
"""Digits of an amount that may stand without its decimals: a lone "1" is anything."""
WORD_GAP = 0.5
"""Digits further apart than half their height are two numbers."""
MOST_BETWEEN = 3
"""Signs and spaces between two letters of a name or number, on the whole."""
NUMBER = re.compile(
    r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3}(?!\d))+(?:[.,=-]\d{1,4})?(?!\d)"
    r"|(?<![\d.,])\d{1,15}(?:\s?[.,=-]\s?\d{1,4})?(?!\d)"
)

Span = tuple[int, int]


class Printed:
    """A document's lines, to be searched for values."""

    def __init__(self, lines: Sequence[Passage]) -> None:
        texts = [line.text for line in lines]
        ends = accumulate(len(text) + 1 for text in texts)
        within = sum(1 for _ in takewhile(lambda end: end <= MOST_TEXT, ends))
        self._lines, self._texts = lines[:within], texts[:within]
        self._starts = list(accumulate((len(text) + 1 for text in self._texts), initial=0))

    @cached_property
    def _text(self) -> str:
        return "\n".join(self._texts)

    @cached_property
    def _days(self) -> dict[date, Span]:
        found: dict[date, Span] = {}
        for start, end, readings in dates.find_dates(self._text):
            found.update({day: (start, end) for day in readings if day not in found})
        return found

    @cached_property
    def _numbers(self) -> dict[Decimal, list[Span]]:
        """Every number by what it may mean, without its sign."""
        found: defaultdict[Decimal, list[Span]] = defaultdict(list)
        text = "\n".join(_with_gaps(line) for line in self._lines)
        for match in islice(NUMBER.finditer(text), MOST_NUMBERS):
            for reading in numbers.readings(re.sub(r"\s(?=[.,=-])|(?<=[.,=-])\s", "", match[0])):
                found[reading].append(match.span())
        return found

    @cached_property
    def _letters(self) -> tuple[str, list[int]]:
        """Letters and digits alone, in lower case, and where each stands."""
        at = [position for position, sign in enumerate(self._text) if sign.isalnum()]
        return "".join(self._text[position].lower()[0] for position in at), at

    def find(self, value: Value) -> Passage | None:
        """Give where a value stands: an amount's last place, where totals are; else the first."""
        places = self._places(value)
        if isinstance(value, Money):
            return next(iter(deque(places, maxlen=1)), None)
        return next(places, None)

    def beside(self, value: Value, other: Passage) -> Passage | None:
        """Give where a value stands on the height of another passage: in the row of a table."""
        box = other.box
        if box is None:
            return None
        level = (
            passage
            for passage in self._places(value)
            if passage.page == other.page and _is_level(passage, box)
        )
        return next(level, None)

    def _places(self, value: Value) -> Iterator[Passage]:
        for span in islice(self._spans(value), MOST_PLACES):
            passage = self._passage(*span)
            if passage is not None:
                yield passage

    def _spans(self, value: Value) -> Iterator[Span]:
        if isinstance(value, Money):
            decimals = minor_digits(value.currency)
            amount = Decimal(abs(value.amount_minor)).scaleb(-decimals)
            spans = islice(self._numbers.get(amount, ()), MOST_TRIES)
            yield from (span for span in spans if self._may_be_money(span, decimals))
        elif isinstance(value, Decimal):
            yield from self._numbers.get(abs(value), ())
        elif isinstance(value, date):
            yield from (self._days[day] for day in (value,) if day in self._days)
        elif isinstance(value, str):
            yield from self._spelled(value)

    def _may_be_money(self, span: Span, decimals: int) -> bool:
        written = self._text[span[0] : span[1]]
        return not decimals or not written.isdigit() or len(written) >= LEAST_WHOLE

    def _spelled(self, value: str) -> Iterator[Span]:
        """Whole words only, and not scattered over a line."""
        letters, at = self._letters
        sought = "".join(sign.lower()[0] for sign in value if sign.isalnum())
        found = letters.find(sought) if sought else -1
        for _ in range(MOST_TRIES):
            if found < 0:
                return
            start, end = at[found], at[found + len(sought) - 1] + 1
            if self._is_whole(start, end) and end - start <= len(sought) * (1 + MOST_BETWEEN):
                yield start, end
            found = letters.find(sought, found + 1)

    def _is_whole(self, start: int, end: int) -> bool:
        around = self._text[start - 1 : start] + self._text[end : end + 1]
        return not any(sign.isalnum() for sign in around)

    def _passage(self, start: int, end: int) -> Passage | None:
        """The part of a line; what runs over its end is none."""
        index = bisect_right(self._starts, start) - 1
        at = self._starts[index]
        if end - at > len(self._texts[index]):
            return None
        return self._lines[index].part(start - at, end - at)


def _with_gaps(line: Passage) -> str:
    """The line's text, with a tab where its words stand apart: numbers don't reach over it."""
    parts = [line.pieces[0].text] if line.pieces else []
    for before, piece in pairwise(line.pieces):
        parts.append(("\t" if _are_apart(before.box, piece.box) else " ") + piece.text)
    return "".join(parts)


def _are_apart(before: Box | None, box: Box | None) -> bool:
    if before is None or box is None:
        return False
    return box.x0 - before.x1 >= WORD_GAP * (box.bottom - box.top)


def _is_level(passage: Passage, box: Box) -> bool:
    at = passage.box
    return at is not None and box.top <= (at.top + at.bottom) / 2 <= box.bottom


def is_telling(value: Value) -> bool:
    """Tell whether a value that is found on a page hardly stands there by chance."""
    if isinstance(value, Money):
        return len(str(abs(value.amount_minor))) >= LEAST_TELLING
    return not isinstance(value, str) or sum(map(str.isalnum, value)) >= LEAST_TELLING
