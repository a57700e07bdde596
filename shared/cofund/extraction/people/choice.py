"""A list's people: of the ways that each page can be read the one that makes most sense."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.merged import merged_tables
from cofund.extraction.layout.passages import Passage
from cofund.extraction.layout.tabbed import tabbed_table
from cofund.extraction.layout.tables import Table
from cofund.extraction.people import looks
from cofund.extraction.people.entries import Entry
from cofund.extraction.people.open_lists import Frame, OpenPage, open_tables
from cofund.extraction.people.score import is_flawless, score_of
from cofund.extraction.people.tables import Reading, read_table
from cofund.extraction.people.written import written_entries
from cofund.models.content import PageContent

MOST_WAYS = 20
CONTACT_MARKS = ("@", "+7", "8 (", "8(")
FEWEST_PEOPLE = 3
NEARLY_ALL = 0.8


def people_of(laid: LaidOut) -> list[Entry]:
    """Give the people in the list's order."""
    if not laid.content.pages:
        return _best(list(_without_pages(laid))).entries
    entries: list[Entry] = []
    before, frame = Reading(), None
    for page in laid.content.pages:
        best, before, frame = _of_page(laid, page, before, frame)
        entries += best.entries
    return entries


def _without_pages(laid: LaidOut) -> Iterator[Reading]:
    """The ways to read a file without pages: its tables, tabs between words, lines."""
    yield _of_tables(merged_tables(laid), Reading())
    tabbed = tabbed_table(laid)
    if tabbed is not None:
        yield _of_tables([tabbed], Reading())
    yield _of_lines(laid.lines)


def _of_page(
    laid: LaidOut, page: PageContent, before: Reading, frame: Frame | None
) -> tuple[Reading, Reading, Frame | None]:
    """One page's reading, and the columns for the next one: as drawn, and as found without lines."""
    tables = [table for table in laid.tables if table.page == page.number]
    ruled = _of_tables(tables, before)
    if is_flawless(ruled.entries, ruled.orphans):
        return ruled, ruled, frame
    lines = tuple(line for line in laid.lines if line.page == page.number)
    ways, frame = open_tables(OpenPage(lines, page.rulings, page.width), frame)
    opened = _first_flawless(ways[:MOST_WAYS], before)
    if is_flawless(opened.entries, opened.orphans):
        return opened, opened, frame
    best = _best([ruled, opened, _of_lines(lines)])
    return best, best if best.columns is not None else before, frame


def _of_tables(tables: Sequence[Table], before: Reading) -> Reading:
    reading = Reading(columns=before.columns, width=before.width, group=before.group)
    for table in tables:
        read_table(table, reading)
    return reading


def _first_flawless(ways: Sequence[Table], before: Reading) -> Reading:
    readings: list[Reading] = []
    for way in ways:
        reading = _of_tables([way], before)
        if is_flawless(reading.entries, reading.orphans):
            return reading
        readings.append(reading)
    return _best(readings)


def _of_lines(lines: Sequence[Passage]) -> Reading:
    return Reading(entries=list(written_entries(lines)))


def _best(readings: Sequence[Reading]) -> Reading:
    """The first of those with the highest score."""
    return max(readings, key=lambda each: score_of(each.entries, each.orphans), default=Reading())


def people_named(laid: LaidOut) -> int:
    """Give how many people stand in what is plainly a list of them, whatever it calls itself.

    Nearly everybody in it has a name that looks like one, and an address or a phone.
    """
    if not any(mark in laid.text for mark in CONTACT_MARKS):
        return 0
    entries = people_of(laid)
    sure = [
        entry
        for entry in entries
        if looks.is_name(entry.text("name"))
        and (looks.is_email(entry.text("email")) or looks.is_phone(entry.text("phone")))
    ]
    enough = len(sure) >= max(FEWEST_PEOPLE, NEARLY_ALL * len(entries))
    return len(sure) if enough else 0
