"""One table of a text document: its rows, and which of its cells are merged."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

from docx.oxml.ns import qn

from cofund.extraction.found import TableFound
from cofund.extraction.refused import CannotRead

MOST_ROWS = 10_200
MOST_COLUMNS = 200
LONGEST_CELL = 4_000


def table_found(table: Any, text_of: Callable[[Any], str]) -> TableFound:
    """Give a table; a merged cell's words stand in its first row and column only.

    Raises:
        CannotRead: a row is wider than any honest one.
    """
    rows: list[list[str]] = []
    merged: list[list[int]] = []
    open_above: dict[int, list[int]] = {}
    for row in islice(table.iterchildren(qn("w:tr")), MOST_ROWS):
        rows.append(_row(row, len(rows), merged, open_above, text_of))
    return {"name": "", "rows": rows, "merged": [each for each in merged if _is_merged(each)]}


def _is_merged(cell: list[int]) -> bool:
    return cell[0] < cell[2] or cell[1] < cell[3]


def _row(
    row: Any,
    number: int,
    merged: list[list[int]],
    open_above: dict[int, list[int]],
    text_of: Callable[[Any], str],
) -> list[str]:
    texts = [""] * _count(row.find(qn("w:trPr")), "w:gridBefore", 0)
    for cell in _cells(row):
        properties = cell.find(qn("w:tcPr"))
        column, width = len(texts), max(1, _count(properties, "w:gridSpan", 1))
        above = open_above.get(column)
        if _goes_on(properties) and above is not None:
            above[2] = number
            texts.append("")
        else:
            open_above[column] = [number, column, number, column + width - 1]
            merged.append(open_above[column])
            texts.append(_text(cell, text_of))
        texts += [""] * (width - 1)
        if len(texts) > MOST_COLUMNS:
            raise CannotRead("too_much_content")
    return texts


def _cells(row: Any) -> list[Any]:
    """A row's cells, also those that a content control holds."""
    return [
        cell
        for element in row.iterchildren()
        for cell in (
            [element] if element.tag == qn("w:tc") else list(islice(element.iter(qn("w:tc")), 1))
        )
        if element.tag in (qn("w:tc"), qn("w:sdt"))
    ]


def _count(properties: Any, name: str, otherwise: int) -> int:
    found = properties.find(qn(name)) if properties is not None else None
    value = str(found.get(qn("w:val"))) if found is not None else ""
    return min(int(value), MOST_COLUMNS) if value.isdecimal() else otherwise


def _goes_on(properties: Any) -> bool:
    """Whether a cell belongs to the one above it."""
    found = properties.find(qn("w:vMerge")) if properties is not None else None
    return found is not None and found.get(qn("w:val"), "continue") != "restart"


def _text(cell: Any, text_of: Callable[[Any], str]) -> str:
    """The cell's paragraphs, a line each; tables inside it stand on their own."""
    lines = (text_of(paragraph).strip() for paragraph in cell.iterchildren(qn("w:p")))
    return "\n".join(line for line in lines if line)[:LONGEST_CELL]
