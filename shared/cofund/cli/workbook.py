"""Tables as an XLSX file. Words stay words: no cell of ours is ever a formula.

Names come from partners and their papers; a spreadsheet would run what begins with "=", "+", "-"
or "@". Such cells are stored as text and marked as quoted, so that editing them changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from cofund.cli.output import cannot_run
from cofund.money import Money, minor_digits
from cofund.pages.formats import plain

Value = str | int | date | Money | None

WIDEST = 80
LONGEST_TEXT = 32_000
"""A cell of the format holds 32,767 characters."""
MOST_ROWS = 1_000_000


@dataclass(frozen=True)
class Sheet:
    """One table: its name, the words over its columns, and its rows."""

    title: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Value]]


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write tables as one file; ends the command with a sentence where that cannot be."""
    # Only this file needs it, and commands that write no tables should not wait for it.
    try:
        from openpyxl import Workbook  # type: ignore[import-untyped]
    except ModuleNotFoundError:
        cannot_run("an XLSX file needs openpyxl: install cofund[cli]")
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        _fill(book.create_sheet(sheet.title[:31]), sheet)
    try:
        book.save(path)
    except OSError as trouble:
        cannot_run(f"{path} cannot be written: {trouble.strerror}")


def _fill(page: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Font  # type: ignore[import-untyped]

    widths = [len(head) for head in sheet.heads]
    for number, row in enumerate([sheet.heads, *sheet.rows][:MOST_ROWS], 1):
        for column, value in enumerate(row, 1):
            cell = page.cell(number, column)
            _set(cell, value)
            widths[column - 1] = max(widths[column - 1], len(str(cell.value or "")))
    for column, width in enumerate(widths, 1):
        cell = page.cell(1, column)
        cell.font = Font(bold=True)
        page.column_dimensions[cell.column_letter].width = min(width, WIDEST) + 2
    page.freeze_panes = "A2"


def _set(cell: Any, value: Value) -> None:
    if isinstance(value, Money):
        digits = minor_digits(value.currency)
        cell.value = Decimal(value.decimal_text())
        cell.number_format = f"#,##0.{'0' * digits}" if digits else "#,##0"
    elif isinstance(value, str):
        cell.value = "\n".join(plain(line) for line in value[:LONGEST_TEXT].splitlines())
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in ("=", "+", "-", "@", "\t", "\r")
    else:
        cell.value = value
