"""Where a party's words stand: beside its label, or in the column below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cofund.extraction.layout.passages import Passage, Piece, joined
from cofund.extraction.vocabulary import Vocabulary, vocabulary

Role = Literal["seller", "buyer"]

ROLES: Vocabulary[Role] = vocabulary(
    (
        "seller",
        r"^\W*(?:поставщик|исполнитель|продавец|подрядчик|seller|supplier|vendor|from|issued\s+by|"
        r"bill\s+from)\b(?:\s*\([^)]{1,40}\))?\s*:?",
    ),
    (
        "buyer",
        r"^\W*(?:покупатель|заказчик|плательщик|buyer|customer|client|bill(?:ed)?\s+to|"
        r"invoice\s+to|sold\s+to)\b(?:\s*\([^)]{1,40}\))?\s*:?",
    ),
)
LABEL_WORD = re.compile(
    r"^\(?(?:поставщик|исполнитель|покупатель|заказчик|продавец|плательщик|seller|supplier|vendor|"
    r"from|buyer|customer|client|bill|to)\)?:?$",
    re.IGNORECASE,
)
ENDS = re.compile(
    r"^\W*(?:основание|грузо|валюта|договор|срок|назначение|к\s+платежно|№|n\s|#|товары|"
    r"наименование|description|invoice|date|due|purchase\s+order|item|qty)",
    re.IGNORECASE,
)
LONGEST_LABEL_WORDS = 3
MOST_LINES = 8
INDENT = 4.0
COLUMN_GAP = 15.0
"""A word this far from the one before opens a column."""
BELOW = 1.6
"""A gap of so many line heights ends a block."""


@dataclass(frozen=True)
class Label:
    """A party's label: on which line, where it begins, and which role it names."""

    role: Role
    line: int
    x: float


def party_blocks(lines: Sequence[Passage]) -> dict[Role, Passage]:
    """Give the words of seller and buyer, without their labels; the first block of each."""
    labels = _labels(lines)
    blocks: dict[Role, Passage] = {}
    for label in labels:
        block = _block(lines, label, labels)
        if block is not None and label.role not in blocks:
            blocks[label.role] = _without_label(block)
    return blocks


def _labels(lines: Sequence[Passage]) -> list[Label]:
    """Every label, also one that opens a column in the middle of a line."""
    return [
        Label(role, number, _x(line.pieces[index]))
        for number, line in enumerate(lines)
        for index in range(len(line.pieces))
        if _opens(line, index)
        for role, words in ROLES
        if words.match(_words_from(line, index))
    ]


def _words_from(line: Passage, index: int) -> str:
    return " ".join(piece.text for piece in line.pieces[index : index + LONGEST_LABEL_WORDS])


def _opens(line: Passage, index: int) -> bool:
    if index == 0:
        return True
    before, box = line.pieces[index - 1].box, line.pieces[index].box
    return before is not None and box is not None and box.x0 - before.x1 > COLUMN_GAP


def _x(piece: Piece) -> float:
    return piece.box.x0 if piece.box else 0.0


def _block(lines: Sequence[Passage], label: Label, labels: Sequence[Label]) -> Passage | None:
    """The words from the label's line down to the next label, a gap or what begins otherwise."""
    beside = (each.x for each in labels if each.line == label.line and each.x > label.x)
    right = min(beside, default=float("inf"))
    others = {each.line for each in labels if each.role != label.role}
    taken: list[Passage] = []
    for number in range(label.line, min(label.line + MOST_LINES, len(lines))):
        line = lines[number]
        below = number > label.line
        if below and (number in others or ENDS.match(line.text) or _far(lines[number - 1], line)):
            break
        taken.append(_column(line, label.x - INDENT, right - INDENT))
    return joined(taken)


def _far(above: Passage, line: Passage) -> bool:
    if above.box is None or line.box is None or above.page != line.page:
        return False
    return line.box.top - above.box.bottom > BELOW * (line.box.bottom - line.box.top)


def _column(line: Passage, left: float, right: float) -> Passage:
    pieces = tuple(
        piece
        for piece in line.pieces
        if (piece.box is None or left <= piece.box.x0 < right) and not LABEL_WORD.match(piece.text)
    )
    return Passage(pieces, line.origin)


def _without_label(block: Passage) -> Passage:
    """A file without boxes has label and value in one piece."""
    for _, words in ROLES:
        match = words.match(block.text)
        if match:
            return block.part(match.end(), len(block.text)).stripped(" ,;:")
    return block
