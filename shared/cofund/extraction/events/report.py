"""Reports on events: what they say at their labels, under their headings, in running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from cofund.extraction.events import words
from cofund.extraction.events.days import Days, days_of
from cofund.extraction.events.labels import Labelled, labelled
from cofund.extraction.events.told import (
    TOLD,
    counted,
    held_in,
    kind_told,
    name_told,
    own_quoted,
    place_told,
)
from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage
from cofund.extraction.people import QUOTED, looks
from cofund.extraction.reads import HEADING, LABEL, read_text
from cofund.extraction.values import dates
from cofund.models.evidence import Read

TITLE_LINES = 8
TITLED = re.compile(
    r"^\W*(?:отч[её]т(?:\s+(?:о|об|по))?|report(?:\s+on)?|event\s+report|activity\s+report|marketing\s+report|"
    r"программа|programme|program|agenda)\s*(?:о\s+)?(?:проведении|проведенн\w+|итогам)?\s*"
    r"(?:маркетингов\w+\s+)?(?:мероприяти\w+|событи\w+|семинар\w+|вебинар\w+|конференци\w+|выставк\w+|форум\w+|"
    r"event|conference|seminar|webinar)?\s*[:–—-]?\s*",
    re.IGNORECASE,
)


def report_fields(laid: LaidOut) -> dict[str, Any]:
    """Give the fields of an ``EventReport``."""
    pairs = labelled(laid, words.LABELS)
    first, last = _days(laid, pairs)
    return {
        "event_name": event_name(laid, pairs),
        "first_day": first,
        "last_day": last,
        "place": event_place(laid, pairs),
        "activity_kind": _kind(laid, pairs),
        "participant_count": counted(at(pairs, words.COUNT), words.CAME, laid.lines),
        "leads": counted(at(pairs, words.LEADS), words.GAINED, laid.lines),
        "goals": read_text(at(pairs, words.GOALS), LABEL),
        "audience": read_text(at(pairs, words.AUDIENCE), LABEL),
        "results": read_text(at(pairs, words.RESULTS), LABEL),
        "pictures": laid.content.pictures,
    }


def at(pairs: Sequence[Labelled], label: re.Pattern[str]) -> Passage | None:
    """Give what stands at a label: beside it before below it."""
    found = [pair for pair in pairs if label.fullmatch(pair.label) and pair.value.text]
    best = min(found, key=lambda pair: pair.below, default=None)
    return best.value.stripped(" :;–—") if best is not None else None


def event_name(laid: LaidOut, pairs: Sequence[Labelled]) -> Read[str] | None:
    """At its label, else in quotation marks in the heading or where the event is told of."""
    named = at(pairs, words.EVENT_NAME)
    if named is not None:
        return read_text(_without_quotes(named), LABEL)
    heading = laid.lines[:TITLE_LINES]
    quoted = next((found for line in heading if (found := own_quoted(line))), None)
    if quoted is not None:
        return read_text(quoted, HEADING)
    return read_text(name_told(laid.lines), TOLD) or _titled(heading)


def _without_quotes(named: Passage) -> Passage:
    """Of "конференция «Пример»" what is in quotation marks; other words belong to the name."""
    quoted = named.find(QUOTED, "v")
    if quoted is None:
        return named.stripped(" .;")
    others = named.text.replace(quoted.text, "").strip(' «»“”„".;,').lower()
    plain = not others or others in {name for name, _ in words.ACTIVITY_KINDS} | {"мероприятие"}
    return quoted if plain else named.stripped(" .;")


def _titled(heading: Sequence[Passage]) -> Read[str] | None:
    """The words behind "Report:"; below a bare title the next line, which a person has to see."""
    for title, below in pairwise([*heading, None]):
        match = TITLED.match(title.text) if title is not None else None
        if title is None or match is None:
            continue
        rest = title.part(match.end(), len(title.text)).stripped(" .:–—-")
        if len(rest.text) > 3 and rest.text[0].isupper():
            return read_text(rest, HEADING)
        if not rest.text and below is not None and _may_be_name(below.text):
            return read_text(below)
    return None


def _may_be_name(text: str) -> bool:
    plain = not any(character in text for character in ":@") and not dates.readings(text)
    return plain and 4 < len(text) <= 120 and text[0].isupper() and not looks.is_name(text)


def event_place(laid: LaidOut, pairs: Sequence[Labelled]) -> Read[str] | None:
    """At its label, else where the event is told of."""
    labelled_place = at(pairs, words.PLACE)
    if labelled_place is not None:
        return read_text(labelled_place, LABEL)
    return read_text(place_told(laid.lines), TOLD)


def _days(laid: LaidOut, pairs: Sequence[Labelled]) -> Days:
    """At their label, else where the event is told of, else in the heading."""
    labelled_days = days_of(at(pairs, words.DATE), (LABEL,))
    if labelled_days[0] is not None:
        return labelled_days
    told = days_of(held_in(laid.lines), (TOLD,))
    if told[0] is not None:
        return told
    headed = (days_of(line, (HEADING,)) for line in laid.lines[:TITLE_LINES])
    return next((days for days in headed if days[0] is not None), (None, None))


def _kind(laid: LaidOut, pairs: Sequence[Labelled]) -> Read[str] | None:
    kind = at(pairs, words.KIND)
    if kind is not None:
        return read_text(kind, LABEL)
    held = held_in(laid.lines)
    return kind_told([*laid.lines[:TITLE_LINES], *([held] if held is not None else [])])
