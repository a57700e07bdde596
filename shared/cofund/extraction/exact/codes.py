"""QR codes to what they state: payments (ГОСТ Р 56042, EPC), fiscal receipts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from urllib.parse import parse_qsl

from cofund.extraction.exact import forms
from cofund.extraction.exact.stated import (
    LONGEST_PLACE,
    Fields,
    ProblemFound,
    SourceFound,
    StatedFound,
)

LONGEST_CODE = 4_000
MOST_KEYS = 60

PAYMENT = re.compile(rb"ST0001([123])(.)", re.DOTALL)
ENCODINGS = {b"1": "cp1251", b"2": "utf-8", b"3": "koi8-r"}
EPC_HEAD = re.compile(rb"BCD\r?\n00[12]\r?\n([1-8])\r?\nSCT\r?\n")
EPC_ENCODINGS = (
    "utf-8",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-4",
    "iso-8859-5",
    "iso-8859-7",
    "iso-8859-10",
    "iso-8859-15",
)
USUAL = re.compile(r"[а-яёА-ЯЁ«»№–—À-žΑ-ω“”„]")
RECEIPT_KEYS = frozenset({"t", "s", "fn", "i", "fp", "n"})
SALE, SALE_RETURNED = "1", "2"

Named = tuple[str, str, forms.Form]
"""A key of a code, the field that it fills, and its form."""


def kopecks(stated: str) -> str:
    """Give a sum stated in whole kopecks as roubles; zero leaves it to the payer."""
    if not re.fullmatch(r"\d{1,15}", stated):
        raise ValueError(stated)
    if not int(stated):
        return ""
    return f"{int(stated) // 100}.{int(stated) % 100:02d}"


def minute(stated: str) -> str:
    """Give the day of "20260331T1159"."""
    format_of = "%Y%m%dT%H%M%S" if len(stated) > 13 else "%Y%m%dT%H%M"
    moment = datetime.strptime(stated, format_of)  # noqa: DTZ007 - a receipt's local time
    return moment.date().isoformat()


def euros(stated: str) -> str:
    """Give the amount of "EUR12.3"."""
    if not stated.startswith("EUR"):
        raise ValueError(stated)
    return forms.positive(stated[3:])


PAYMENT_TOTAL: tuple[Named, ...] = (("Sum", "gross", kopecks), ("Purpose", "purpose", forms.text))
PAYMENT_PAYEE: tuple[Named, ...] = (
    ("Name", "name", forms.short),
    ("PayeeINN", "tax_id", forms.digits),
    ("KPP", "kpp", forms.digits),
    ("BankName", "bank", forms.short),
    ("BIC", "bik", forms.digits),
    ("PersonalAcc", "account", forms.digits),
    ("CorrespAcc", "correspondent_account", forms.digits),
)
PAYMENT_DEMANDS = ("Name", "PersonalAcc", "BankName", "BIC", "CorrespAcc")
PAYMENT_PAYER: tuple[Named, ...] = (("PayerINN", "tax_id", forms.digits),)
RECEIPT: tuple[Named, ...] = (
    ("t", "issue_date", minute),
    ("s", "gross", forms.positive),
    ("i", "number", forms.digits),
    ("fn", "fiscal_drive", forms.digits),
    ("fp", "fiscal_sign", forms.digits),
)
EPC_PAYEE: tuple[Named, ...] = (("Name", "name", forms.short), ("IBAN", "iban", forms.compact))
EPC_TOTAL: tuple[Named, ...] = (("Amount", "gross", euros), ("Text", "purpose", forms.text))


class _Stating:
    """Fields out of a code's keys, and what is missing or wrong among them."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        self.keys = keys
        self.problems: list[ProblemFound] = []

    def fields(self, named: tuple[Named, ...]) -> Fields:
        found: Fields = {}
        for key, field, form in named:
            written = self.keys.get(key, "").strip()
            value = self._value(key, written, form) if written else ""
            if value:
                found[field] = _stated(value, key)
        return found

    def demand(self, keys: tuple[str, ...]) -> None:
        for key in keys:
            if not self.keys.get(key, "").strip():
                self.problems.append({"code": "missing", "line": None, "field": key})

    def _value(self, key: str, written: str, form: Callable[[str], str]) -> str:
        try:
            return form(written)
        except ValueError:
            self.problems.append({"code": "wrong_value", "line": None, "field": key})
            return ""


