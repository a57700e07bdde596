"""Tables of tax by rate: rows whose rate times their basis is their tax, whatever their heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from cofund.extraction.layout.passages import Passage
from cofund.extraction.solver.labels import TAX
from cofund.extraction.solver.printed import Group, Printed, rate_in
from cofund.extraction.values import numbers
from cofund.extraction.vocabulary import compact
from cofund.money import Money

HIGHEST_RATE = 30
CLOSE = Decimal("1.01")
"""Minor units by which a rounded tax may be off."""
TAX_WORD = re.compile(TAX)
MOST_NUMBERS = 8
CENTS = re.compile(r"[.,=-]\d\d\D*$")
FAR = 3
"""Rows of one table are at most so many lines apart."""


@dataclass(frozen=True)
class TaxRow:
    """One row: rate, basis and tax, and where basis and tax stand."""

    line: int
    rate: Decimal
    basis: Money
    tax: Money
    passage: Passage
    """Where the tax stands."""


def tax_rows(
    lines: Sequence[Passage],
    rows: Sequence[Sequence[Group]],
    currency: str,
    decimal_mark: str | None,
) -> Iterator[TaxRow]:
    """Give every row of a tax table."""
    for number, groups in enumerate(rows):
        text = lines[number].text
        rate = rate_in(text)
        if not groups or (rate is None and not TAX_WORD.search(compact(text))):
            continue
        for printed in _runs(groups):
            row = _row(number, printed, rate, currency, decimal_mark)
            if row is not None:
                yield row
                break


def _runs(groups: Sequence[Group]) -> Iterator[Sequence[Printed]]:
    """The numbers of each label, then all of the line."""
    for group in groups:
        yield group.numbers
    yield [printed for group in groups for printed in group.numbers]


def _row(
    line: int,
    printed: Sequence[Printed],
    rate: Decimal | None,
    currency: str,
    decimal_mark: str | None,
) -> TaxRow | None:
    few = list(printed[:MOST_NUMBERS])
    rates = [rate] if rate is not None else list(_bare_rates(few))
    money = [
        (each.passage, -amount if each.negative and amount.amount_minor > 0 else amount)
        for each in few
        if CENTS.search(each.passage.text)
        for amount in numbers.amounts(each.passage.text, currency, decimal_mark)
    ]
    for per_cent in rates:
        for (_, basis), (passage, tax) in combinations(money, 2):
            if _makes(per_cent, basis, tax):
                return TaxRow(line, per_cent, basis, tax, passage)
    return None


def _bare_rates(printed: Sequence[Printed]) -> Iterator[Decimal]:
    for each in printed:
        for value in numbers.readings(each.passage.text):
            if 0 <= value <= HIGHEST_RATE:
                yield value


def _makes(rate: Decimal, basis: Money, tax: Money) -> bool:
    if not basis or not 0 <= rate <= HIGHEST_RATE or (rate == 0) != (not tax):
        return False
    return abs(basis.amount_minor * rate / 100 - tax.amount_minor) <= CLOSE


def clusters(rows: Sequence[TaxRow]) -> list[tuple[TaxRow, ...]]:
    """Give rows by the table that they stand in."""
    found: list[list[TaxRow]] = []
    for row in rows:
        near = found and row.line - found[-1][-1].line <= FAR
        if near and row.rate not in {each.rate for each in found[-1]}:
            found[-1].append(row)
        else:
            found.append([row])
    return [tuple(each) for each in found]
