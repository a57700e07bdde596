"""Lists without borders on a page: tables made by columns and by several ways to cut rows."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cofund.extraction.layout.lines import box_of, in_reading_order
from cofund.extraction.layout.passages import Origin, Passage, Piece
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.layout.tables import Cell, Row, Table
from cofund.extraction.people.open_columns import Frame, frames_of
from cofund.extraction.people.open_heads import heads_at
from cofund.extraction.people.row_cuts import Cut, ways_to_cut
from cofund.extraction.people.tables import TOTAL_ROW
from cofund.models.content import Ruling

MOST_WORDS = 6_000
"""No page of a list has more; one that has is read by its drawn lines alone."""
ALIGNED = 1.5
"""Points that words of one column may begin apart."""
BEYOND = 99
"""A title covers whatever columns there are."""
MARKED_PAGE_LINE = re.compile(
    r"^\W*(?:стр|page|лист)\w*\.?\s*\d{1,3}|^\W*\d{1,3}\s*(?:из|of|/)\s*\d{1,3}\W*$|"
    r"^[-–—]\s*\d{1,3}\s*[-–—]$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Way:
    """One way to read a page: the table that it makes, and its columns for the pages below."""

    table: Table
    frame: Frame


@dataclass(frozen=True)
class OpenPage:
    """A page's lines, and the lines that are drawn across it."""

    lines: tuple[Passage, ...]
    rulings: tuple[Ruling, ...]
    width: float


def open_tables(page: OpenPage, before: Frame | None) -> Iterator[Iterator[Way]]:
    """Give for each set of columns, the likeliest first, the ways to read a page's list as a table.

    ``before`` are the columns of the page before: a list may go on without its heads.
    """
    if sum(len(line.pieces) for line in page.lines) > MOST_WORDS:
        return
    lines = [line for line in page.lines if not MARKED_PAGE_LINE.match(line.text)]
    at = heads_at(lines)
    heads = lines[at[0] : at[1]] if at else []
    body = lines[at[1] :] if at else _without_titles(lines, before)
    for frame in frames_of(heads, body, page.width, None if at else before):
        yield _cut_in_ways(frame, body, page.rulings)


def _without_titles(lines: Sequence[Passage], before: Frame | None) -> Sequence[Passage]:
    """Where neither heads nor an earlier page say otherwise, columns begin with the first gap."""
    if before is not None:
        return lines
    first = next((at for at, line in enumerate(lines) if len(segments_of(line)) > 1), len(lines))
    return lines[first:]


def _cut_in_ways(frame: Frame, body: Sequence[Passage], rulings: Sequence[Ruling]) -> Iterator[Way]:
    starts = _starts(body, frame)
    titles: list[Passage] = []
    pieces: list[Piece] = []
    for line in body:
        if _is_title(line, frame, starts):
            titles.append(line)
        else:
            pieces += line.pieces
    if not pieces:
        return
    columns: list[list[Piece]] = [[] for _ in range(len(frame.borders) + 1)]
    for piece in pieces:
        columns[frame.column(piece)].append(piece)
    own = Frame(frame.borders)
    for cuts in ways_to_cut(pieces, columns, _levels(rulings, body)):
        made = [*_rows(pieces, cuts, frame, body[0].origin), *map(_title_row, titles)]
        ordered = (row for _, row in sorted(made, key=lambda each: each[0]))
        yield Way(Table((*frame.heads, *ordered), page=body[0].page), own)


def _starts(body: Sequence[Passage], frame: Frame) -> dict[int, int]:
    """Where each column's words begin on most lines; centred columns have no such place."""
    seen: dict[int, Counter[int]] = {}
    for line in body:
        firsts: dict[int, Piece] = {}
        for piece in line.pieces:
            firsts.setdefault(frame.column(piece), piece)
        for column, piece in firsts.items():
            seen.setdefault(column, Counter())[round(box_of(piece).x0)] += 1
    common = {column: counted.most_common(1)[0] for column, counted in seen.items()}
    return {
        column: place
        for column, (place, count) in common.items()
        if 2 * count > sum(seen[column].values())
    }


def _is_title(line: Passage, frame: Frame, starts: Mapping[int, int]) -> bool:
    """A line that runs over the columns' borders as if there were none: a group's title, a sum."""
    if TOTAL_ROW.match(line.text):
        return True
    if len(segments_of(line)) != 1 or len(line.pieces) < 2 or "@" in line.text:
        return False
    firsts: dict[int, Piece] = {}
    for piece in line.pieces:
        firsts.setdefault(frame.column(piece), piece)
    inner = [column for column in firsts if column > min(firsts)]
    aligned = all(
        abs(box_of(firsts[column]).x0 - starts.get(column, -9)) <= ALIGNED for column in inner
    )
    return bool(inner) and min(firsts) <= 1 and not aligned


def _title_row(line: Passage) -> tuple[float, Row]:
    box = line.box
    assert box is not None, "lines of pages have boxes"
    return (box.top + box.bottom) / 2, Row((Cell(0, BEYOND, line),))


def _levels(rulings: Sequence[Ruling], body: Sequence[Passage]) -> list[float]:
    """The heights of lines that are drawn over most of the list's width."""
    boxes = [box_of(piece) for line in body for piece in line.pieces]
    x0, x1 = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
    drawn: dict[int, float] = {}
    for ruling in rulings:
        if ruling.bottom - ruling.top <= ruling.x1 - ruling.x0:
            drawn[round(ruling.top)] = drawn.get(round(ruling.top), 0.0) + ruling.x1 - ruling.x0
    return [float(top) for top, length in drawn.items() if length >= 0.5 * (x1 - x0)]


def _rows(
    pieces: Sequence[Piece], cuts: Sequence[Cut], frame: Frame, origin: Origin
) -> Iterator[tuple[float, Row]]:
    """The rows between the cuts, each with its first word's height."""
    rows: dict[int, list[list[Piece]]] = {}
    tops: dict[int, float] = {}
    for piece in pieces:
        box = box_of(piece)
        middle = (box.top + box.bottom) / 2
        at = bisect_right(cuts, middle)
        row = rows.setdefault(at, [[] for _ in range(len(frame.borders) + 1)])
        row[frame.column(piece)].append(piece)
        tops[at] = min(tops.get(at, middle), middle)
    for at, columns in rows.items():
        cells = (
            Cell(number, number + 1, in_reading_order(column, origin))
            for number, column in enumerate(columns)
        )
        yield tops[at], Row(tuple(cells))
