"""Values whose label stands in small print below them, as on payment forms; or above, or in front.

In a ruled form both share a cell; without ruling lines the label's own line says where to look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.lines import overlap
from cofund.extraction.layout.passages import Passage, joined
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.layout.tables import Cell

EDGES = " ,;:"
OTHER_COLUMN = re.compile(r"\s+(?:Сч\.?|БИК|Вид\s+оп|ИНН|КПП)(?=\s|$)")
LINES_ABOVE = 5
MOST_VALUE_LINES = 3
OTHER_VALUE = re.compile(
    r"\W*(?:ИНН|КПП|БИК|сч\b|сумма|прописью|дата|вид\s+плат|\d{20}|(?:банк\s+)?(?:плательщик|получател))",
    re.IGNORECASE,
)
BEGINS = re.compile(
    r"\W*(?:ООО|[ПЗОН]?АО|ИП|АНО|НКО|КБ|общество|публичное|акционерное|закрытое|индивидуальный|"
    r"автономная|филиал|отделение|\S*банк)\b",
    re.IGNORECASE,
)
"""A name that begins so has no words on the line above."""
MOST_CELLS = 5_000


def beside(laid: LaidOut, label: re.Pattern[str]) -> Passage | None:
    """Give the value of a label that stands in its cell, or near it on the page."""
    return next(_in_cells(laid, label), None) or next(_in_lines(laid.lines, label), None)


def cells_of(laid: LaidOut) -> Iterator[Cell]:
    """Give every cell of every table, in their order."""
    rows = (row for table in laid.tables for row in table.rows)
    return (cell for row in rows for cell in row.cells)


def _in_cells(laid: LaidOut, label: re.Pattern[str]) -> Iterator[Passage]:
    for _, cell in zip(range(MOST_CELLS), cells_of(laid), strict=False):
        match = label.search(cell.text)
        if match is None:
            continue
        before = cell.passage.part(0, match.start()).stripped(EDGES)
        after = cell.passage.part(match.end(), len(cell.text)).stripped(EDGES)
        value = before if not after.pieces else after
        if value.pieces and not (before.pieces and after.pieces):
            yield value


def _in_lines(lines: Sequence[Passage], label: re.Pattern[str]) -> Iterator[Passage]:
    for number, line in enumerate(lines):
        for segment in segments_of(line):
            match = label.match(segment.text)
            if match is None:
                continue
            behind = segment.part(match.end(), len(segment.text)).stripped(EDGES)
            value = _own_column(behind) if behind.pieces else _above(lines, number, segment)
            if value is not None and value.pieces:
                yield value


def _above(lines: Sequence[Passage], number: int, label: Passage) -> Passage | None:
    """The segments above the label, up to what is labelled otherwise; it may take several lines."""
    if number == 0:
        return None
    if label.box is None:
        return _own_column(lines[number - 1])
    taken: list[Passage] = []
    for line in reversed(lines[max(0, number - LINES_ABOVE) : number]):
        near = next((each for each in segments_of(line) if _over(each, label)), None)
        full = len(taken) == MOST_VALUE_LINES or (taken and BEGINS.match(taken[0].text))
        if near is not None and (full or OTHER_VALUE.match(near.text)):
            break
        if near is not None:
            taken.insert(0, _own_column(near))
    return joined(taken)


def _over(segment: Passage, label: Passage) -> bool:
    one, other = segment.box, label.box
    return (
        one is not None
        and other is not None
        and (overlap((one.x0, one.x1), (other.x0, other.x1)) > 0 or abs(one.x0 - other.x0) < 6)
    )


def _own_column(line: Passage) -> Passage:
    edge = OTHER_COLUMN.search(f" {line.text}")
    return line.part(0, edge.start() if edge else len(line.text)).stripped(EDGES)
