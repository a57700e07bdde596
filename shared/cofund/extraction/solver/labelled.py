"""Labels and their values anywhere on a page: beside each other, one below the other, in one run.

"Rechnungsnr. | 30064443", "Rechnungsnummer: 993548900", a head "Nr. | Datum" with values below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from cofund.extraction.layout.passages import Passage
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.vocabulary import Vocabulary, label_meaning

K = TypeVar("K", bound=str)

HAS_DIGIT = re.compile(r"\d")
FIRST_CODE = re.compile(r"\S*\d")
SIGNS = re.compile(r"[#№]|\bn°")
NEXT_LABEL = re.compile(r"(?<=\d)\s+(?=[^\W\d_][^\d:]{1,40}:)")
IN_BRACKETS = re.compile(r"\([^)]*\)?")
PARTS = re.compile(r"[/=&]|\bund\b|\band\b|\bet\b")
MOST_PARTS = 3
OTHER = "other"
FAR_BELOW = 2.5
"""A value is at most so many line heights below its label."""
MOST_BELOW = 2
INDENT = 6.0
LONGEST_LABEL = 45


@dataclass(frozen=True)
class Labelled(Generic[K]):
    """A label's meaning and the words that stand where its value should."""

    field: K
    value: Passage
    telling: bool
    """Whether the label says whose value it is, or may be any paper's."""


def labels_of(
    lines: Sequence[Passage], at: int, telling: Vocabulary[K], bare: Vocabulary[K]
) -> Iterator[Labelled[K]]:
    """Give the labels of a line with their values; ``other`` meanings are left out."""
    segments = [part for segment in segments_of(lines[at]) for part in _pairs(segment)]
    for number, segment in enumerate(segments):
        following = segments[number + 1] if number + 1 < len(segments) else None
        label, inline = _cut(segment)
        meanings = _meanings(label, telling, bare)
        value = inline or (_beside(following, telling, bare) if meanings else None)
        if meanings and value is None:
            value = _below(lines, at, segment, following)
        if value is not None:
            yield from (Labelled(field, value, tells) for field, tells in meanings)


def _pairs(segment: Passage) -> Iterator[Passage]:
    """A segment that holds several labels with their values, cut behind each value."""
    starts = [0, *(match.start() for match in NEXT_LABEL.finditer(segment.text))]
    for start, end in zip(starts, [*starts[1:], len(segment.text)], strict=True):
        yield segment.part(start, end)


def _cut(segment: Passage) -> tuple[str, Passage | None]:
    """A segment's label, and the value that stands in the same segment."""
    text = segment.text
    colon, code = text.find(":"), FIRST_CODE.search(text)
    first = code.start() if code else len(text)
    if colon > 0 and (code is None or colon < code.end()):
        rest = segment.part(colon + 1, len(text))
        return text[:colon], rest if HAS_DIGIT.search(rest.text) else None
    if code is None:
        return text, None
    return text[:first], segment.part(first, len(text))


def _meanings(label: str, telling: Vocabulary[K], bare: Vocabulary[K]) -> list[tuple[K, bool]]:
    """What a label says: "Nr. / Datum" names two things, "Rechnungs- / Lieferdatum" one day.

    What names another paper's number takes the whole label with it.
    """
    if len(label) > LONGEST_LABEL:
        return []
    parts = [part for part in PARTS.split(IN_BRACKETS.sub(" ", label)) if part.strip()]
    found = [_meaning(part, telling, bare) for part in parts[:MOST_PARTS]]
    others = any(field == OTHER for field, _ in found)
    return [
        (field, tells)
        for field, tells in found
        if field is not None and field != OTHER and not (others and field == "number")
    ]


def _meaning(label: str, telling: Vocabulary[K], bare: Vocabulary[K]) -> tuple[K | None, bool]:
    """A label's meaning; its last word may belong to the value ("August", "FA")."""
    words = SIGNS.sub(" no ", label).strip()
    for tried in (words, words.rpartition(" ")[0]):
        field = label_meaning(tried, telling)
        if field is not None:
            return field, True
        field = label_meaning(tried, bare)
        if field is not None:
            return field, False
    return None, False


def _beside(
    following: Passage | None, telling: Vocabulary[K], bare: Vocabulary[K]
) -> Passage | None:
    """The next segment, unless it is a label itself."""
    if following is None or not HAS_DIGIT.search(following.text):
        return None
    label, _ = _cut(following)
    return None if _meaning(label, telling, bare)[0] is not None else following


def _below(
    lines: Sequence[Passage], at: int, label: Passage, following: Passage | None
) -> Passage | None:
    """What stands in the label's column on the next lines."""
    if label.box is None:
        return None
    right = following.box.x0 if following and following.box else float("inf")
    for line in lines[at + 1 : at + 1 + MOST_BELOW]:
        if line.page != label.page or line.box is None:
            return None
        if line.box.top - label.box.bottom > FAR_BELOW * (label.box.bottom - label.box.top):
            return None
        pieces = tuple(
            piece
            for piece in line.pieces
            if piece.box and label.box.x0 - INDENT <= piece.box.x0 < right - 1
        )
        value = Passage(pieces, line.origin)
        if HAS_DIGIT.search(value.text):
            return segments_of(value)[0]
    return None
