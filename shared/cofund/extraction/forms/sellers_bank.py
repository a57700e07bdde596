"""The seller's bank details wherever a paper prints them: 1C's block, a sample order, plain text.

Among several the account that fits the first bank's key is taken; the buyer's are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from cofund.extraction.forms.banking import banking
from cofund.extraction.forms.beside import beside
from cofund.extraction.forms.requisites import checked, requisites
from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage
from cofund.extraction.reads import LABEL, read_text
from cofund.identifiers import is_account, is_correspondent_account, is_inn
from cofund.models.evidence import Read
from cofund.models.extraction import PartyRead

BIK = re.compile(r"\bБИК\W{0,4}(?P<v>\d{9})(?!\d)", re.IGNORECASE)
BARE_BIK = re.compile(r"(?<!\d)(?P<v>04\d{7})(?!\d)")
ACCOUNT = re.compile(r"(?<!\d)(?P<v>4\d(?: ?\d){18})(?! ?\d)")
CORRESPONDENT = re.compile(r"(?<!\d)(?P<v>301(?: ?\d){17})(?! ?\d)")
INN = re.compile(r"\bИНН\W{0,4}(?P<v>\d{12}|\d{10})(?!\d)", re.IGNORECASE)
PAYEE = re.compile(r"(?<!банк )получатель\b(?:\s+плат[её]жа)?\s*:?", re.IGNORECASE)
PAYEES_BANK = re.compile(r"банк\s*(?:-\s*)?получател[яь]\s*:?", re.IGNORECASE)
BANK_IN_WORDS = re.compile(
    r"(?:в\s+банке|наименование\s+банка|банк\s*:)\s*:?\s*(?P<v>.{3,150}?)"
    r"(?=,?\s*(?:БИК|к/с|кор|р/с|$)|;)",
    re.IGNORECASE,
)
BANK_NAME = re.compile(r"^(?P<v>.{0,150}?(?:банк|bank).{0,150}?)(?=\s+БИК\b|$)", re.IGNORECASE)


class FitsBank(Protocol):
    """A check of an account's key against a bank's BIK."""

    def __call__(self, account: str, *, bik: str) -> bool:
        """Tell whether the account may be one of the bank's."""


TOP_LINES = 4
MOST_LINES = 400


def with_bank(seller: PartyRead, buyer: Passage | None, laid: LaidOut) -> PartyRead:
    """Give the seller with the bank that the paper names, and the payee's name for want of one."""
    lines = laid.lines[:MOST_LINES]
    if not any(BIK.search(line.text) or ACCOUNT.search(line.text) for line in lines):
        return seller
    updates: dict[str, Read[str] | None] = {}
    if seller.account is None or seller.bik is None:
        bik, account, correspondent = _details(lines, buyer)
        updates = {"bik": bik, "account": account, "correspondent_account": correspondent}
    if seller.bank is None:
        updates["bank"] = read_text(_bank(laid), LABEL)
    return _with_payee(seller.model_copy(update=updates), laid)


def _details(
    lines: Sequence[Passage], buyer: Passage | None
) -> tuple[Read[str] | None, Read[str] | None, Read[str] | None]:
    taken = buyer.text if buyer else ""
    biks = _found(lines, BIK, taken) or _found(lines, BARE_BIK, taken)
    accounts, correspondents = _found(lines, ACCOUNT, taken), _found(lines, CORRESPONDENT, taken)
    bik = biks[0] if biks else None
    return banking(
        bik,
        _fitting(accounts, bik, is_account),
        _fitting(correspondents, bik, is_correspondent_account),
    )


def _found(lines: Sequence[Passage], pattern: re.Pattern[str], taken: str) -> list[Passage]:
    return [
        found for line in lines for found in line.find_all(pattern, "v") if found.text not in taken
    ]


def _fitting(accounts: Sequence[Passage], bik: Passage | None, fits: FitsBank) -> Passage | None:
    right = (each for each in accounts if bik and fits(each.text.replace(" ", ""), bik=bik.text))
    return next(right, accounts[0] if accounts else None)


def _bank(laid: LaidOut) -> Passage | None:
    in_words = (line.find(BANK_IN_WORDS, "v") for line in laid.lines[:MOST_LINES])
    at_top = (line.find(BANK_NAME, "v") for line in laid.lines[:TOP_LINES])
    return (
        beside(laid, PAYEES_BANK)
        or next((each for each in in_words if each), None)
        or next((each for each in at_top if each), None)
    )


def _with_payee(seller: PartyRead, laid: LaidOut) -> PartyRead:
    """A paper without a seller's label names its payee in the bank's block."""
    if seller.name is not None:
        return seller
    named = beside(laid, PAYEE)
    if named is None:
        return seller
    payee = requisites(named)
    tax_id = seller.tax_id or payee.tax_id or next(_tax_ids(laid.lines[:MOST_LINES]), None)
    return seller.model_copy(
        update={"name": payee.name, "tax_id": tax_id, "kpp": seller.kpp or payee.kpp}
    )


def _tax_ids(lines: Sequence[Passage]) -> Iterator[Read[str] | None]:
    found = (line.find(INN, "v") for line in lines)
    return (checked(each, is_inn) for each in found if each is not None)
