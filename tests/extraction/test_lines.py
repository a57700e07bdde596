"""Lines of text: what stands on one baseline, and what stands below it."""

from __future__ import annotations

from cofund.extraction.layout.lines import lines_of
from cofund.extraction.layout.passages import Origin, Piece
from cofund.models.evidence import Box

ORIGIN = Origin("d-1", "text", "eyes")


def piece(text: str, x0: float, top: float, height: float = 11.0) -> Piece:
    return Piece(text, 1, Box(x0=x0, top=top, x1=x0 + 5 * len(text), bottom=top + height))


def test_lines_of_two_columns_that_are_set_apart_by_half_a_line_do_not_mix() -> None:
    left = [piece("Name", 40, 140), piece("Street", 40, 151.8)]
    right = [piece("Right-one", 300, 133, 12), piece("Right-two", 300, 145.7, 12)]
    texts = [line.text for line in lines_of([*left, *right], ORIGIN)]
    assert not any("Name" in text and "Street" in text for text in texts)
    assert not any("one" in text and "two" in text for text in texts)


def test_a_slightly_tilted_line_stays_one() -> None:
    words = [piece(f"word{number}", 40 + 40 * number, 100 + number) for number in range(10)]
    [line] = lines_of(words, ORIGIN)
    assert line.text.split() == [word.text for word in words]
