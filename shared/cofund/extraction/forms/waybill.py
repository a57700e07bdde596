"""Товарная накладная ТОРГ-12: parties above their hints, a table of fifteen numbered columns.

Source: постановление Госкомстата России 132 of 1998.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Literal

from cofund.extraction.commercial import commercial_fields
from cofund.extraction.forms.graphs import graphs_of
from cofund.extraction.forms.labelled import Labelled, first_of, labelled
from cofund.extraction.forms.requisites import requisites
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

Line = Literal["supplier", "payer", "consignee", "shipper", "basis", "other"]

LINES: Vocabulary[Line] = vocabulary(
    ("supplier", r"поставщик\b\s*:?"),
    ("payer", r"плательщик\b\s*:?"),
    ("consignee", r"грузополучатель\b\s*:?"),
    ("shipper", r"(?:организация\s*-\s*)?грузоотправитель\b(?!\s*,)\s*:?"),
    ("basis", r"основание\b\s*:?"),
    (
        "other",
        r"(?:форма\s+)?по\s+ОК(?:ПО|УД)|вид\s+(?:деятельности|операции)|адрес\s+доставки|"
        r"транспортная\s+накладная|структурное\s+подразделение|коды\b|номер\b|дата\b",
    ),
)
HINT = re.compile(
    r"\W*(?:организация|договор\s*,|структурное|наименование,?\s+(?:организации|адрес)|"
    r"\(?полное\s+наименование|адрес\s*,|по\s+ОКПО|номер\b|товарная\s+накладная)",
    re.IGNORECASE,
)
SHIPPERS_HINT = re.compile(r"\W*организация\s*-?\s*грузоотправитель\s*,", re.IGNORECASE)
TITLE = re.compile(
    rf"товарная\s+накладная\s*(?:{NUMBER_SIGN})?\s*"
    r"(?P<number>[\wА-ЯЁа-яё][\w./\\-]*(?:\s?[/-]\s?[\w.]+)*)",
    re.IGNORECASE,
)
NUMBER_HEAD = re.compile(r"\W*номер\s+документа", re.IGNORECASE)
BELOW_HEAD = re.compile(r"(?P<number>(?!\d{1,2}\.\d{1,2}\.)[\wА-ЯЁа-яё][\w./\\-]*)", re.IGNORECASE)
MOST_HEAD_LINES = 50
MOST_LINES = 1_000
MOST_REFERENCE = 200
LINES_BELOW_HEAD = 3


def waybill_fields(laid: LaidOut) -> dict[str, Any]:
    """Give the fields of a ``Waybill``; what its own places do not give, as on any paper."""
    head = laid.lines[:MOST_HEAD_LINES]
    found = labelled(head, LINES, ends=HINT)
    number, dated = _number_and_date(head)
    currency = _currency(laid.lines[:MOST_LINES])
    stated = _sums(laid, currency, dated)
    own = {
        "number": number,
        "issue_date": dated,
        "currency": currency,
        "seller": _seller(found, head),
        "buyer": _party(found, "payer", "consignee"),
        "references": _references(found),
        **stated,
    }
    complete = number is not None and bool(stated)
    plain = {} if complete else commercial_fields(laid)
    if not stated:
        plain = with_total_line(plain, laid)
    return {**plain, **{name: value for name, value in own.items() if value is not None}}


def _number_and_date(head: Sequence[Passage]) -> tuple[Read[str] | None, Read[date] | None]:
    """Beside the title, or below the heads "Номер документа" and "Дата составления"."""
    for line in head:
        number = line.find(TITLE, "number")
        if number is None:
            continue
        behind = line.part(line.text.find(number.text), len(line.text))
        dated = _first_date(behind)
        if dated is not None:
            return read_text(number, HEADING), dated
    return _below_heads(head)


def _below_heads(head: Sequence[Passage]) -> tuple[Read[str] | None, Read[date] | None]:
    for at, line in enumerate(head):
        if not any(NUMBER_HEAD.match(line.text[start:]) for start in _word_starts(line.text)):
            continue
        for below in head[at + 1 : at + 1 + LINES_BELOW_HEAD]:
            dated = _first_date(below)
            number = below.find(BELOW_HEAD, "number")
            if dated is not None and number is not None and re.search(r"\d", number.text):
                return read_text(number, HEADING), dated
    return None, None


def _word_starts(text: str) -> list[int]:
    return [match.start() for match in re.finditer(r"(?<!\S)\S", text)]


def _first_date(passage: Passage) -> Read[date] | None:
    for start, end, days in dates.find_dates(passage.text):
        return read_one_of(days, passage.part(start, end), passed=(HEADING,))
    return None


def _seller(found: Sequence[Labelled[Line]], head: Sequence[Passage]) -> PartyRead | None:
    """The supplier; where the form leaves it out, the shipper, named above its hint."""
    supplier = _party(found, "supplier", "shipper")
    if supplier is not None:
        return supplier
    for above, line in pairwise(head):
        if SHIPPERS_HINT.match(line.text):
            return requisites(above)
    return None


def _party(found: Sequence[Labelled[Line]], *keys: Line) -> PartyRead | None:
    for key in keys:
        value = first_of(found, key)
        if value is not None and re.search(r"[^\W\d_]{2}", value.text):
            return requisites(value)
    return None


def _currency(lines: Sequence[Passage]) -> Read[str] | None:
    """The form's heads say "руб. коп."."""
    for line in lines:
        if numbers.currency_of(line.text) == "RUB":
            return read("RUB", line, passed=(LABEL,))
    return None


def _sums(laid: LaidOut, currency: Read[str] | None, dated: Read[date] | None) -> dict[str, Any]:
    graphs = graphs_of(laid)
    if graphs is None or graphs.total is None or currency is None:
        return {}
    day = dated.value if dated else None
    return stated_sums(graphs, laid, currency=currency.value, dated=day)


def _references(found: Sequence[Labelled[Line]]) -> tuple[Read[str], ...]:
    basis = first_of(found, "basis")
    return (read(basis.text[:MOST_REFERENCE], basis, passed=(LABEL,)),) if basis else ()
