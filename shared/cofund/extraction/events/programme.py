"""An event's programme: what happens when, and who speaks, in tables and on lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from cofund.extraction.events import words
from cofund.extraction.events.days import days_of
from cofund.extraction.events.labels import labelled
from cofund.extraction.events.report import TITLE_LINES, at, event_name
from cofund.extraction.events.times import TIME_AT_START, is_time
from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.merged import merged_tables
from cofund.extraction.layout.passages import Passage, joined
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.layout.tables import Cell, Row, Table
from cofund.extraction.people import looks
from cofund.extraction.reads import HEADING, LABEL, read, read_one_of, read_text
from cofund.extraction.values import dates
from cofund.extraction.vocabulary import Vocabulary, meaning_of, vocabulary
from cofund.models.evidence import Read
from cofund.models.extraction import ProgrammeEntry

MOST_ENTRIES = 500
MOST_JOINED = 8
MARGIN = 4.0
"""Points that words of one column may begin apart."""

Part = Literal["time", "until", "title", "speaker", "other"]
HEADS: Vocabulary[Part] = vocabulary(
    ("until", r"^\W*(?:окончание|конец|до|end(?:s|\s+time)?|to|until|finish)\W*$"),
    (
        "time",
        r"врем|начало|^\W*(?:с|часы|от)\W*$|\btime\b|"
        r"^\W*(?:start(?:s|\s+time)?|from|when|hours?)\W*$",
    ),
    (
        "speaker",
        r"спикер|докладчик|выступа|ведущ|лектор|модератор|ответственн|speaker|presenter|"
        r"moderator|host|lecturer|^\W*фио\W*$",
    ),
    (
        "title",
        r"тема|назван|мероприяти|содержани|событи|доклад|активност|программ|описани|пункт|что\s|"
        r"topic|session|title|activity|agenda|event|subject|description|item|programme",
    ),
    (
        "other",
        r"зал|место|формат|длительн|продолжит|room|venue|location|duration|hall|track|№|^n$",
    ),
)


@dataclass
class Timed:
    """One entry while it is put together."""

    time: Passage
    parts: dict[Part, list[Passage]] = field(default_factory=dict)
    day: Read[date] | None = None


def programme_fields(laid: LaidOut) -> dict[str, Any]:
    """Give the fields of an ``EventProgramme``."""
    pairs = labelled(laid, words.LABELS)
    named = [pair for pair in pairs if not is_time(pair.label)]
    entries = tuple(_entries(laid))[:MOST_ENTRIES]
    first, _ = days_of(at(named, words.DATE), (LABEL,))
    if first is None:
        headed = (days_of(line, (HEADING,))[0] for line in laid.lines[:TITLE_LINES])
        first = next((day for day in headed if day is not None), None)
    return {
        "event_name": event_name(laid, named),
        "event_date": first or next((each.day for each in entries if each.day), None),
        "place": _place(laid, named),
        "entries": entries,
    }


def _place(laid: LaidOut, named: Sequence[Any]) -> Read[str] | None:
    """At its label, else where the heading names a town or a venue."""
    place = at(named, words.PLACE)
    if place is not None:
        return read_text(place, LABEL)
    heading = [line for line in laid.lines[:TITLE_LINES] if not TIME_AT_START.match(line.text)]
    found = next((venue for line in heading if (venue := line.find(words.VENUE))), None)
    return read_text(found.stripped(" ,;") if found else None, HEADING)


def _entries(laid: LaidOut) -> Iterator[ProgrammeEntry]:
    """From tables with times; without them from lines that open with one."""
    from_tables = [entry for table in merged_tables(laid) for entry in _of_table(table)]
    from_lines = list(_of_lines(laid.lines)) if len(from_tables) < 2 else []
    best = from_tables if len(from_tables) >= len(from_lines) else from_lines
    return (_entry(timed) for timed in best)


def _entry(timed: Timed) -> ProgrammeEntry:
    until = timed.parts.get("until", [])
    time = joined([timed.time, *until])
    assert time is not None, "an entry begins with its time"
    between = "–" if until else " "
    title = joined(timed.parts.get("title", [])) or timed.time
    return ProgrammeEntry(
        time=read(between.join(each.text for each in (timed.time, *until)), time, passed=(LABEL,)),
        title=read(title.text, title, passed=(LABEL,)),
        speaker=read_text(joined(timed.parts.get("speaker", [])), LABEL),
        day=timed.day,
    )


def _of_table(table: Table) -> Iterator[Timed]:
    """Rows with a time in the time's column; rows of one cell may name the day."""
    columns = _columns(table)
    day: Read[date] | None = None
    for row in table.rows:
        cells = [cell for cell in row.cells if cell.text]
        time = next((cell for cell in cells[:3] if is_time(cell.text)), None)
        if time is None:
            day = _day_of(cells) or day
        elif len(cells) >= 2:
            yield _of_row(row, time, columns, day)


