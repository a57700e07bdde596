"""Lists without borders on a page: columns by the gaps between them, rows by several ways to cut."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cofund.extraction.layout.lines import box_of, in_reading_order
from cofund.extraction.layout.passages import Origin, Passage, Piece
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.layout.tables import Cell, Row, Table
from cofund.extraction.people.heads import are_heads, meanings_of
from cofund.extraction.people.row_cuts import Cut, ways_to_cut
from cofund.extraction.people.tables import TOTAL_ROW
from cofund.models.content import Ruling

FINENESS = 2
"""Places across the page that are looked at, to a point."""
HEAD_LINES = 40
SHORT_HEAD = 4
WIDE_WORDS = 0.45
FEWEST_COLUMNS = 2
MOST_COLUMNS = 24
RIVERS = (5.0, 3.5, 2.2)
"""Points that stay empty down the whole list part two columns; the longer it is, the fewer do."""
MANY_LINES = 12
ALIGNED = 1.5
OVER = 0.3
"""The share of a word that may stand left of its column, where columns are set to the right."""
FEWEST_LINES = 2
MOSTLY = 0.03
"""Of the lines so many may cross a gap: titles, sums, what overflows its column."""
MARKED_PAGE_LINE = re.compile(
    r"^\W*(?:стр|page|лист)\w*\.?\s*\d{1,3}|^\W*\d{1,3}\s*(?:из|of|/)\s*\d{1,3}\W*$|^[-–—]\s*\d{1,3}\s*[-–—]$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Frame:
    """The columns of a list: their borders, and its heads where it has any on this page."""

    borders: tuple[float, ...]
    heads: tuple[Row, ...] = ()


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


def open_tables(page: OpenPage, before: Frame | None) -> Iterator[Way]:
    """Give the ways to read a page's list as a table, the likeliest columns first.

    ``before`` are the columns of the page before: a list may go on without its heads.
    """
    lines = [line for line in page.lines if not MARKED_PAGE_LINE.match(line.text)]
    at = _heads_at(lines)
    heads = lines[at[0] : at[1]] if at else []
    body = lines[at[1] :] if at else _without_titles(lines, before)
    for frame in _different(_frames(heads, body, page.width, None if at else before)):
        yield from _cut_in_ways(frame, body, page.rulings)


def _without_titles(lines: Sequence[Passage], before: Frame | None) -> Sequence[Passage]:
    """Where neither heads nor an earlier page say otherwise, columns begin with the first gap."""
    if before is not None:
        return lines
    first = next((at for at, line in enumerate(lines) if len(segments_of(line)) > 1), len(lines))
    return lines[first:]


def _frames(
    heads: Sequence[Passage], body: Sequence[Passage], width: float, before: Frame | None
) -> Iterator[Frame]:
    if len(body) < FEWEST_LINES:
        return
    if before is not None:
        yield before
    if heads:
        framed = _with_heads(heads, body, width)
        yield from [framed] if framed else []
    rows = [line for line in body if not TOTAL_ROW.match(line.text)]
    filled = _filled(rows, width)
    for river in RIVERS if len(rows) >= MANY_LINES else RIVERS[:1]:
        borders = tuple(_rivers(filled, allowed=round(MOSTLY * len(rows)), river=river))
        if 1 <= len(borders) < MOST_COLUMNS:
            yield Frame(borders, _heads_over(heads, borders))


def _different(frames: Iterable[Frame]) -> Iterator[Frame]:
    seen: set[tuple[int, ...]] = set()
    for frame in frames:
        key = tuple(round(border) for border in frame.borders)
        if key not in seen:
            seen.add(key)
            yield frame


def _heads_over(heads: Sequence[Passage], borders: tuple[float, ...]) -> tuple[Row, ...]:
    """The heads' words over the columns that they stand in the middle of."""
    if not heads:
        return ()
    columns: list[list[Piece]] = [[] for _ in range(len(borders) + 1)]
    for piece in (piece for line in heads for piece in line.pieces):
        box = box_of(piece)
        columns[bisect_right(borders, (box.x0 + box.x1) / 2)].append(piece)
    origin = heads[0].origin
    cells = (
        Cell(at, at + 1, in_reading_order(column, origin)) for at, column in enumerate(columns)
    )
    return (Row(tuple(cells)),)


