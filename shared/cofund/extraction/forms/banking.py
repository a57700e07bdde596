"""A bank's BIK and accounts: the account's key depends on the BIK, so each holds the others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cofund.extraction.layout.passages import Passage
from cofund.extraction.reads import CHECK_DIGITS, LABEL, read
from cofund.identifiers import is_account, is_bik, is_correspondent_account
from cofund.models.evidence import Read

ACCOUNT_KEY = "account key of the bank"
BANK_AGREES = "its accounts fit the bank"


def banking(
    bik: Passage | None, account: Passage | None, correspondent: Passage | None
) -> tuple[Read[str] | None, Read[str] | None, Read[str] | None]:
    """Give a bank's BIK and the two accounts; keys of accounts hold all three together."""
    bank = digits_of(bik)
    keys = [
        (each, fits(digits_of(each), bik=bank) if bank and each else None)
        for each, fits in ((account, is_account), (correspondent, is_correspondent_account))
    ]
    fitting = [fits for _, fits in keys if fits is not None]
    reads = [_account(each, fits) for each, fits in keys]
    return _bik(bik, fitting), reads[0], reads[1]


def _bik(bik: Passage | None, fitting: Sequence[bool]) -> Read[str] | None:
    if bik is None or not bik.pieces:
        return None
    passed, failed = [LABEL], []
    if any(fitting):
        passed.append(BANK_AGREES)
    elif fitting:
        failed.append(BANK_AGREES)
    if not is_bik(digits_of(bik)):
        failed.append(CHECK_DIGITS)
    return read(digits_of(bik), bik, passed=passed, failed=failed)


def _account(account: Passage | None, fits: bool | None) -> Read[str] | None:
    if account is None or not account.pieces:
        return None
    votes = (ACCOUNT_KEY,) if fits else ()
    vetoes = (ACCOUNT_KEY,) if fits is False else ()
    return read(digits_of(account), account, passed=(LABEL, *votes), failed=vetoes)


def digits_of(passage: Passage | None) -> str:
    """Give a printed number without its spaces; of nothing, nothing."""
    return re.sub(r"\s", "", passage.text) if passage else ""
