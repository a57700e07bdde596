"""Lines of goods in columns that no border parts: the heads' places and the gaps part them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, takewhile

from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.heads import Head, OpenHead, column_starts
from cofund.extraction.layout.lines import box_of
from cofund.extraction.layout.passages import Passage
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.layout.stacks import Level, column_of, level_of, row_of, rows_of_stack
from cofund.extraction.layout.tables import Table
from cofund.extraction.line_columns import MONEY, Column, Columns
from cofund.extraction.line_rows import CARRIED, TOTAL_ROW, LinesHead, Stated, stated
from cofund.extraction.open_heads import GAPS, MONEY_TEXT, WRAPPED, head_of_page

POSITION = re.compile(r"^\d{1,4}(?:\.\d{1,3}){0,3}[.)]?$")
MOST_LEVELS = 3_000
APART = 8.0
"""A gap of so many heights below the last line ends a table."""
POSITIONED = 0.6
FEWEST_UNDER_PROSE = 2
DRAWN_LINE = re.compile(r"^[\s\-–—_=+|.·*~]+$")
"""A line drawn by letters, as typewriters do."""
WORDED: tuple[Column, ...] = ("description", "position", "code")


Known = tuple[LinesHead, list[float]]
"""What the columns mean, and the borders between them."""


def open_rows(laid: LaidOut) -> Iterator[list[Stated]]:
    """Give the rows of each page's table of goods; it goes on until its sums."""
    placed = (line for line in laid.lines if line.box)
    pages = [list(lines) for _, lines in groupby(placed, key=lambda line: line.page)]
    return _rows_of_pages(pages, None)


def rows_below(
    laid: LaidOut, table: Table, known: LinesHead, last_page: int
) -> Iterator[list[Stated]]:
    """Give the rows below a table that has borders around its heads only, to some page."""
    box = table.box
    if box is None:
        return iter(())
    heads = tuple(Head(head.text, place, place + 1) for place, head in enumerate(known.heads))
    borders = [table.borders[head.column] for head in known.heads[1:]]
    placed = (line for line in laid.lines if line.box and table.page <= line.page <= last_page)
    pages = [list(lines) for _, lines in groupby(placed, key=lambda line: line.page)]
    first = [line for line in pages[0] if line.box and line.box.top >= box.bottom - 1]
    return _rows_of_pages([first, *pages[1:]], (LinesHead(known.columns, heads, 0), borders))


def _rows_of_pages(
    pages: Sequence[Sequence[Passage]], known: Known | None
) -> Iterator[list[Stated]]:
    """The rows of one table after another, a page each, until its sums stand there."""
    above: list[Level] = []
    for page in pages:
        found = head_of_page(page)
        if found is not None:
            heads, columns, after = found
            body = _body(page[after:], _centres(heads, columns))
            narrow = (*columns.get("position", ()), *columns.get("code", ()))
            borders = column_starts(heads, [level.words for level in body], narrow)
            known = _numbered(heads, columns), borders
        elif known is not None:
            body = _body(page, ())
        if known is None or not page:
            continue
        rest = 0 if found else _rest_of_last_row(above, body, *known)
        yield [*_begun(body[:rest], *known, page[0]), *_rows(body[rest:], *known, page[0])]
        if _is_ended(page, body):
            return
        above = body


def _numbered(heads: Sequence[OpenHead], columns: Columns) -> LinesHead:
    numbered = (Head(head.text, place, place + 1) for place, head in enumerate(heads))
    return LinesHead(columns, tuple(numbered), 0)


def _rows(body: list[Level], known: LinesHead, borders: list[float], line: Passage) -> list[Stated]:
    anchors = anchors_of(body, borders, known.columns)
    return [stated(known, row) for row in rows_of_stack(body, anchors, borders, line.origin)]


def _begun(
    rest: Sequence[Level], known: LinesHead, borders: list[float], line: Passage
) -> list[Stated]:
    """What stands on this page of the last page's last row."""
    words = [piece for level in rest for piece in level.words]
    return [stated(known, row_of(words, borders, line.origin))] if words else []


