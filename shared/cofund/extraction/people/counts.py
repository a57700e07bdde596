"""How many people a list says it holds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cofund.extraction.layout.passages import Passage
from cofund.extraction.reads import LABEL, read
from cofund.models.evidence import Read

COUNTED = "as many people as listed"
STATED = re.compile(
    r"(?:итого|всего|общее\s+(?:количество|число)|количество|total(?:\s+number)?(?:\s+of)?|number\s+of)\s*"
    r"(?:по\s+списку|на\s+мероприятии|зарегистрировано|присутствовало|в\s+списке)?\s*"
    r"(?P<what>участников|человек|гостей|чел\.?|participants|attendees|guests|people|persons)?\s*"
    r"[:–—-]?\s*(?P<count>\d{1,5})(?!\d|[.,:]\d|\s*(?:руб|₽|%|час|дн))\s*"
    r"(?P<after>участник|человек|чел|гост|персон|participant|attendee|guest|people|person)?",
    re.IGNORECASE,
)
MOST_STATED = 100


def stated_count(lines: Sequence[Passage], listed: int) -> Read[int] | None:
    """Give the list's own total, failed where it differs from the people listed.

    Sums of groups don't count: of several totals the one that equals the list, else the largest.
    """
    found = [
        (int(match["count"]), line.part(*match.span("count")))
        for line in lines
        if (match := STATED.search(line.text)) and (match["what"] or match["after"] or _alone(line))
    ][:MOST_STATED]
    if not found or not listed:
        return None
    count, passage = max(found, key=lambda each: (each[0] == listed, each[0]))
    if sum(each for each, _ in found) == listed:
        return None if len(found) > 1 else read(count, passage, passed=(LABEL, COUNTED))
    if count != listed:
        return read(count, passage, passed=(LABEL,), failed=(COUNTED,))
    return read(count, passage, passed=(LABEL, COUNTED))


def _alone(line: Passage) -> bool:
    return len(line.text) <= 20
