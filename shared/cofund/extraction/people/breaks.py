"""Rows that a page's end has cut in two are one person again."""

from __future__ import annotations

from cofund.extraction.layout.passages import Passage, joined
from cofund.extraction.people.entries import Entry
from cofund.extraction.people.heads import Column
from cofund.extraction.people.score import worth_of
from cofund.extraction.people.tables import Reading


def add_page(entries: list[Entry], page: Reading) -> None:
    """Add a page's people; its first words may belong to the last person of the page before."""
    own = list(page.entries)
    if entries and page.leading is not None:
        entries[-1] = _as_one(entries[-1], page.leading)
    elif entries and own and _goes_on(entries[-1], own[0]):
        entries[-1] = _as_one(entries[-1], own.pop(0))
    entries += own


def _goes_on(above: Entry, below: Entry) -> bool:
    """Whether two make more sense as one: the lower has no number and no contacts of its own."""
    if below.number is not None or (above.number is None and below.text("email")):
        return False
    return worth_of(_as_one(above, below)) > worth_of(above) + worth_of(below)


def _as_one(above: Entry, below: Entry) -> Entry:
    parts = {column: _both(above, below, column) for column in {**above.parts, **below.parts}}
    kept = {column: part for column, part in parts.items() if part is not None}
    return Entry(parts=kept, check=above.check, number=above.number)


def _both(above: Entry, below: Entry, column: Column) -> Passage | None:
    return joined(entry.parts[column] for entry in (above, below) if column in entry.parts)