def _rest_of_last_row(
    above: Sequence[Level], body: Sequence[Level], known: LinesHead, borders: list[float]
) -> int:
    """How many of a page's first lines end the last row of the page before.

    They stand under its description alone, begin where that begins, and a gap parts them from the
    first row of their own page.
    """
    described = known.columns["description"]
    first = next(iter(anchors_of(body, borders, known.columns)), len(body))
    leading = list(takewhile(lambda level: _is_under(level, borders, described), body[:first]))
    starts = {round(left) for level in above if (left := _left(level, borders, described))}
    if len(leading) < first or any(
        round(box_of(each.words[0]).x0) not in starts for each in leading
    ):
        return 0
    parted = [
        at + 1
        for at, (upper, lower) in enumerate(pairwise(body[: first + 1]))
        if lower.top - upper.bottom > WRAPPED * lower.height
    ]
    return max(parted, default=first if first == len(body) else 0)


def _left(level: Level, borders: list[float], places: Sequence[int]) -> float | None:
    """Where a line begins under one column."""
    under = (box_of(piece).x0 for piece in level.words if column_of(piece, borders) in places)
    return min(under, default=None)


def _is_under(level: Level, borders: list[float], places: Sequence[int]) -> bool:
    return all(column_of(piece, borders) in places for piece in level.words)


def _centres(heads: Sequence[OpenHead], columns: Columns) -> list[float]:
    """Where the columns of numbers are, by the middles of their heads."""
    words = {place for column in WORDED for place in columns.get(column, ())}
    return [(head.left + head.right) / 2 for place, head in enumerate(heads) if place not in words]


def _is_prose(centres: Sequence[float], line: Passage) -> bool:
    """Whether a line runs on under several heads of numbers: text below the table."""
    for run in segments_of(line, GAPS[-1]):
        boxes = [box_of(piece) for piece in run.pieces]
        left, right = boxes[0].x0, boxes[-1].x1
        if sum(left < centre < right for centre in centres) >= FEWEST_UNDER_PROSE:
            return True
    return False


def _body(lines: Sequence[Passage], centres: Sequence[float]) -> list[Level]:
    """The levels from the heads to the sums; sums carried over are left out."""
    body: list[Level] = []
    for line in lines[:MOST_LEVELS]:
        if CARRIED.match(line.text) or DRAWN_LINE.match(line.text):
            continue
        level = level_of(line)
        if TOTAL_ROW.match(line.text) or _is_prose(centres, line):
            break
        if body and _is_apart(body[-1], level):
            break
        body.append(level)
    return body


def _is_apart(above: Level, below: Level) -> bool:
    return below.top - above.bottom > APART * max(above.height, below.height)


def _is_ended(page: Sequence[Passage], body: Sequence[Level]) -> bool:
    """Whether the table's sums stand on a page."""
    last = body[-1].bottom if body else 0.0
    return any(
        TOTAL_ROW.match(line.text) and not CARRIED.match(line.text)
        for line in page
        if line.box and line.box.top >= last - 1
    )


def anchors_of(levels: Sequence[Level], borders: Sequence[float], columns: Columns) -> list[int]:
    """Give the levels that make rows: those with a position, else those with money."""
    positions = _levels_with(levels, borders, columns.get("position", ()), POSITION)
    money: tuple[Column, ...] = (*MONEY, "unit_price")
    known = next((columns[column] for column in money if column in columns), ())
    amounts = _levels_with(levels, borders, known, MONEY_TEXT)
    return positions if positions and len(positions) >= POSITIONED * len(amounts) else amounts


def _levels_with(
    levels: Sequence[Level], borders: Sequence[float], places: Sequence[int],
    pattern: re.Pattern[str],
) -> list[int]:  # fmt: skip
    """The levels in whose column, one of some, stands what a pattern matches."""
    found = []
    for number, level in enumerate(levels):
        for place in places:
            words = [piece.text for piece in level.words if column_of(piece, borders) == place]
            if words and pattern.match(" ".join(words)):
                found.append(number)
                break
    return found
