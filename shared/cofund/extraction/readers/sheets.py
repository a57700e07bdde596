"""Spreadsheets (XLSX, XLS, ODS) by calamine: rows of text, as a person would read the cells."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from importlib.metadata import version
from io import BytesIO
from itertools import islice

import python_calamine

from cofund.extraction.found import ContentFound, TableFound
from cofund.extraction.guard import Inspected
from cofund.extraction.limits import Limits
from cofund.extraction.readers.uncounted_cells import uncounted_cells
from cofund.extraction.refused import CannotRead

MOST_SHEETS = 50
MOST_ROWS = 10_200
LONGEST_CELL = 4_000
MOST_MERGED = 20_000

Cell = int | float | str | bool | time | date | datetime | timedelta


def read_sheets(inspected: Inspected, limits: Limits) -> ContentFound:
    """Give every visible sheet's rows.

    Raises:
        CannotRead: it is damaged or encrypted, or holds more cells than the limit.
    """
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(inspected.document))
        sheets = [book.get_sheet_by_name(name) for name in _visible(book)]
        tables = [_table(sheet, limits) for sheet in sheets]
        if inspected.sniffed == "xlsx":
            _fill_uncounted(tables, inspected.document)
    except python_calamine.PasswordError:
        raise CannotRead("encrypted") from None
    except python_calamine.CalamineError:
        raise CannotRead("damaged") from None
    return {
        "sniffed": inspected.sniffed,
        "engine": f"calamine {version('python-calamine')}",
        "flags": list(inspected.flags),
        "tables": tables,
    }


def _visible(book: python_calamine.CalamineWorkbook) -> list[str]:
    described = book.sheets_metadata[:MOST_SHEETS]
    shown = python_calamine.SheetVisibleEnum.Visible
    return [sheet.name for sheet in described if sheet.visible == shown]


def _table(sheet: python_calamine.CalamineSheet, limits: Limits) -> TableFound:
    if sheet.total_height * sheet.total_width > limits.cells:
        raise CannotRead("too_much_content")
    rows = islice(sheet.iter_rows(), MOST_ROWS)
    return {
        "name": sheet.name[:200],
        "rows": [[_text(cell) for cell in row] for row in rows],
        "merged": _merged(sheet),
    }


def _fill_uncounted(tables: list[TableFound], document: bytes) -> None:
    """Write into empty cells the errors and uncounted formulas that stand there."""
    uncounted = uncounted_cells(document)
    for table in tables:
        rows = table["rows"]
        for (row, column), shown in uncounted.get(table["name"], {}).items():
            if row < len(rows) and column < len(rows[row]) and not rows[row][column]:
                rows[row][column] = shown


def _merged(sheet: python_calamine.CalamineSheet) -> list[list[int]]:
    """The merged cells; ODS files have them, and calamine doesn't say which."""
    ranges = sheet.merged_cell_ranges or []
    return [[*first, *last] for first, last in ranges[:MOST_MERGED]]


def _text(cell: Cell) -> str:
    """The cell as text: whole numbers without a point, dates as ISO, times without seconds."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, datetime):
        return f"{cell.date().isoformat()} {_clock(cell.time())}"
    if isinstance(cell, timedelta) and timedelta() <= cell < timedelta(days=1):
        minutes, seconds = divmod(int(cell.total_seconds()), 60)
        return _clock(time(*divmod(minutes, 60), seconds))
    if isinstance(cell, time):
        return _clock(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)[:LONGEST_CELL]


def _clock(at: time) -> str:
    return at.isoformat("minutes" if not at.second else "seconds")