def _day_of(cells: Sequence[Cell]) -> Read[date] | None:
    """A row with a date and hardly anything else begins a day."""
    if not 1 <= len(cells) <= 2:
        return None
    return _day_in(cells[0].passage)


def _day_in(passage: Passage) -> Read[date] | None:
    for start, end, days in dates.find_dates(passage.text):
        return read_one_of(days, passage.part(start, end), passed=(HEADING,))
    return None


def _columns(table: Table) -> dict[int, Part]:
    for row in table.rows[:15]:
        columns: dict[int, Part] = {}
        for cell in row.cells:
            meaning = meaning_of(cell.text, HEADS) if len(cell.text) <= 60 else None
            if meaning is not None:
                columns[cell.column] = meaning
        if {"time"} < set(columns.values()):
            return columns
    return {}


def _of_row(row: Row, time: Cell, columns: dict[int, Part], day: Read[date] | None) -> Timed:
    timed = Timed(time.passage, day=day)
    for cell in row.cells:
        if cell is time or not cell.text:
            continue
        part = columns.get(cell.column) or _by_looks(cell.text, timed)
        if part == "time" and is_time(cell.text):
            part = "until"
        timed.parts.setdefault(part, []).append(cell.passage)
    if "title" not in timed.parts and "speaker" in timed.parts:
        timed.parts["title"] = timed.parts.pop("speaker")
    return timed


def _by_looks(text: str, timed: Timed) -> Part:
    if is_time(text):
        return "until"
    if looks.is_number(text):
        return "other"
    return "speaker" if "title" in timed.parts else "title"


def _of_lines(lines: Sequence[Passage]) -> Iterator[Timed]:
    """Lines that open with a time, and those below that go on with the title or the speaker."""
    day: Read[date] | None = None
    timed: Timed | None = None
    columns: list[tuple[float, Part]] = []
    for line in lines:
        match = TIME_AT_START.match(line.text)
        if match is None and timed is not None and _goes_on(timed, line):
            _add(timed, segments_of(line), columns)
            continue
        if timed is not None:
            yield timed
        timed = _begun(line, match, columns, day) if match else None
        columns = columns if match else _heads(line) or columns
        day = (None if match or not _names_day(line) else _day_in(line)) or day
    if timed is not None:
        yield timed


def _heads(line: Passage) -> list[tuple[float, Part]]:
    """The columns' places where a line is one of heads."""
    heads = [
        (segment.pieces[0].box.x0, meaning)
        for segment in segments_of(line)
        if segment.pieces[0].box is not None and (meaning := meaning_of(segment.text, HEADS))
    ]
    return heads if len(heads) >= 2 and heads[0][1] == "time" else []


def _names_day(line: Passage) -> bool:
    return bool(dates.readings(line.text)) and len(line.text) <= 80


def _begun(
    line: Passage, match: re.Match[str], columns: list[tuple[float, Part]], day: Read[date] | None
) -> Timed:
    timed = Timed(line.part(*match.span("time")).stripped(" ,;:."), day=day)
    rest = line.part(match.end(), len(line.text)).stripped(" ,;:–—-")
    _add(timed, segments_of(rest) if columns else [rest], columns)
    return timed


def _add(timed: Timed, segments: Sequence[Passage], columns: list[tuple[float, Part]]) -> None:
    for segment in segments:
        if segment.pieces:
            timed.parts.setdefault(_part_at(segment, columns), []).append(segment)


def _part_at(segment: Passage, columns: list[tuple[float, Part]]) -> Part:
    box = segment.pieces[0].box
    found: Part = "title"
    for x0, part in columns if box is not None else ():
        if box is not None and x0 <= box.x0 + MARGIN:
            found = part
    return "title" if found == "time" else found


def _goes_on(timed: Timed, line: Passage) -> bool:
    """Whether a line belongs to the entry above it: it begins where a part of that one does."""
    box = line.pieces[0].box
    parts = [each for part in timed.parts.values() for each in part[:1]]
    starts = [part.pieces[0].box for part in parts]
    above = [each.pieces[-1].box for part in timed.parts.values() for each in part]
    if box is None or line.page != timed.time.page or not any(above):
        return False
    if len(above) > MOST_JOINED or _heads(line) or _names_day(line):
        return False
    lowest = max(each.bottom for each in above if each is not None)
    close = box.top - lowest < 0.8 * (box.bottom - box.top)
    return close and any(start is not None and abs(start.x0 - box.x0) < MARGIN for start in starts)
