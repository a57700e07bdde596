"""From tables to entries: heads, merged cells, groups, sums, two lists side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cofund.extraction.layout.passages import Passage
from cofund.extraction.layout.tables import Cell, Row, Table
from cofund.extraction.people import looks
from cofund.extraction.people.columns import (
    Columns,
    by_contents,
    completed,
    heads_of,
    is_heads,
    sides_of,
    texts_of,
)
from cofund.extraction.people.entries import Entry, entry_of
from cofund.extraction.people.heads import NAMES, meanings_of

TOTAL_ROW = re.compile(
    r"^\W*(?:\d+\s*)?(?:итого|всего|total|общее\s+(?:кол|число)|количество\s+участников|подытог|в\s+том\s+числе)\b",
    re.IGNORECASE,
)
GROUP_WORDS = re.compile(
    r"(?<!\w)(?:секци|поток|групп|день|команд|зал|стол\b|гости|спикер|докладчик|участники|список|"
    r"резерв|vip|session|track|day|group|team|table|speakers?|guests?|participants|attendees|"
    r"организатор|ответственн|подпись|страница|page|приложение|утвержда)",
    re.IGNORECASE,
)
TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
NUMBER = re.compile(r"\d{1,6}")


@dataclass
class Reading:
    """What tables say so far: later tables may go on with the columns of earlier ones."""

    entries: list[Entry] = field(default_factory=list)
    columns: Columns | None = None
    width: int = 0
    group: Passage | None = None
    """The company over its people, where they have no column for it."""
    leading: Entry | None = None
    """What stands above the first person: the rest of a row that a page's end has cut."""
    goes_on: bool = False
    """Whether people stand on a page before."""
    orphans: int = 0
    """Rows that say something, but of nobody: a sign that rows were cut wrongly."""


def read_table(table: Table, reading: Reading) -> None:
    """Add a table's people to what was read before; without a table of people, nothing."""
    width = _width(table)
    headed = heads_of(table.rows)
    if headed:
        columns, _, below = headed
        rows: Sequence[Row] = table.rows[below:]
    elif reading.columns is not None and width == reading.width:
        columns, rows = reading.columns, table.rows
    else:
        contents = by_contents(table.rows)
        if contents is None:
            return
        columns, rows = contents, table.rows
    reading.columns, reading.width = columns, width
    for side in sides_of(completed(columns, rows)):
        _read_side(side, rows, reading)


def _width(table: Table) -> int:
    return max((cell.column for row in table.rows for cell in row.cells), default=-1) + 1


def _read_side(columns: Columns, rows: Sequence[Row], reading: Reading) -> None:
    above: dict[int, Passage] = {}
    for row in rows:
        kind = _kind(columns, row)
        if kind == "group":
            reading.group = _company_of_group(columns, row)
        elif kind == "person" and _may_lead(reading) and _is_rest(columns, row):
            reading.leading = _entry(columns, row, {}, None)
        elif kind == "person":
            reading.entries.append(_entry(columns, row, above, reading.group))
        elif kind == "orphan" and _may_lead(reading):
            reading.leading = _entry(columns, row, {}, None)
        elif kind == "orphan":
            reading.orphans += 1


def _may_lead(reading: Reading) -> bool:
    """Whether a row of nobody's may belong to the last person of the page before."""
    return reading.goes_on and not reading.entries and reading.leading is None


def _is_rest(columns: Columns, row: Row) -> bool:
    """Whether a page's first row is the rest of one: no number where others have one, no name."""
    numbers = [row.at(at) for at in columns if columns[at][0] == "number"]
    if numbers:
        return all(cell is None or not cell.text for cell in numbers)
    names = [row.at(at) for at in columns if set(columns[at]) & set(NAMES)]
    name = " ".join(cell.text for cell in names if cell is not None)
    return not looks.is_name(name) and "@" not in row.text


