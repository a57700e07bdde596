"""What kind of document it is: its own words decide, the partner's word only breaks ties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cofund.extraction.kind_by_totals import by_totals
from cofund.extraction.kinds_without_title import (
    LONGEST_REASON,
    PLAIN_TITLES,
    Identified,
    by_label,
    by_likeness,
    by_table,
    by_times,
)
from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.people.choice import people_named
from cofund.extraction.titles import (
    ANNEX,
    FISCAL_MARKS,
    REFERENCE,
    TITLES,
)
from cofund.models.kinds import DocumentKind

FIRST_PAGE_LINES = 80
"""A title may stand below a letterhead and a bank's requisites, never further down."""
CLOSE = 12
"""A contract named above another title within so many lines is what that paper belongs to."""
ENOUGH_FISCAL_MARKS = 3
FISCAL_WORDS = ("ФН", "ФД", "ККТ", "ОФД")


@dataclass(frozen=True)
class Opening:
    """Words that may be a title: what begins a line, a column or a cell, and the line's number."""

    line: int
    text: str


TRANSFER_STRIP = re.compile(r"^\W*универсальный\b", re.IGNORECASE)
TRANSFER_KIND = re.compile(r"\b(передаточный|корректировочный)\b", re.IGNORECASE)
TRANSFER_LEGEND = re.compile(
    r"сч[её]т\s*-?\s*фактура\s+и\s+передаточный|передаточный\s+документ\s*\(акт\)", re.IGNORECASE
)
STRIP_LINES = 3
FORM_CODE: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = (
    ("payment_order", re.compile(r"(?<!\d)0401060(?!\d)")),
    ("waybill", re.compile(r"\bторг\s*-\s*12\b|(?<!\d)0?330212(?!\d)", re.IGNORECASE)),
)
NUMBERED_ABROAD = re.compile(r"vertrag\s*n(?:r|o)?\b", re.IGNORECASE)
"""An insurer's invoice is headed by the number of the contract."""
SAMPLE = re.compile(r"образец|пример\s+заполнения", re.IGNORECASE)
LOOKALIKES = str.maketrans("ABCEHKMOPTXaceopxy", "АВСЕНКМОРТХасеорху")
MIXED = re.compile(r"[А-Яа-яЁё].*[A-Za-z]|[A-Za-z].*[А-Яа-яЁё]")
SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){3,}[^\W\d_](?!\S)")


def identify(laid: LaidOut, declared: DocumentKind | None) -> Identified:
    """Give the document's kind with its reasons; *unknown* when nothing speaks for any.

    What only one form has decides first, then the first title; without one the tables' heads, the
    labels, and at last words that resemble a title. Two kinds in one line (the list's title says
    "программа") are decided by the partner's word where it is one of them.
    """
    lines = laid.lines[:FIRST_PAGE_LINES]
    return (
        _by_form(lines)
        or _by_fiscal_marks(laid)
        or _by_title(lines, declared)
        or by_table(laid)
        or by_likeness(lines)
        or _by_annex(lines)
        or by_times(laid)
        or by_label(lines)
        or _by_people(laid)
        or Identified(*by_totals(laid))
    )


def _by_form(lines: Sequence[Passage]) -> Identified | None:
    """A form's code, or the strip at the left of a УПД, whose words share lines with others."""
    texts = [line.text for line in lines]
    sample = any(SAMPLE.search(text) for text in texts)
    for number, text in enumerate(texts):
        if TRANSFER_STRIP.match(text):
            strip = " ".join(texts[number : number + STRIP_LINES])
            kind = TRANSFER_KIND.search(strip)
            if kind:
                found: DocumentKind = "upd" if kind[1].lower() == "передаточный" else "credit_note"
                return Identified(found, (f"Универсальный {kind[1]} документ",))
        if TRANSFER_LEGEND.search(text):
            return Identified("upd", (text[:LONGEST_REASON],))
        for found, code in FORM_CODE:
            if code.search(text) and not sample:
                return Identified(found, (text[:LONGEST_REASON],))
    return None


