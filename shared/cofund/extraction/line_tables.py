"""Where a document states its lines: bordered tables, half-bordered ones, columns of mere words.

Whatever the table looks like, its rows come out the same: for each meaning of a column what stands
there. Heads that come again, rows of column numbers, sums and sums carried over are no lines; a row
that a page's end cuts is one row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.heads import heads_of_rows
from cofund.extraction.layout.passages import joined
from cofund.extraction.layout.tables import Row, Table
from cofund.extraction.line_arithmetic import headless_lines, settled
from cofund.extraction.line_columns import MONEY, SAYS_MONEY, columns_of, telling
from cofund.extraction.line_rows import (
    LETTERS,
    TOTAL_ROW,
    LinesHead,
    Stated,
    stated,
    states_a_line,
    text_of,
)
from cofund.extraction.line_stacks import parted_rows
from cofund.extraction.open_lines import open_rows, rows_below

HEAD_DEPTH = 3
MOST_HEAD_ROWS = 80
"""Heads are looked for in so many rows of a table: forms put their parties above the goods."""
MOST_PAGES = 10_000
MOST_TABLES = 500
MOST_OPEN_TABLES = 50
"""Tables with borders around their heads only: one a page."""
SAME_BORDER = 3.0
NUMBERING = re.compile(r"^(?:\d{1,2}[а-яa-z]?|[А-ЯA-Zа-яa-z])\.?$")
FEWEST_NUMBERED = 4


def stated_lines(laid: LaidOut) -> list[Stated]:
    """Give the rows that state goods or services, over all pages."""
    for parts in (_parts(laid), open_rows(laid), iter([headless_lines(laid.tables)])):
        rows = list(_lines(settled(part) for part in parts))
        if rows:
            return rows
    return []


def _parts(laid: LaidOut) -> Iterator[list[Stated]]:
    """The rows of the first table of goods and of those that go on with it."""
    first: Table | None = None
    known: LinesHead | None = None
    tables = laid.tables[:MOST_TABLES]
    found = [lines_head(table) for table in tables]
    open_tables = 0
    for number, (table, own) in enumerate(zip(tables, found, strict=True)):
        if own is not None:
            first, known = table, own
        elif first is None or known is None or not _goes_on(first, table):
            continue
        else:
            known = replace(known, first_row=0)
        rows = parted_rows(table.rows[known.first_row :], known, table)
        if rows:
            yield [stated(known, row) for row in rows]
        elif open_tables < MOST_OPEN_TABLES:
            open_tables += 1
            later = zip(tables[number + 1 :], found[number + 1 :], strict=True)
            heads = (each.page for each, head in later if head and each.page > table.page)
            yield from rows_below(laid, table, known, min(heads, default=MOST_PAGES + 1) - 1)


def lines_head(table: Table) -> LinesHead | None:
    """Give the head of a table of goods; None where a table is another one."""
    says_money = [SAYS_MONEY.search(row.text) is not None for row in table.rows[:MOST_HEAD_ROWS]]
    for index in range(len(says_money)):
        if not any(says_money[index : index + HEAD_DEPTH]) or _head_at(table, index) is None:
            continue
        later = (_head_at(table, at) for at in range(index, index + HEAD_DEPTH))
        found = [head for head in later if head is not None]
        if found:
            return max(found, key=lambda head: (telling(head.columns), -len(head.heads)))
    return None


def _head_at(table: Table, index: int) -> LinesHead | None:
    """The head that begins with a row: of one row or more, whichever tells most."""
    best: LinesHead | None = None
    if index >= len(table.rows) or sum(bool(cell.text) for cell in table.rows[index].cells) < 2:
        # A title above the table.
        return None
    for depth in range(1, HEAD_DEPTH + 1):
        if index + depth > len(table.rows) or (
            depth > 1 and _is_body(table.rows[index + depth - 1])
        ):
            break
        heads = heads_of_rows(table, index, depth)
        columns = columns_of([head.text for head in heads])
        if columns and (best is None or telling(columns) > telling(best.columns)):
            best = LinesHead(columns, heads, index + depth)
    return best


def _is_body(row: Row) -> bool:
    """Whether a row can't be part of a head: it has amounts, or numbers the columns."""
    return is_numbering(row) or any(
        re.search(r"\d[.,]\d\d\b|^\d{3,}$", cell.text) for cell in row.cells
    )


def is_numbering(row: Row) -> bool:
    """Whether a row only numbers the columns, as forms do: "А 1 1а 2 …"."""
    filled = [cell.text for cell in row.cells if cell.text]
    return len(filled) >= FEWEST_NUMBERED and all(NUMBERING.match(text) for text in filled)


def _goes_on(first: Table, later: Table) -> bool:
    """Whether a table on a following page has the same columns."""
    same = len(first.borders) == len(later.borders) > 0
    return later.page > first.page and same and all(
        abs(one - other) <= SAME_BORDER
        for one, other in zip(first.borders, later.borders, strict=True)
    )  # fmt: skip


def _lines(parts: Iterator[list[Stated]]) -> Iterator[Stated]:
    """The rows that are lines; what a page's end cut is put together."""
    last: Stated | None = None
    for rows in parts:
        for place, row in enumerate(rows):
            if place == 0 and last is not None and _is_rest_of(last, row):
                last = _put_together(last, row)
                continue
            if last is not None and states_a_line(last):
                yield last
            last = row
    if last is not None and states_a_line(last):
        yield last


def _is_rest_of(last: Stated, row: Stated) -> bool:
    """Whether a page's first row is the rest of the last page's last one."""
    numbered = text_of(row, "position")
    description = text_of(row, "description")
    if numbered or not LETTERS.search(text_of(last, "description")) or TOTAL_ROW.match(description):
        return False
    has = {column for column in (*MONEY, "unit_price", "quantity") if text_of(row, column)}
    had = {column for column in (*MONEY, "unit_price", "quantity") if text_of(last, column)}
    return not has & had and bool(description or has) and bool(has or had)


def _put_together(last: Stated, row: Stated) -> Stated:
    whole = {}
    for column in {**last, **row}:
        both = joined([*last.get(column, ()), *row.get(column, ())])
        whole[column] = (both,) if both is not None else ()
    return whole
