"""Reports on events and their programmes: values at their labels, times and titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage, joined
from cofund.extraction.layout.tables import Table
from cofund.extraction.people import QUOTED
from cofund.extraction.reads import LABEL, ONE_VALUE, read, read_one_of, read_text
from cofund.extraction.values import dates
from cofund.models.evidence import Read
from cofund.models.extraction import ProgrammeEntry


def _label(words: str) -> re.Pattern[str]:
    """A label opens its line and ends with a colon, a dash or at the end of its cell."""
    return re.compile(
        rf"^\W*(?:{words})\s*(?:\([^)]{{1,40}}\))?\s*(?::|\s[–—-]\s|$)", re.IGNORECASE
    )


EVENT_NAME = _label(
    r"(?:полное\s+)?(?:название|наименование|тема)(?:\s+(?:мероприятия|события|активности))?|мероприятие|"
    r"event(?:\s+(?:name|title))?|name\s+of\s+(?:the\s+)?event"
)
DATE = _label(
    r"(?:дата|даты|срок[и]?|период)(?:\s+(?:и\s+время\s+)?(?:проведения|мероприятия))*|"
    r"dates?(?:\s+of\s+(?:the\s+)?event)?|event\s+dates?"
)
PLACE = _label(
    r"место(?:\s+(?:проведения|мероприятия))*|адрес|площадка|город|place|venue|location|city"
)
KIND = _label(
    r"(?:вид|тип|формат)(?:\s+(?:мероприятия|активности))?|(?:event\s+)?(?:type|format|kind)"
)
COUNT = _label(
    r"(?:общее\s+)?(?:количество|число|кол-во)\s+(?:участников|гостей|посетителей)(?:\s+мероприятия)?|"
    r"участников|участники|(?:number\s+of\s+)?(?:participants|attendees|guests)"
)
LEADS = _label(
    r"(?:получено|количество|число)?\s*(?:новых\s+)?(?:лид(?:ов|ы)|контактов|заявок)|(?:number\s+of\s+)?(?:new\s+)?leads"
)
GOALS = _label(r"цел[ьи](?:\s+мероприятия)?|задач[аи]|goals?|objectives?|purpose")
LABELS = (EVENT_NAME, DATE, PLACE, KIND, COUNT, LEADS, GOALS)
ANY_LABEL = re.compile(r"^[^\d:]{2,60}:\s")
RANGE = re.compile(
    r"(?P<first>\d{1,2})\s*[–—-]\s*(?P<last>\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}\s+[а-яёa-z]+\s+\d{4})",
    re.IGNORECASE,
)
WHOLE = re.compile(r"(?<![\d.,])\d{1,6}(?![\d.,]\d|\d)")
TIMED = re.compile(
    r"^\W*(?P<time>\d{1,2}[:.]\d{2}(?:\s*[–—-]\s*\d{1,2}[:.]\d{2})?)\s*[.:–—-]?\s*(?P<title>\S.*)$"
)
TIME = re.compile(r"^\d{1,2}[:.]\d{2}(?:\s*[–—-]\s*\d{1,2}[:.]\d{2})?$")
MOST_ENTRIES = 500
MOST_CONTINUED = 4
TITLE_LINES = 6


def report_fields(laid: LaidOut) -> dict[str, Any]:
    """Give the fields of an ``EventReport``."""
    first, last = _days(_value(laid, DATE))
    return {
        "event_name": _event_name(laid),
        "first_day": first,
        "last_day": last,
        "place": read_text(_value(laid, PLACE), LABEL),
        "activity_kind": read_text(_value(laid, KIND), LABEL),
        "participant_count": _count(_value(laid, COUNT)),
        "leads": _count(_value(laid, LEADS)),
        "goals": read_text(_value(laid, GOALS), LABEL),
    }


def programme_fields(laid: LaidOut) -> dict[str, Any]:
    """Give the fields of an ``EventProgramme``."""
    first, _ = _days(_value(laid, DATE) or joined(_dated(laid.lines[:TITLE_LINES])))
    return {
        "event_name": _event_name(laid),
        "event_date": first,
        "place": read_text(_value(laid, PLACE), LABEL),
        "entries": tuple(_entries(laid))[:MOST_ENTRIES],
    }


def _event_name(laid: LaidOut) -> Read[str] | None:
    """At its label, else the first words in quotation marks."""
    named = _value(laid, EVENT_NAME)
    if named is not None:
        return read_text(named.find(QUOTED, "v") or named.stripped(" .;"), LABEL)
    quoted = (line.find(QUOTED, "v") for line in laid.heading)
    return read_text(next((found for found in quoted if found), None), LABEL)


def _value(laid: LaidOut, label: re.Pattern[str]) -> Passage | None:
    """What stands behind a label, with the lines that it runs on to."""
    for number, line in enumerate(laid.lines):
        match = label.match(_labelled_text(line))
        if match is None:
            continue
        value = line.part(match.end(), len(line.text)).stripped(" :;")
        return joined([value, *_continued(laid.lines, number, value)])
    return None


def _labelled_text(line: Passage) -> str:
    """A table's label stands in a cell of its own, and may lack its colon."""
    first = line.pieces[0]
    in_cell = first.box is None and len(line.pieces) > 1 and not first.text.endswith(":")
    return f"{first.text}:{line.text[len(first.text) :]}" if in_cell else line.text


