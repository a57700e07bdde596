"""A fund's journal as a file for spreadsheets: CSV as the reader's Excel opens it.

Names come from partners and their papers; a spreadsheet would run what begins with "=", "+", "-"
or "@". Before such words stands an apostrophe, by which a spreadsheet takes them as they are. Our
own amounts are numbers, with the decimal mark of the language.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from zoneinfo import ZoneInfo

from cofund.models.claim import Locale
from cofund.models.ledger import BUCKETS
from cofund.money import Money
from cofund.pages.catalogues import text
from cofund.pages.formats import plain
from cofund.pages.messages import cause_text, name
from cofund.pages.views.journal import JournalLine

CONTENT_TYPE = "text/csv; charset=utf-8"
COLUMNS = ("at", "entry", "kind", "cause", "who", "version", "currency")
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
MARKS = {"ru": (";", ","), "en": (",", ".")}
"""Between cells, and in a number."""


def journal_file(lines: Iterable[JournalLine], *, zone: str, locale: Locale) -> bytes:
    """Give the journal's lines as a file; times are the zone's."""
    between, decimal = MARKS[locale]
    out = StringIO()
    table = csv.writer(out, delimiter=between)
    heads = [text(f"journal.column.{column}", locale) for column in COLUMNS]
    buckets = [name("bucket", bucket, locale) for bucket in BUCKETS]
    table.writerow([*heads, *buckets, text("journal.column.after", locale)])
    for line in lines:
        table.writerow(_row(line, zone=zone, decimal=decimal, locale=locale))
    return out.getvalue().encode("utf-8-sig")


def _row(line: JournalLine, *, zone: str, decimal: str, locale: Locale) -> Iterator[str]:
    moved = {delta.bucket: delta.amount for delta in line.deltas}
    at = line.at.astimezone(ZoneInfo(zone))
    yield f"{at:%Y-%m-%d %H:%M:%S}"
    yield line.entry_id
    yield name("journal.kind", line.kind, locale)
    yield _words(cause_text(line, locale))
    yield _words(line.who)
    yield _words(line.programme_version)
    yield line.available.currency
    for bucket in BUCKETS:
        yield _number(moved[bucket], decimal) if bucket in moved else ""
    yield _number(line.available, decimal)


def _words(words: str) -> str:
    shown = plain(words)
    return f"'{shown}" if words.startswith(RUN_BY_SPREADSHEETS) else shown


def _number(amount: Money, decimal: str) -> str:
    return amount.decimal_text().replace(".", decimal)
