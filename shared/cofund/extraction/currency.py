"""A document's currency: named at its label or beside its amounts, else by the seller's account."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage
from cofund.extraction.reads import LABEL, ONE_VALUE, read
from cofund.extraction.values import numbers
from cofund.models.evidence import Read
from cofund.models.extraction import PartyRead

ACCOUNT_CURRENCIES = {"810": "RUB", "643": "RUB", "840": "USD", "978": "EUR", "156": "CNY"}
"""The currency in the sixth to eighth digit of a Russian account."""
EURO_COUNTRIES = frozenset(
    (
        "AT",
        "BE",
        "BG",
        "CY",
        "DE",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PT",
        "SI",
        "SK",
    )
)
LABELLED = re.compile(
    r"(?:rechnungs)?w[äa]hrung\b|\bcurrency\b|\bdevise\b|\bmonnaie\b|\bvaluta\b|\bmoneda\b|"
    r"\bвалюта\b",
    re.IGNORECASE,
)
OTHER_CURRENCY = re.compile(r"buchung|buchungsw|account|tax\s+currency|exchange", re.IGNORECASE)
MONEY_BESIDE = re.compile(r"\d[.,]\d\d\b|\d{3}|\d\s?[€$£₽]|[€$£₽]\s?\d")
SIGNS = re.compile(r"[€$£₽¥]")
CLEARLY_MORE = 3


def currency_of(laid: LaidOut, seller: PartyRead) -> Read[str] | None:
    """Give the currency that a label names, else the one that stands beside the amounts.

    On a scan the seller's account says more: a misread digit may look like a sign ("$8" for "18").
    """
    if any(page.source == "ocr" for page in laid.content.pages):
        return _labelled(laid) or _of_account(seller) or _beside_amounts(laid, fewest_signs=2)
    return _labelled(laid) or _beside_amounts(laid) or _of_account(seller)


def _labelled(laid: LaidOut) -> Read[str] | None:
    for line in laid.lines:
        if LABELLED.search(line.text) and not OTHER_CURRENCY.search(line.text):
            code = numbers.currency_of(line.text)
            if code is not None:
                return read(code, line, passed=(LABEL,))
    return None


def _beside_amounts(laid: LaidOut, *, fewest_signs: int = 1) -> Read[str] | None:
    """The currency of the amounts; of several the one that stands by far most often.

    A sign alone counts only where it stands ``fewest_signs`` times.
    """
    named = list(_named(laid))
    counted = Counter(code for code, _ in named).most_common()
    if not counted:
        return None
    codes = [code for code, _ in counted]
    clear = len(counted) == 1 or counted[0][1] >= CLEARLY_MORE * counted[1][1]
    first = next(line for code, line in named if code == codes[0])
    if counted[0][1] < fewest_signs and numbers.currency_of(SIGNS.sub(" ", first.text)) is None:
        return None
    failed = () if clear else (ONE_VALUE,)
    return read(codes[0], first, passed=(LABEL,), failed=failed, alternates=codes[1:])


def _named(laid: LaidOut) -> Iterator[tuple[str, Passage]]:
    beside = [line for line in laid.lines if MONEY_BESIDE.search(line.text)]
    for line in beside or laid.lines:
        code = numbers.currency_of(line.text)
        if code is not None:
            yield code, line
    if not any(numbers.currency_of(line.text) for line in beside):
        for line in laid.lines:
            code = numbers.currency_of(line.text)
            if code is not None:
                yield code, line


def _of_account(seller: PartyRead) -> Read[str] | None:
    """A Russian account names its currency; an IBAN's country only makes one likely."""
    account, iban = seller.account, seller.iban
    if account is not None and account.value[5:8] in ACCOUNT_CURRENCIES:
        code = ACCOUNT_CURRENCIES[account.value[5:8]]
        return account.model_copy(update={"value": code})
    if iban is not None and iban.value[:2] in EURO_COUNTRIES:
        return iban.model_copy(update={"value": "EUR", "status": "review", "passed": ()})
    return None
