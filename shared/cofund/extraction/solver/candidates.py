"""Candidates: a printed amount, where it stands and what its label takes it for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from cofund.extraction.layout.passages import Passage, Piece, joined
from cofund.extraction.solver.breakdown import TaxRow, clusters, tax_rows
from cofund.extraction.solver.columns import groups_below_heads
from cofund.extraction.solver.labels import Place, place_of
from cofund.extraction.solver.printed import Group, Printed, groups_of, rate_in
from cofund.extraction.values import in_words, numbers
from cofund.extraction.values.in_words_abroad import amounts_in_words
from cofund.extraction.values.writing import Writing
from cofund.money import Money

COUNTED = re.compile(r"на\s+сумму\s*:?\s*(?P<amount>[\d\s\u00a0.,=-]{0,30}\d)", re.IGNORECASE)
INCLUDED = re.compile(
    r"в\s+т(?:ом\s+числе|\.?\s*ч\.?)|incl|inkl|включая|davon|darin|dont|enthalten", re.IGNORECASE
)
MAY_BE_WORDS = re.compile(r"[^\W\d_]{3}.{0,20}(?:euro|dollar|pound|fran[kc]|руб)", re.IGNORECASE)
COUNT = re.compile(r"\d{1,2}")
BEGINNING = re.compile(r"[а-яёa-z]{3,}")
LEADS = frozenset(("сумму", "сумма", "прописью", "оплате", "размере", "составляет", "итого"))
"""Small words after which an amount in words begins."""
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
        if not any(_runs_on_to(lines[number], each) for each in found if each.line == number - 1):
            following = lines[number + 1] if number + 1 < len(lines) else None
            found += _spelled(lines[number], following, currency, number)
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
    )
    return Offered(tuple(found), taxed, columns)


def _is_of_row(candidate: Candidate, row: TaxRow | None) -> bool:
    """Whether an amount is one rate's share: a tax table's row has its own net and gross."""
    if row is None or candidate.place == "tax":
        return False
    return candidate.amount in (row.basis, row.tax, row.basis + row.tax)


def _runs_on_to(line: Passage, before: Candidate) -> bool:
    """Whether an amount in words that began on the line above ends on this one."""
    return before.place == "words" and _begins_in(before.passage.pieces[-1], line)


def _begins_in(piece: Piece, line: Passage) -> bool:
    """Whether a piece, or what was cut of it, stands on a line."""
    return any((each.box, each.place) == (piece.box, piece.place) for each in line.pieces)


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


def _spelled(
    line: Passage, following: Passage | None, currency: str, number: int
) -> Iterator[Candidate]:
    """An amount in words; it may run on to the next line."""
    if currency == "RUB":
        yield from _in_russian_words(line, following, currency, number)
    elif MAY_BE_WORDS.search(line.text):
        for start, end, minor in amounts_in_words(line.text, currency):
            amount = Money(amount_minor=minor, currency=currency)
            yield Candidate("words", amount, line.part(start, end), how="in words", line=number)


def _in_russian_words(
    line: Passage, following: Passage | None, currency: str, number: int
) -> Iterator[Candidate]:
    for passage in (line, joined([line, following] if following else [line])):
        words = passage and passage.find(in_words.AMOUNT)
        amount = in_words.amount_in_words(words.text) if words else None
        if words and amount is not None and words.page == line.page:
            if not _begins_in(words.pieces[0], line):
                return
            if passage is line and "коп" not in words.text.lower():
                continue
            if not _is_whole(passage, words):
                return
            minor = Money(amount_minor=amount, currency=currency)
            yield Candidate("words", minor, words, how="in words", line=number)
            return


def _is_whole(passage: Passage, words: Passage) -> bool:
    """Whether nothing of an amount in words was misread on a scan: its beginning or its kopecks.

    A small word before it may be its first number, misread; what remains is another amount.
    """
    if words.origin.source != "ocr":
        return True
    before = passage.text.partition(words.text)[0].split()
    is_cut = bool(before) and BEGINNING.fullmatch(before[-1]) and before[-1] not in LEADS
    return "коп" in words.text.lower() and not is_cut
