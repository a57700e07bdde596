"""Labels and their values on a page, in one column or in several side by side.

A value stands behind its label and runs on below it, in the label's column, down to the next label
of that column. What stands further left (the strip of a УПД) or in the next column is another's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from cofund.extraction.layout.passages import Passage, Piece, joined
from cofund.extraction.vocabulary import Vocabulary

K = TypeVar("K", bound=str)

WORD_START = re.compile(r"(?<!\S)\S")
COLUMN_GAP = 15.0
"""A word this far from the one before opens a column."""
INDENT = 4.0
NARROWEST = 60.0
"""Columns are wider than this, in points."""
BELOW = 1.6
"""A gap of so many line heights ends a value."""
NEARER = 2.0
"""Points by which a line is nearer to the line below it than to the one above, to belong there."""
MOST_LINES = 8
MOST_LABELS = 200
EDGES = " ,;:"


@dataclass(frozen=True)
class Spot(Generic[K]):
    """A label: what it names, on which line, between which positions, and where it begins."""

    key: K
    line: int
    start: int
    end: int
    x: float | None


@dataclass(frozen=True)
class Labelled(Generic[K]):
    """A label's value; empty where nothing stands there."""

    spot: Spot[K]
    value: Passage

    @property
    def key(self) -> K:
        """What the label names."""
        return self.spot.key


def labelled(
    lines: Sequence[Passage],
    words: Vocabulary[K],
    *,
    ends: re.Pattern[str] | None = None,
    skips: re.Pattern[str] | None = None,
) -> list[Labelled[K]]:
    """Give every label with its value, in the order of the page.

    A line that begins with ``ends`` is no value's continuation; pieces that are ``skips`` whole
    (a form's line numbers, second words of labels) belong to no value.
    """
    spots = list(_spots(lines, words, skips))[:MOST_LABELS]
    columns = _columns(spots)
    return [
        Labelled(spot, _value(lines, spot, spots, columns, ends=ends, skips=skips))
        for spot in spots
    ]


def first_of(found: Sequence[Labelled[K]], key: K) -> Passage | None:
    """Give the first value of a label that is not empty."""
    values = (each.value for each in found if each.key == key and each.value.pieces)
    return next(values, None)


def _spots(
    lines: Sequence[Passage], words: Vocabulary[K], skips: re.Pattern[str] | None
) -> Iterator[Spot[K]]:
    for number, line in enumerate(lines):
        text, end = line.text, 0
        if not words.known.search(text):
            continue
        for word in WORD_START.finditer(text):
            if word.start() < end:
                continue
            for key, label in words:
                match = label.match(text, word.start())
                if match and (":" in match[0] or _opens(line, word.start(), skips)):
                    end = match.end()
                    yield Spot(key, number, word.start(), end, _x_at(line, word.start()))
                    break


def _opens(line: Passage, position: int, skips: re.Pattern[str] | None) -> bool:
    """Whether a line, a column or a cell begins here; a form's line number ends the one before."""
    index, inside = _piece_at(line, position)
    if inside:
        return False
    if index == 0:
        return True
    if skips is not None and skips.fullmatch(line.pieces[index - 1].text):
        return True
    before, box = line.pieces[index - 1].box, line.pieces[index].box
    return before is None or box is None or box.x0 - before.x1 > COLUMN_GAP


def _piece_at(line: Passage, position: int) -> tuple[int, int]:
    """The piece that a position of the line's text is in, and where in the piece."""
    start = 0
    for index, piece in enumerate(line.pieces):
        if position <= start + len(piece.text):
            return index, position - start
        start += len(piece.text) + 1
    return len(line.pieces) - 1, 0


def _x_at(line: Passage, position: int) -> float | None:
    return _x(line.pieces[_piece_at(line, position)[0]])


def _x(piece: Piece) -> float | None:
    return piece.box.x0 if piece.box else None