def _heads_at(lines: Sequence[Passage]) -> tuple[int, int] | None:
    """Where the heads begin, and the line below them; heads may be wrapped over some lines."""
    for at, line in enumerate(lines[:HEAD_LINES]):
        if are_heads([meanings_of(each.text) for each in _heads_in(line)]):
            start, end = at, at + 1
            while end < len(lines) and end < at + 3 and _belongs(lines[end]):
                end += 1
            while start > 0 and start > at - 2 and _is_above(lines[start - 1], lines[start]):
                start -= 1
            return start, end
    return None


def _belongs(line: Passage) -> bool:
    """A line of heads that were wrapped: more heads, or words that begin small."""
    heads = [each.text for each in _heads_in(line)]
    return bool(heads) and all(
        (meanings_of(text) and len(text) < 40)
        or (text[:1].islower() and "@" not in text and len(text) < 25)
        for text in heads
    )


def _is_above(line: Passage, below: Passage) -> bool:
    """A line of heads over heads, or the first line of heads that are wrapped."""
    heads = _heads_in(line)
    known = all(meanings_of(each.text) or len(each.text) <= SHORT_HEAD for each in heads)
    upper, lower = line.box, below.box
    close = upper is not None and lower is not None and lower.top < upper.bottom + 2
    return known and (len(heads) > 1 or close)


def _heads_in(line: Passage) -> list[Passage]:
    """A line's heads; two that stand close are parted where each means something of its own."""
    return [part for segment in segments_of(line) for part in _parted(segment)]


def _parted(segment: Passage) -> list[Passage]:
    for at, (left, right) in enumerate(pairwise(segment.pieces), start=1):
        if left.box is None or right.box is None:
            return [segment]
        gap = right.box.x0 - left.box.x1
        first = Passage(segment.pieces[:at], segment.origin)
        rest = Passage(segment.pieces[at:], segment.origin)
        meant = meanings_of(first.text), meanings_of(rest.text)
        if gap > WIDE_WORDS * (left.box.bottom - left.box.top) and all(meant):
            return [first, *_parted(rest)]
    return [segment]


def _with_heads(heads: Sequence[Passage], body: Sequence[Passage], width: float) -> Frame | None:
    groups = _stacked([each for line in heads for each in _heads_in(line)])
    if not FEWEST_COLUMNS <= len(groups) <= MOST_COLUMNS:
        return None
    filled = _filled([*body], width)
    boxes = [(min(box_of(p).x0 for p in g), max(box_of(p).x1 for p in g)) for g in groups]
    borders = tuple(_gap(left[0], right[0], filled) for left, right in pairwise(boxes))
    origin = heads[0].origin
    cells = tuple(
        Cell(at, at + 1, in_reading_order(group, origin)) for at, group in enumerate(groups)
    )
    return Frame(borders, (Row(cells),))


def _stacked(heads: Sequence[Passage]) -> list[list[Piece]]:
    """Heads that stand above one another are one, the lowest line's places count."""
    groups: list[list[Piece]] = []
    for head in heads:
        own = [box_of(piece) for piece in head.pieces]
        x0, x1 = own[0].x0, own[-1].x1
        over = [
            group
            for group in groups
            if min(max(box_of(p).x1 for p in group), x1) - max(min(box_of(p).x0 for p in group), x0)
            > 0
        ]
        if len(over) == 1:
            over[0].extend(head.pieces)
        else:
            groups.append(list(head.pieces))
    return sorted(groups, key=lambda group: min(box_of(piece).x0 for piece in group))


