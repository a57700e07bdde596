"""Where a value stands on the page, in whatever way it is written there.

Amounts are found with any grouping and decimal mark, days in every form that dates are read in,
numbers and names whatever stands between their parts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import accumulate, islice, pairwise, takewhile

from cofund.extraction.layout.passages import Passage, Piece
from cofund.extraction.merging.typed import Value
from cofund.extraction.values import dates
from cofund.models.evidence import Box
from cofund.money import Money, minor_digits

MOST_TEXT = 200_000
"""Characters that are searched: a hundred closely printed pages."""
MOST_LINES_OF_PAGE = 500
MOST_PLACES = 50
LONGEST_SOUGHT = 80
LEAST_TELLING = 4
"""A shorter number stands on many pages by chance."""
LEAST_WHOLE = 3
"""Digits of an amount that may stand without its decimals: a lone "1" is anything."""
GROUPING = r"[\s.,'’]?"
WORD_GAP = 0.5
"""Digits further apart than half their height are two numbers."""


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
    def _days(self) -> dict[date, Passage]:
        found: dict[date, Passage] = {}
        for start, end, readings in dates.find_dates(self._text):
            passage = self._passage(start, end)
            if passage is not None:
                found.update({day: passage for day in readings if day not in found})
        return found

    def find(self, value: Value) -> Passage | None:
        """Give where a value stands: an amount's last place, where totals are; else the first."""
        if isinstance(value, date):
            return self._days.get(value)
        places = list(islice(self._places(value), MOST_PLACES))
        if not places:
            return None
        return places[-1] if isinstance(value, Money) else places[0]

    def beside(self, value: Value, other: Passage) -> Passage | None:
        """Give where a value stands on the height of another passage: in the row of a table."""
        pattern, box = _pattern(value), other.box
        if pattern is None or box is None:
            return None
        for line, top, bottom in self._heights.get(other.page, ()):
            if top < box.bottom and bottom > box.top:
                for passage in line.find_all(pattern):
                    if _is_level(passage, box):
                        return passage
        return None

    @cached_property
    def _heights(self) -> dict[int, list[tuple[Passage, float, float]]]:
        """The lines of each page, with their upper and lower edges."""
        found: dict[int, list[tuple[Passage, float, float]]] = {}
        for line in self._lines:
            box, known = line.box, found.setdefault(line.page, [])
            if box is not None and len(known) < MOST_LINES_OF_PAGE:
                known.append((line, box.top, box.bottom))
        return found

    def _places(self, value: Value) -> Iterator[Passage]:
        pattern = _pattern(value)
        for match in pattern.finditer(self._text) if pattern else ():
            passage = self._passage(*match.span())
            if passage is not None and not (isinstance(value, Money) and self._runs_on(match)):
                yield passage

    def _passage(self, start: int, end: int) -> Passage | None:
        """The part of a line; what runs over its end is none."""
        index = bisect_right(self._starts, start) - 1
        at = self._starts[index]
        if end - at > len(self._texts[index]):
            return None
        return self._lines[index].part(start - at, end - at)

    def _runs_on(self, match: re.Match[str]) -> bool:
        """Whether the digits before belong to the same number: "1 234,50" is not 234,50."""
        start = match.start()
        if not re.search(r"\d[\s'’]$", self._text[max(0, start - 2) : start]):
            return False
        if not re.match(r"\d{3}(?!\d)", match[0].lstrip("-−–")):
            return False
        index = bisect_right(self._starts, start) - 1
        return _close(self._lines[index].pieces, start - self._starts[index])


def _close(pieces: Sequence[Piece], position: int) -> bool:
    """Whether the piece at a position stands right after the one before it, as digits do."""
    at = 0
    for before, piece in pairwise(pieces):
        at += len(before.text) + 1
        if at >= position:
            if before.box is None or piece.box is None or at > position:
                return True
            height = piece.box.bottom - piece.box.top
            return piece.box.x0 - before.box.x1 < WORD_GAP * height
    return True


def _is_level(passage: Passage, box: Box) -> bool:
    at = passage.box
    return at is not None and box.top <= (at.top + at.bottom) / 2 <= box.bottom


def is_telling(value: Value) -> bool:
    """Tell whether a value that is found on a page hardly stands there by chance."""
    if isinstance(value, Money):
        return len(str(abs(value.amount_minor))) >= LEAST_TELLING
    return not isinstance(value, str) or len(_letters(value)) >= LEAST_TELLING


@lru_cache(maxsize=256)
def _pattern(value: Value) -> re.Pattern[str] | None:
    if isinstance(value, Money):
        return re.compile(_amount(value))
    if isinstance(value, Decimal):
        whole, _, fraction = format(value.normalize(), "f").partition(".")
        tail = rf"[.,]{fraction}0*" if fraction else r"(?:[.,]0+)?"
        return re.compile(rf"(?<![\d.,]){re.escape(whole)}{tail}(?![\d]|[.,]\d)")
    if isinstance(value, str):
        parts = re.findall(r"\w", value[:LONGEST_SOUGHT])
        spelled = r"[^\w\n]{0,3}".join(re.escape(part) for part in parts)
        return re.compile(rf"(?<!\w){spelled}(?!\w)", re.IGNORECASE) if parts else None
    return None


def _amount(value: Money) -> str:
    """Digits in threes, and decimals that may be left out where they are nothing."""
    digits = minor_digits(value.currency)
    whole, _, fraction = value.decimal_text().lstrip("-").partition(".")
    first = len(whole) % 3 or 3
    groups = [whole[:first], *(whole[at : at + 3] for at in range(first, len(whole), 3))]
    grouped = GROUPING.join(groups)
    shortest = fraction.rstrip("0")
    decimals = "".join(
        f"{digit}?" if at >= len(shortest) else digit for at, digit in enumerate(fraction)
    )
    tail = rf"(?:\s?[.,=-]\s?{decimals}-?)" if digits else ""
    optional = "?" if tail and not shortest and len(whole) >= LEAST_WHOLE else ""
    return rf"(?<![\d.,])[-−–]?{grouped}{tail}{optional}(?!\d|[.,'’]\d)"


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w", text))
