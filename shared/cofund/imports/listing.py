"""A file of a manager's as rows under headings: what 1C and Excel export, titles and totals around.

The heads stand in one of the first rows; what stands above them (a report's title, its period) is
left out. So are rows of totals, and what stands below one and is no partner's row: signatures, the
date. Turnover may stand in several columns, one for each period that a head names: "Оборот за
октябрь 2026".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cofund.errors import NotAccepted
from cofund.extraction import read_document
from cofund.imports.heads import Heads, WrongHeads, heads_at
from cofund.models.content import DocumentContent, TableContent
from cofund.models.imports import (
    MAX_LEFT_OUT,
    MAX_LISTED,
    MAX_PERIODS,
    ListRefusal,
    PartnerColumn,
)
from cofund.models.unreadable import UnreadableReason

MOST_ROWS_ABOVE = 30
"""Before the heads."""
MOST_ROWS_READ = 10_200
"""Of one table: where a file has so many, there may be more that the reader left."""
TOTAL = re.compile(r"^\W*(?:итого|всего|total)\b", re.IGNORECASE)
LIKE_INN = re.compile(r"(?:\d\D{0,2}){9}")
"""Digits enough for an INN that lost one: so begins no total and no signature."""
INN_WITHIN = re.compile(r"(?<!\d)(?:\d{10}|\d{12})(?!\d)")
SCALED_UNIT = re.compile(
    r"\b(?:тыс|млн)[а-я.]*\s*(?:руб|₽)|\bin (?:thousands|millions)", re.IGNORECASE
)
ORDINAL = re.compile(r"[1-9]\d?")
TEXT_FILE = "csv"


class ListRefused(NotAccepted):
    """A file is no list that could be looked at, and this is why."""

    def __init__(
        self, why: ListRefusal, *names: str, reason: UnreadableReason | None = None
    ) -> None:
        super().__init__(": ".join(filter(None, (REFUSALS[why], ", ".join(names)))))
        self.why = why
        self.names = names
        """Of the heads or sheets that are meant."""
        self.reason = reason
        """Where the file cannot be read at all."""


REFUSALS: dict[ListRefusal, str] = {
    "unreadable": "the file cannot be read",
    "no_list": 'no table of the file has a column "ИНН" or "INN" beside others that Cofund knows',
    "head_twice": "two columns say the same: leave only the one that counts",
    "several_lists": "several sheets hold a list: leave only the one that counts",
    "too_many_rows": f"the list has more than {MAX_LISTED} rows: cut it into several files",
    "too_many_periods": f"the list has more than {MAX_PERIODS} columns of turnover",
    "too_long_here": "the list has too many rows for the page: take it in by command",
    "too_large_here": "the file is too large for the page: take it in by command",
}


@dataclass(frozen=True)
class NumberedRow:
    """One row: its number as the file counts, and its cells by column, stripped."""

    row: int
    cells: dict[PartnerColumn, str]
    turnovers: dict[str, str]
    """By the head that names a period."""
    beyond: str = ""
    """What stands in a text file behind the last head: something is cut in two."""
    swallowed: str = ""
    """What of other rows a quotation mark without its second one has drawn in."""


@dataclass(frozen=True)
class Listing:
    """The rows of a file under the headings that Cofund knows."""

    head_row: int
    columns: tuple[PartnerColumn, ...]
    turnover_heads: tuple[str, ...]
    """Of all columns of turnover."""
    period_heads: tuple[str, ...]
    """Of the columns whose head names the period of their turnover, clearly or not."""
    left_out: tuple[str, ...]
    """Heads that say nothing to Cofund."""
    scaled: tuple[int, str] | None
    """The row above the heads, and its text, that says that amounts are in thousands."""
    rows: tuple[NumberedRow, ...]


def read_listing(file: Path | bytes) -> Listing:
    """Read a CSV, XLSX, XLS or ODS file's list, which stands on one sheet.

    Raises:
        ListRefused: the file cannot be read, no sheet has a column of INNs or several have, a head
            stands twice, or there are more than ``MAX_LISTED`` rows.
    """
    content = read_document(file, document_id="list")
    if not isinstance(content, DocumentContent):
        raise ListRefused("unreadable", reason=content.reason)
    found = [(table, heads) for table in content.tables if (heads := _heads(table)) is not None]
    if not found:
        raise ListRefused("no_list")
    if len(found) > 1:
        raise ListRefused("several_lists", *(table.name for table, _ in found))
    return _listing(*found[0], is_text=content.sniffed == TEXT_FILE)


def _heads(table: TableContent) -> Heads | None:
    try:
        found = (heads_at(table.rows, at) for at in range(min(MOST_ROWS_ABOVE, len(table.rows))))
        return next((heads for heads in found if heads is not None), None)
    except WrongHeads as wrong:
        raise ListRefused(wrong.why, *wrong.names) from None


def _listing(table: TableContent, heads: Heads, *, is_text: bool) -> Listing:
    if len(table.rows) >= MOST_ROWS_READ:
        raise ListRefused("too_many_rows")
    rows = tuple(_partners_rows(table, heads, is_text=is_text))
    if len(rows) > MAX_LISTED:
        raise ListRefused("too_many_rows")
    return Listing(
        heads.below,
        tuple(heads.columns),
        heads.over_turnover,
        tuple(heads.periods),
        heads.left_out[:MAX_LEFT_OUT],
        _scaled(table.rows[: heads.below - 1]),
        rows,
    )


def _scaled(above: Sequence[tuple[str, ...]]) -> tuple[int, str] | None:
    """Give the row that says "Единица измерения: тыс. руб." of all that stands below it."""
    said = ((at, cell) for at, row in enumerate(above, start=1) for cell in row)
    return next(((at, cell) for at, cell in said if SCALED_UNIT.search(cell)), None)


def _partners_rows(table: TableContent, heads: Heads, *, is_text: bool) -> Iterator[NumberedRow]:
    """Give the rows that speak of partners; all but those that are surely something else."""
    below_total = False
    for number, cells in enumerate(table.rows[heads.below :], start=heads.below + 1):
        row = _row(number, cells, heads, is_text=is_text)
        if _is_total(cells, row):
            below_total = True
        elif not (_is_beside(cells, row, heads) or (below_total and _is_footer(row))):
            yield row


def _row(number: int, cells: tuple[str, ...], heads: Heads, *, is_text: bool) -> NumberedRow:
    def cell(at: int) -> str:
        return cells[at].strip() if at < len(cells) else ""

    beyond = next((one.strip() for one in cells[_width(heads) :] if one.strip()), "")
    return NumberedRow(
        number,
        {name: cell(at) for name, at in heads.columns.items()},
        {head: cell(at) for head, at in heads.periods.items()},
        beyond=beyond if is_text else "",
        swallowed=next((one for one in cells if is_text and _holds_a_row(one)), ""),
    )


def _width(heads: Heads) -> int:
    return max(at for at, head in enumerate(heads.row) if head) + 1


def _holds_a_row(cell: str) -> bool:
    return "\n" in cell and INN_WITHIN.search(cell) is not None


def _is_beside(cells: tuple[str, ...], row: NumberedRow, heads: Heads) -> bool:
    """Say whether a row says nothing, or speaks of the columns."""
    says_nothing = not (any(row.cells.values()) or any(row.turnovers.values()))
    return says_nothing or _repeats_heads(cells, heads) or _counts_columns(cells, row, heads)


def _is_total(cells: tuple[str, ...], row: NumberedRow) -> bool:
    """Say whether a row adds up others; a partner may be called "Total", and has an INN."""
    return any(TOTAL.match(cell) for cell in cells) and not _names_a_partner(row)


def _is_footer(row: NumberedRow) -> bool:
    """Say whether a row below a total speaks of no partner: neither an INN nor an amount."""
    amounts = (row.cells.get("turnover", ""), *row.turnovers.values())
    has_amount = any(letter.isdigit() for amount in amounts for letter in amount)
    return not _names_a_partner(row) and not has_amount


def _names_a_partner(row: NumberedRow) -> bool:
    return LIKE_INN.search(row.cells.get("inn", "")) is not None


def _repeats_heads(cells: tuple[str, ...], heads: Heads) -> bool:
    """Say whether the heads stand there again, as on each page of a print."""
    return all(
        at < len(cells) and " ".join(cells[at].split()) == heads.row[at]
        for at in heads.columns.values()
    )


def _counts_columns(cells: tuple[str, ...], row: NumberedRow, heads: Heads) -> bool:
    """Say whether a row below the heads numbers the columns: 1, 2, 3."""
    written = [cell.strip() for cell in cells if cell.strip()]
    return row.row == heads.below + 1 and all(
        ORDINAL.fullmatch(cell) and int(cell) == place for place, cell in enumerate(written, 1)
    )
