"""Labels and their values, wherever they stand: in tables, on lines, above what they name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.merged import merged_tables
from cofund.extraction.layout.passages import Passage, joined
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.layout.tables import Row

LONGEST_LABEL = 70
MOST_CONTINUED = 12
MOST_LINES = 5_000
SEPARATOR = re.compile(r"\s*(?::|\s[–—-]\s)\s*")
LABEL_END = re.compile(r"\s*(?:\([^)]{1,40}\))?\s*[:.–—-]?\s*$")
LEADING = re.compile(r"^[\W_]*(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s+)?[\W_]*")
VALUE = re.compile(r"\s+(?:с\s+)?\d")
NEAR_EDGE = 0.8
"""A line that runs on fills this share of the widest line."""


@dataclass(frozen=True)
class Labelled:
    """Words that may be a label, and what stands at them; ``below`` is the text under a heading."""

    label: str
    value: Passage
    below: bool = False


def plain_label(text: str) -> str:
    """Give a label's words: without numbers, bullets before it and marks behind it."""
    return LABEL_END.sub("", LEADING.sub("", text, count=1)).strip()


def labelled(laid: LaidOut, labels: Sequence[re.Pattern[str]]) -> list[Labelled]:
    """Give everything in a document that may be a label with its value, tables first.

    ``labels`` are known without a mark behind them, too: "Количество участников 42".
    """
    from_tables = [
        pair
        for table in merged_tables(laid)
        for row in table.rows[:MOST_LINES]
        for pair in _of_row(row)
    ]
    lines = laid.lines[:MOST_LINES]
    return [*from_tables, *_of_lines(lines), *_unmarked(lines, labels)]


def _of_row(row: Row) -> Iterator[Labelled]:
    """A row of two cells is a label and its value; of four, two of each."""
    cells = [cell.passage for cell in row.cells if cell.text]
    if len(cells) > 2 and len(plain_label(cells[0].text)) < 2:
        cells = cells[1:]
    for label, value in zip(cells[::2], cells[1::2], strict=False):
        if len(label.text) <= LONGEST_LABEL and len(cells) in (2, 4):
            yield Labelled(plain_label(label.text), value)


def _of_lines(lines: Sequence[Passage]) -> Iterator[Labelled]:
    widest = max((line.box.x1 for line in lines if line.box is not None), default=0.0)
    for at, line in enumerate(lines):
        yield from _beside(lines, at)
        yield from _inline(lines, at, widest)
        if len(line.text) <= LONGEST_LABEL:
            below = joined(_under(lines, at))
            if below is not None:
                yield Labelled(plain_label(line.text), below, below=True)


def _unmarked(lines: Sequence[Passage], labels: Sequence[re.Pattern[str]]) -> Iterator[Labelled]:
    """A known label, then at once a number or a date."""
    for line in lines:
        matches = (label.match(line.text) for label in labels)
        ends = [match.end() for match in matches if match and VALUE.match(line.text, match.end())]
        if ends:
            value = line.part(max(ends), len(line.text))
            yield Labelled(plain_label(line.text[: max(ends)]), value)


def _beside(lines: Sequence[Passage], at: int) -> Iterator[Labelled]:
    """Label and value in columns of their own; both may run on to the lines below."""
    segments = segments_of(lines[at])
    if len(segments) < 2 or len(segments[0].text) > LONGEST_LABEL:
        return
    label, value = segments[0], [_rest(lines[at], segments[0])]
    words = [label.text]
    open_label = not label.text.rstrip().endswith(":")
    for line in lines[at + 1 : at + 1 + MOST_CONTINUED]:
        parts = segments_of(line)
        goes_on = open_label and _same_start(label, line) and parts[0].text[:1].islower()
        if len(parts) == 1 and _same_start(value[0], line):
            value.append(line)
        elif goes_on and (len(parts) == 1 or _same_start(value[0], parts[1])):
            words.append(parts[0].text)
            value += parts[1:]
            open_label = not parts[0].text.endswith(":")
        else:
            break
    whole = joined(value)
    if whole is not None:
        yield Labelled(plain_label(" ".join(words)), whole)


def _rest(line: Passage, first: Passage) -> Passage:
    return Passage(line.pieces[len(first.pieces) :], line.origin)


def _inline(lines: Sequence[Passage], at: int, widest: float) -> Iterator[Labelled]:
    """Label and value on one line, which may go on below."""
    line = lines[at]
    text = line.text
    match = SEPARATOR.search(text, 0, LONGEST_LABEL + 20)
    if match is None or match.end() >= len(text) or match.start() > LONGEST_LABEL:
        return
    value = line.part(match.end(), len(text))
    more = _continued(lines, at, value, widest)
    whole = joined([value, *more])
    if whole is not None and whole.text:
        yield Labelled(plain_label(text[: match.start()]), whole)


def _continued(
    lines: Sequence[Passage], at: int, value: Passage, widest: float
) -> Iterator[Passage]:
    """The lines below that go on: at the value's own margin, or at the line's when it was full."""
    before = lines[at]
    for line in lines[at + 1 : at + 1 + MOST_CONTINUED]:
        if _is_labelled(line) or not _follows(before, line):
            return
        full = before.box is not None and before.box.x1 >= NEAR_EDGE * widest
        if not (_same_start(value, line) or (full and _same_start(lines[at], line))):
            return
        yield line
        before = line


def _under(lines: Sequence[Passage], at: int) -> Iterator[Passage]:
    """The text under a heading, up to the next heading."""
    before = lines[at]
    for number, line in enumerate(lines[at + 1 : at + 1 + MOST_CONTINUED]):
        if number and (_is_labelled(line) or _is_heading(line, before)):
            return
        yield line
        before = line


def _is_labelled(line: Passage) -> bool:
    match = SEPARATOR.search(line.text, 0, LONGEST_LABEL)
    return (
        match is not None and ":" in match[0] and not re.search(r"\d$", line.text[: match.start()])
    )


def _is_heading(line: Passage, before: Passage) -> bool:
    """A short line that does not go on with the one before it and ends without a full stop."""
    short = len(line.text) <= 50 and not line.text.rstrip().endswith((".", ";", ","))
    apart = line.box is None or not _follows(before, line)
    return short and apart and line.text[:1].isupper()


def _same_start(one: Passage, other: Passage) -> bool:
    left, right = one.pieces[0].box if one.pieces else None, other.pieces[0].box
    return left is not None and right is not None and abs(left.x0 - right.x0) < 3


def _follows(above: Passage, below: Passage) -> bool:
    """Whether a line stands right below another, as in one paragraph."""
    first, second = above.box, below.box
    if first is None or second is None or above.page != below.page:
        return False
    return second.top - first.bottom < 0.7 * (second.bottom - second.top)
