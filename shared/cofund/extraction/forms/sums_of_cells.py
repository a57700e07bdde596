"""The sums in one row of a form's table: net, VAT and gross, each in its own column."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from cofund.extraction.layout.passages import Passage
from cofund.extraction.line_columns import Column
from cofund.extraction.line_numbers import rate_of
from cofund.extraction.line_rows import Stated
from cofund.extraction.values import numbers
from cofund.money import Money

NO_TAX = re.compile(r"\W*(?:без\s+(?:ндс|налога)|не\s+облагается)", re.IGNORECASE)
SUMS: tuple[Column, ...] = ("net", "vat", "gross")


@dataclass(frozen=True)
class Sum:
    """One amount of a cell, and where it stands."""

    amount: Money
    passage: Passage
    ambiguous: bool = False


def sum_in(row: Stated, column: Column, currency: str) -> Sum | None:
    """Give the sum in a column; "без НДС" is a VAT of zero."""
    passage = next(iter(row.get(column, ())), None)
    if passage is None:
        return None
    if NO_TAX.match(passage.text):
        return Sum(Money.zero(currency), passage)
    amounts = numbers.amounts(passage.text, currency)
    return Sum(amounts[0], passage, ambiguous=len(amounts) > 1) if amounts else None


def rate_in(row: Stated) -> Decimal | None:
    """Give a row's VAT rate in per cent; None where none applies."""
    found = rate_of(row)
    return found[0] if found else None


def by_rate(rows: Iterable[Stated], currency: str) -> Mapping[Decimal | None, list[Sum]]:
    """Give the VAT of the rows by their rates."""
    rates: dict[Decimal | None, list[Sum]] = defaultdict(list)
    for row in rows:
        found = sum_in(row, "vat", currency)
        if found is not None:
            rates[rate_in(row)].append(found)
    return rates
