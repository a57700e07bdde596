"""Lists of participants, in whatever shape: who came, for what company, how they are reached.

::

    looks       what a text looks like on its own
    heads       what columns are called
    columns     which column holds what, by heads or contents
    entries     one person's parts; a cell or line that holds several is taken apart
    tables      from tables to entries: merged cells, groups, sums, lists side by side
    open_lists  tables without borders: columns by heads and gaps (open_heads, open_columns),
                rows cut in several ways (row_cuts)
    breaks      rows that a page's end has cut
    written     numbered lines without a table
    score       how well a reading makes sense; choice takes the best one
    counts      what the list itself says of its length
    same        people who stand in it twice
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage, joined
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.people import looks
from cofund.extraction.people.choice import people_of
from cofund.extraction.people.counts import stated_count
from cofund.extraction.people.entries import IN_COLUMN, Entry
from cofund.extraction.people.heads import Column, are_heads, meanings_of
from cofund.extraction.people.same import company_domain, same_people
from cofund.extraction.reads import HEADING, read, read_one_of, read_text
from cofund.extraction.values import dates
from cofund.models.evidence import Read
from cofund.models.extraction import MAX_PARTICIPANTS, ParticipantRow

QUOTED = re.compile(r"[«\"“](?P<v>[^»\"”]{2,150})[»\"”]")
LOOKS_RIGHT = "looks like it"
COMPLETE = "is complete"
TITLE_LINES = 6


def participant_fields(laid: LaidOut) -> dict[str, Any]:
    """Give the fields of a ``ParticipantList``."""
    people = people_of(laid)[:MAX_PARTICIPANTS]
    rows = tuple(_row(entry) for entry in people)
    return {
        "event_name": _event_name(laid.lines),
        "event_date": _event_date(laid.lines),
        "participants": rows,
        "stated_count": stated_count(laid.lines, len(rows)),
        "duplicates": same_people(people),
    }


def _row(entry: Entry) -> ParticipantRow:
    company = _text(entry, "company")
    return ParticipantRow(
        name=_name(entry),
        company=company or _by_domain(entry),
        position=_text(entry, "position"),
        email=_checked(entry, "email", looks.is_email(entry.text("email"))),
        phone=_checked(entry, "phone", looks.is_phone(entry.text("phone"))),
        signed=_signed(entry),
    )


def _name(entry: Entry) -> Read[str]:
    name = entry.text("name")
    votes = (entry.check, LOOKS_RIGHT) if looks.is_name(name) else (entry.check,)
    return read(name, entry.parts["name"], passed=votes if entry.check == IN_COLUMN else votes[1:])


def _text(entry: Entry, column: Column) -> Read[str] | None:
    text = entry.text(column)
    return read(text, entry.parts[column], passed=(entry.check,)) if text else None


def _checked(entry: Entry, column: Column, fits: bool) -> Read[str] | None:
    text = entry.text(column)
    if not text:
        return None
    failed = () if fits else (COMPLETE,)
    return read(text, entry.parts[column], passed=(entry.check,), failed=failed)


def _by_domain(entry: Entry) -> Read[str] | None:
    """Where no company is printed, the domain of the person's mail stands for it."""
    domain = company_domain(entry.text("email"))
    return read(domain, entry.parts["email"]) if domain else None


def _signed(entry: Entry) -> Read[bool] | None:
    if "signed" not in entry.parts:
        return None
    mark = entry.text("signed") or entry.parts["signed"].text
    return read(not looks.ABSENT.match(mark), entry.parts["signed"], passed=(entry.check,))


def _event_name(lines: Sequence[Passage]) -> Read[str] | None:
    """The first words in quotation marks above the list; they may run on to the next line."""
    title = joined(_title(lines))
    return read_text(title.find(QUOTED, "v") if title else None, HEADING)


def _title(lines: Sequence[Passage]) -> list[Passage]:
    """The lines above the heads and the first person."""
    return list(takewhile(lambda line: not _begins_list(line), lines[:TITLE_LINES]))


def _begins_list(line: Passage) -> bool:
    parts = [each.text for each in segments_of(line)]
    heads = are_heads([meanings_of(part) for part in parts])
    return heads or any(map(looks.is_name, parts)) or "@" in line.text


def _event_date(lines: Sequence[Passage]) -> Read[Any] | None:
    for line in _title(lines):
        for start, end, days in dates.find_dates(line.text):
            return read_one_of(days, line.part(start, end), passed=(HEADING,))
    return None
