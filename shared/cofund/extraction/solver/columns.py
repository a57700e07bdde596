"""Totals whose labels are heads above them: one box under its caption, or a row of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cofund.extraction.layout.lines import overlap
from cofund.extraction.layout.passages import Passage
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.solver.labels import Place, place_of
from cofund.extraction.solver.printed import Group, Printed

HEADS: tuple[Place, ...] = (
    "gross", "total", "due", "net", "subtotal", "tax", "prepaid", "allowance", "charge",
)  # fmt: skip
GOODS = re.compile(
    r"menge|anzahl|einzel|artikel|bezeichnung|beschreibung|produkt|leistung\b|qty|quantit|price|"
    r"descri|item|désignation|prix|aantal|prijs|omschrijving|кол-?во|цена|наименование|товар|"
    r"stück|einheit|unit|steuersatz|satz|rate|taux|ставка",
    re.IGNORECASE,
)
"""Words of the heads of goods or of a tax table: below them stand lines, not totals."""
FAR = 2.5
"""A caption is at most so many line heights above its amount."""

Below = Mapping[int, list[tuple[Place, Passage, Group]]]


def groups_below_heads(lines: Sequence[Passage], rows: Sequence[Sequence[Group]]) -> Below:
    """Give, by line, the amounts without words of their own and the captions above them."""
    found: dict[int, list[tuple[Place, Passage, Group]]] = {}
    for number in range(1, len(lines)):
        groups = rows[number]
        if not groups or any(group.label for group in groups) or _goes_on(rows, number):
            continue
        for above in (number - 1, number - 2):
            heads = _heads(lines, above, number) if above >= 0 else []
            if heads:
                found[number] = list(_under(heads, groups[0]))
                break
    return found


def _goes_on(rows: Sequence[Sequence[Group]], number: int) -> bool:
    """Whether the next line has numbers without words, too: a table's rows, not one of totals."""
    following = rows[number + 1] if number + 1 < len(rows) else ()
    return len(rows[number][0].numbers) > 1 and any(not group.label for group in following)


def _heads(lines: Sequence[Passage], above: int, number: int) -> list[tuple[Place, Passage]]:
    line, below = lines[above], lines[number]
    if GOODS.search(line.text) or line.box is None or below.box is None or line.page != below.page:
        return []
    if below.box.top - line.box.bottom > FAR * (below.box.bottom - below.box.top):
        return []
    placed = ((place_of(segment.text), segment) for segment in segments_of(line))
    return [(place, segment) for place, segment in placed if place in HEADS]


def _under(
    heads: Sequence[tuple[Place, Passage]], group: Group
) -> list[tuple[Place, Passage, Group]]:
    return [
        (place, head, Group(group.line, (head,), (printed,)))
        for place, head in heads
        for printed in group.numbers
        if _overlap(head, printed)
    ]


def _overlap(head: Passage, printed: Printed) -> bool:
    one, other = head.box, printed.passage.box
    if one is None or other is None:
        return False
    return overlap((one.x0, one.x1), (other.x0, other.x1)) > 0
