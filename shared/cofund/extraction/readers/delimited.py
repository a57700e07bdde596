"""Text files of separated values, in whatever encoding Excel saved them."""

from __future__ import annotations

import csv
import re
from io import StringIO
from itertools import islice

from charset_normalizer import from_bytes

from cofund.extraction.found import ContentFound
from cofund.extraction.guard import Inspected
from cofund.extraction.limits import Limits
from cofund.extraction.refused import CannotRead

EXACT_ENCODINGS = ("utf-8-sig", "utf-16")
LEGACY_ENCODINGS = ["cp1251", "koi8-r", "cp866", "mac_cyrillic", "cp1252", "latin-1"]
"""What Russian and western programs write when they don't write Unicode."""
DELIMITERS = ";\t,|"
NAMED_DELIMITER = re.compile(r"sep=(?P<mark>[;\t,|])\r?\n", re.IGNORECASE)
"""Excel's own first line."""
SAMPLE_ROWS = 40
MOST_ROWS = 10_200
LONGEST_CELL = 4_000


def read_delimited(inspected: Inspected, limits: Limits) -> ContentFound:
    """Give the rows of a text file.

    Raises:
        CannotRead: its encoding cannot be told, or it holds more cells than the limit.
    """
    text = decoded(inspected.document)
    named = NAMED_DELIMITER.match(text)
    text = text[named.end() :] if named else text
    delimiter = named["mark"] if named else delimiter_of(text)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = [[cell.strip()[:LONGEST_CELL] for cell in row] for row in islice(reader, MOST_ROWS)]
    except csv.Error:
        raise CannotRead("damaged") from None
    if sum(map(len, rows)) > limits.cells:
        raise CannotRead("too_much_content")
    return {
        "sniffed": inspected.sniffed,
        "engine": "csv",
        "flags": list(inspected.flags),
        "tables": [{"name": "", "rows": rows}],
    }


def decoded(document: bytes) -> str:
    """Give the text; Unicode where it is valid, else the likeliest older encoding.

    Raises:
        CannotRead: no known encoding gives text.
    """
    for encoding in EXACT_ENCODINGS if _has_mark(document) else EXACT_ENCODINGS[:1]:
        try:
            return document.decode(encoding)
        except UnicodeDecodeError:
            continue
    best = from_bytes(document, cp_isolation=LEGACY_ENCODINGS).best()
    if best is None:
        raise CannotRead("wrong_type")
    return str(best)


def _has_mark(document: bytes) -> bool:
    return document.startswith((b"\xff\xfe", b"\xfe\xff"))


def delimiter_of(text: str) -> str:
    """Give the separator that cuts the first rows into the same number of cells, most of them."""
    sample = text.splitlines()[:SAMPLE_ROWS]
    return max(DELIMITERS, key=lambda mark: _evenness(sample, mark))


def _evenness(sample: list[str], mark: str) -> tuple[int, int]:
    """How many rows have the usual number of separators; those in quotation marks don't count."""
    lines = [line[:LONGEST_CELL] for line in sample if line.strip()]
    counts = [len(next(csv.reader([line], delimiter=mark))) - 1 for line in lines]
    usual = max(set(counts) - {0}, key=counts.count, default=0)
    return counts.count(usual) if usual else 0, usual
