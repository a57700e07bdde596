"""How well people were read: where one page can be read in several ways, the best one counts."""

from __future__ import annotations

import re
from itertools import pairwise

from cofund.extraction.people import looks
from cofund.extraction.people.entries import Entry
from cofund.extraction.people.tables import Reading

QUOTED = re.compile(r"[«“„\"][^»”\"]*[»”\"]")


def score_of(reading: Reading) -> float:
    """Give the votes for a reading less those against it; 0 for nothing read.

    Names that look like names, complete addresses and phones and running numbers speak for it; cut
    or doubled ones against it, and so do rows without a name.
    """
    last: int | None = None
    entries = reading.entries
    without = [entry for entry in entries if entry.number is None]
    score = -1.5 * reading.orphans - (3.0 * len(without) if len(without) < len(entries) else 0.0)
    score -= 0.3 if reading.leading is not None else 0.0
    for entry in entries:
        score += worth_of(entry) + _running(entry.number, last)
        last = entry.number if entry.number is not None else last
    return score


def worth_of(entry: Entry) -> float:
    """Give what speaks for one person's entry less what speaks against it."""
    score = 2.0 if looks.is_name(entry.text("name")) else -1.0
    email, phone = entry.text("email"), entry.text("phone")
    if email:
        score += 1.0 if looks.is_email(email) else -1.5
    if phone:
        score += 1.0 if looks.is_phone(phone) else -1.5
    score -= 0.6 * entry.dropped
    score += _worded(entry.text("company"), entry.text("position"))
    return score


def _worded(company: str, position: str) -> float:
    score = 0.0
    if company:
        score += 0.5 if len(company) <= 80 and company.count("«") <= 1 else -1.0
        score -= 0.5 if _is_torn(company) else 0.0
        score -= 0.6 if looks.POSITION.search(QUOTED.sub("", company)) and not position else 0.0
    if position:
        score += 0.4 if looks.is_position(position) else 0.1
        score -= 0.5 if _is_torn(position) else 0.0
        score -= 0.6 if looks.LEGAL_FORM.search(position) and not company else 0.0
    return score


def _is_torn(text: str) -> bool:
    """Whether a quotation or bracket is open: a part of it stands elsewhere."""
    return text.count("«") != text.count("»") or text.count("(") != text.count(")")


def _running(number: int | None, last: int | None) -> float:
    if number is None:
        return 0.0
    return 0.5 if number == (last or 0) + 1 else -0.5


def is_flawless(reading: Reading) -> bool:
    """Whether nothing at all speaks against a reading of at least two people."""
    entries = reading.entries
    if len(entries) < 2 or reading.orphans:
        return False
    numbers = [entry.number for entry in entries if entry.number is not None]
    runs = all(below - above == 1 for above, below in pairwise(numbers))
    return runs and len(numbers) in (0, len(entries)) and all(map(_is_complete, entries))


def _is_complete(entry: Entry) -> bool:
    email, phone = entry.text("email"), entry.text("phone")
    return (
        looks.is_name(entry.text("name"))
        and not entry.dropped
        and (not email or looks.is_email(email))
        and (not phone or looks.is_phone(phone))
        and _worded(entry.text("company"), entry.text("position")) >= 0
        and not _is_torn(entry.text("company") + entry.text("position"))
    )
