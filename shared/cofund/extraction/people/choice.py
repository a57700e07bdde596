"""A list's people: of the ways that each page can be read the one that makes most sense."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.merged import merged_tables
from cofund.extraction.layout.passages import Passage
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.layout.tabbed import tabbed_table
from cofund.extraction.layout.tables import Table
from cofund.extraction.people import looks
from cofund.extraction.people.breaks import add_page
from cofund.extraction.people.entries import Entry
from cofund.extraction.people.open_columns import Frame
from cofund.extraction.people.open_lists import OpenPage, Way, open_tables
from cofund.extraction.people.score import is_flawless, score_of
from cofund.extraction.people.tables import Reading, read_table
from cofund.extraction.people.written import written_entries
from cofund.models.content import PageContent

MOST_WAYS = 20
CONVINCING = 4.4
"""Names, companies, addresses and phones of nearly everybody: no other columns are tried."""
CUT_CELLS = 2
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
        add_page(entries, best)
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
    """One page's reading, and the columns for the next one: as drawn, as found without lines."""
    tables = [table for table in laid.tables if table.page == page.number]
    lines = tuple(line for line in laid.lines if line.page == page.number)
    ruled = _of_tables(tables, before)
    ruled.orphans += _cut_off(tables, lines)
    if is_flawless(ruled):
        return ruled, ruled, frame
    opened, own = _of_ways(open_tables(OpenPage(lines, page.rulings, page.width), frame), before)
    best = _best([ruled, opened] if is_flawless(opened) else [ruled, opened, _of_lines(lines)])
    return best, best if best.entries else before, own if best is opened else frame


def _cut_off(tables: Sequence[Table], lines: Sequence[Passage]) -> int:
    """How many lines of rows stand above the first drawn line or below the last one.

    A page's end cuts rows, and then draws no line there.
    """
    boxes = [table.box for table in tables if table.box is not None]
    if not boxes:
        return 0
    top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
    above = [line for line in lines if line.box is not None and line.box.bottom < top + 2]
    below = [line for line in lines if line.box is not None and line.box.top > bottom - 2]
    return sum(len(segments_of(line)) >= CUT_CELLS for line in (*above[-1:], *below[:1]))


def _of_tables(tables: Sequence[Table], before: Reading) -> Reading:
    reading = Reading(
        columns=before.columns, width=before.width, group=before.group,
        goes_on=bool(before.entries),
    )  # fmt: skip
    for table in tables:
        read_table(table, reading)
    return reading


def _of_ways(frames: Iterable[Iterable[Way]], before: Reading) -> tuple[Reading, Frame | None]:
    """The best of the ways; of each set of columns no more of them than until a flawless one."""
    best, best_frame = Reading(), None
    for ways in frames:
        for way in islice(ways, MOST_WAYS):
            reading = _of_tables([way.table], before)
            if score_of(reading) > score_of(best):
                best, best_frame = reading, way.frame
            if is_flawless(reading):
                break
        if is_flawless(best) and score_of(best) >= CONVINCING * len(best.entries):
            break
    return best, best_frame


def _of_lines(lines: Sequence[Passage]) -> Reading:
    return Reading(entries=list(written_entries(lines)))


def _best(readings: Sequence[Reading]) -> Reading:
    """The first of those with the highest score."""
    return max(readings, key=score_of, default=Reading())


def people_named(laid: LaidOut) -> int:
    """Give how many people stand in what is plainly a list of them, whatever it calls itself.

    Nearly everybody in it has a name that looks like one, and an address or a phone.
    """
    beginning = _first_page(laid)
    if not any(mark in beginning.text for mark in CONTACT_MARKS):
        return 0
    entries = people_of(beginning)
    sure = [
        entry
        for entry in entries
        if looks.is_name(entry.text("name"))
        and (looks.is_email(entry.text("email")) or looks.is_phone(entry.text("phone")))
    ]
    enough = len(sure) >= max(FEWEST_PEOPLE, NEARLY_ALL * len(entries))
    return len(sure) if enough else 0


def _first_page(laid: LaidOut) -> LaidOut:
    """A document's first page tells what it is; a file without pages is all one."""
    content = laid.content
    if not content.pages:
        return laid
    first = content.pages[0].number
    return LaidOut(
        content.model_copy(update={"pages": content.pages[:1]}),
        tuple(line for line in laid.lines if line.page == first),
        tuple(table for table in laid.tables if table.page == first),
    )
