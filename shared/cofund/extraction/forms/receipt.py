"""Receipts: a till's narrow strip, an operator's electronic copy, a form of strict accounting.

Source of the fields: Federal Law 54-FZ, art. 4.7; the number is that of the fiscal document (ФД).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from cofund.extraction.commercial import commercial_fields
from cofund.extraction.forms.receipt_lines import item_lines
from cofund.extraction.forms.receipt_sums import (
    CURRENCY,
    TAX,
    TOTAL,
    gross_read,
    has_one_rate,
    sums_at,
    tax_read,
    taxes_read,
    without_tax,
)
from cofund.extraction.forms.requisites import Requisite, checked, is_russian, party_of
from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage, joined
from cofund.extraction.reads import LABEL, read, read_one_of, read_text
from cofund.extraction.values import dates
from cofund.identifiers import is_inn
from cofund.models.evidence import Read
from cofund.models.extraction import PartyRead

NUMBER = re.compile(r"\bФД\b\W{0,4}(?:№\W*)?(?P<number>\d{1,10})(?!\d)", re.IGNORECASE)
DOCUMENT = re.compile(
    r"(?:кассовый\s+чек|товарный\s+чек|чек|квитанция|БСО|документ)\W{0,4}(?:№|N|#)\W*(?P<number>\d[\w/-]*)",
    re.IGNORECASE,
)
INN = re.compile(
    r"(?<!\w)ИНН(?!\s+(?:офд|поставщик|агент|покупател|клиент|кассир))(?:\s+пользователя)?\W{0,4}"
    r"(?P<v>\d{12}|\d{10})(?!\d)",
    re.IGNORECASE,
)
BUYER = re.compile(
    r"^\W*(?:покупатель|клиент)\b\W*(?P<v>(?!.*@)(?!\W*ИНН)\S.{2,200})$", re.IGNORECASE
)
BUYER_INN = re.compile(
    r"\bИНН\s+(?:покупател[яь]|клиента)\W{0,4}(?P<v>\d{12}|\d{10})(?!\d)", re.IGNORECASE
)
HEAD_ENDS = re.compile(
    r"\b(?:ИНН|кассовый|чек|смена|кассир|приход|ФН|ФД|место\s+расч|адрес\s+расч|добро\s+пожаловать)\b"
    r"|^\W*\d{6}\b|\bг\.\s",
    re.IGNORECASE,
)
USER = re.compile(r"(?:пользователь|продавец|организация)\W+(?P<v>\S.{2,200})$", re.IGNORECASE)
PLACE = re.compile(r"(?:место|адрес)\s+расч[её]тов\W*(?P<v>\S.{4,200})", re.IGNORECASE)
ADDRESS = re.compile(r"^\W*(?:\d{6}\W|(?:Россия\W+)?(?:г\.|город\s))", re.IGNORECASE)
TIME = re.compile(r"\d{1,2}:\d{2}")
LEADS = re.compile(r"[=≡*]")
MOST_LINES = 500
MOST_NAME_LINES = 3


def receipt_fields(laid: LaidOut) -> dict[str, Any]:
    """Give the fields of a ``Receipt``; an electronic copy's table is read as any paper's."""
    lines = [_plain(line) for line in laid.lines[:MOST_LINES]]
    if not is_russian(laid.text):
        return commercial_fields(laid)
    total = next(sums_at(lines, TOTAL), None)
    if total is None:
        return {**commercial_fields(laid), **_names(lines)}
    dated = _date(lines)
    items = item_lines(lines, TOTAL, currency=CURRENCY)
    plain = {} if items else commercial_fields(laid)
    items = items or plain.get("lines", ())
    taxes = [*sums_at(lines, TAX), *without_tax(lines)][:1] if has_one_rate(lines) else []
    return {
        **plain,
        **_names(lines),
        "issue_date": dated,
        "currency": read(CURRENCY, total.passage, passed=(LABEL,)),
        "lines": items,
        "gross": gross_read(lines, total, items, dated),
        "tax": tax_read(taxes, total.amount),
        "taxes": tuple(taxes_read(lines, total.amount)),
        "vat_included": read(True, taxes[0].passage, passed=(LABEL,)) if taxes else None,
        "net": None,
    }


def _plain(line: Passage) -> Passage:
    """The line without the signs that tills print before amounts ("=120.00", "≡ 120.00")."""
    if not LEADS.search(line.text):
        return line
    pieces = (
        (piece, LEADS.sub("", piece.text)) if piece.text[:1] in "=≡*" else (piece, piece.text)
        for piece in line.pieces
    )
    kept = tuple(replace(piece, text=text) for piece, text in pieces if text)
    return Passage(kept, line.origin)


def _names(lines: Sequence[Passage]) -> dict[str, Any]:
    number = _first(lines, NUMBER, "number") or _first(lines, DOCUMENT, "number")
    return {
        "number": read_text(number, LABEL),
        "issue_date": _date(lines),
        "seller": _seller(lines),
        "buyer": PartyRead(
            name=read_text(_first(lines, BUYER, "v"), LABEL),
            tax_id=checked(_first(lines, BUYER_INN, "v"), is_inn),
        ),
    }


def _first(lines: Sequence[Passage], pattern: re.Pattern[str], group: str) -> Passage | None:
    return next((found for line in lines if (found := line.find(pattern, group))), None)


def _date(lines: Sequence[Passage]) -> Read[date] | None:
    """The moment of the sale: a date with a time, else the first date."""
    found = [
        (TIME.search(line.text) is None, number, line.part(start, end), days)
        for number, line in enumerate(lines)
        for start, end, days in dates.find_dates(line.text)
    ]
    if not found:
        return None
    _, _, printed, days = min(found, key=lambda each: each[:2])
    return read_one_of(days, printed, passed=(LABEL,))


def _seller(lines: Sequence[Passage]) -> PartyRead:
    """The first lines name the seller, above the address and the tax number."""
    head: list[Passage] = []
    for line in lines[:MOST_NAME_LINES]:
        if HEAD_ENDS.search(line.text):
            break
        head.append(line)
    name = joined(head) or _first(lines, USER, "v")
    party = party_of([Requisite("other", name)]) if name else PartyRead()
    return party.model_copy(
        update={
            "tax_id": checked(_first(lines, INN, "v"), is_inn),
            "address": read_text(_address(lines), LABEL),
        }
    )


def _address(lines: Sequence[Passage]) -> Passage | None:
    """Where the sale took place: at its label, or below the seller's name."""
    labelled = _first(lines, PLACE, "v")
    if labelled is not None:
        return labelled
    for number, line in enumerate(lines[: 2 * MOST_NAME_LINES]):
        if ADDRESS.match(line.text):
            following = lines[number + 1 : number + 2]
            more = [each for each in following if not HEAD_ENDS.search(each.text)]
            return joined([line, *more])
    return None
