"""The lines of goods and services of a document: what each row says, and how far it may be trusted.

Quantity times price is the amount: that decides what an ambiguous number means ("1.234"), and which
of several columns with sums is the line's own. Rows that have it settled settle the others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage, joined
from cofund.extraction.layout.tables import Cell, Row
from cofund.extraction.line_columns import Column as Column
from cofund.extraction.line_numbers import (
    PRODUCT,
    Printed,
    Solution,
    meanings,
    money,
    quantities_of,
    rate_of,
    solutions,
    with_unit,
)
from cofund.extraction.line_rows import Stated, states_a_line
from cofund.extraction.line_tables import stated_lines
from cofund.extraction.reads import ONE_READING, read, read_text
from cofund.extraction.values.writing import Writing
from cofund.models.evidence import Read
from cofund.models.extraction import MAX_LINES, LineRead
from cofund.money import Money

LINE_CHECK = PRODUCT
COLUMN_CHECK = "stands in its column"
BROKEN_UNIT = re.compile(
    r"комплект|компл\.?|компл|упак(?:овка)?\.?|услуг[аи]|услуга|человек|чел\.?|штук[аи]?|часов|час|"
    r"месяц(?:ев)?|мес\.?|сутки|экз(?:емпляр)?\.?|набор|неделя|pieces?|hours?|Stunden?|Stück",
    re.IGNORECASE,
)
"""Units long enough to be broken over two lines."""
SUMS: tuple[Column, ...] = ("amount", "net", "gross")


Places = Mapping[Column, int | tuple[int, ...]]
"""For each meaning the columns that have it: one, or several."""


def lines_table(laid: LaidOut) -> tuple[Places, list[Row]]:
    """Give the rows of a document that state goods or services, and what their columns mean."""
    rows = stated_lines(laid)[:MAX_LINES]
    columns: dict[Column, tuple[int, ...]] = {}
    for row in rows:
        for meaning, passages in row.items():
            start = sum(map(len, columns.values()))
            columns.setdefault(meaning, tuple(range(start, start + max(1, len(passages)))))
    return columns, [_as_row(columns, row) for row in rows]


def line_reads(columns: Places, rows: Sequence[Row], currency: str) -> tuple[LineRead, ...]:
    """Give what each row that states goods says, amounts in the document's currency."""
    every = (_as_stated(columns, row) for row in rows)
    lines = list(islice((row for row in every if states_a_line(row)), MAX_LINES))
    solved = [solutions(row, currency, None) for row in lines]
    mark = _mark(solved, rows)
    if mark is not None:
        solved = [
            found if len(found) == 1 else solutions(row, currency, mark)
            for row, found in zip(lines, solved, strict=True)
        ]
    usual = _usual_column(solved)
    return tuple(
        _line(row, found, position, currency, mark, usual)
        for position, (row, found) in enumerate(zip(lines, solved, strict=True), start=1)
    )


def _as_row(columns: Mapping[Column, tuple[int, ...]], row: Stated) -> Row:
    cells = (
        Cell(place, place + 1, passage)
        for meaning, places in columns.items()
        for place, passage in zip(places, row.get(meaning, ()), strict=False)
    )
    return Row(tuple(cells))


def _as_stated(columns: Places, row: Row) -> Stated:
    found: dict[Column, tuple[Passage, ...]] = {}
    for meaning, places in columns.items():
        cells = (row.at(place) for place in ((places,) if isinstance(places, int) else places))
        found[meaning] = tuple(cell.passage for cell in cells if cell is not None and cell.text)
    return found


def amounts_of_lines(lines: Sequence[LineRead]) -> Iterator[Money]:
    """Give the lines' amounts, those that were read."""
    return (line.amount.value for line in lines if line.amount is not None)


def _mark(solved: Sequence[Sequence[Solution]], rows: Sequence[Row]) -> str | None:
    """The table's decimal mark; looked for only where some row needs it."""
    if all(len(found) == 1 for found in solved):
        return None
    return Writing("\n".join(cell.text for row in rows for cell in row.cells)).decimal_mark


