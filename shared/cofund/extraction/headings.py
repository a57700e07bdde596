"""A commercial document's number and date, from its title or at their labels.

Seven languages: the label may stand left of its value, above it, or with it in one title line. The
customer's, the order's and the delivery's numbers and dates are not the document's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cofund.extraction.heading_words import (
    AFTER_YEAR,
    BARE,
    CODE_FIRST,
    DAY_FOLLOWS,
    FOREIGN_TITLE,
    HAS_DIGIT,
    LABELS,
    OF_ANOTHER,
    OF_MORE,
    PLACE_AND_DATE,
    RUSSIAN_TOWN,
    TITLE_OF_DAY,
    Field,
)
from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.reads import HEADING, LABEL, ONE_READING, ONE_VALUE, read
from cofund.extraction.russian_headings import russian_date, russian_number
from cofund.extraction.solver.labelled import MOST_BELOW, Labelled, labels_of
from cofund.extraction.values import dates
from cofund.extraction.values.dates import DateOrder
from cofund.extraction.values.writing import Writing, writing_of
from cofund.extraction.vocabulary import label_meaning
from cofund.models.evidence import Read

MOST_LINES = 120
FARTHEST_DAY = 25
"""Letters between a date's label and the date: "Nr. / Datum: 12345 / 05.03.2026"."""
SHORTEST_BARE = 3
"""A number right behind the title, without a sign, is longer than "Rechnung 1"."""


@dataclass(frozen=True)
class Claim:
    """A value that some words claim for the document's number or date, and how much they say."""

    weight: int
    passage: Passage
    check: str
    readings: tuple[date, ...] = ()

    @property
    def text(self) -> str:
        """The number as it is printed, without the sign before it."""
        return self.passage.text.lstrip("# ").strip()


TITLED_WEIGHT, LABELLED_WEIGHT, BARE_WEIGHT, ALONE_WEIGHT = 4, 3, 2, 1
"""In a title; at a label of its own; at a label that any paper may have; without a label."""


def number_and_date(
    laid: LaidOut, writing: Writing | None = None
) -> tuple[Read[str] | None, Read[date] | None]:
    """Give the document's own number and date; neither is guessed from the rest of the page."""
    known = writing or writing_of(line.text for line in laid.lines)
    numbers, days = claims(laid, known)
    number = russian_number(laid.heading) or _number(numbers)
    dated = russian_date(laid.heading) or _date(days, known)
    return number, dated


def claims(laid: LaidOut, writing: Writing) -> tuple[list[Claim], list[Claim]]:
    """Give what is claimed for number and for date, in the order of the page."""
    lines = laid.lines[:MOST_LINES]
    numbers: list[Claim] = []
    days: list[Claim] = []
    for at, line in enumerate(lines):
        if not any(HAS_DIGIT.search(near.text) for near in lines[at : at + 1 + MOST_BELOW]):
            continue
        numbers += _titled_numbers(line)
        days += _titled_days(line, writing)
        for label in labels_of(lines, at, LABELS, BARE):
            if label.field == "number":
                numbers += _code(label)
            else:
                days += _day(label, writing)
        if at < len(laid.heading):
            days += _alone(line, writing)
    return numbers, days


def _titled_numbers(line: Passage) -> Iterator[Claim]:
    for match in FOREIGN_TITLE.finditer(line.text):
        start, end = match.span("number")
        bare = match["sign"] is None
        if not _is_own_title(match) or _is_day(line.text, start):
            continue
        if not (bare and len(match["number"]) < SHORTEST_BARE):
            weight = LABELLED_WEIGHT if bare else TITLED_WEIGHT
            yield Claim(weight, line.part(start, end), HEADING)


def _is_own_title(match: re.Match[str]) -> bool:
    """Not one of another paper, nor of a customer's number behind the word "invoice"."""
    more = match["more"]
    if more and (match["sign"] is None or label_meaning(more, LABELS) or OF_MORE.search(more)):
        return False
    return OF_ANOTHER.search(match.string[: match.start("title")]) is None


def _is_day(text: str, start: int) -> bool:
    return any(begin <= start < end for begin, end, _ in dates.find_dates(text))


