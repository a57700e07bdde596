"""The lines of goods and services: which column means what, and what each row says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal, TypeVar

from cofund.extraction.layout.columns import open_table
from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.layout.tables import Cell, Row, Table
from cofund.extraction.reads import ONE_READING, read, read_text
from cofund.extraction.values import numbers
from cofund.extraction.vocabulary import Vocabulary, meaning_of, vocabulary
from cofund.models.evidence import Read
from cofund.models.extraction import MAX_LINES, LineRead
from cofund.money import Money

Column = Literal[
    "position", "unit_price", "quantity", "vat_rate", "vat", "gross", "net", "unit", "amount",
    "description",
]  # fmt: skip

COLUMNS: Vocabulary[Column] = vocabulary(
    ("position", r"^(?:№|n|#|no\.?|№?\s*п/?п\.?|поз\.?|pos\.?)$"),
    ("vat_rate", r"ставка|ндс\s*,?\s*%|%\s*ндс|(?:vat|tax)\s*(?:rate|%)"),
    ("gross", r"(?:сумма|стоимость|всего).{0,60}(?:с\s+ндс|с\s+налогом|с\s+уч)|incl"),
    ("net", r"(?:сумма|стоимость|всего).{0,60}без\s+(?:ндс|налога)|excl|\bnet\b"),
    ("vat", r"^(?:в\s+т\.?\s*ч\.?\s*)?(?:сумма\s+)?ндс|сумма\s+налога|^(?:vat|tax)\b"),
    ("unit_price", r"цена|\bprice|\brate\b|unit\s+cost|тариф"),
    ("quantity", r"кол[\s-]*(?:во|ич)|количество|\bqty\b|quantity|\bhours\b"),
    ("unit", r"^ед\b|^ед\.|единиц|^units?$|^uom$"),
    ("amount", r"сумма|стоимость|\bamount\b|\btotal\b|всего"),
    ("description", r"товар|наименование|работ|услуг|description|\bitem|service|details|product"),
)
"""Heads of columns, the more telling words first."""

TOTAL_ROW = re.compile(
    r"^\W*(?:итого|всего|в\s+т\.?\s*ч|в\s+том\s+числе|sub-?total|total|vat\b|ндс)", re.IGNORECASE
)
PER_CENT = re.compile(r"(\d{1,2})(?:[.,]0+)?\s*%?$")
LINE_CHECK = "quantity × price = amount"
SAME_BORDER = 3.0
FEWEST_HEADS = 3
HALF = Decimal("0.5")

Heads = Mapping[Column, int]
T = TypeVar("T")


def lines_table(laid: LaidOut) -> tuple[Heads, list[Row]]:
    """Give the columns of the table of lines and its rows on all pages; without one, nothing."""
    for number, table in enumerate(laid.tables):
        for index, row in enumerate(table.rows):
            heads = _heads(row.cells)
            if heads:
                rest = [
                    row
                    for more in laid.tables[number + 1 :]
                    if _goes_on(table, more)
                    for row in more.rows
                ]
                return heads, [*table.rows[index + 1 :], *rest]
    return _open_lines(laid)


def line_reads(heads: Heads, rows: Sequence[Row], currency: str) -> tuple[LineRead, ...]:
    """Give each row that states goods or services; totals and repeated heads are none."""
    stated = [row for row in rows if _states_a_line(heads, row)][:MAX_LINES]
    return tuple(
        _line(heads, row, position, currency) for position, row in enumerate(stated, start=1)
    )


def _heads(cells: Sequence[Cell]) -> Heads | None:
    found: dict[Column, int] = {}
    for cell in cells:
        column = meaning_of(cell.text, COLUMNS)
        if column is not None and len(cell.text) <= 90:
            found.setdefault(column, cell.column)
    amounts = found.keys() & {"amount", "gross", "net", "unit_price"}
    return found if "description" in found and amounts and len(found) >= FEWEST_HEADS else None


def _goes_on(first: Table, later: Table) -> bool:
    """Whether a table on a following page has the same columns."""
    same = len(first.borders) == len(later.borders) > 0
    return later.page > first.page and same and all(
        abs(one - other) <= SAME_BORDER
        for one, other in zip(first.borders, later.borders, strict=True)
    )  # fmt: skip


def _open_lines(laid: LaidOut) -> tuple[Heads, list[Row]]:
    def is_head(line: Passage) -> bool:
        cells = [Cell(at, at + 1, each) for at, each in enumerate(segments_of(line))]
        return _heads(cells) is not None

    table = open_table(laid.lines, is_head, lambda line: TOTAL_ROW.match(line.text) is not None)
    heads = _heads(table.rows[0].cells) if table else None
    return (heads, list(table.rows[1:])) if table and heads else ({}, [])


def _states_a_line(heads: Heads, row: Row) -> bool:
    description = row.at(heads["description"])
    money = [cell for column in ("gross", "amount", "net") if (cell := _cell(heads, row, column))]
    if description is None or not re.search(r"[^\W\d_]{2}", description.text):
        return False
    if _heads(row.cells) or TOTAL_ROW.match(row.text):
        return False
    return any(re.search(r"\d", cell.text) for cell in money) or not money


def _cell(heads: Heads, row: Row, column: Column) -> Passage | None:
    cell = row.at(heads[column]) if column in heads else None
    return cell.passage if cell is not None and cell.text else None


def _line(heads: Heads, row: Row, position: int, currency: str) -> LineRead:
    description = _cell(heads, row, "description")
    assert description is not None, "rows without one are no lines"
    quantity = _cell(heads, row, "quantity")
    price = _cell(heads, row, "unit_price")
    amount = _cell(heads, row, "gross") or _cell(heads, row, "amount") or _cell(heads, row, "net")
    solved = _solve(quantity, price, amount, currency)
    rate = _cell(heads, row, "vat_rate")
    vat = _cell(heads, row, "vat")
    return LineRead(
        position=position,
        description=read(description.text, description, passed=("stands in its column",)),
        quantity=solved[0],
        unit=read_text(_cell(heads, row, "unit"), "stands in its column"),
        unit_price=solved[1],
        vat_rate=_rate(rate),
        vat=_money(vat, currency),
        amount=solved[2],
    )


def _solve(
    quantity: Passage | None, price: Passage | None, amount: Passage | None, currency: str
) -> tuple[Read[Decimal] | None, Read[Money] | None, Read[Money] | None]:
    """Quantity, price and amount: of the readings that they may have, those that multiply out."""
    quantities = numbers.readings(quantity.text) if quantity else ()
    prices = numbers.amounts(price.text, currency) if price else ()
    sums = numbers.amounts(amount.text, currency) if amount else ()
    right = [
        (count, each, product)
        for count in quantities for each in prices for product in sums
        if multiplies_out(count, each, product)
    ]  # fmt: skip
    if len(right) == 1 and quantity and price and amount:
        count, each, product = right[0]
        checks = (LINE_CHECK,)
        return (
            read(count, quantity, passed=checks),
            read(each, price, passed=checks),
            read(product, amount, passed=checks),
        )
    failed = (LINE_CHECK,) if quantities and prices and sums else ()
    return (
        _unsolved(quantities, quantity, failed),
        _unsolved(prices, price, failed),
        _unsolved(sums, amount, failed),
    )


def multiplies_out(quantity: Decimal, price: Money, amount: Money) -> bool:
    """Whether quantity times price is the amount, rounded to the minor unit either way."""
    return abs(quantity * price.amount_minor - amount.amount_minor) <= HALF


def _unsolved(
    readings: Sequence[T], passage: Passage | None, failed: tuple[str, ...]
) -> Read[T] | None:
    if passage is None or not readings:
        return None
    ambiguous = (ONE_READING,) if len(readings) > 1 else ()
    others = [str(each) for each in readings] if ambiguous else ()
    return read(readings[0], passage, failed=(*failed, *ambiguous), alternates=others)


def _money(passage: Passage | None, currency: str) -> Read[Money] | None:
    return _unsolved(numbers.amounts(passage.text, currency), passage, ()) if passage else None


def _rate(passage: Passage | None) -> Read[Decimal] | None:
    match = PER_CENT.search(passage.text) if passage else None
    return (
        read(Decimal(match[1]), passage, passed=("stands in its column",))
        if match and passage
        else None
    )


def amounts_of_lines(lines: Sequence[LineRead]) -> Iterator[Money]:
    """Give the lines' amounts, those that were read."""
    return (line.amount.value for line in lines if line.amount is not None)
