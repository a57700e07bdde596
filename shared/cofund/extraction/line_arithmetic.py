"""Columns that arithmetic tells: which of them hold quantity, price and amount, heads or no heads.

Where heads are absent, unclear or in conflict ("Amount" over quantities, "#" over them), the three
columns that multiply out on most rows are those; no other evidence is as good.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import permutations, product
from typing import Literal

from cofund.extraction.layout.heads import Head
from cofund.extraction.layout.passages import Passage
from cofund.extraction.layout.tables import Table
from cofund.extraction.line_columns import MONEY, Column
from cofund.extraction.line_numbers import decimals, solutions
from cofund.extraction.line_rows import LinesHead, Stated, stated, states_a_line

MOST_ROWS = 12
"""So many rows are enough to tell."""
MOST_NUMERIC = 9
SHARE = 0.6
CENT = Decimal("0.005")
LETTERS = re.compile(r"[^\W\d_]")
FEWEST_COLUMNS = 4
NO_CURRENCY = "RUB"
"""Hundredths: all that is asked is whether rows multiply out."""

Place = tuple[Column, int]
Triple = tuple[int, int, int]
Verdict = Literal["proved", "neutral", "refuted", "silent"]
PROVED: Verdict = "proved"
NEUTRAL: Verdict = "neutral"
REFUTED: Verdict = "refuted"
SILENT: Verdict = "silent"


def settled(rows: Sequence[Stated]) -> list[Stated]:
    """Give the rows with quantity, price and amount where arithmetic says they are."""
    lines = [row for row in rows if states_a_line(row)][:MOST_ROWS]
    solved = sum(bool(solutions(row, NO_CURRENCY, None)) for row in lines)
    if not lines or solved >= SHARE * len(lines):
        return list(rows)
    places = sorted(
        {(column, at) for row in lines for column in row for at in _filled(row, column)}
    )
    numeric = [place for place in places if place[0] not in ("description", "vat_rate")]
    found = _triple([[_decimals(row, place) for place in numeric] for row in lines])
    if found is None:
        return list(rows)
    quantity, price, amount = (numeric[at] for at in found)
    if price[0] == "quantity" or quantity[0] == "unit_price":
        quantity, price = price, quantity
    return [
        _moved(row, {"quantity": quantity, "unit_price": price, "amount": amount}) for row in rows
    ]


def _filled(row: Stated, column: Column) -> range:
    return range(len(row[column]))


def _decimals(row: Stated, place: Place) -> tuple[Decimal, ...]:
    column, at = place
    passages = row.get(column, ())
    return decimals(passages[at].text, None) if at < len(passages) else ()


def _moved(row: Stated, homes: Mapping[Column, Place]) -> Stated:
    """The row with each of the homes' contents under its true meaning, and nowhere else."""
    taken = set(homes.values())
    moved: dict[Column, tuple[Passage, ...]] = {
        column: tuple(each for at, each in enumerate(row[column]) if (column, at) not in taken)
        for column in row
    }
    for meaning, (column, at) in homes.items():
        passages = row.get(column, ())
        moved[meaning] = passages[at : at + 1]
    for meaning in MONEY:
        if meaning != "amount" and not moved.get(meaning):
            moved.pop(meaning, None)
    return moved


def _triple(rows: Sequence[Sequence[tuple[Decimal, ...]]]) -> Triple | None:
    """The columns of quantity, price and amount: those that multiply out on the most rows.

    A row whose quantity is one proves nothing. Of two factors the one with fractions is the price,
    or else the one on the right.
    """
    width = min(len(rows[0]) if rows else 0, MOST_NUMERIC)
    best: tuple[int, Triple] | None = None
    for triple in permutations(range(width), 3):
        quantity, price, amount = triple
        if quantity > price:
            continue
        verdicts = [_multiplies(row[quantity], row[price], row[amount]) for row in rows]
        proved, stated = verdicts.count(PROVED), len(verdicts) - verdicts.count(SILENT)
        if proved >= SHARE * (stated - verdicts.count(NEUTRAL)) and proved > (best or (0,))[0]:
            best = proved, triple
    return best[1] if best else None


def _multiplies(
    quantities: Sequence[Decimal], prices: Sequence[Decimal], amounts: Sequence[Decimal]
) -> Verdict:
    """What one row says of three columns; a factor of one proves nothing."""
    verdict: Verdict = REFUTED if quantities and prices and amounts else SILENT
    for quantity, price, amount in product(quantities, prices, amounts):
        if abs(quantity * price - amount) <= CENT and amount != 0:
            if 1 not in (quantity, price):
                return PROVED
            verdict = NEUTRAL
    return verdict


def headless_lines(tables: Sequence[Table]) -> list[Stated]:
    """Give the rows of the first table whose columns nothing names but that multiplies out."""
    return next((rows for table in tables if (rows := list(_by_contents(table)))), [])


def _by_contents(table: Table) -> Iterator[Stated]:
    starts = sorted({cell.column for row in table.rows for cell in row.cells})
    if not FEWEST_COLUMNS <= len(starts) <= 4 * MOST_NUMERIC:
        return
    heads = tuple(Head("", start, start + 1) for start in starts)
    cells = [[" ".join(cell.text for cell in row.within(start, start + 1)) for start in starts]
             for row in table.rows]  # fmt: skip
    described = max(
        range(len(starts)), key=lambda at: sum(len(LETTERS.findall(row[at])) for row in cells)
    )
    full = [row for row in cells if LETTERS.search(row[described])]
    numeric = [at for at in range(len(starts)) if any(decimals(row[at], None) for row in full)]
    found = _triple([[decimals(row[at], None) for at in numeric] for row in full[:MOST_ROWS]])
    if found is None:
        return
    quantity, price, amount = (numeric[at] for at in found)
    columns: dict[Column, tuple[int, ...]] = {
        "description": (described,), "quantity": (quantity,), "unit_price": (price,),
        "amount": (amount,),
    }  # fmt: skip
    known = LinesHead(columns, heads, 0)
    yield from (stated(known, row) for row in table.rows)