def _titled_days(line: Passage, writing: Writing) -> Iterator[Claim]:
    """A date behind the title's number, or "Rechnung vom …"."""
    title = FOREIGN_TITLE.search(line.text)
    end = title.end() if title else 0
    if title is None:
        dated = TITLE_OF_DAY.search(line.text)
        if dated is None or OF_ANOTHER.search(line.text[: dated.start() + 1]):
            return
        end = dated.end()
    elif not _is_own_title(title):
        return
    for start, until, days in dates.find_dates(line.text, writing.date_order):
        if start >= end and DAY_FOLLOWS.match(line.text[end:start]):
            weight = TITLED_WEIGHT if title else LABELLED_WEIGHT
            yield Claim(weight, line.part(start, until), HEADING, days)
            return


def _code(label: Labelled[Field]) -> Iterator[Claim]:
    """A number ends where a date begins: "12345 / 05.03.2026"."""
    text = label.value.text
    day = next((start for start, _, _ in dates.find_dates(text)), len(text))
    match = CODE_FIRST.match(text[:day].rstrip(" /|-"))
    if match and (label.telling or len(match["number"]) >= SHORTEST_BARE):
        weight = LABELLED_WEIGHT if label.telling else BARE_WEIGHT
        yield Claim(weight, label.value.part(*match.span("number")), LABEL)


def _day(label: Labelled[Field], writing: Writing) -> Iterator[Claim]:
    for start, end, days in dates.find_dates(label.value.text, writing.date_order):
        if start <= FARTHEST_DAY:
            weight = LABELLED_WEIGHT if label.telling else BARE_WEIGHT
            yield Claim(weight, label.value.part(start, end), LABEL, days)
        return


def _alone(line: Passage, writing: Writing) -> Iterator[Claim]:
    """A date that stands by itself, or behind a place: "Berlin, den 5. Mai 2014", "г. Москва"."""
    weight = BARE_WEIGHT if RUSSIAN_TOWN.match(line.text) else ALONE_WEIGHT
    for segment in segments_of(line):
        for start, end, days in dates.find_dates(segment.text, writing.date_order):
            behind = AFTER_YEAR.match(segment.text[end:])
            if behind and PLACE_AND_DATE.match(segment.text[:start]):
                yield Claim(weight, segment.part(start, end), HEADING, days)


def _best(found: Sequence[Claim]) -> tuple[list[Claim], list[str]]:
    """The claims of most weight, and the texts that contradict the first of them."""
    weight = max((each.weight for each in found), default=0)
    best = [each for each in found if each.weight == weight]
    others = [
        each.text
        for each in found
        if each.weight >= min(weight, LABELLED_WEIGHT) and not _agree(each, best[0])
    ]
    return best, others


def _agree(one: Claim, other: Claim) -> bool:
    if one.readings or other.readings:
        return bool(set(one.readings) & set(other.readings))
    return one.text == other.text or one.text in other.text or other.text in one.text


def _number(found: Sequence[Claim]) -> Read[str] | None:
    best, others = _best(found)
    if not best:
        return None
    passed = (best[0].check,) if best[0].weight >= LABELLED_WEIGHT else ()
    failed = (ONE_VALUE,) if others else ()
    return read(best[0].text, best[0].passage, passed=passed, failed=failed, alternates=others)


def _date(found: Sequence[Claim], writing: Writing) -> Read[date] | None:
    best, others = _best(found)
    if not best:
        return None
    first = best[0]
    days = writing.days(first.readings)
    passed = (first.check,) if first.weight >= LABELLED_WEIGHT else ()
    labelled = (first.check,) if first.weight == BARE_WEIGHT and len(best) == 1 else ()
    failed = [*([ONE_READING] if len(days) > 1 else []), *([ONE_VALUE] if others else [])]
    likely = _likely(first, days, writing)
    more = [str(day) for day in days if len(days) > 1] + others
    return read(likely, first.passage, passed=(*passed, *labelled), failed=failed, alternates=more)


def _likely(claim: Claim, days: Sequence[date], writing: Writing) -> date:
    """Of two days the likelier one, for the person who decides: dollars go with month first."""
    if len(days) == 1:
        return days[0]
    order: DateOrder = "month first" if "$" in writing.text else "day first"
    return dates.readings(claim.passage.text, order)[0]
