"""Segments of a line: words that stand together, parted from others by a wide gap."""

from __future__ import annotations

from cofund.extraction.layout.passages import Passage, Piece

WIDE = 0.9
"""A gap of so many heights of the word parts segments; a space is about 0.3, columns 1 and more."""


def segments_of(line: Passage, wide: float = WIDE) -> list[Passage]:
    """Give a line's segments from left to right; a line without boxes is cut at its cells.

    ``wide`` is the gap that parts two, in heights of a word.
    """
    runs: list[list[Piece]] = []
    for piece in line.pieces:
        if runs and not _parted(runs[-1][-1], piece, wide):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return [Passage(tuple(run), line.origin) for run in runs]


def _parted(left: Piece, right: Piece, wide: float) -> bool:
    if left.box is None or right.box is None:
        return True
    return right.box.x0 - left.box.x1 > wide * (right.box.bottom - right.box.top)
