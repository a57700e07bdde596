"""A PDF page's words: characters in their order, cut at spaces, gaps and new lines, never inside.

Programs cut words where a person sees none (kerning, letter-spacing: "И Т О Г О") and glue where
she sees a gap; where the letters stand decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import pi
from operator import sub

from cofund.extraction.readers.pdf_calls import letter_angle, letter_is_generated
from cofund.extraction.readers.pdf_characters import Characters

GAP = 0.35
"""A gap of so many font sizes ends a word, even without a space."""
KERNED = 0.12
"""A space that pdfium put into a gap narrower than this is none."""
OVERLAP = 0.5
"""Characters of one word overlap vertically by at least half their height."""
SMALLER, RAISED = 0.8, 0.12
"""A digit this much smaller and higher than the digit before it is a footnote's mark."""
LONGEST_WORD = 100
RUN = re.compile(r"\S+")
CLEANED = {
    **dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF), ""),
    **{0xFB00 + at: text for at, text in enumerate(("ff", "fi", "fl", "ffi", "ffl", "ft", "st"))},
}
"""Marks that nobody sees, and ligatures, which everybody sees as letters."""
SPACED_LETTERS = 4
SPACED_GAP = 1.3
"""Letters of one spaced word stand at most so many heights apart."""
EVEN = 1.5
MOST_REPEATS = 8
"""A word drawn twice is drawn again soon."""
UPRIGHT_ANGLE = pi / 4

Run = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PageWord:
    """A word, the places of its characters in the page's text, and its box as seen."""

    text: str
    runs: tuple[Run, ...]
    left: float
    top: float
    right: float
    bottom: float


def words_of(characters: Characters) -> list[PageWord]:
    """Give the page's words in the order in which they are drawn."""
    runs = _without_kerning(characters, _runs(characters))
    words = (_word(characters, run) for run in _without_spacing(characters, list(runs)))
    return _drawn_once([word for word in words if word.text])


def _runs(characters: Characters) -> Iterator[Run]:
    for match in RUN.finditer(characters.text):
        start, end = match.span()
        if end - start <= LONGEST_WORD and _is_even(characters, start, end):
            yield start, end
            continue
        cuts = [at for at in range(start + 1, end) if _parted(characters, at)]
        if cuts and _is_turned(characters, start):
            cuts = []
        bounds = [start, *cuts, end]
        for left, right in pairwise(bounds):
            yield from _bounded(left, right)


def _is_even(characters: Characters, start: int, end: int) -> bool:
    """Whether characters stand level and close, one after the other, as nearly all words do."""
    if end - start == 1:
        return True
    tops, bottoms = characters.top[start:end], characters.bottom[start:end]
    top, bottom = tops[0], bottoms[0]
    if tops.count(top) != end - start or bottoms.count(bottom) != end - start:
        return False
    left, right = characters.left[start + 1 : end], characters.right[start : end - 1]
    steps = list(map(sub, left, right))
    size = bottom - top
    return bool(max(steps) <= GAP * size and min(steps) >= -OVERLAP * size)


def _bounded(start: int, end: int) -> Iterator[Run]:
    for at in range(start, end, LONGEST_WORD):
        yield at, min(end, at + LONGEST_WORD)


def _parted(characters: Characters, at: int) -> bool:
    """Whether a character begins a word though no space stands before it."""
    top, bottom = characters.top, characters.bottom
    height, before = bottom[at] - top[at], bottom[at - 1] - top[at - 1]
    shared = min(bottom[at], bottom[at - 1]) - max(top[at], top[at - 1])
    if shared < OVERLAP * min(height, before):
        return True
    size = max(height, before)
    step = characters.left[at] - characters.right[at - 1]
    if step > GAP * size or characters.left[at] < characters.left[at - 1] - size:
        return True
    raised = bottom[at] < bottom[at - 1] - RAISED * before
    return raised and height < SMALLER * before and characters.text[at - 1 : at + 1].isdigit()


def _is_turned(characters: Characters, at: int) -> bool:
    """Whether a character stands on its side, so that its word runs up or down the page."""
    angle: float = letter_angle(characters.textpage, at)
    return (UPRIGHT_ANGLE < angle % pi < pi - UPRIGHT_ANGLE) != characters.on_its_side


