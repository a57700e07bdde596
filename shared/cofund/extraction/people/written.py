"""Lists without any table: a numbered, bulleted or plain line for each person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cofund.extraction.layout.passages import Passage, joined
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.people.entries import BY_LOOKS, Entry, taken_apart
from cofund.extraction.people.tables import TOTAL_ROW

NUMBERED = re.compile(
    r"^\s*(?P<number>\d{1,5})\s?[.)]?\s+(?=[^\W\d_])|^\s*(?P<tight>\d{1,5})[.)](?=[^\W\d_])"
)
BULLET = re.compile(r"^\s*[•·‣▪●○◦*–—-]\s*(?=[^\W\d_])")
MOST_JOINED = 5
MOST_LINES = 3_000
LONGEST_LINE = 500
GUTTER = 12.0
"""Points between two columns of lines."""


def written_entries(lines: Sequence[Passage]) -> Iterator[Entry]:
    """Give the people of lines; a line that is broken goes on until the next one begins."""
    looked_at = [line for line in lines[:MOST_LINES] if len(line.text) <= LONGEST_LINE]
    for beginning, group in _groups(_in_columns(looked_at)):
        match = NUMBERED.match(beginning.text)
        passage = joined(group)
        if passage is None or TOTAL_ROW.match(passage.text):
            continue
        start = _mark(beginning)
        parts = taken_apart(passage.part(start, len(passage.text)))
        number = int(match["number"] or match["tight"]) if match else None
        if "name" in parts and (number is not None or len(parts) > 1):
            yield Entry(parts=parts, check=BY_LOOKS, number=number)


def _groups(lines: Sequence[Passage]) -> Iterator[tuple[Passage, list[Passage]]]:
    """Lines that belong together: those without a mark of their own go on where marks are usual."""
    marked = sum(_mark(line) > 0 for line in lines) >= 2
    group: list[Passage] = []
    for line in lines:
        begins = _mark(line) > 0 if marked else _names_somebody(line)
        if begins or (group and _ends(line, group)):
            if group:
                yield group[0], group
            group = [line] if begins else []
        elif group:
            group.append(line)
    if group:
        yield group[0], group


def _ends(line: Passage, group: Sequence[Passage]) -> bool:
    """A sum, a page's foot or a wide gap ends what went before."""
    if len(group) >= MOST_JOINED or TOTAL_ROW.match(line.text):
        return True
    above, below = group[-1].box, line.box
    if above is None or below is None or group[-1].page != line.page:
        return above is None
    return below.top - above.bottom > above.bottom - above.top


def _mark(line: Passage) -> int:
    """How long a line's number or bullet is; 0 without one."""
    match = NUMBERED.match(line.text) or BULLET.match(line.text)
    return match.end() if match else 0


def _names_somebody(line: Passage) -> bool:
    return "name" in taken_apart(line)


def _in_columns(lines: Sequence[Passage]) -> list[Passage]:
    """Lines of two columns of the page one after the other: down the left one, then the right."""
    ordered: list[Passage] = []
    pages = sorted({line.page for line in lines})
    for page in pages:
        own = [line for line in lines if line.page == page]
        ordered += _one_by_one(own)
    return ordered


def _one_by_one(lines: Sequence[Passage]) -> list[Passage]:
    gutter = _gutter(lines)
    if gutter is None:
        return list(lines)
    left: list[Passage] = []
    right: list[Passage] = []
    for line in lines:
        for pieces, side in ((_side(line, gutter, -1), left), (_side(line, gutter, 1), right)):
            if pieces.pieces:
                side.append(pieces)
    return [*left, *right]


def _side(line: Passage, gutter: float, sign: int) -> Passage:
    kept = (piece for piece in line.pieces if piece.box and sign * (piece.box.x0 - gutter) >= 0)
    return Passage(tuple(kept), line.origin)


def _gutter(lines: Sequence[Passage]) -> float | None:
    """Where numbered lines begin a second time across the page; None where they do not."""
    starts = [
        segment.pieces[0].box.x0
        for line in lines
        for segment in segments_of(line)[1:]
        if segment.pieces[0].box is not None and _mark(segment)
    ]
    if len(starts) < 2 or max(starts) - min(starts) > GUTTER:
        return None
    return min(starts) - 1
