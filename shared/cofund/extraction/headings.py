"""A commercial document's number and date, from its heading or at their labels."""

from __future__ import annotations

import re
from datetime import date

from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage, joined
from cofund.extraction.reads import HEADING, LABEL, read_one_of, read_text
from cofund.extraction.values import dates
from cofund.models.evidence import Read

NUMBER = r"(?P<number>[\wА-ЯЁа-яё][\w./\\-]*(?:\s?[/-]\s?[\w.]+)*)"
TITLE = (
    r"(?:сч[её]т(?:\s*-\s*(?:фактура|договор|оферта))?(?:\s+на\s+оплату)?|акт(?:\s+[а-яё,\s()-]{1,80}?)?"
    r"|плат[её]жное\s+поручение|товарная\s+накладная|договор(?:\s+[а-яё\s]{1,60}?)?)"
)
RUSSIAN = re.compile(rf"{TITLE}\s*(?:№|N|No\.?)\s*{NUMBER}(?=\s|$)", re.IGNORECASE)
ENGLISH = re.compile(
    rf"(?:invoice|credit\s+note)\s*(?:number|no\.?|nr\.?|#|№|id)\s*[:.]?\s*{NUMBER}", re.IGNORECASE
)
BARE_ENGLISH = re.compile(r"^invoice\s*[:#]?\s*(?P<number>(?=\S*\d)[\w./-]+)$", re.IGNORECASE)
FROM = re.compile(r"\s*(?:от|dated|of)?\s*", re.IGNORECASE)
DATE_LABELS = tuple(
    re.compile(label, re.IGNORECASE)
    for label in (
        r"(?:invoice|issue|document)\s+date\s*:?",
        r"date\s+(?:of\s+issue|issued|of\s+invoice)\s*:?",
        r"дата\s+(?:сч[её]та|акта|выставления|составления)\s*:?",
        r"\bissued\s+(?:at|on)\s*:?",
        r"^\W*(?:date|дата)\s*(?::|(?=[\d«\"]))",
    )
)


def number_and_date(laid: LaidOut) -> tuple[Read[str] | None, Read[date] | None]:
    """Give the document's own number and date; neither is guessed from the rest of the page."""
    number = _heading_number(laid)
    dated = _heading_date(laid) or _labelled_date(laid)
    return number, dated


def _heading_number(laid: LaidOut) -> Read[str] | None:
    for line in laid.heading:
        for pattern in (RUSSIAN, ENGLISH, BARE_ENGLISH):
            number = line.find(pattern, "number")
            if number is not None:
                return read_text(number.stripped(), HEADING)
    return None


def _heading_date(laid: LaidOut) -> Read[date] | None:
    """The date behind "№ … от", which may run on to the next line."""
    for line, following in zip(laid.heading, (*laid.heading[1:], None), strict=False):
        title = RUSSIAN.search(line.text)
        if title is None:
            continue
        both = joined([line, following] if following else [line])
        assert both is not None
        for start, end, days in dates.find_dates(both.text):
            gap = both.text[title.end() : start]
            if start >= title.end() and FROM.fullmatch(gap.strip(' «"')) is not None:
                return read_one_of(days, both.part(start, end), passed=(HEADING,))
    return None


def _labelled_date(laid: LaidOut) -> Read[date] | None:
    for label in DATE_LABELS:
        for line in laid.heading:
            match = label.search(line.text)
            found = match and _date_after(line, match.end())
            if found:
                return found
    return None


def _date_after(line: Passage, position: int) -> Read[date] | None:
    for start, end, days in dates.find_dates(line.text):
        if start >= position:
            return read_one_of(days, line.part(start, end), passed=(LABEL,))
    return None
