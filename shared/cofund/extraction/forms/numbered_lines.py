"""Счёт-фактура, УПД and their corrections: numbered lines (1) to (8) above a table of графы.

Source: постановление Правительства 1137, приложения 1 and 2, in the wordings since 2012.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from cofund.extraction.commercial import commercial_fields
from cofund.extraction.forms.graphs import graphs_of
from cofund.extraction.forms.labelled import Labelled, first_of, labelled
from cofund.extraction.forms.requisites import Requisite, party_of
from cofund.extraction.forms.stated_sums import stated_sums
from cofund.extraction.forms.total_line import with_total_line
from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage
from cofund.extraction.reads import HEADING, LABEL, read, read_one_of, read_text
from cofund.extraction.titles import NUMBER_SIGN
from cofund.extraction.values import dates, numbers
from cofund.extraction.vocabulary import Vocabulary, vocabulary
from cofund.models.evidence import Read
from cofund.models.extraction import PartyRead

Line = Literal[
    "title", "correction", "seller", "buyer", "seller_ids", "buyer_ids", "ids", "address",
    "shipper", "consignee", "payment", "shipping", "corrected", "currency", "contract", "basis",
    "other",
]  # fmt: skip

SELLING = r"(?:продавца|исполнителя|поставщика)"
BUYING = r"(?:покупателя|заказчика)"
LINES: Vocabulary[Line] = vocabulary(
    ("title", rf"(?:корректировочный\s+)?сч[её]т\s*[-–—]?\s*фактура\s*{NUMBER_SIGN}?(?=\W)"),
    ("correction", rf"исправление(?:\s+корректировочного\s+сч[её]та-фактуры)?\s*{NUMBER_SIGN}"),
    ("seller_ids", rf"(?:ИНН\s*(?:[/,и]\s*КПП)?|идентификационный\s+номер)\s+{SELLING}\s*:?"),
    ("buyer_ids", rf"(?:ИНН\s*(?:[/,и]\s*КПП)?|идентификационный\s+номер)\s+{BUYING}\s*:?"),
    ("ids", r"ИНН\s*/\s*КПП\s*:?"),
    ("seller", r"продавец\b\s*:?"),
    ("buyer", r"покупатель\b\s*:?"),
    ("shipper", r"грузоотправитель\b(?:\s+и\s+его\s+адрес)?\s*:?"),
    ("consignee", r"грузополучатель\b(?:\s+и\s+его\s+адрес)?\s*:?"),
    ("address", r"адрес\b\s*:?"),
    ("payment", rf"к\s+плат[её]жно\s*-\s*расч[её]тному(?:\s+документу)?\s*(?:{NUMBER_SIGN})?\s*:?"),
    ("shipping", r"документ\s+об\s+отгрузке(?:\s*\([^)]*\))?\s*:?"),
    ("currency", r"валюта\b\s*:?\s*(?:наименование\s*,?\s*код)?\s*:?"),
    (
        "contract",
        r"идентификатор\s+государственного\s+контракта\b(?:[^:]{0,120}(?:соглашения|\(договора\)|:))?",
    ),
    ("basis", r"основание\s+передачи\b[^:\[\d№]{0,60}(?:\[\s*8\s*\])?\s*:?"),
    (
        "corrected",
        rf"к\s+сч[её]т(?:у|ам)\s*-\s*фактур(?:е|ам)\s*(?:\(счетам-фактурам\))?\s*{NUMBER_SIGN}?",
    ),
    ("other", r"(?:наименование\s+товара|код\s+товара|статус\s*:)"),
)
"""What the lines before the table are called."""

LINE_NUMBER = re.compile(r"\(\d{1,2}\s?[абвг]?\)|\[\d{1,2}[а-я]?\]|документу", re.IGNORECASE)
"""Also the end of a label that its column was too narrow for."""
LINE_NUMBER_AT_END = re.compile(r"\s*\(\s*\d{1,2}\s*[абвг]?\s*\)\s*$|\s+№$", re.IGNORECASE)
TABLE_BEGINS = re.compile(
    r"\bнаименование\s+товара|\bединица\s+измерения|\bкод\s+товара", re.IGNORECASE
)
NUMBER = re.compile(
    r"\W*?(?P<number>[\wА-ЯЁа-яё][^\s,]*(?:\s?[/-]\s?[\w.]+)*?(?:\s[\w/-]+)?)\s*(?:\bот\b|$)",
    re.IGNORECASE,
)
CURRENCY_CODE = re.compile(r"(?<!\d)(?P<code>643|810|840|978|156|933)(?!\d)")
CURRENCIES = {
    "643": "RUB", "810": "RUB", "840": "USD", "978": "EUR", "156": "CNY", "933": "BYN",
}  # fmt: skip
MOST_HEAD_LINES = 60
MOST_REFERENCES = 20
LONGEST = 200
ROLES = ("seller", "buyer")


def numbered_line_fields(laid: LaidOut) -> dict[str, Any]:
    """Give the fields of a счёт-фактура or УПД.

    What the form's own places do not give is looked for as on any commercial paper.
    """
    own = head_fields(laid)
    stated = _sums(laid, own["currency"], own["issue_date"])
    complete = own["number"] is not None and own["issue_date"] is not None and bool(stated)
    plain = {} if complete else commercial_fields(laid)
    if not stated:
        plain = with_total_line(plain, laid)
    found = {name: value for name, value in (own | stated).items() if value is not None}
    return {**plain, **found}


def head_fields(laid: LaidOut) -> dict[str, Any]:
    """Give what stands above the form's table: number, date, parties, currency, references."""
    found = labelled(_head(laid.lines), LINES, skips=LINE_NUMBER)
    number, dated = _number_and_date(first_of(found, "title"))
    return {
        "number": number,
        "issue_date": dated,
        "currency": _currency(first_of(found, "currency")),
        "references": _references(found),
        **_parties(found),
    }