def _columns(spots: Sequence[Spot[K]]) -> list[float]:
    """Where labels stand below each other: each such place begins a column."""
    xs = sorted(spot.x for spot in spots if spot.x is not None)
    return [x for x, following in pairwise(xs) if following - x <= INDENT]


def _value(
    lines: Sequence[Passage],
    spot: Spot[K],
    spots: Sequence[Spot[K]],
    columns: Sequence[float],
    *,
    ends: re.Pattern[str] | None,
    skips: re.Pattern[str] | None,
) -> Passage:
    line = lines[spot.line]
    beside = [each for each in spots if each.line == spot.line and each.start >= spot.end]
    until = beside[0].start if beside else len(line.text)
    first = line.part(spot.end, until)
    if spot.x is None:
        taken = [first, *_paragraphs_below(lines, spot, spots, first)]
    else:
        right = min(
            (each.x for each in beside if each.x is not None), default=_next_column(spot, columns)
        )
        own = _between(first, spot.x - INDENT, right - INDENT)
        taken = [own, *_lines_below(lines, spot, spots, right=right, ends=ends)]
    whole = joined(_without(each, skips) for each in taken)
    return whole.stripped(EDGES) if whole else Passage((), line.origin)


def _next_column(spot: Spot[K], columns: Sequence[float]) -> float:
    assert spot.x is not None, "columns are asked for on pages only"
    left = spot.x + NARROWEST
    return min((x for x in columns if x > left), default=float("inf"))


def _lines_below(
    lines: Sequence[Passage],
    spot: Spot[K],
    spots: Sequence[Spot[K]],
    *,
    right: float,
    ends: re.Pattern[str] | None,
) -> Iterator[Passage]:
    assert spot.x is not None, "lines below are asked for on pages only"
    left, right = spot.x - INDENT, right - INDENT
    labelled_lines = {each.line for each in spots if each.x is not None and left <= each.x < right}
    for number in range(spot.line + 1, min(spot.line + MOST_LINES, len(lines))):
        part = _between(lines[number], left, right)
        if number in labelled_lines or _far(lines[number - 1], lines[number]):
            return
        if ends is not None and ends.match(part.text):
            return
        if number + 1 in labelled_lines and _leads_on(lines, number):
            return
        yield part


def _leads_on(lines: Sequence[Passage], number: int) -> bool:
    """Whether a line stands nearer to the next label than to what is above it.

    Beside a tall value the label stands in the middle: its value begins above it.
    """
    above, below = _gap(lines[number - 1], lines[number]), _gap(lines[number], lines[number + 1])
    return above is not None and below is not None and above > below + NEARER


def _paragraphs_below(
    lines: Sequence[Passage], spot: Spot[K], spots: Sequence[Spot[K]], first: Passage
) -> Iterator[Passage]:
    """In a text document a value goes on in the next paragraphs, in a sheet it stays in its row."""
    is_text = bool(lines[spot.line].pieces[0].place.startswith("paragraph"))
    if first.stripped(EDGES).pieces and not is_text:
        return
    labelled_lines = {each.line for each in spots}
    until = spot.line + (MOST_LINES if is_text else 2)
    for number in range(spot.line + 1, min(until, len(lines))):
        if number in labelled_lines:
            return
        yield lines[number]


def _between(line: Passage, left: float, right: float) -> Passage:
    pieces = tuple(
        piece for piece in line.pieces if piece.box is None or left <= piece.box.x0 < right
    )
    return Passage(pieces, line.origin)


def _without(passage: Passage, skips: re.Pattern[str] | None) -> Passage:
    if skips is None:
        return passage
    kept = tuple(piece for piece in passage.pieces if not skips.fullmatch(piece.text))
    return Passage(kept, passage.origin)


def _far(above: Passage, line: Passage) -> bool:
    gap = _gap(above, line)
    if gap is None or line.box is None:
        return above.page != line.page
    return gap > BELOW * (line.box.bottom - line.box.top)


def _gap(above: Passage, line: Passage) -> float | None:
    if above.box is None or line.box is None or above.page != line.page:
        return None
    return line.box.top - above.box.bottom
