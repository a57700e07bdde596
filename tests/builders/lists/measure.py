"""Rows read exactly, layout by layout: ``python -m tests.builders.lists.measure``."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.console import Console

from cofund.extraction import interpret
from cofund.extraction.guard import inspect
from cofund.extraction.limits import READING
from cofund.extraction.readers import read
from cofund.extraction.sniff import sniff
from cofund.models.content import DocumentContent
from cofund.models.extraction import ParticipantList
from tests.builders.lists.layouts import PRINTED, Layout
from tests.builders.lists.people import Listed, foreigners, russians

RUSSIAN_ONLY = (
    "names in three",
    "merged companies",
    "companies as groups",
    "XLSX of two sheets",
    "CSV cp1251 '|'",
    "text in cp1251",
    "DOCX merged",
    "XLSX merged",
)


def wrong_rows(layout: Layout, people: Sequence[Listed]) -> list[tuple[object, ...]]:
    """Give what was read differently: read beside printed; [] when every row is exact."""
    listed = interpret(content_of(layout.draw(people)), declared="participant_list")
    rows = listed.participants if isinstance(listed, ParticipantList) else ()
    found = [tuple(_value(row, field) for field in layout.fields) for row in rows]
    return different(found, layout, people)


def content_of(document: bytes) -> DocumentContent:
    """Give what a file of our own holds; it needs no child to protect us from it."""
    inspected = inspect(document, sniff(document, READING), READING)
    return DocumentContent(document_id="list", **read(inspected, READING))


def different(
    found: Sequence[tuple[object, ...]], layout: Layout, people: Sequence[Listed]
) -> list[tuple[object, ...]]:
    """Give the printed rows that were not read, and the read ones that are not printed."""
    printed = [tuple(getattr(each, field) for field in layout.fields) for each in people]
    missed = [row for row in printed if row not in found]
    return [*missed, *(("read", *row) for row in found if row not in printed)]


def _value(row: object, field: str) -> object:
    read = getattr(row, field)
    return read.value if read else ""


say = Console().print


def main() -> None:
    """Print the share of exact rows for each layout."""
    names = sys.argv[1:] or list(PRINTED)
    total = exact = 0
    for name in names:
        for people in (russians(37, seed=3), foreigners(33, seed=4)):
            if name in RUSSIAN_ONLY:
                people = russians(37, seed=len(people))
            wrong = wrong_rows(PRINTED[name], sorted(people, key=lambda each: each.company))
            missed = [row for row in wrong if row[0] != "read"]
            total, exact = total + len(people), exact + len(people) - len(missed)
            say(f"{name:26} {len(people) - len(missed):3} of {len(people)}  {wrong[:2]}")
            if len(names) == 1:
                say(*wrong[:12], sep="\n")
    say(f"{exact} of {total}: {exact / total:.1%}")


if __name__ == "__main__":
    main()
