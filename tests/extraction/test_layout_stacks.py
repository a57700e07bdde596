"""Rows that no line parts, and nets of lines that draw several tables."""

from __future__ import annotations

import pytest

from cofund.extraction.layout.lines import lines_of
from cofund.extraction.layout.nets import nets_of
from cofund.extraction.layout.passages import Piece
from cofund.extraction.layout.stacks import level_of, rows_of_stack
from cofund.models.content import Ruling
from tests.extraction.test_layout import ORIGIN, grid, level, piece, texts, upright

BORDERS = [100.0]


def rows(anchors: list[int], *words: Piece) -> list[list[str]]:
    levels = [level_of(line) for line in lines_of(words, ORIGIN)]
    made = rows_of_stack(levels, anchors, BORDERS, ORIGIN)
    return [[cell.text for cell in row.cells] for row in made]


def at(text: str, top: float, *, amount: bool = False) -> Piece:
    return piece(text, 150 if amount else 10, top)


@pytest.mark.parametrize(
    ("first", "second"), [((0, 0), (24, 0)), ((0, 11), (24, 35)), ((0, 5), (24, 29))]
)
def test_the_widest_gap_parts_rows(first: tuple[int, int], second: tuple[int, int]) -> None:
    words = [
        *(at(text, top) for text, top in (("a", first[0]), ("b", first[0] + 11))),
        *(at(text, top) for text, top in (("c", second[0] + 4), ("d", second[0] + 15))),
    ]
    amounts = [0, 2] if first[1] == 0 else [1, 3]
    tops = [sorted(word.box.top for word in words if word.box)[place] for place in amounts]
    made = rows(amounts, *words, *(at(str(top), top, amount=True) for top in tops))
    assert [row[0] for row in made] == ["a b", "c d"]


def test_where_all_gaps_are_alike_rows_begin_at_their_numbers() -> None:
    words = [at(text, 11.0 * place) for place, text in enumerate("abcd")]
    amounts = [at("1", 0, amount=True), at("2", 22, amount=True)]
    assert [row[0] for row in rows([0, 2], *words, *amounts)] == ["a b", "c d"]


def test_where_all_gaps_are_alike_rows_may_end_at_their_numbers() -> None:
    words = [at(text, 11.0 * place) for place, text in enumerate("abcd")]
    amounts = [at("1", 11, amount=True), at("2", 33, amount=True)]
    assert [row[0] for row in rows([1, 3], *words, *amounts)] == ["a b", "c d"]


def test_what_stands_far_below_the_last_row_belongs_to_none() -> None:
    words = [at("a", 0), at("1", 0, amount=True), at("far below", 90)]
    assert rows([0], *words) == [["a", "1"]]


def test_without_a_number_there_is_no_row() -> None:
    assert rows([], at("a", 0)) == []


def test_tables_beside_each_other_are_two() -> None:
    rulings = grid([10, 60, 110], [10, 40]) + grid([200, 250, 300], [10, 40])
    assert texts(rulings, piece("left", 12, 12), piece("right", 202, 12)) == [
        ["left", ""],
        ["right", ""],
    ]


def test_cells_drawn_as_boxes_of_their_own_are_one_table() -> None:
    boxes = [
        line
        for x in (10, 62)
        for y in (10, 42)
        for line in grid([x, x + 50], [y, y + 30])
    ]  # fmt: skip
    assert len(nets_of(boxes)) == 1


def test_a_frame_around_the_page_joins_nothing() -> None:
    frame = grid([0, 500], [0, 700])
    inner = grid([10, 60, 110], [10, 40])
    assert texts(frame + inner, piece("a", 12, 12)) == [["a", ""]]


def test_pieces_of_one_line_are_one_line() -> None:
    broken = [Ruling(x0=x, top=10, x1=x + 50, bottom=10) for x in (10, 60, 110)]
    [net] = nets_of([*broken, upright(10, 10, 40), upright(160, 10, 40), level(40, 10, 160)])
    assert sorted((line.start, line.end) for line in net.level) == [(10, 160), (10, 160)]


def test_very_many_lines_still_give_bands() -> None:
    many = [upright(2.0 * step, 0, 700) for step in range(500)]
    many += [level(1.2 * step, 0, 1000) for step in range(500)]
    assert len(nets_of(many)) == 1
