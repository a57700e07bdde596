"""What a document without a title is, by its tables, its labels, words that resemble a title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage
from cofund.extraction.titles import LABELS, PHRASES
from cofund.models.kinds import DocumentKind

LONGEST_REASON = 120
PLAIN_TITLES = 20
"""So many lines may hold a title of any form; below, a title has a number or the line to itself."""
LIKENESS = 87
"""Per cent of letters that a misread title shares with what it should be."""
SHORTEST_LIKENESS = 94
"""The same for titles of few letters, which other words resemble."""
SHORT = 12
NAME_HEAD = re.compile(
    r"^(?:фио|ф\.\s?и\.\s?о\.?|фамилия.*|имя|name|full\s+name|participant|участник)$",
    re.IGNORECASE,
)
PERSON_HEAD = re.compile(
    r"^(?:компания|организация|должность|e-?mail|эл\.?\s*почта|электронная\s+почта|телефон|"
    r"company|organi[sz]ation|position|job\s+title|phone|подпись|signature)\b",
    re.IGNORECASE,
)
TIMED_ROW = re.compile(r"^\d{1,2}[:.]\d{2}\b")
ENOUGH_TIMED_ROWS = 3


@dataclass(frozen=True)
class Identified:
    """A kind, and the words that decided."""

    kind: DocumentKind
    reasons: tuple[str, ...]


def by_table(laid: LaidOut) -> Identified | None:
    """Give a list of people, whose table has heads for names and more."""
    for table in laid.tables:
        for row in table.rows[:5]:
            heads = [cell.text for cell in row.cells]
            names = [head for head in heads if NAME_HEAD.match(head)]
            others = [head for head in heads if PERSON_HEAD.match(head)]
            if names and others:
                return Identified("participant_list", (*names, *others)[:5])
    return None


def by_likeness(lines: Sequence[Passage]) -> Identified | None:
    """A title with misread letters: the kind of the phrase that a line's beginning resembles."""
    from rapidfuzz.fuzz import ratio

    best: tuple[float, Identified] | None = None
    for line in lines[:PLAIN_TITLES]:
        text = line.text.lower().replace("ё", "е")
        for kind, phrases in PHRASES:
            for phrase in phrases:
                likeness = ratio(text[: len(phrase)], phrase)
                enough = LIKENESS if len(phrase) > SHORT else SHORTEST_LIKENESS
                if likeness >= enough and (best is None or likeness > best[0]):
                    best = likeness, Identified(kind, (line.text[:LONGEST_REASON],))
    return best[1] if best else None


def by_times(laid: LaidOut) -> Identified | None:
    """Give a programme, whose lines begin with times of the day."""
    timed = [line.text for line in laid.lines if TIMED_ROW.match(line.text)]
    if len(timed) < ENOUGH_TIMED_ROWS:
        return None
    return Identified("event_programme", tuple(line[:LONGEST_REASON] for line in timed[:3]))


def by_label(lines: Sequence[Passage]) -> Identified | None:
    """Give the kind whose labels stand at values: a letter may be an invoice without a title."""
    for kind, label in LABELS:
        found = next((line.text for line in lines if label.search(line.text)), None)
        if found is not None:
            return Identified(kind, (found[:LONGEST_REASON],))
    return None
