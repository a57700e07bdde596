"""A fund's journal as a file for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from cofund.models.claim import Locale
from cofund.models.ledger import BUCKETS
from cofund.pages.catalogues import text
from cofund.pages.messages import cause_text, name
from cofund.pages.spreadsheets import amount_cell, table_file, words_cell
from cofund.pages.views.journal import JournalLine

COLUMNS = ("at", "entry", "kind", "cause", "who", "version", "currency")


def journal_file(lines: Iterable[JournalLine], *, zone: str, locale: Locale) -> bytes:
    """Give the journal's lines as a file; times are the zone's."""
    heads = [text(f"journal.column.{column}", locale) for column in COLUMNS]
    buckets = [name("bucket", bucket, locale) for bucket in BUCKETS]
    first = (*heads, *buckets, text("journal.column.after", locale))
    rows = (_row(line, zone=zone, locale=locale) for line in lines)
    return table_file([first, *rows], locale)


def _row(line: JournalLine, *, zone: str, locale: Locale) -> Iterator[str]:
    moved = {delta.bucket: delta.amount for delta in line.deltas}
    at = line.at.astimezone(ZoneInfo(zone))
    yield f"{at:%Y-%m-%d %H:%M:%S}"
    yield line.entry_id
    yield name("journal.kind", line.kind, locale)
    yield words_cell(cause_text(line, locale))
    yield words_cell(line.who)
    yield words_cell(line.programme_version)
    yield line.available.currency
    for bucket in BUCKETS:
        yield amount_cell(moved[bucket], locale) if bucket in moved else ""
    yield amount_cell(line.available, locale)