def _head(lines: Sequence[Passage]) -> Sequence[Passage]:
    """The lines above the table."""
    head = lines[:MOST_HEAD_LINES]
    end = next((at for at, line in enumerate(head) if TABLE_BEGINS.search(line.text)), len(head))
    return [_without_numbers(line) for line in head[:end]]


def _without_numbers(line: Passage) -> Passage:
    """A line's number may have been printed in one word with what stands before it."""
    match = LINE_NUMBER_AT_END.search(line.text)
    return line.part(0, match.start()) if match else line


def _number_and_date(title: Passage | None) -> tuple[Read[str] | None, Read[date] | None]:
    if title is None:
        return None, None
    number = title.find(NUMBER, "number")
    dated = next(
        (
            read_one_of(days, title.part(start, end), passed=(HEADING,))
            for start, end, days in dates.find_dates(title.text)
        ),
        None,
    )
    return read_text(number, HEADING), dated


def _parties(found: Sequence[Labelled[Line]]) -> dict[str, PartyRead]:
    """Seller and buyer, each with the address and the numbers that stand below its name."""
    parts: dict[str, list[Requisite]] = {"seller": [], "buyer": [], "other": []}
    for each in found:
        role = _role(each, found)
        if each.key in ("seller", "buyer"):
            parts[role].insert(0, Requisite("other", each.value))
        elif each.key in ("seller_ids", "buyer_ids", "ids"):
            parts[role].append(Requisite("ids", each.value))
        elif each.key == "address":
            parts[role].append(Requisite("address", each.value))
    read_of = {role: party_of(own) for role in ROLES if (own := parts[role]) and _is_named(own)}
    return {role: party for role, party in read_of.items() if party.name or party.tax_id}


def _is_named(parts: Sequence[Requisite]) -> bool:
    return parts[0].part == "other" and bool(parts[0].words.pieces)


def _role(each: Labelled[Line], found: Sequence[Labelled[Line]]) -> str:
    """Whose the line is: its own words say so, or the name above it in its column."""
    if each.key.startswith(("seller", "buyer")):
        return each.key.removesuffix("_ids")
    above = [
        other
        for other in found
        if (other.spot.line, other.spot.start) < (each.spot.line, each.spot.start)
        and other.key in ("seller", "buyer", "shipper", "consignee", "currency")
    ]
    own_column = [other for other in above if _same_column(other, each)]
    owners = own_column or above
    return owners[-1].key if owners and owners[-1].key in ROLES else "other"


def _same_column(one: Labelled[Line], other: Labelled[Line]) -> bool:
    if one.spot.x is None or other.spot.x is None:
        return True
    return abs(one.spot.x - other.spot.x) <= 12


def _currency(printed: Passage | None) -> Read[str] | None:
    if printed is None:
        return None
    code = CURRENCY_CODE.search(printed.text)
    named = numbers.currency_of(printed.text)
    by_code = CURRENCIES[code["code"]] if code else None
    if by_code is None and named is None:
        return None
    agree = [LABEL, "name and code agree"] if by_code == named else [LABEL]
    failed = ["name and code agree"] if by_code and named and by_code != named else []
    return read(by_code or named or "", printed, passed=agree, failed=failed)


def _sums(laid: LaidOut, currency: Read[str] | None, dated: Read[date] | None) -> dict[str, Any]:
    """Lines and totals by the columns' numbers; nothing where a total is not found by them."""
    graphs = graphs_of(laid)
    if graphs is None or currency is None or graphs.total is None:
        return {}
    day = dated.value if dated else None
    return stated_sums(graphs, laid, currency=currency.value, dated=day)


def _references(found: Sequence[Labelled[Line]]) -> tuple[Read[str], ...]:
    named = [
        _without_numbers(each.value)
        for each in found
        if each.key in ("correction", "corrected", "payment", "shipping", "contract", "basis")
    ]
    telling = [each for each in named if re.search(r"\d", each.text)][:MOST_REFERENCES]
    return tuple(read(each.text[:LONGEST], each, passed=(LABEL,)) for each in telling)
