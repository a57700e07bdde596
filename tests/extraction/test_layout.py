"""Lines, segments and tables of whole words."""

from __future__ import annotations

from cofund.extraction.layout.document import laid_out
from cofund.extraction.layout.grid import ruled_tables
from cofund.extraction.layout.lines import lines_of, pieces_of
from cofund.extraction.layout.passages import Origin, Passage, Piece, joined
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.layout.tables import letters
from cofund.models.content import Ruling
from cofund.models.evidence import Box
from tests.builders import papers
from tests.extraction.papers import GUESTS
from tests.extraction.reading import content_of, page_of

ORIGIN = Origin("d-1", "text", "eyes")


def piece(text: str, x0: float, top: float, *, width: float = 20, height: float = 10) -> Piece:
    return Piece(text, 1, Box(x0=x0, top=top, x1=x0 + width, bottom=top + height))


def level(y: float, x0: float, x1: float) -> Ruling:
    return Ruling(x0=x0, top=y, x1=x1, bottom=y)


def upright(x: float, top: float, bottom: float) -> Ruling:
    return Ruling(x0=x, top=top, x1=x, bottom=bottom)


def grid(xs: list[float], ys: list[float]) -> list[Ruling]:
    across = [level(y, xs[0], xs[-1]) for y in ys]
    return across + [upright(x, ys[0], ys[-1]) for x in xs]


def texts(rulings: list[Ruling], *pieces: Piece) -> list[list[str]]:
    tables = ruled_tables(pieces, rulings, 1, ORIGIN)
    return [[cell.text for cell in row.cells] for table in tables for row in table.rows]


def test_words_on_one_baseline_are_one_line_from_left_to_right() -> None:
    words = [piece("world", 60, 101), piece("below", 10, 120), piece("hello", 10, 100)]
    assert [line.text for line in lines_of(words, ORIGIN)] == ["hello world", "below"]


def test_a_line_that_rises_slowly_stays_one_line() -> None:
    words = [piece(str(index), 30.0 * index, 100 + 2.0 * index) for index in range(12)]
    assert len(lines_of(words, ORIGIN)) == 1


def test_a_wide_gap_parts_a_line_and_a_space_does_not() -> None:
    [line] = laid_out(page_of("Всего к оплате:      1 234,50")).lines
    assert [segment.text for segment in segments_of(line)] == ["Всего к оплате:", "1 234,50"]


def test_cells_hold_the_words_that_stand_in_them() -> None:
    words = (piece("a", 12, 12), piece("b", 62, 12), piece("c", 12, 42), piece("d", 62, 42))
    assert texts(grid([10, 60, 110], [10, 40, 70]), *words) == [["a", "b"], ["c", "d"]]


def test_a_word_that_runs_over_its_border_is_not_cut() -> None:
    words = (piece("+7 (940) 537-63-95", 62, 12, width=60),)
    assert texts(grid([10, 60, 110], [10, 40]), *words) == [["", "+7 (940) 537-63-95"]]


def test_a_word_over_two_cells_belongs_to_the_one_that_holds_more_of_it() -> None:
    words = (piece("wide", 30, 12, width=40),)
    assert texts(grid([10, 60, 110], [10, 40]), *words) == [["wide", ""]]


def test_a_missing_border_makes_one_cell_of_two() -> None:
    rulings = [level(y, 10, 110) for y in (10, 40, 70)]
    rulings += [upright(10, 10, 70), upright(110, 10, 70), upright(60, 40, 70)]
    words = (piece("both", 12, 12), piece("c", 12, 42), piece("d", 62, 42))
    assert texts(rulings, *words) == [["both"], ["c", "d"]]


def test_a_cell_over_two_rows_is_one_cell() -> None:
    rulings = [upright(x, 10, 70) for x in (10, 60, 110)]
    rulings += [level(10, 10, 110), level(70, 10, 110), level(40, 60, 110)]
    words = (piece("tall", 12, 50), piece("b", 62, 12), piece("d", 62, 42))
    assert texts(rulings, *words) == [["tall", "b"], ["d"]]


def test_a_frame_around_text_is_no_table() -> None:
    assert texts(grid([10, 110], [10, 40]), piece("framed", 12, 12)) == []


def test_tables_apart_from_each_other_are_two() -> None:
    rulings = grid([10, 60, 110], [10, 40]) + grid([10, 60, 110], [100, 130])
    assert len(ruled_tables((), rulings, 1, ORIGIN)) == 2


def test_more_borders_than_any_paper_has_are_no_table() -> None:
    rulings = grid([3.0 * step for step in range(200)], [10, 40])
    assert ruled_tables((), rulings, 1, ORIGIN) == []


def test_hidden_words_are_not_seen() -> None:
    content = page_of("shown hidden")
    [page] = content.pages
    words = tuple(word.model_copy(update={"hidden": word.text == "hidden"}) for word in page.words)
    assert [each.text for each in pieces_of(page.model_copy(update={"words": words}))] == ["shown"]


def test_a_part_of_a_passage_keeps_the_boxes_of_its_words() -> None:
    passage = Passage(
        (piece("ИНН", 10, 10), piece("7700100010,", 40, 10), piece("г.", 90, 10)), ORIGIN
    )
    part = passage.part(4, 14)
    assert part.text == "7700100010"
    assert part.box == Box(x0=40, top=10, x1=60, bottom=20)
    assert part.evidence().text == "7700100010"


def test_passages_joined_keep_their_order_and_nothing_is_nothing() -> None:
    one, other = (Passage((piece(text, 10, 10),), ORIGIN) for text in ("one", "other"))
    both = joined([one, Passage((), ORIGIN), other])
    assert both is not None
    assert both.text == "one other"
    assert joined([]) is None


def test_columns_are_named_like_a_spreadsheets() -> None:
    assert [letters(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_the_phones_of_a_narrow_column_are_whole() -> None:
    laid = laid_out(content_of(papers.participant_list_pdf(GUESTS)))
    phones = [row.cells[-1].text for table in laid.tables for row in table.rows[1:]]
    assert phones == [guest.phone for guest in GUESTS.guests]
