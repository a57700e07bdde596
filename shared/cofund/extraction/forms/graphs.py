"""Tables of official forms, whose columns ("графы") are numbered in a row below their heads.

The numbers say what a column means, however its head is worded, merged or broken. Счёт-фактура and
УПД have 1а, 2, 2а, 3 … 9; ТОРГ-12 has 1 … 15.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage, joined
from cofund.extraction.layout.tables import Cell, Row, Table
from cofund.extraction.line_columns import Column
from cofund.extraction.line_rows import Stated

MARK = re.compile(r"[АБВABB]|\d{1,2}\s?[абвa]?", re.IGNORECASE)
MISREAD = re.compile(r"[^\W\d]{0,2}а")
"""How a scan reads "1а"."""
LATIN = str.maketrans("abc", "абс")
FEWEST_MARKS = 7
MOST_STRANGE = 3
"""So many cells of the row of numbers may be misread."""
MOST_ROWS = 4_000
INVOICE_GRAPHS: Mapping[str, Column] = {
    "1а": "description", "2а": "unit", "3": "quantity", "4": "unit_price", "5": "net",
    "7": "vat_rate", "8": "vat", "9": "gross",
}  # fmt: skip
"""Постановление 1137, приложение 1; УПД has the same."""
WAYBILL_GRAPHS: Mapping[str, Column] = {
    "2": "description", "4": "unit", "10": "quantity", "11": "unit_price", "12": "net",
    "13": "vat_rate", "14": "vat", "15": "gross",
}  # fmt: skip
"""Постановление Госкомстата 132."""
NUMBERED_LINE = re.compile(r"\d{1,4}[.)]?|-+|–|—")
TOTAL = re.compile(r"\W*(?:всего|итого)\b", re.IGNORECASE)
WHOLE = re.compile(r"\W*всего\s+(?:к\s+оплате|по\s+(?:накладной|документу))", re.IGNORECASE)
WORDS_OF_A_TOTAL = 60


@dataclass(frozen=True)
class NumberedRow:
    """One row of the table, its words by the numbers of the columns that they stand in."""

    by_number: Mapping[str, Passage]

    @property
    def is_total(self) -> bool:
        """Whether it adds up other rows."""
        return any(
            TOTAL.match(each.text)
            for each in self.by_number.values()
            if len(each.text) <= WORDS_OF_A_TOTAL
        )

    @property
    def is_whole_total(self) -> bool:
        """Whether it adds up the whole paper, not a page."""
        return any(WHOLE.match(each.text) for each in self.by_number.values())

    @property
    def is_numbering(self) -> bool:
        """Whether it only numbers the columns."""
        return all(MARK.fullmatch(each.text) for each in self.by_number.values())

    def stated(self, columns: Mapping[str, Column]) -> Stated:
        """Give the words by what their columns mean."""
        return {columns[name]: (each,) for name, each in self.by_number.items() if name in columns}


@dataclass(frozen=True)
class Graphs:
    """A form's table: the rows of goods, and the row of the total, by what the columns mean."""

    lines: tuple[Stated, ...]
    total: Stated | None


def graphs_of(laid: LaidOut) -> Graphs | None:
    """Give the form's table, over all its pages; None where no row numbers the columns."""
    names, rows = numbered_rows(laid)
    return _graphs(names, rows) if names else None


def numbered_rows(laid: LaidOut) -> tuple[list[str], list[NumberedRow]]:
    """Give the numbers of the columns, and the rows below them on all pages."""
    rows: list[NumberedRow] = []
    marks: Row | None = None
    borders = 0
    for table in laid.tables:
        begins = _numbering(table)
        if begins is not None:
            marks, borders = table.rows[begins], len(table.borders)
        elif marks is None or not _goes_on(table, borders):
            continue
        rows += _numbered(table.rows[0 if begins is None else begins + 1 :], marks)
    return [name for name, _ in _named(marks)] if marks else [], rows[:MOST_ROWS]


def _goes_on(table: Table, borders: int) -> bool:
    return borders > 0 and len(table.borders) == borders


def _numbering(table: Table) -> int | None:
    """The row of the columns' numbers."""
    return next((at for at, row in enumerate(table.rows) if _numbers(row)), None)


def _numbers(row: Row) -> bool:
    texts = [cell.text for cell in row.cells if cell.text]
    marks = [text for text in texts if MARK.fullmatch(text)]
    if len(marks) < FEWEST_MARKS or len(texts) - len(marks) > MOST_STRANGE:
        return False
    numbers = [int(digits[0]) for text in marks if (digits := re.match(r"\d+", text))]
    return len(set(numbers)) >= FEWEST_MARKS - 1 and numbers == sorted(numbers)


def _numbered(rows: Sequence[Row], marks: Row) -> Iterator[NumberedRow]:
    """The rows, however their own cells are merged: a cell belongs where it begins."""
    named = _named(marks)
    starts = [column for _, column in named]
    for row in rows:
        cells: dict[str, list[Passage]] = {}
        for cell in row.cells:
            at = bisect_right(starts, cell.column) - 1
            if cell.text and at >= 0:
                cells.setdefault(named[at][0], []).append(cell.passage)
        yield NumberedRow(
            {name: whole for name, found in cells.items() if (whole := joined(found))}
        )


def _graphs(names: Sequence[str], rows: Sequence[NumberedRow]) -> Graphs | None:
    columns = _columns(names, rows)
    if "description" not in columns.values() or not {"net", "gross"} & set(columns.values()):
        return None
    rows = rows[: _end(rows)]
    totals = [row for row in rows if row.is_total]
    whole = [row for row in totals if row.is_whole_total] or totals
    lines = [row for row in rows if not row.is_total and not row.is_numbering]
    return Graphs(
        tuple(row.stated(columns) for row in lines), whole[-1].stated(columns) if whole else None
    )


def _columns(names: Sequence[str], rows: Sequence[NumberedRow]) -> dict[str, Column]:
    wanted = INVOICE_GRAPHS if "2а" in names or "1а" in names else WAYBILL_GRAPHS
    columns = {name: wanted[name] for name in names if name in wanted}
    if "1" in names and "1а" in names and not _is_position(rows):
        # Before 2021 the first graph was the description and "1а" the code of its kind.
        columns = {**columns, "1": "description", "1а": "code"}
    return columns


def _named(marks: Row) -> list[tuple[str, int]]:
    """The names of the columns and where they begin; between 1 and 2 stands 1а, however misread."""
    named = [(_name(cell), cell.column) for cell in marks.cells if cell.text]
    return [
        ("1а" if before == "1" and MISREAD.fullmatch(name) else name, column)
        for (before, _), (name, column) in zip([("", 0), *named], named, strict=False)
    ]


def _name(cell: Cell) -> str:
    return cell.text.replace(" ", "").lower().translate(LATIN)


def _is_position(rows: Sequence[NumberedRow]) -> bool:
    """Whether the first graph holds the lines' numbers."""
    texts = [row.by_number["1"].text for row in rows if "1" in row.by_number and not row.is_total]
    numbered = [text for text in texts if NUMBERED_LINE.fullmatch(text)]
    return 2 * len(numbered) > len(texts)


def _end(rows: Sequence[NumberedRow]) -> int:
    """Behind the last total: in a spreadsheet signatures follow in the same rows."""
    totals = [at for at, row in enumerate(rows) if row.is_total]
    return totals[-1] + 1 if totals else len(rows)
