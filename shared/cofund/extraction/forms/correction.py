"""Корректировочный счёт-фактура and УКД: four rows a line, before, after, increase, decrease.

What counts is the difference: the sums are those of "Всего уменьшение" or "Всего увеличение".
Source: постановление Правительства 1137, приложение 2.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from cofund.extraction.commercial import commercial_fields
from cofund.extraction.forms.graphs import INVOICE_GRAPHS, numbered_rows
from cofund.extraction.forms.numbered_lines import head_fields
from cofund.extraction.forms.sums_of_cells import SUMS, Sum, rate_in, sum_in
from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage
from cofund.extraction.line_columns import Column
from cofund.extraction.line_rows import Stated, stated
from cofund.extraction.line_tables import lines_head
from cofund.extraction.reads import ONE_VALUE, read, read_text
from cofund.extraction.totals import LINES_AGREE, NET_AND_TAX
from cofund.models.evidence import Read
from cofund.models.extraction import MAX_LINES, LineRead, TaxRead
from cofund.money import Money

CURRENCY = "RUB"
LETTERS = re.compile(r"[^\W\d_]{2}")
Direction = Literal["reduces", "increases"]

COLUMNS: Mapping[str, Column] = {**INVOICE_GRAPHS, "1": "description", "1а": "other"}
TOTALS: Mapping[Direction, re.Pattern[str]] = {
    "reduces": re.compile(r"\W*всего\s+уменьшение", re.IGNORECASE),
    "increases": re.compile(r"\W*всего\s+увеличение", re.IGNORECASE),
}
ROWS: Mapping[Direction, re.Pattern[str]] = {
    "reduces": re.compile(r"\W*[Гг]?\W*\(?\s*уменьшение", re.IGNORECASE),
    "increases": re.compile(r"\W*[Вв]?\W*\(?\s*увеличение", re.IGNORECASE),
}
BEFORE = re.compile(r"\W*[Аа]?\W*\(?\s*до\s+изменения", re.IGNORECASE)


@dataclass(frozen=True)
class ChangeRow:
    """One row of the table: what its columns state, and all that it says."""

    stated: Stated
    texts: tuple[str, ...]

    def says(self, words: re.Pattern[str]) -> bool:
        """Whether a cell begins with the words."""
        return any(words.match(text) for text in self.texts)


def correction_fields(laid: LaidOut) -> dict[str, Any]:
    """Give the fields of a ``CreditNote``: of the form, or of any other credit note."""
    rows = _rows(laid)
    if not any(row.says(words) for row in rows for words in TOTALS.values()):
        return commercial_fields(laid)
    head = {name: value for name, value in head_fields(laid).items() if value is not None}
    currency = head["currency"].value if "currency" in head else CURRENCY
    totals = _totals(rows, currency)
    if not totals:
        return {**commercial_fields(laid), **head}
    direction: Direction = "reduces" if "reduces" in totals else "increases"
    sums, both = totals[direction], len(totals) > 1
    lines = _lines(rows, direction, currency)
    reads = {column: _read(sums, column, lines, both=both) for column in SUMS}
    tax = reads["vat"]
    return {
        **head,
        "lines": lines,
        "net": reads["net"],
        "tax": tax,
        "taxes": (TaxRead(rate=_only_rate(rows), tax=tax),) if tax is not None else (),
        "gross": reads["gross"],
        "direction": direction,
    }


def _rows(laid: LaidOut) -> list[ChangeRow]:
    """The table's rows, by the columns' numbers, or by their heads where none are printed."""
    names, numbered = numbered_rows(laid)
    if names:
        return [
            ChangeRow(row.stated(COLUMNS), tuple(each.text for each in row.by_number.values()))
            for row in numbered
        ]
    headed = ((table, head) for table in laid.tables if (head := lines_head(table)))
    return [
        ChangeRow(stated(head, row), tuple(cell.text for cell in row.cells if cell.text))
        for table, head in headed
        for row in table.rows[head.first_row :]
    ]


def _totals(rows: Sequence[ChangeRow], currency: str) -> dict[Direction, dict[Column, Sum]]:
    """The totals of decrease and increase, those that are not empty."""
    found: dict[Direction, dict[Column, Sum]] = {}
    for direction, words in TOTALS.items():
        row = next((each for each in rows if each.says(words)), None)
        sums = _sums(row.stated, currency) if row else {}
        if "gross" in sums and sums["gross"].amount.amount_minor != 0:
            found[direction] = sums
    return found


def _sums(row: Stated, currency: str) -> dict[Column, Sum]:
    found = {column: sum_in(row, column, currency) for column in SUMS}
    return {column: each for column, each in found.items() if each is not None}


def _read(
    sums: Mapping[Column, Sum], column: Column, lines: Sequence[LineRead], *, both: bool
) -> Read[Money] | None:
    """A sum of the difference; where lines go up and others down a person looks at it."""
    if column not in sums:
        return None
    passed: list[str] = []
    failed = [ONE_VALUE] if both else []
    if all(each in sums for each in SUMS):
        agree = sums["net"].amount + sums["vat"].amount == sums["gross"].amount
        (passed if agree else failed).append(NET_AND_TAX)
    amounts = [line.amount.value for line in lines if line.amount is not None]
    if column == "gross" and amounts and len(amounts) == len(lines):
        agree = Money.total(amounts, amounts[0].currency) == sums["gross"].amount
        (passed if agree else failed).append(LINES_AGREE)
    return read(sums[column].amount, sums[column].passage, passed=passed, failed=failed)


def _lines(rows: Sequence[ChangeRow], direction: Direction, currency: str) -> tuple[LineRead, ...]:
    """Each line's difference, described by its first row."""
    lines: list[LineRead] = []
    description: Passage | None = None
    for row in rows[: 4 * MAX_LINES]:
        own = next(iter(row.stated.get("description", ())), None)
        is_total = any(row.says(words) for words in TOTALS.values())
        if own is not None and LETTERS.search(own.text) and not is_total:
            description = own
        if description is None or is_total or not row.says(ROWS[direction]):
            continue
        sums = _sums(row.stated, currency)
        if "gross" in sums and sums["gross"].amount.amount_minor != 0:
            lines.append(_line(description, sums, position=len(lines) + 1))
    return tuple(lines[:MAX_LINES])


def _line(description: Passage, sums: Mapping[Column, Sum], *, position: int) -> LineRead:
    adds_up = (NET_AND_TAX,) if all(each in sums for each in SUMS) else ()
    agree = not adds_up or sums["net"].amount + sums["vat"].amount == sums["gross"].amount
    passed, failed = (adds_up, ()) if agree else ((), adds_up)
    vat = sums.get("vat")
    named = read_text(description, "stands in its column")
    assert named is not None, "a description has words"
    return LineRead(
        position=position,
        description=named,
        vat=read(vat.amount, vat.passage, passed=passed, failed=failed) if vat else None,
        amount=read(sums["gross"].amount, sums["gross"].passage, passed=passed, failed=failed),
    )


def _only_rate(rows: Sequence[ChangeRow]) -> Decimal | None:
    rates = {rate for row in rows if row.says(BEFORE) and (rate := rate_in(row.stated)) is not None}
    return rates.pop() if len(rates) == 1 else None
