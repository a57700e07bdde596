"""The seller's bank details wherever a paper prints them: 1C's block, a sample order, plain text.

Among several the account that fits the first bank's key is taken; the buyer's are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from cofund.extraction.forms.banking import banking
from cofund.extraction.forms.beside import beside
from cofund.extraction.forms.requisites import requisites
from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage
from cofund.extraction.reads import LABEL, read_text
from cofund.identifiers import is_account, is_correspondent_account
from cofund.models.evidence import Read
from cofund.models.extraction import PartyRead

BIK = re.compile(r"\bБИК\W{0,4}(?P<v>\d{9})(?!\d)", re.IGNORECASE)
BARE_BIK = re.compile(r"(?<!\d)(?P<v>04\d{7})(?!\d)")
ACCOUNT = re.compile(r"(?<!\d)(?P<v>4\d(?: ?\d){18})(?! ?\d)")
CORRESPONDENT = re.compile(r"(?<!\d)(?P<v>301(?: ?\d){17})(?! ?\d)")
PAYEE = re.compile(r"(?<!банк )получатель\b(?:\s+плат[её]жа)?\s*:?", re.IGNORECASE)
PAYEES_BANK = re.compile(r"банк\s*(?:-\s*)?получател[яь]\s*:?", re.IGNORECASE)
ENDS = r"(?=,?\s*(?:БИК|к\s*/\s*с|кор|р\s*/\s*с|$)|;)"
BANKS_IN_WORDS = (
    re.compile(
        r"(?:в\s+банке|наименование\s+банка|банк\s*:)\s*:?\s*(?P<v>.{3,150}?)" + ENDS, re.IGNORECASE
    ),
    re.compile(
        r"\d{20}\W+?(?:в\s+)?(?P<v>(?=.{0,60}(?:банк|bank|[ПЗ]?АО\b|филиал|отделение))[^\W\d].{3,150}?)"
        + ENDS,
        re.IGNORECASE,
    ),
    re.compile(r"^\W*в\s+(?P<v>(?=.{0,60}банк).{3,150}?)" + ENDS, re.IGNORECASE),
)
"""How the bank is named in running text: at its label, behind the account, on a line of its own."""
DIGITS_ONLY = re.compile(r"[\W\d]*")
BANK_NAME = re.compile(r"^(?P<v>.{0,150}?(?:банк|bank).{0,150}?)(?=\s+БИК\b|$)", re.IGNORECASE)


class FitsBank(Protocol):
    """A check of an account's key against a bank's BIK."""

    def __call__(self, account: str, *, bik: str) -> bool:
        """Tell whether the account may be one of the bank's."""


TOP_LINES = 4
MOST_LINES = 400


def with_bank(seller: PartyRead, buyer: Passage | None, laid: LaidOut) -> PartyRead:
    """Give the seller with the bank that the paper names.

    The only account of a paper is the seller's, wherever it stands.
    """
    lines = laid.lines[:MOST_LINES]
    if not any(BIK.search(line.text) or ACCOUNT.search(line.text) for line in lines):
        return seller
    updates: dict[str, Read[str] | None] = {}
    if seller.account is None or seller.bik is None:
        taken = buyer.text if buyer else ""
        alone = not _found(lines, ACCOUNT, taken)
        bik, account, correspondent = _details(lines, "" if alone else taken)
        updates = {
            "bik": _better(seller.bik, bik),
            "account": _better(seller.account, account),
            "correspondent_account": _better(seller.correspondent_account, correspondent),
        }
    if seller.bank is None:
        updates["bank"] = read_text(_bank(laid), LABEL)
    return seller.model_copy(update=updates)


def _better(own: Read[str] | None, found: Read[str] | None) -> Read[str] | None:
    """The seller's own number; where it is the one found with its bank, that knows its key."""
    return found if own is None or (found is not None and found.value == own.value) else own


def _details(
    lines: Sequence[Passage], taken: str
) -> tuple[Read[str] | None, Read[str] | None, Read[str] | None]:
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
    lines = laid.lines[:MOST_LINES]
    in_words = (line.find(form, "v") for form in BANKS_IN_WORDS for line in lines)
    at_top = (line.find(BANK_NAME, "v") for line in lines[:TOP_LINES])
    found = (each for each in (beside(laid, PAYEES_BANK), *in_words, *at_top) if each)
    return next((each for each in found if not DIGITS_ONLY.fullmatch(each.text)), None)


def payee_of(laid: LaidOut) -> PartyRead:
    """Give who is named as payee in a bank's block."""
    named = beside(laid, PAYEE)
    return requisites(named) if named is not None else PartyRead()
