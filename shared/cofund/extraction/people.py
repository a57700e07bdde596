"""Lists of participants: which column holds what, by its head or else by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any, Literal

from cofund.extraction.layout.columns import open_table
from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage, joined
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.layout.tables import Cell, Row, Table
from cofund.extraction.reads import HEADING, read, read_one_of, read_text
from cofund.extraction.values import dates
from cofund.extraction.vocabulary import Vocabulary, meaning_of, vocabulary
from cofund.models.evidence import Read
from cofund.models.extraction import MAX_PARTICIPANTS, ParticipantRow

Column = Literal["number", "name", "company", "position", "email", "phone", "signed"]

HEADS: Vocabulary[Column] = vocabulary(
    ("number", r"^(?:№|n|#|no\.?|№?\s*п/п\.?)$"),
    ("email", r"e-?\s?mail|эл(?:ектронная|\.)?\s*(?:почта|адрес)|^почта$"),
    ("phone", r"телефон|^тел\.?|phone|mobile"),
    ("position", r"должность|position|job|^title$|^role$"),
    ("company", r"компания|организация|предприятие|company|organi[sz]ation|employer"),
    ("signed", r"подпись|signature"),
    ("name", r"^ф\.?\s?и\.?\s?о\.?|фамилия|участник|^имя|\bname\b|participant|attendee|гость"),
)
EMAIL = re.compile(r"^\S+@\S+\.\S+$")
PHONE = re.compile(r"^\+?\d[\d\s()–-]{8,18}\d$")
PERSON = re.compile(r"^[А-ЯЁA-Z][а-яёa-z'’-]+(?:\s+[А-ЯЁA-Z][а-яёa-z.'’-]*){1,3}$")
SHARE = 0.6
"""A column without a head is what at least this share of its cells look like."""
QUOTED = re.compile(r"[«\"“](?P<v>[^»\"”]{2,150})[»\"”]")
TOTAL_ROW = re.compile(r"^\W*(?:итого|всего|total)\b", re.IGNORECASE)
COLUMN_CHECK = "stands in its column"
FEWEST = 2
TITLE_LINES = 4

Columns = Mapping[Column, int]


def participant_fields(laid: LaidOut) -> dict[str, Any]:
    """Give the fields of a ``ParticipantList``."""
    return {
        "event_name": _event_name(laid.lines),
        "event_date": _event_date(laid.lines),
        "participants": tuple(_participants(laid))[:MAX_PARTICIPANTS],
    }


def _participants(laid: LaidOut) -> Iterator[ParticipantRow]:
    """Every table counts: a long list has one on each page, its heads repeated or not."""
    columns: Columns | None = None
    width = 0
    for table in laid.tables or _open_tables(laid):
        columns_here, rows = _with_heads(table)
        if columns_here is None and columns is not None and _width(table) == width:
            columns_here, rows = columns, table.rows
        columns_here = columns_here or _by_contents(table.rows)
        if columns_here is None:
            continue
        columns, width = columns_here, _width(table)
        for row in rows:
            person = _person(columns, row)
            if person is not None:
                yield person


def _open_tables(laid: LaidOut) -> list[Table]:
    table = open_table(laid.lines, _is_head, lambda line: TOTAL_ROW.match(line.text) is not None)
    return [table] if table else []


def _is_head(line: Passage) -> bool:
    cells = [Cell(at, at + 1, each) for at, each in enumerate(segments_of(line))]
    return _heads(cells) is not None


def _width(table: Table) -> int:
    return max((cell.until for row in table.rows for cell in row.cells), default=0)


def _with_heads(table: Table) -> tuple[Columns | None, Sequence[Row]]:
    for index, row in enumerate(table.rows[:10]):
        columns = _heads(row.cells)
        if columns:
            return columns, table.rows[index + 1 :]
    return None, table.rows


def _heads(cells: Sequence[Cell]) -> Columns | None:
    found: dict[Column, int] = {}
    for cell in cells:
        column = meaning_of(cell.text, HEADS)
        if column is not None and len(cell.text) <= 60:
            found.setdefault(column, cell.column)
    return found if "name" in found and len(found) >= FEWEST else None


def _by_contents(rows: Sequence[Row]) -> Columns | None:
    """Columns without heads: addresses, phones and names look like nothing else."""
    looks: tuple[tuple[Column, Callable[[str], object]], ...] = (
        ("email", EMAIL.match),
        ("phone", PHONE.match),
        ("name", PERSON.match),
    )
    found: dict[Column, int] = {}
    for column, texts in _texts(rows).items():
        for name, looks_like in looks:
            if name not in found and sum(map(bool, map(looks_like, texts))) >= SHARE * len(texts):
                found[name] = column
                break
    return found if "name" in found and len(found) >= FEWEST else None


def _texts(rows: Sequence[Row]) -> dict[int, list[str]]:
    texts: dict[int, list[str]] = {}
    for row in rows:
        for cell in row.cells:
            if cell.text:
                texts.setdefault(cell.column, []).append(cell.text)
    return texts


def _person(columns: Columns, row: Row) -> ParticipantRow | None:
    """One row's person; repeated heads, totals and rows without a name are none."""
    name = _at(columns, row, "name")
    if name is None or not re.search(r"[^\W\d_]{2}", name.text):
        return None
    if _heads(row.cells) or TOTAL_ROW.match(row.text):
        return None
    signed = _at(columns, row, "signed")
    return ParticipantRow(
        name=read(name.text, name, passed=(COLUMN_CHECK,)),
        company=read_text(_at(columns, row, "company"), COLUMN_CHECK),
        position=read_text(_at(columns, row, "position"), COLUMN_CHECK),
        email=_email(_at(columns, row, "email")),
        phone=read_text(_at(columns, row, "phone"), COLUMN_CHECK),
        signed=read(True, signed, passed=(COLUMN_CHECK,)) if signed else None,
    )


def _at(columns: Columns, row: Row, column: Column) -> Passage | None:
    cell = row.at(columns[column]) if column in columns else None
    return cell.passage if cell is not None and cell.text else None


def _email(passage: Passage | None) -> Read[str] | None:
    """An address that was broken over two lines is one again."""
    if passage is None:
        return None
    address = passage.text.replace(" ", "")
    failed = () if EMAIL.match(address) else ("looks like an address",)
    return read(address, passage, passed=(COLUMN_CHECK,), failed=failed)


def _event_name(lines: Sequence[Passage]) -> Read[str] | None:
    """The first words in quotation marks above the table; they may run on to the next line."""
    title = joined(_title(lines))
    return read_text(title.find(QUOTED, "v") if title else None, HEADING)


def _title(lines: Sequence[Passage]) -> list[Passage]:
    """The lines above the table's heads."""
    return list(takewhile(lambda line: not _is_head(line), lines[:TITLE_LINES]))


def _event_date(lines: Sequence[Passage]) -> Read[Any] | None:
    for line in _title(lines):
        for start, end, days in dates.find_dates(line.text):
            return read_one_of(days, line.part(start, end), passed=(HEADING,))
    return None
