"""A file of a manager's as rows under headings: what 1C and Excel export, titles and totals around.

The heads stand in one of the first rows; what stands above them (a report's title, its period) and
columns with other heads are left out. The list ends at its total, or where the file does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cofund.errors import NotAccepted
from cofund.extraction import read_content
from cofund.models.content import DocumentContent, TableContent
from cofund.models.imports import MAX_LISTED, PartnerColumn

MOST_ROWS_ABOVE = 30
"""Before the heads."""
TOTAL = re.compile(r"^\W*(?:итого|всего|total)\b", re.IGNORECASE)

WORDS: tuple[tuple[PartnerColumn, str], ...] = (
    ("inn", r"\bинн\b|\binn\b|tax (?:id|number)"),
    ("kpp", r"\bкпп\b|\bkpp\b"),
    ("turnover", r"оборот|выручк|объ[её]м (?:продаж|закупок)|turnover|revenue|^sales"),
    ("level", r"уровень|статус парт|^статус$|level|tier"),
    ("deducts_vat", r"выч[её]т\w* ндс|плательщик\w* ндс|deducts? vat|vat deduct"),
    ("erp_number", r"^код\b|код (?:контрагента|партн)|номер в (?:1с|уч[её]т|erp)|\berp\b"),
    ("email_domains", r"домен|domain"),
    ("name", r"наименован|контрагент|партн[её]р|^организаци|partner|company|^name"),
)
"""What columns are called, the telling words first: "Код контрагента" is no name."""
HEADS = tuple((column, re.compile(words, re.IGNORECASE)) for column, words in WORDS)


@dataclass(frozen=True)
class NumberedRow:
    """One row: its number as the file counts, and its cells by column, stripped."""

    row: int
    cells: dict[PartnerColumn, str]


@dataclass(frozen=True)
class Listing:
    """The rows of a file under the headings that Cofund knows."""

    columns: tuple[PartnerColumn, ...]
    rows: tuple[NumberedRow, ...]


def read_listing(path: Path) -> Listing:
    """Read a CSV, XLSX, XLS or ODS file's list: the first sheet that has one.

    Raises:
        NotAccepted: the file cannot be read, no sheet has a column of INNs, a head stands twice, or
            there are more than ``MAX_LISTED`` rows.
    """
    content = read_content(path, document_id="list")
    if not isinstance(content, DocumentContent):
        raise NotAccepted(f"the file cannot be read: {content.reason}")
    for table in content.tables:
        found = _heads(table)
        if found is not None:
            return _listing(table, *found)
    raise NotAccepted('no table of the file has a column "ИНН" or "INN"')


def _heads(table: TableContent) -> tuple[int, dict[PartnerColumn, int]] | None:
    for at, row in enumerate(table.rows[:MOST_ROWS_ABOVE]):
        columns = list(_columns(row))
        if "inn" in [column for column, _ in columns] and len(columns) > 1:
            return at, _each_once(columns)
    return None


def _columns(heads: Sequence[str]) -> Iterator[tuple[PartnerColumn, int]]:
    for position, head in enumerate(heads):
        column = next((name for name, words in HEADS if words.search(head.strip())), None)
        if column is not None:
            yield column, position


def _each_once(columns: list[tuple[PartnerColumn, int]]) -> dict[PartnerColumn, int]:
    found = dict(columns)
    if len(found) < len(columns):
        raise NotAccepted("two columns have the same head: leave only the one that counts")
    return found


def _listing(table: TableContent, head: int, columns: dict[PartnerColumn, int]) -> Listing:
    rows = []
    for number, row in enumerate(table.rows[head + 1 :], start=head + 2):
        if any(TOTAL.match(cell) for cell in row):
            break
        cells = {name: row[at].strip() for name, at in columns.items() if at < len(row)}
        if any(cells.values()):
            rows.append(NumberedRow(number, cells))
    if len(rows) > MAX_LISTED:
        raise NotAccepted(f"the list has more than {MAX_LISTED} rows: cut it into several files")
    return Listing(tuple(columns), tuple(rows))
