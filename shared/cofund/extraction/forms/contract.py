"""Contracts, agreements and annexes: number, day, and the parties of the preamble."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage
from cofund.extraction.parties import parties
from cofund.extraction.reads import HEADING, read_one_of, read_text
from cofund.extraction.titles import NUMBER_SIGN
from cofund.extraction.values import dates
from cofund.models.evidence import Read

TITLE = re.compile(
    r"^\W*(?:[а-яё]+(?:ое|ый|ая)\s+)?(?:договор|контракт|соглашение|приложение|спецификация|заявка|"
    r"contract|agreement|vertrag|contrat)\b",
    re.IGNORECASE,
)
NUMBER = re.compile(
    rf"{NUMBER_SIGN}\s*(?P<number>[\wА-ЯЁа-яё][\w./\\-]*(?:\s?[/-]\s?[\w.]+)*)", re.IGNORECASE
)
HEAD_LINES = 25
LINES_BELOW = 8


def contract_fields(laid: LaidOut) -> dict[str, Any]:
    """Give the fields of a ``Contract``."""
    lines = laid.lines[:HEAD_LINES]
    at = next((number for number, line in enumerate(lines) if TITLE.match(line.text)), None)
    found = parties(laid)
    if at is None:
        return {"seller": found["seller"], "buyer": found["buyer"]}
    below = lines[at : at + LINES_BELOW]
    return {
        "number": _number(below),
        "issue_date": _date(below),
        "seller": found["seller"],
        "buyer": found["buyer"],
    }


def _number(below: Sequence[Passage]) -> Read[str] | None:
    """In the title, which may take three lines ("Договор / оказания услуг / № 5")."""
    found = (line.find(NUMBER, "number") for line in below[:3])
    return read_text(next((each for each in found if each), None), HEADING)


def _date(below: Sequence[Passage]) -> Read[date] | None:
    """Beside the number, or below it with the city: the first date."""
    for line in below:
        for start, end, days in dates.find_dates(line.text):
            return read_one_of(days, line.part(start, end), passed=(HEADING,))
    return None
