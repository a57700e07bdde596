"""Tables as interpreters see them, whatever they came from: rows of cells of whole words."""

from __future__ import annotations

from dataclasses import dataclass

from cofund.extraction.layout.passages import Origin, Passage, Piece
from cofund.models.content import TableContent
from cofund.models.evidence import Box


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; it covers the columns from ``column`` to before ``until``."""

    column: int
    until: int
    passage: Passage

    @property
    def text(self) -> str:
        """What stands in the cell."""
        return self.passage.text


@dataclass(frozen=True, slots=True)
class Row:
    """One row, its cells from left to right."""

    cells: tuple[Cell, ...]

    def at(self, column: int) -> Cell | None:
        """Give the cell that covers a column."""
        return next((each for each in self.cells if each.column <= column < each.until), None)

    def within(self, start: int, until: int) -> tuple[Cell, ...]:
        """Give the cells that begin in a range of columns and hold something."""
        return tuple(each for each in self.cells if start <= each.column < until and each.text)

    @property
    def text(self) -> str:
        """The whole row's text."""
        return " ".join([cell.text for cell in self.cells if cell.text])


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its rows, and on a page where it stands and its columns' borders."""

    rows: tuple[Row, ...]
    page: int = 1
    box: Box | None = None
    borders: tuple[float, ...] = ()
    """The columns' left borders and the last one's right border, on a page."""


def table_of_rows(content: TableContent, origin: Origin) -> Table:
    """Give a spreadsheet's rows as a table; evidence names sheet, row and column."""
    rows = tuple(
        Row(
            tuple(
                _cell(content.name, number, column, text, origin) for column, text in enumerate(row)
            )
        )
        for number, row in enumerate(content.rows, start=1)
    )
    return Table(rows)


def _cell(sheet: str, row: int, column: int, text: str, origin: Origin) -> Cell:
    place = f"{sheet}!{letters(column)}{row}" if sheet else f"{letters(column)}{row}"
    lines = (" ".join(line.split()) for line in text.splitlines())
    pieces = tuple(Piece(line, 1, None, place[:200]) for line in lines if line)
    return Cell(column, column + 1, Passage(pieces, origin))


def letters(column: int) -> str:
    """Give a column's name: A, B, … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