def _usual_column(solved: Sequence[Sequence[Solution]]) -> Column | None:
    """The column whose sums follow from quantity and price in most rows."""
    columns = Counter(found[0].amount.column for found in solved if len(found) == 1)
    return columns.most_common(1)[0][0] if columns else None


def _line(
    row: Stated, found: Sequence[Solution], position: int, currency: str, mark: str | None,
    usual: Column | None,
) -> LineRead:  # fmt: skip
    description = joined(row.get("description", ()))
    assert description is not None, "rows without one are no lines"
    quantity, price, amount = _numbers(row, found, currency, mark, usual)
    rate = rate_of(row)
    return LineRead(
        position=position,
        description=read(description.text, description, passed=(COLUMN_CHECK,)),
        quantity=quantity,
        unit=_unit(row),
        unit_price=price,
        vat_rate=read(rate[0], rate[1], passed=(COLUMN_CHECK,)) if rate else None,
        vat=_money(meanings(row, "vat", mark), currency, ()),
        amount=amount,
    )


def _numbers(
    row: Stated, found: Sequence[Solution], currency: str, mark: str | None, usual: Column | None
) -> tuple[Read[Decimal] | None, Read[Money] | None, Read[Money] | None]:
    """Quantity, price and amount: those that agree, else what each alone may mean."""
    if len(found) == 1:
        solution, checks = found[0], (found[0].check,)
        return (
            read(solution.quantity.value, solution.quantity.passage, passed=checks),
            _money([solution.price], currency, checks),
            _money([solution.amount], currency, checks),
        )
    quantities, prices = quantities_of(row, mark), meanings(row, "unit_price", mark)
    sums = _sums(row, mark, usual)
    failed = (LINE_CHECK,) if quantities and prices and sums else ()
    return (
        _decimal(quantities, failed),
        _money(prices, currency, (), failed),
        _money(sums, currency, (), failed),
    )


def _sums(row: Stated, mark: str | None, usual: Column | None) -> list[Printed]:
    """What the line's sum may be: in the column of the other rows' sums, or the first filled."""
    wanted = (usual, *SUMS) if usual else SUMS
    return next((found for column in wanted if (found := meanings(row, column, mark))), [])


def _decimal(printed: Sequence[Printed], failed: tuple[str, ...]) -> Read[Decimal] | None:
    if not printed:
        return None
    others = [str(each.value) for each in printed] if len(printed) > 1 else ()
    doubts = (*failed, ONE_READING) if others else failed
    return read(printed[0].value, printed[0].passage, failed=doubts, alternates=others)


def _money(
    printed: Sequence[Printed], currency: str, passed: tuple[str, ...], failed: tuple[str, ...] = ()
) -> Read[Money] | None:
    """The first of the meanings that is money; with several it waits for a person."""
    sums = [(value, each.passage) for each in printed if (value := money(each.value, currency))]
    if not sums:
        return None
    value, passage = sums[0]
    others = [str(each) for each, _ in sums] if len({each for each, _ in sums}) > 1 else ()
    doubts = (*failed, ONE_READING) if others else failed
    return read(value, passage, passed=passed, failed=doubts, alternates=others)


def _unit(row: Stated) -> Read[str] | None:
    """The unit: in its own column, or behind the quantity."""
    own: Passage | None = joined(row.get("unit", ()))
    if own is None:
        parted = (with_unit(passage) for passage in row.get("quantity", ()))
        own = next((unit for _, unit in filter(None, parted)), None)
    return read_text(_unbroken(own), COLUMN_CHECK) if own is not None else None


def _unbroken(unit: Passage) -> Passage:
    """A unit that its narrow cell broke in the middle is whole again."""
    whole = "".join(piece.text for piece in unit.pieces)
    if len(unit.pieces) < 2 or not BROKEN_UNIT.fullmatch(whole):
        return unit
    return Passage((replace(unit.pieces[0], text=whole, box=unit.box),), unit.origin)