def _filled(lines: Sequence[Passage], width: float) -> list[int]:
    """For every place across the page how many lines' words stand over it."""
    places = max(1, int(width * FINENESS))
    steps = [0] * (places + 2)
    for line in lines:
        for piece in line.pieces:
            box = box_of(piece)
            steps[min(places, max(0, int(box.x0 * FINENESS)))] += 1
            steps[min(places, max(0, int(box.x1 * FINENESS))) + 1] -= 1
    filled, total = [], 0
    for step in steps[: places + 1]:
        total += step
        filled.append(total)
    return filled


def _gap(left: float, right: float, filled: Sequence[int]) -> float:
    """Where between two heads the fewest words are cut: the widest such gap, of equals the last."""
    start, end = (
        int((left + 2) * FINENESS),
        max(int(right * FINENESS), int((left + 2) * FINENESS) + 1),
    )
    stretch = filled[start:end] or [0]
    fewest = min(stretch)
    best = (0, 0)
    run = 0
    for at, count in enumerate([*stretch, fewest + 1]):
        if count == fewest:
            run += 1
            continue
        best = max(best, (run, at))
        run = 0
    return (start + best[1] - 1) / FINENESS


def _rivers(filled: Sequence[int], *, allowed: int, river: float) -> list[float]:
    """The middles of wide stretches that hardly any word crosses, page margins left out."""
    rivers, start = [], None
    used = [at for at, count in enumerate(filled) if count > allowed]
    if not used:
        return []
    for at in range(used[0], used[-1] + 1):
        if filled[at] <= allowed:
            start = at if start is None else start
        elif start is not None:
            if at - start >= river * FINENESS:
                rivers.append((at - 1) / FINENESS)
            start = None
    return rivers


def _cut_in_ways(frame: Frame, body: Sequence[Passage], rulings: Sequence[Ruling]) -> Iterator[Way]:
    starts = _starts(body, frame)
    titles = [line for line in body if _is_title(line, frame, starts)]
    rows = [line for line in body if line not in titles]
    pieces = [piece for line in rows for piece in line.pieces]
    if not pieces:
        return
    columns: list[list[Piece]] = [[] for _ in range(len(frame.borders) + 1)]
    for piece in pieces:
        columns[_column(piece, frame)].append(piece)
    own = Frame(frame.borders)
    for cuts in ways_to_cut(pieces, columns, _levels(rulings, body)):
        made = [*_rows(pieces, cuts, frame, body[0].origin), *map(_title_row, titles)]
        ordered = (row for _, row in sorted(made, key=lambda each: each[0]))
        yield Way(Table((*frame.heads, *ordered), page=body[0].page), own)


def _starts(body: Sequence[Passage], frame: Frame) -> dict[int, int]:
    """Where each column's words begin on most lines; columns that are centred have no such place."""
    seen: dict[int, Counter[int]] = {}
    for line in body:
        firsts: dict[int, Piece] = {}
        for piece in line.pieces:
            firsts.setdefault(_column(piece, frame), piece)
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
        firsts.setdefault(_column(piece, frame), piece)
    inner = [column for column in firsts if column > min(firsts)]
    aligned = all(
        abs(box_of(firsts[column]).x0 - starts.get(column, -9)) <= ALIGNED for column in inner
    )
    return bool(inner) and min(firsts) <= 1 and not aligned


def _title_row(line: Passage) -> tuple[float, Row]:
    box = line.box
    assert box is not None, "lines of pages have boxes"
    return (box.top + box.bottom) / 2, Row((Cell(0, MOST_COLUMNS, line),))


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
        row[_column(piece, frame)].append(piece)
        tops[at] = min(tops.get(at, middle), middle)
    for at, columns in rows.items():
        cells = (
            Cell(number, number + 1, in_reading_order(column, origin))
            for number, column in enumerate(columns)
        )
        yield tops[at], Row(tuple(cells))


def _column(piece: Piece, frame: Frame) -> int:
    """The column that a word begins in; of one that stands only a little over a border, the next."""
    box = box_of(piece)
    return bisect_right(frame.borders, box.x0 + max(0.5, OVER * (box.x1 - box.x0)))
