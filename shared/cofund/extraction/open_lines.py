"""Lines of goods in columns that no border parts: the heads' places and the gaps part them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.heads import Head, OpenHead, column_starts, heads_of_segments
from cofund.extraction.layout.lines import box_of
from cofund.extraction.layout.passages import Passage
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.layout.stacks import Level, column_of, level_of, row_of, rows_of_stack
from cofund.extraction.layout.tables import Table
from cofund.extraction.line_columns import (
    MONEY,
    SAYS_MONEY,
    Column,
    Columns,
    columns_of,
    meaning_of_head,
    telling,
)
from cofund.extraction.line_rows import CARRIED, TOTAL_ROW, LinesHead, Stated, stated

POSITION = re.compile(r"^\d{1,4}(?:\.\d{1,3}){0,3}[.)]?$")
MONEY_TEXT = re.compile(r"^[^\w(-]*[-−(]?\s?\d[\d\s.,'’)=-]*\W{0,3}(?:[^\W\d]{1,4}\.?)?$")
GAPS = (0.9, 0.45)
"""What parts two heads, in heights of a word: a wide gap, or in crowded heads a narrow one."""
HEAD_LINES = 3
FEWEST_KNOWN = 2
MOST_LEVELS = 3_000
APART = 8.0
"""A gap of so many heights below the last line ends a table."""
POSITIONED = 0.6
FEWEST_UNDER_PROSE = 2
WRAPPED = 0.45
"""Lines of one cell stand closer than this share of their height."""
DIGITS = re.compile(r"\d")
NUMBER_SIGN = re.compile(r"^\W*(?:№|#|n[or]?|pos|поз|п\W?п)\W*$", re.IGNORECASE)
DRAWN_LINE = re.compile(r"^[\s\-–—_=+|.·*~]+$")
"""A line drawn by letters, as typewriters do."""
WORDED: tuple[Column, ...] = ("description", "position", "code")


def open_rows(laid: LaidOut) -> Iterator[list[Stated]]:
    """Give the rows of each page's table of goods; it goes on until its sums."""
    known: tuple[LinesHead, list[float]] | None = None
    for _, lines in groupby((line for line in laid.lines if line.box), key=lambda each: each.page):
        page = list(lines)
        found = _head(page)
        if found is not None:
            heads, columns, after = found
            body = _body(page[after:], _centres(heads, columns))
            narrow = columns.get("position", ())
            borders = column_starts(heads, [level.words for level in body], narrow)
            known = _numbered(heads, columns), borders
        elif known is not None:
            body = _body(page, ())
        if known is not None:
            begun = _begun(body, *known, page[0]) if found is None else []
            yield [*begun, *_rows(body, *known, page[0])]
            if _is_ended(page, body):
                return


def rows_below(laid: LaidOut, table: Table, known: LinesHead) -> list[Stated]:
    """Give the rows below a table that has borders around its heads only."""
    box = table.box
    if box is None:
        return []
    lines = [
        line for line in laid.lines
        if line.page == table.page and line.box and line.box.top >= box.bottom - 1
    ]  # fmt: skip
    heads = tuple(Head(head.text, place, place + 1) for place, head in enumerate(known.heads))
    borders = [table.borders[head.column] for head in known.heads[1:]]
    return (
        _rows(_body(lines, ()), LinesHead(known.columns, heads, 0), borders, lines[0])
        if lines
        else []
    )


def _numbered(heads: Sequence[OpenHead], columns: Columns) -> LinesHead:
    numbered = (Head(head.text, place, place + 1) for place, head in enumerate(heads))
    return LinesHead(columns, tuple(numbered), 0)


def _rows(body: list[Level], known: LinesHead, borders: list[float], line: Passage) -> list[Stated]:
    anchors = anchors_of(body, borders, known.columns)
    return [stated(known, row) for row in rows_of_stack(body, anchors, borders, line.origin)]


def _begun(
    body: list[Level], known: LinesHead, borders: list[float], line: Passage
) -> list[Stated]:
    """The rest of the last page's last row: words above the first row, under its description."""
    described = known.columns["description"]
    first = next(iter(anchors_of(body, borders, known.columns)), len(body))
    rest = list(takewhile(lambda level: _is_under(level, borders, described), body[:first]))
    if not rest or len(rest) < first:
        return []
    words = [piece for level in rest for piece in level.words]
    return [stated(known, row_of(words, borders, line.origin))]


def _is_under(level: Level, borders: list[float], places: Sequence[int]) -> bool:
    return all(column_of(piece, borders) in places for piece in level.words)


def _head(lines: Sequence[Passage]) -> tuple[tuple[OpenHead, ...], Columns, int] | None:
    """The heads, what they mean, and after which line they end: the most telling of the first."""
    says_money = [SAYS_MONEY.search(line.text) is not None for line in lines]
    for index, line in enumerate(lines):
        near = says_money[max(0, index - 2) : index + HEAD_LINES]
        if any(near) and _known_heads(line) >= FEWEST_KNOWN:
            found = [
                (made, depth)
                for start in range(max(0, index - 2), index + 1)
                for depth in range(index - start + 1, HEAD_LINES + 1)
                for gap in GAPS
                if (made := _head_of(lines, start, depth, gap)) is not None
            ]
            if found:
                return max(
                    found, key=lambda each: (telling(each[0][1]), -len(each[0][0]), -each[1])
                )[0]
    return None


def _known_heads(line: Passage) -> int:
    meanings = {meaning_of_head(segment.text) for segment in segments_of(line, GAPS[-1])}
    return len(meanings - {None, "other"})


def _head_of(
    lines: Sequence[Passage], start: int, depth: int, gap: float
) -> tuple[tuple[OpenHead, ...], Columns, int] | None:
    window = lines[start : start + depth]
    if len(window) < depth or any(MONEY_TEXT.match(line.pieces[-1].text) for line in window):
        return None
    heads = heads_of_segments([_segments(line, gap) for line in window])
    columns = columns_of([head.text for head in heads])
    return (heads, columns, _end_of_head(lines, start + depth)) if columns else None


def _end_of_head(lines: Sequence[Passage], end: int) -> int:
    """After which line a head ends: the rest of wrapped heads follows closer than any row."""
    for at in range(end, min(end + HEAD_LINES, len(lines))):
        above, below = level_of(lines[at - 1]), level_of(lines[at])
        if below.top - above.bottom > WRAPPED * below.height or DIGITS.search(lines[at].text):
            return at
    return end


def _segments(line: Passage, gap: float) -> list[Passage]:
    """A line's segments; the head of the positions stands close to the next one in some."""
    parted: list[Passage] = []
    for segment in segments_of(line, gap):
        first, *rest = segment.pieces
        if rest and NUMBER_SIGN.match(first.text):
            parted += [Passage((first,), line.origin), Passage(tuple(rest), line.origin)]
        else:
            parted.append(segment)
    return parted


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
