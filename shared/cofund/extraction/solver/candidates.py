"""Candidates: a printed amount, where it stands and what its label takes it for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from cofund.extraction.layout.passages import Passage
from cofund.extraction.solver.breakdown import CENTS, TaxRow, clusters, tax_rows
from cofund.extraction.solver.columns import groups_below_heads
from cofund.extraction.solver.labels import Place, place_of
from cofund.extraction.solver.printed import Group, Printed, groups_of, rate_in
from cofund.extraction.solver.spelled import ends_on, spelled
from cofund.extraction.values import numbers
from cofund.extraction.values.writing import Writing
from cofund.money import Money

COUNTED = re.compile(r"на\s+сумму\s*:?\s*(?P<amount>[\d\s\u00a0.,=-]{0,30}\d)", re.IGNORECASE)
INCLUDED = re.compile(
    r"в\s+т(?:ом\s+числе|\.?\s*ч\.?)|incl|inkl|включая|davon|darin|dont|enthalten", re.IGNORECASE
)
COUNT = re.compile(r"\d{1,2}")
MOST_CANDIDATES = 300
TOTAL_PLACES = ("gross", "total", "subtotal", "due")

How = Literal["beside", "below its head", "in a row", "in words"]


@dataclass(frozen=True)
class Candidate:
    """A printed amount, what its label takes it for, and how label and amount belong together."""

    place: Place
    amount: Money
    passage: Passage
    rate: Decimal | None = None
    included: bool = False
    label: str = ""
    how: How = "beside"
    line: int = 0


@dataclass(frozen=True)
class Offered:
    """All that a document offers for its totals."""

    candidates: tuple[Candidate, ...]
    tax_rows: tuple[TaxRow, ...]
    columns: tuple[tuple[int, Passage, tuple[Money, ...]], ...] = ()
    """Every number that may be an amount, by line: columns are added up from them."""


def offered(lines: Sequence[Passage], currency: str, writing: Writing) -> Offered:
    """Give every amount of the lines that stands at a total's label, in the order of the page."""
    found: list[Candidate] = []
    rows = [groups_of(lines, number) for number in range(len(lines))]
    taxed = tuple(tax_rows(lines, rows, currency, writing.decimal_mark))
    in_tables = {row.line: row for table in clusters(taxed) if len(table) > 1 for row in table}
    below = groups_below_heads(lines, rows)
    for number, groups in enumerate(rows):
        of_line = _of_line(lines[number], number, groups, currency, writing)
        found += [each for each in of_line if not _is_of_row(each, in_tables.get(number))]
        found += _in_words(lines, number, found, currency)
        if number not in {row.line for row in taxed}:
            found += [
                each
                for place, head, group in below.get(number, ())
                for each in _made(place, group.numbers[-1], group, currency, writing, head=head)
            ]
        if len(found) > MOST_CANDIDATES:
            break
    columns = tuple(
        (group.line, printed.passage, readings(printed, currency, writing))
        for groups in rows
        for group in groups
        for printed in group.numbers
        if CENTS.search(printed.passage.text)
    )
    return Offered(tuple(found), taxed, columns)


def _in_words(
    lines: Sequence[Passage], number: int, found: Sequence[Candidate], currency: str
) -> Iterator[Candidate]:
    before = (each for each in found if each.place == "words" and each.line == number - 1)
    if any(ends_on(lines[number], each.passage) for each in before):
        return
    following = lines[number + 1] if number + 1 < len(lines) else None
    for words, amount in spelled(lines[number], following, currency):
        yield Candidate("words", amount, words, how="in words", line=number)


def _is_of_row(candidate: Candidate, row: TaxRow | None) -> bool:
    """Whether an amount is one rate's share: a tax table's row has its own net and gross."""
    if row is None or candidate.place == "tax":
        return False
    return candidate.amount in (row.basis, row.tax, row.basis + row.tax)


def _of_line(
    line: Passage, number: int, groups: Sequence[Group], currency: str, writing: Writing
) -> Iterator[Candidate]:
    counted = line.find(COUNTED, "amount")
    if counted is not None:
        yield from _plain("counted", counted, currency, writing, number)
    elif place_of(line.text) == "no_tax" and not groups:
        yield Candidate("no_tax", Money.zero(currency), line, line=number)
    else:
        for group in groups:
            yield from _of_group(group, currency, writing)


def _of_group(group: Group, currency: str, writing: Writing) -> Iterator[Candidate]:
    place = group.place
    if place is None or _of_other_currency(group, currency) or _is_count(group):
        return
    if place == "no_tax":
        yield Candidate(place, Money.zero(currency), group.numbers[-1].passage, line=group.line)
        return
    if place in TOTAL_PLACES and len(group.numbers) >= 3:
        triple = tuple(_triple(group, currency, writing))
        if triple:
            yield from triple
            return
    yield from _made(place, group.numbers[-1], group, currency, writing)


def _triple(group: Group, currency: str, writing: Writing) -> Iterator[Candidate]:
    """A table's last row: what comes before tax, the tax, and both together."""
    options = [readings(printed, currency, writing) for printed in group.numbers]
    for at in range(len(options) - 3, -1, -1):
        for net, tax, gross in _sums(options[at : at + 3]):
            places: tuple[tuple[Place, Money], ...] = (("net", net), ("tax", tax), ("gross", gross))
            for (place, amount), printed in zip(places, group.numbers[at:], strict=False):
                yield Candidate(
                    place,
                    amount,
                    printed.passage,
                    label=group.words,
                    how="in a row",
                    line=group.line,
                )
            return


def _sums(options: Sequence[tuple[Money, ...]]) -> Iterator[tuple[Money, Money, Money]]:
    for net in options[0]:
        for tax in options[1]:
            for gross in options[2]:
                if net and net + tax == gross and abs(tax.amount_minor) < abs(net.amount_minor):
                    yield net, tax, gross


def _made(
    place: Place,
    printed: Printed,
    group: Group,
    currency: str,
    writing: Writing,
    *,
    head: Passage | None = None,
) -> Iterator[Candidate]:
    words = head.text if head else group.words
    for amount in readings(printed, currency, writing):
        yield Candidate(
            place,
            amount,
            printed.passage,
            rate=rate_in(words) if head else group.rate,
            included=INCLUDED.search(words) is not None,
            label=words,
            how="below its head" if head else "beside",
            line=group.line,
        )


def readings(printed: Printed, currency: str, writing: Writing) -> tuple[Money, ...]:
    """Give the amounts that a number may mean: signed as the marks beside it say."""
    found = numbers.amounts(printed.passage.text, currency, writing.decimal_mark)
    if printed.negative:
        return tuple(-abs(amount) for amount in found)
    return (*found, *(-amount for amount in found)) if printed.bracketed else found


def _is_count(group: Group) -> bool:
    """Whether a small whole number without a currency stands there: "Net 30", "Total 3"."""
    text = group.numbers[-1].passage.text
    return len(group.numbers) == 1 and COUNT.fullmatch(text) is not None and not group.marked


def _of_other_currency(group: Group, currency: str) -> bool:
    """Whether the words beside the number name another currency than the document's."""
    beside = (group.numbers[-1].passage.text, *(label.text for label in group.label[:1]))
    named = {code for text in beside if (code := numbers.currency_of(text))}
    return bool(named) and currency not in named


def _plain(
    place: Place, passage: Passage, currency: str, writing: Writing, line: int
) -> Iterator[Candidate]:
    for amount in numbers.amounts(passage.text, currency, writing.decimal_mark):
        yield Candidate(place, amount, passage, line=line)
