"""A passage: a run of text that knows where each of its parts stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from cofund.extraction.placement import Placement
from cofund.models.evidence import Box, Evidence, Source

LONGEST_EVIDENCE = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """One word, cell or paragraph, and where it stands."""

    text: str
    page: int
    box: Box | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Which document a passage is from, and who read it."""

    document_id: str
    source: Source
    engine: str
    upright_to_drawn: Placement | None = None
    """How the page lies on the page as drawn, where it was straightened."""

    def drawn(self, box: Box | None) -> Box | None:
        """Give where a rectangle stands on the page as it is drawn for people."""
        if box is None or self.upright_to_drawn is None:
            return box
        corners = self.upright_to_drawn.rectangle((box.x0, box.top, box.x1, box.bottom))
        x0, top, x1, bottom = (round(side, 2) for side in corners)
        return Box(x0=x0, top=top, x1=x1, bottom=bottom)


@dataclass(frozen=True)
class Passage:
    """Pieces in reading order, joined by spaces. Text and box are asked for often, and kept."""

    pieces: tuple[Piece, ...]
    origin: Origin

    @cached_property
    def text(self) -> str:
        """The pieces' text."""
        return " ".join([piece.text for piece in self.pieces])

    @property
    def page(self) -> int:
        """The page that it begins on; 1 for an empty passage."""
        return self.pieces[0].page if self.pieces else 1

    @cached_property
    def box(self) -> Box | None:
        """The rectangle around the pieces on its page; None where nothing has a box."""
        page = self.page
        return around(
            [piece.box for piece in self.pieces if piece.page == page and piece.box is not None]
        )

    def part(self, start: int, end: int) -> Passage:
        """Give the part between two positions of the text; pieces are cut, boxes are not."""
        kept: list[Piece] = []
        at = 0
        for piece in self.pieces:
            if at >= end:
                break
            first, last = max(0, start - at), min(len(piece.text), end - at)
            at += len(piece.text) + 1
            if (first, last) == (0, len(piece.text)):
                kept.append(piece)
            elif first < last:
                kept.append(Piece(piece.text[first:last], piece.page, piece.box, piece.place))
        return Passage(tuple(piece for piece in kept if piece.text.strip()), self.origin)

    def find(self, pattern: re.Pattern[str], group: int | str = 0) -> Passage | None:
        """Give the first part that matches, or a group of it."""
        return next(self.find_all(pattern, group), None)

    def find_all(self, pattern: re.Pattern[str], group: int | str = 0) -> Iterator[Passage]:
        """Give every part that matches."""
        for match in pattern.finditer(self.text):
            if match[group]:
                yield self.part(*match.span(group))

    def stripped(self, marks: str = " ,;:.") -> Passage:
        """Give the passage without marks at its ends."""
        text = self.text
        start = len(text) - len(text.lstrip(marks))
        return self.part(start, max(start, len(text.rstrip(marks))))

    def evidence(self) -> Evidence:
        """Give where it stands, for a person."""
        return Evidence(
            document_id=self.origin.document_id,
            page=self.page,
            box=self.origin.drawn(self.box),
            text=self.text[:LONGEST_EVIDENCE],
            place=self.pieces[0].place if self.pieces else "",
        )


def joined(passages: Iterable[Passage]) -> Passage | None:
    """Give passages as one, in the order given; of none, None."""
    found = [passage for passage in passages if passage.pieces]
    if not found:
        return None
    return Passage(tuple(piece for each in found for piece in each.pieces), found[0].origin)


def around(boxes: Iterable[Box]) -> Box | None:
    """Give the rectangle around boxes."""
    known = list(boxes)
    if len(known) < 2:
        return known[0] if known else None
    return Box(
        x0=min(box.x0 for box in known),
        top=min(box.top for box in known),
        x1=max(box.x1 for box in known),
        bottom=max(box.bottom for box in known),
    )