def _without_kerning(characters: Characters, runs: Iterator[Run]) -> Iterator[Run]:
    """Runs parted by nothing but a kerning gap made one; digits stay apart."""
    last: Run | None = None
    for run in runs:
        if last is not None and _is_kerned(characters, last, run):
            last = (last[0], run[1])
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last


def _is_kerned(characters: Characters, left: Run, right: Run) -> bool:
    at = left[1]
    if right[0] != at + 1 or right[1] - left[0] > LONGEST_WORD:
        return False
    gap = characters.left[at + 1] - characters.right[at - 1]
    if not -KERNED < gap / max(characters.height(at - 1), 1) < KERNED:
        return False
    letters = characters.text[at - 1].isalpha() and characters.text[at + 1].isalpha()
    level = abs(characters.bottom[at - 1] - characters.bottom[at + 1]) < 1
    return letters and level and bool(letter_is_generated(characters.textpage, at))


def _without_spacing(characters: Characters, runs: Sequence[Run]) -> Iterator[tuple[Run, ...]]:
    """Single letters at even distances made one word: each word by its runs."""
    if not _has_singles(runs):
        yield from ((run,) for run in runs)
        return
    spaced: list[Run] = []
    for run in runs:
        if spaced and not _goes_on(characters, spaced, run):
            yield from _spaced(spaced)
            spaced = []
        if run[1] - run[0] == 1 and characters.text[run[0]].isalpha():
            spaced.append(run)
        else:
            yield from _spaced(spaced)
            spaced = []
            yield (run,)
    yield from _spaced(spaced)


def _has_singles(runs: Sequence[Run]) -> bool:
    """Whether so many runs of one letter follow each other that they may be a spaced word."""
    count = 0
    for start, end in runs:
        count = count + 1 if end - start == 1 else 0
        if count == SPACED_LETTERS:
            return True
    return False


def _spaced(runs: list[Run]) -> Iterator[tuple[Run, ...]]:
    if len(runs) >= SPACED_LETTERS:
        yield tuple(runs)
    else:
        yield from ((run,) for run in runs)


def _goes_on(characters: Characters, spaced: list[Run], run: Run) -> bool:
    at, before = run[0], spaced[-1][0]
    if run[1] - at != 1 or len(spaced) >= LONGEST_WORD:
        return False
    gap = characters.left[at] - characters.right[before]
    height = characters.height(before)
    if abs(characters.bottom[at] - characters.bottom[before]) > 1 or gap > SPACED_GAP * height:
        return False
    if len(spaced) == 1:
        return gap > 0
    usual = characters.left[before] - characters.right[spaced[-2][0]]
    return usual / EVEN - 1 <= gap <= usual * EVEN + 1


def _word(characters: Characters, runs: tuple[Run, ...]) -> PageWord:
    start, end = runs[0][0], runs[-1][1]
    if len(runs) == 1:
        text, tops = characters.text[start:end], characters.top
        left, right = characters.left[start], characters.right[end - 1]
        if tops[start] == tops[end - 1] and left <= characters.left[end - 1] < right:
            # Level: its ends say where a word stands. Nearly all words are.
            whole = text if text.isascii() else _cleaned(text)
            return PageWord(whole, runs, left, tops[start], right, characters.bottom[start])
    else:
        text = "".join([characters.text[first:last] for first, last in runs])
    return PageWord(
        text=text if text.isascii() else _cleaned(text),
        runs=runs,
        left=min(characters.left[start:end]),
        top=min(characters.top[start:end]),
        right=max(characters.right[start:end]),
        bottom=max(characters.bottom[start:end]),
    )


def _cleaned(text: str) -> str:
    hyphened = f"{text[:-1]}-" if text[-1] == "\xad" else text
    return hyphened.translate(CLEANED)


def _drawn_once(words: list[PageWord]) -> list[PageWord]:
    """Without words drawn again on top of themselves, as some programs make bold letters."""
    drawn: dict[str, list[PageWord]] = {}
    kept: list[PageWord] = []
    for word in words:
        same = drawn.setdefault(word.text, [])
        if not any(_same_place(each, word) for each in same[-MOST_REPEATS:]):
            same.append(word)
            kept.append(word)
    return kept


def _same_place(one: PageWord, other: PageWord) -> bool:
    near = 0.15 * (other.bottom - other.top)
    return abs(one.left - other.left) <= near and abs(one.top - other.top) <= near