def _kind(columns: Columns, row: Row) -> str:
    """What a row is: "person", "group", "orphan", or "" for heads, sums and empty rows."""
    own = [cell for at in columns if (cell := row.at(at)) is not None and cell.text]
    filled = list(dict.fromkeys(own))
    if (
        not filled
        or TOTAL_ROW.match(" ".join(texts_of(row)))
        or _repeats(columns, row)
        or _counts(filled)
    ):
        return ""
    if _spans(filled, columns) or (len(filled) == 1 and not _stands_alone(columns, filled[0])):
        only_number = columns.get(filled[0].column) == ("number",)
        return (
            ""
            if only_number and looks.is_number(filled[0].text)
            else _title_or_orphan(columns, filled[0])
        )
    return "person" if _has_name(columns, row) else "orphan"


def _title_or_orphan(columns: Columns, cell: Cell) -> str:
    """A title stands over the columns or in the first one; else it is a piece of a torn row."""
    first = min(columns)
    over = cell.until - cell.column > 1 or (cell.column <= first and columns[first][0] == "number")
    whole = cell.text[:1] not in "(«" and not cell.text[:1].islower()
    words = whole and (GROUP_WORDS.search(cell.text) or looks.is_company(cell.text))
    return "group" if over or (cell.column <= first + 1 and words) else "orphan"


def _repeats(columns: Columns, row: Row) -> bool:
    """Whether heads stand there again; most rows are told by the name's cell alone."""
    names = (row.at(at) for at in columns if set(columns[at]) & set(NAMES))
    return any(cell is not None and meanings_of(cell.text) for cell in names) and is_heads(row)


def _counts(cells: Sequence[Cell]) -> bool:
    """A row of column numbers under the heads: 1 2 3 4."""
    texts = [cell.text.strip(" .") for cell in cells]
    return len(texts) >= 3 and texts == [str(number) for number in range(1, len(texts) + 1)]


def _spans(cells: Sequence[Cell], columns: Columns) -> bool:
    """One cell over most of the row is a title."""
    covered = [at for at in columns if cells[0].column <= at < cells[0].until]
    return len(cells) == 1 and len(covered) > 1 and len(covered) > len(columns) / 2


def _stands_alone(columns: Columns, cell: Cell) -> bool:
    """A row of nothing but a name is a person where rows have no numbers."""
    numbered = any(meanings[0] == "number" for meanings in columns.values())
    in_name = any(set(columns[at]) & set(NAMES) for at in columns if cell.column <= at < cell.until)
    unlike = GROUP_WORDS.search(cell.text) or looks.is_company(cell.text)
    return in_name and not numbered and not unlike and looks.is_name(cell.text)


def _has_name(columns: Columns, row: Row) -> bool:
    cells = (row.at(at) for at in columns if set(columns[at]) & set(NAMES))
    return any(cell is not None and TWO_LETTERS.search(cell.text) for cell in cells)


def _company_of_group(columns: Columns, row: Row) -> Passage | None:
    """A company's name over its people, where they have no column for it."""
    has_own = any("company" in meanings for meanings in columns.values())
    passage = next((cell.passage for cell in row.cells if cell.text), None)
    if has_own or passage is None or not looks.is_company(passage.text):
        return None
    return passage


def _entry(columns: Columns, row: Row, above: dict[int, Passage], group: Passage | None) -> Entry:
    cells = dict(_cells(columns, row, above))
    parts = entry_of([(columns[at], passage) for at, passage in cells.items()])
    if group is not None:
        parts.setdefault("company", group)
    number = parts.pop("number", None)
    single = [columns[at][0] for at in cells if len(columns[at]) == 1 and columns[at] != ("other",)]
    return Entry(parts=parts, number=_number(number), dropped=len(single) - len(set(single)))


def _cells(columns: Columns, row: Row, above: dict[int, Passage]) -> Iterator[tuple[int, Passage]]:
    """The row's cells; one that is merged over several rows stands in each of them."""
    for at in sorted(columns):
        cell = row.at(at)
        if cell is None and columns[at][0] in ("company", "position", "other"):
            passage = above.get(at)
        else:
            passage = cell.passage if cell is not None else None
            above.pop(at, None)
        if passage is not None and passage.text:
            above[at] = passage
            yield at, passage


def _number(passage: Passage | None) -> int | None:
    """A row's number; a narrow column breaks "102" into "10" and "2"."""
    match = NUMBER.search(passage.text.replace(" ", "")) if passage is not None else None
    return int(match[0]) if match else None