def code(text: str, content: bytes) -> SourceFound | None:
    """Give what a QR states; None where it is none of those that are known (a link, a contact).

    ``text`` is what the code itself says its bytes mean. Most say nothing, and leave it to the
    standard they follow: then the bytes are read by that.
    """
    if len(content) > LONGEST_CODE:
        return None
    payment = PAYMENT.match(content)
    if payment:
        body = _text_of(text, content, ENCODINGS[payment[1]])[payment.end() :]
        return _payment(body, payment[2].decode("ascii", "replace"))
    transfer = EPC_HEAD.match(content)
    if transfer:
        body = _text_of(text, content, EPC_ENCODINGS[int(transfer[1]) - 1])[transfer.end() :]
        return _transfer(body)
    return _receipt(content.decode("utf-8", "replace"))


def _payment(body: str, separator: str) -> SourceFound:
    pairs = (part.partition("=") for part in body.split(separator)[:MOST_KEYS])
    stating = _Stating({key.strip(): value for key, _, value in pairs})
    stating.demand(PAYMENT_DEMANDS)
    fields = stating.fields(PAYMENT_TOTAL)
    return {
        "syntax": "payment_qr",
        "kind": "invoice",
        "fields": {"currency": _stated("RUB", "ST0001"), **fields},
        "seller": stating.fields(PAYMENT_PAYEE),
        "buyer": stating.fields(PAYMENT_PAYER),
        "problems": stating.problems,
    }


def _text_of(text: str, content: bytes, encoding: str) -> str:
    """The text: UTF-8 cannot be mistaken; else as declared; else as the code itself says."""
    attempts = [text]
    for attempt in (encoding, "utf-8"):
        with suppress(UnicodeDecodeError):
            attempts.append(content.decode(attempt))
    return max(reversed(attempts), key=_russian_or_latin)


def _russian_or_latin(text: str) -> float:
    """How much of what is no plain ASCII are letters that European names are written in."""
    others = [letter for letter in text if letter > "\x7f"]
    usual = sum(bool(USUAL.match(letter)) for letter in others)
    return usual / len(others) if others else 1.0


def _transfer(body: str) -> SourceFound:
    lines = [line.strip() for line in body.split("\n")[:MOST_KEYS]]
    keys = ("BIC", "Name", "IBAN", "Amount", "Purpose", "Reference", "Text")
    stating = _Stating(dict(zip(keys, lines, strict=False)))
    stating.demand(("Name", "IBAN"))
    return {
        "syntax": "epc_qr",
        "kind": "invoice",
        "fields": {"currency": _stated("EUR", "BCD"), **stating.fields(EPC_TOTAL)},
        "seller": stating.fields(EPC_PAYEE),
        "problems": stating.problems,
    }


def _receipt(text: str) -> SourceFound | None:
    """A receipt's code is a query: date, sum, three fiscal numbers and what was done."""
    keys = dict(parse_qsl(text, max_num_fields=MOST_KEYS)) if text.count("&") < MOST_KEYS else {}
    if not set(keys) >= RECEIPT_KEYS:
        return None
    stating = _Stating(keys)
    fields = stating.fields(RECEIPT)
    if keys["n"] not in (SALE, SALE_RETURNED):
        stating.problems.append({"code": "wrong_value", "line": None, "field": "n"})
    return {
        "syntax": "receipt_qr",
        "kind": "credit_note" if keys["n"] == SALE_RETURNED else "receipt",
        "fields": {"currency": _stated("RUB", "fn"), **fields},
        "problems": stating.problems,
    }


def _stated(value: str, key: str) -> StatedFound:
    return {"value": value, "place": f"QR, {key}"[:LONGEST_PLACE]}