def _by_fiscal_marks(laid: LaidOut) -> Identified | None:
    text = laid.text
    if not any(word in text for word in FISCAL_WORDS):
        return None
    marks = [found[0] for mark in FISCAL_MARKS if (found := mark.search(text))]
    if len(marks) < ENOUGH_FISCAL_MARKS:
        return None
    return Identified("receipt", tuple(mark[:LONGEST_REASON] for mark in marks[:5]))


def _by_title(lines: Sequence[Passage], declared: DocumentKind | None) -> Identified | None:
    found = _first_title(_openings(lines), declared)
    if found is None or found[1].kind != "contract":
        return found[1] if found else None
    line, contract = found
    close = _openings(lines[: line + CLOSE + 1])
    other = _first_title((each for each in close if each.line > line), declared)
    if other is None and NUMBERED_ABROAD.search(contract.reasons[0]):
        return by_label(lines) or contract
    return other[1] if other is not None and _names_a_contract(contract) else contract


def _names_a_contract(contract: Identified) -> bool:
    """Whether "Договор № 5 от …" is all that the line says, as above an act that belongs to it."""
    return re.search(r"\bот\b.*\d", contract.reasons[0], re.IGNORECASE) is not None


def _first_title(
    openings: Iterable[Opening], declared: DocumentKind | None
) -> tuple[int, Identified] | None:
    for opening in openings:
        found = [
            Identified(kind, (reason,))
            for kind, reason in _titles(opening.text, plain=opening.line < PLAIN_TITLES)
        ]
        if found:
            wanted = next((each for each in found if each.kind == declared), found[0])
            return opening.line, wanted
    return None


def _openings(lines: Sequence[Passage]) -> Iterator[Opening]:
    """What begins a line or a column, unless the words before it make it another's name."""
    for number, line in enumerate(lines):
        before = ""
        segments = segments_of(line)
        texts = [line.text] if len(segments) == 1 else [line.text, *(s.text for s in segments[1:])]
        for position, text in enumerate(texts):
            if not REFERENCE.search(before) and not SAMPLE.match(text):
                yield Opening(number, _closed_up(text))
            before = segments[position].text if position < len(segments) else ""


def _closed_up(text: str) -> str:
    """Letter-spaced words ("С Ч Е Т") as words, and those of two alphabets ("Cчет") in one."""
    if not MIXED.search(text) and not SPACED.search(text):
        return text
    words = SPACED.sub(lambda match: match[0].replace(" ", ""), text).split(" ")
    return " ".join(word.translate(LOOKALIKES) if MIXED.search(word) else word for word in words)


def _titles(text: str, *, plain: bool) -> Iterator[tuple[DocumentKind, str]]:
    """The kinds whose title opens a text; prose that wraps to a new line is none."""
    if not _begins_large(text) or not TITLES.known.search(text):
        return
    for kind, title in TITLES:
        match = title.search(text)
        if match and (plain or _stands_alone(text, match)):
            yield kind, text[:LONGEST_REASON]


def _begins_large(text: str) -> bool:
    first = next((character for character in text if character.isalnum()), "")
    return first.isdigit() or first.isupper()


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    return (
        len(text) - match.end() <= 3 or re.match(r".{0,40}\d", text[match.end() - 1 :]) is not None
    )


def _by_annex(lines: Sequence[Passage]) -> Identified | None:
    for opening in _openings(lines[:PLAIN_TITLES]):
        for kind, words in ANNEX:
            if words.search(opening.text):
                return Identified(kind, (opening.text[:LONGEST_REASON],))
    return None


def _by_people(laid: LaidOut) -> Identified | None:
    """People with their addresses and phones need neither title nor heads to be a list."""
    count = people_named(laid)
    return Identified("participant_list", (f"@ / ☎ × {count}",)) if count else None
