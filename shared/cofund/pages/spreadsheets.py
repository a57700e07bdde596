"""Tables as files for spreadsheets: CSV as the reader's Excel opens it.

Names come from partners and their papers; a spreadsheet would run what begins with "=", "+", "-"
or "@". Before such words stands an apostrophe, by which a spreadsheet takes them as they are. Our
own amounts are numbers, with the decimal mark of the language.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from cofund.models.claim import Locale
from cofund.money import Money
from cofund.pages.formats import plain

CONTENT_TYPE = "text/csv; charset=utf-8"
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
MARKS = {"ru": (";", ","), "en": (",", ".")}
"""Between cells, and in a number."""


def table_file(rows: Iterable[Iterable[str]], locale: Locale) -> bytes:
    """Give rows of cells as a file, the heads first."""
    out = StringIO()
    csv.writer(out, delimiter=MARKS[locale][0]).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def words_cell(words: str) -> str:
    """Give foreign words so that no spreadsheet runs them."""
    shown = plain(words)
    return f"'{shown}" if words.startswith(RUN_BY_SPREADSHEETS) else shown


def amount_cell(amount: Money, locale: Locale) -> str:
    """Give an amount as a number; its currency has a column of its own."""
    return amount.decimal_text().replace(".", MARKS[locale][1])