def _continued(lines: Sequence[Passage], number: int, value: Passage) -> Iterator[Passage]:
    """Lines below that begin where the value begins; after a bare label the next line."""
    for line in lines[number + 1 : number + 1 + MOST_CONTINUED]:
        if ANY_LABEL.match(line.text) or any(label.match(line.text) for label in LABELS):
            return
        if not value.pieces:
            yield line
            return
        if not _begins_with(value, line):
            return
        yield line


def _begins_with(value: Passage, line: Passage) -> bool:
    start, own = value.pieces[0].box, line.pieces[0].box
    if start is None or own is None or value.page != line.page:
        return False
    return abs(start.x0 - own.x0) < 3 and own.top - start.bottom < 4 * (own.bottom - own.top)


def _days(passage: Passage | None) -> tuple[Read[date] | None, Read[date] | None]:
    """The first and the last day that a text names: "12–14 марта", "12.03.2026 – 14.03.2026"."""
    if passage is None:
        return None, None
    found = [
        (passage.part(start, end), days) for start, end, days in dates.find_dates(passage.text)
    ]
    if not found:
        return None, None
    reads = [read_one_of(days, part, passed=(LABEL,)) for part, days in (found[0], found[-1])]
    first = _first_of_range(passage) if len(found) == 1 else reads[0]
    return first or reads[0], reads[1]


def _first_of_range(passage: Passage) -> Read[date] | None:
    match = RANGE.search(passage.text)
    if match is None:
        return None
    last = dates.readings(match["last"])
    if len(last) != 1 or not 1 <= int(match["first"]) < last[0].day:
        return None
    day = last[0].replace(day=int(match["first"]))
    return read(day, passage.part(*match.span()), passed=(LABEL,))


def _count(passage: Passage | None) -> Read[int] | None:
    """One whole number; two different ones wait for a person."""
    if passage is None:
        return None
    found = list(passage.find_all(WHOLE))
    if not found:
        return None
    others = [each.text for each in found if each.text != found[0].text]
    failed = (ONE_VALUE,) if others else ()
    return read(int(found[0].text), found[0], passed=(LABEL,), failed=failed, alternates=others)


def _dated(lines: Sequence[Passage]) -> list[Passage]:
    return [line for line in lines if dates.readings(line.text)][:1]


def _entries(laid: LaidOut) -> Iterator[ProgrammeEntry]:
    """Rows whose first cell is a time; without such a table, lines that open with one."""
    from_tables = [entry for table in laid.tables for entry in _timed_rows(table)]
    yield from from_tables or _timed_lines(laid.lines)


def _timed_rows(table: Table) -> Iterator[ProgrammeEntry]:
    for row in table.rows:
        cells = [cell.passage for cell in row.cells if cell.text]
        if len(cells) >= 2 and TIME.match(cells[0].text):
            yield ProgrammeEntry(
                time=read_text(cells[0], LABEL),
                title=read(cells[1].text, cells[1], passed=(LABEL,)),
            )


def _timed_lines(lines: Sequence[Passage]) -> Iterator[ProgrammeEntry]:
    for line in lines:
        time, title = line.find(TIMED, "time"), line.find(TIMED, "title")
        if time and title:
            yield ProgrammeEntry(
                time=read_text(time, LABEL), title=read(title.text, title, passed=(LABEL,))
            )
