"""A file of a manager's as rows under headings: what 1C and Excel export, titles and totals around.

The heads stand in one of the first rows; what stands above them (a report's title, its period) and
columns with other heads are left out. The list ends at its total, or where the file does. Turnover
may stand in several columns, one for each period that a head names: "Оборот за октябрь 2026".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cofund.errors import NotAccepted
from cofund.extraction import read_document
from cofund.imports.cells import Wrong
from cofund.imports.periods import period_named, speaks_of_time
from cofund.models.content import DocumentContent, TableContent
from cofund.models.imports import MAX_LISTED, MAX_PERIODS, ListRefusal, PartnerColumn
from cofund.models.unreadable import UnreadableReason

MOST_ROWS_ABOVE = 30
"""Before the heads."""
MOST_ROWS_READ = 10_200
"""Of one table: where a file has so many, there may be more that the reader left."""
TOTAL = re.compile(r"^\W*(?:итого|всего|total)\b", re.IGNORECASE)

TURNOVER = r"оборот|выручк|объ[её]м (?:продаж|закупок)|turnover|revenue|^sales"
BESIDE_TURNOVER = re.compile(
    rf"(?:{TURNOVER})\w*|[₽,:()]"
    r"|\b(?:за|for|in|of|сумма|партн[её]ра|руб(?:лей|ля|ль)?|rub|(?:с|без) ндс)\b"
)
"""What of a turnover's head does not say which period it is of."""
LAST_YEAR = (
    *("", "год", "прошлый год", "прошлого года", "прошлый финансовый год"),
    *("last year", "last year's", "last financial year", "last financial year's"),
)

WORDS: tuple[tuple[PartnerColumn, str], ...] = (
    ("inn", r"\bинн\b|\binn\b|tax (?:id|number)"),
    ("kpp", r"\bкпп\b|\bkpp\b"),
    ("turnover", TURNOVER),
    ("period", r"^период$|^месяц$|^квартал$|^period$|^month$|^quarter$"),
    ("staff", r"сотрудников|численност|персонал|\bштат\b|staff|employees|headcount"),
    ("region", r"регион|округ|^филиал$|region"),
    ("level", r"уровень|статус парт|^статус$|level|tier"),
    ("deducts_vat", r"выч[её]т\w* ндс|плательщик\w* ндс|deducts? vat|vat deduct"),
    ("erp_number", r"^код\b|код (?:контрагента|партн)|номер в (?:1с|уч[её]т|erp)|\berp\b"),
    ("email_domains", r"домен|domain"),
    ("name", r"наименован|контрагент|партн[её]р|^организаци|partner|company|^name"),
)
"""What columns are called, the telling words first: "Код контрагента" is no name."""
HEADS = tuple((column, re.compile(words, re.IGNORECASE)) for column, words in WORDS)


class ListRefused(NotAccepted):
    """A file is no list that could be looked at, and this is why."""

    def __init__(self, why: ListRefusal, *, reason: UnreadableReason | None = None) -> None:
        super().__init__(REFUSALS[why])
        self.why = why
        self.reason = reason
        """Where the file cannot be read at all."""


REFUSALS: dict[ListRefusal, str] = {
    "unreadable": "the file cannot be read",
    "no_list": 'no table of the file has a column "ИНН" or "INN" beside others that Cofund knows',
    "head_twice": "two columns have the same head: leave only the one that counts",
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


@dataclass(frozen=True)
class Listing:
    """The rows of a file under the headings that Cofund knows."""

    head_row: int
    columns: tuple[PartnerColumn, ...]
    period_heads: tuple[str, ...]
    """Of the columns whose head names the period of their turnover, clearly or not."""
    rows: tuple[NumberedRow, ...]


@dataclass(frozen=True)
class _Heads:
    """Where what stands in a table."""

    at: int
    columns: dict[PartnerColumn, int]
    periods: dict[str, int]


def read_listing(file: Path | bytes) -> Listing:
    """Read a CSV, XLSX, XLS or ODS file's list: the first sheet that has one.

    Raises:
        ListRefused: the file cannot be read, no sheet has a column of INNs, a head stands twice, or
            there are more than ``MAX_LISTED`` rows.
    """
    content = read_document(file, document_id="list")
    if not isinstance(content, DocumentContent):
        raise ListRefused("unreadable", reason=content.reason)
    for table in content.tables:
        found = _heads(table)
        if found is not None:
            return _listing(table, found)
    raise ListRefused("no_list")


def period_head(head: str) -> str | None:
    """Give what a head says of its turnover's period; None where it is last financial year's.

    "Оборот за октябрь 2026 г., руб." gives "октябрь 2026 г.".
    """
    rest = " ".join(BESIDE_TURNOVER.sub(" ", head.lower()).split()).strip(" .-–—")
    return rest if rest not in LAST_YEAR and speaks_of_time(rest) else None


def _heads(table: TableContent) -> _Heads | None:
    for at, row in enumerate(table.rows[:MOST_ROWS_ABOVE]):
        known = [(name, position) for position, head in enumerate(row) if (name := _column(head))]
        periods = [
            (head.strip(), position) for position, head in enumerate(row) if _is_period(head)
        ]
        if "inn" in [name for name, _ in known] and len(known) + len(periods) > 1:
            return _each_once(at, known, periods)
    return None


def _column(head: str) -> PartnerColumn | None:
    """Give the column that a head is of; turnover of a period is none of them."""
    found = next((name for name, words in HEADS if words.search(head.strip())), None)
    return None if found == "turnover" and period_head(head) is not None else found


def _is_period(head: str) -> bool:
    """Say whether a head stands over some period's turnover: it says so, or it is a period."""
    column = next((name for name, words in HEADS if words.search(head.strip())), None)
    if column == "turnover":
        return period_head(head) is not None
    return column is None and not isinstance(period_named(head, "month"), Wrong)


def _each_once(
    at: int, known: list[tuple[PartnerColumn, int]], periods: list[tuple[str, int]]
) -> _Heads:
    columns, named = dict(known), dict(periods)
    if len(columns) < len(known) or len(named) < len(periods):
        raise ListRefused("head_twice")
    if len(named) > MAX_PERIODS:
        raise ListRefused("too_many_periods")
    return _Heads(at, columns, named)


def _listing(table: TableContent, heads: _Heads) -> Listing:
    if len(table.rows) >= MOST_ROWS_READ:
        raise ListRefused("too_many_rows")
    rows = tuple(_rows(table, heads))
    if len(rows) > MAX_LISTED:
        raise ListRefused("too_many_rows")
    return Listing(heads.at + 1, tuple(heads.columns), tuple(heads.periods), rows)


def _rows(table: TableContent, heads: _Heads) -> Iterator[NumberedRow]:
    for number, row in enumerate(table.rows[heads.at + 1 :], start=heads.at + 2):
        if any(TOTAL.match(cell) for cell in row):
            return
        cells = {name: row[at].strip() for name, at in heads.columns.items() if at < len(row)}
        turnovers = {head: row[at].strip() for head, at in heads.periods.items() if at < len(row)}
        if any(cells.values()) or any(turnovers.values()):
            yield NumberedRow(number, cells, turnovers)
