"""The amounts of a document's lines, each with the words that label it.

A line may hold several labels, each with its amounts: a tax table often stands beside the totals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from cofund.extraction.layout.passages import Passage, joined
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.solver.labels import Place, place_of
from cofund.extraction.values import dates, numbers

RATE = re.compile(r"(?<![\d.,])(\d{1,2})(?:[.,](\d{1,2}))?\s*%")
HAS_DIGIT = re.compile(r"\d")
MAY_BE_DATE = re.compile(r"(?:19|20)\d{2}|\d[./-]\s?\d{1,2}[./-]")
NO_AMOUNT = re.compile(r"\s*(?:%|v\.?H\.?|копе|коп\b)")
"""What follows a rate, or the kopecks of an amount in words."""
MINUS_BEFORE = re.compile(r"[-−–]\s?[€$£₽]?\s?$")
NEGATIVE = re.compile(r"^\s*\(\s*[€$£₽]?\s*[\d., '\u00a0\u202f]+[€$£₽]?\s*\)\s*$")
MOST_LABEL_SEGMENTS = 3
MOST_NUMBERS = 30
GROUPS = re.compile(r"\d{1,3}(?: \d{3})*")
LAST_GROUP = re.compile(r"\d{3}(?: \d{3})*(?:[.,=-]\d{2})?")
ALIGNED = 2.0


@dataclass(frozen=True, slots=True)
class Printed:
    """One number where it stands; ``negative`` where a minus or brackets say so beside it."""

    passage: Passage
    negative: bool = False
    bracketed: bool = False


@dataclass(frozen=True)
class Group:
    """Numbers that share a label; the label's segments from the nearest leftwards."""

    line: int
    label: tuple[Passage, ...]
    numbers: tuple[Printed, ...]
    marked: bool = False
    """Whether a currency stands in the label's or the numbers' segments."""

    @property
    def place(self) -> Place | None:
        """What the nearest words take the numbers for; further words are asked when they don't."""
        return self.named[0]

    @property
    def words(self) -> str:
        """The label's words, as far left as was needed to understand them."""
        return self.named[1]

    @property
    def named(self) -> tuple[Place | None, str]:
        """The place and the words that tell it."""
        words = ""
        for segment in self.label[:MOST_LABEL_SEGMENTS]:
            words = f"{segment.text} {words}".strip()
            place = place_of(words)
            if place is not None:
                return place, words
        return None, words

    @property
    def rate(self) -> Decimal | None:
        """A rate that the label names."""
        return rate_in(" ".join(segment.text for segment in reversed(self.label)))


@dataclass
class _Row:
    """A line that is being cut into groups."""

    line: int
    label: list[Passage] = field(default_factory=list)
    numbers: list[Printed] = field(default_factory=list)
    found: list[Group] = field(default_factory=list)
    marked: bool = False

    def add_words(self, words: Passage) -> None:
        if self.numbers:
            self.close()
        self.label.insert(0, words)

    def close(self) -> None:
        if self.numbers:
            self.found.append(Group(self.line, tuple(self.label), tuple(self.numbers), self.marked))
        self.label, self.numbers, self.marked = [], [], False


def groups_of(lines: Sequence[Passage], number: int) -> list[Group]:
    """Give a line's numbers by their labels, from left to right."""
    line = lines[number]
    if HAS_DIGIT.search(line.text) is None:
        return []
    row = _Row(number)
    above = lines[number - 1] if number else None
    for segment in segments_of(line):
        _cut(segment, above, row)
    row.close()
    return row.found


def _cut(segment: Passage, above: Passage | None, row: _Row) -> None:
    """Words and numbers of a segment in turn; rates and dates count as words."""
    text, at = segment.text, 0
    for start, end, credit in _numbers(text):
        before = segment.part(at, start)
        if _says_something(before.text):
            row.add_words(before)
        minus = credit or MINUS_BEFORE.search(text[:start]) is not None
        printed = _whole(segment.part(start, end), above)
        row.numbers.append(Printed(printed, minus, NEGATIVE.match(text) is not None))
        at = end
    row.marked = row.marked or numbers.currency_of(text) is not None
    rest = segment.part(at, len(text))
    if _says_something(rest.text):
        row.add_words(rest)


def _numbers(text: str) -> Iterator[tuple[int, int, bool]]:
    days = (
        [(start, end) for start, end, _ in dates.find_dates(text)]
        if MAY_BE_DATE.search(text)
        else []
    )
    for _, match in zip(range(MOST_NUMBERS), numbers.NUMBER.finditer(text), strict=False):
        start, end = match.span("number")
        dated = any(start < until and begin < end for begin, until in days)
        if match["number"].strip() and not dated and not NO_AMOUNT.match(text, end):
            yield start, end, match["credit"] is not None


def _says_something(text: str) -> bool:
    """Whether words remain beside a number: a currency or marks alone are none."""
    return re.search(r"[^\W\d_]", numbers.without_currency(text)) is not None or "%" in text


def rate_in(text: str) -> Decimal | None:
    """Give the first rate that a text names, per cent."""
    match = RATE.search(text)
    return Decimal(f"{match[1]}.{match[2] or 0}").normalize() + 0 if match else None


def _whole(amount: Passage, above: Passage | None) -> Passage:
    """An amount too wide for its cell begins on the line above, with the same right edge."""
    if above is None or not LAST_GROUP.fullmatch(amount.text) or not above.pieces:
        return amount
    before = segments_of(above)[-1]
    if not (before.box and amount.box) or before.page != amount.page:
        return amount
    aligned = abs(before.box.x1 - amount.box.x1) <= ALIGNED
    near = amount.box.top - before.box.bottom < (amount.box.bottom - amount.box.top) / 2
    broken = GROUPS.fullmatch(before.text) is not None
    return (joined([before, amount]) or amount) if broken and aligned and near else amount
