"""Numbers that carry a check of their own: tax ids, registration numbers, bank details.

python-stdnum knows most of them; KPP, BIK and the account key are Russian forms it lacks.
A number is right or wrong in form here: whether it belongs to anybody is not asked. Its modules are
imported when asked: each brings the machinery of asking registries over the network.
"""

from __future__ import annotations

import re
from functools import lru_cache

REMEMBERED = 500
"""The same few numbers stand on all papers of a claim, and several rules look at each."""

_KPP = re.compile(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}")
_BIK = re.compile(r"0[0-9]{8}")
_ACCOUNT = re.compile(r"[0-9]{20}")
_TREASURY_DIVISIONS = ("000", "001", "002")
"""Last digits of a BIK whose accounts lie with the central bank itself."""
_ACCOUNT_WEIGHTS = (7, 1, 3) * 8


@lru_cache(maxsize=REMEMBERED)
def is_inn(text: str) -> bool:
    """Tell whether this is an INN: 10 digits of a company or 12 of a person, check digits right."""
    from stdnum.ru import inn as stdnum_inn

    return text.isascii() and text.isdigit() and bool(stdnum_inn.is_valid(text))


def is_person_inn(text: str) -> bool:
    """Tell whether this is a person's INN (12 digits): such a person has no KPP."""
    return len(text) == 12 and is_inn(text)


def is_kpp(text: str) -> bool:
    """Tell whether this has the form of a KPP: tax office, reason (digits or A-Z), number."""
    return _KPP.fullmatch(text) is not None


@lru_cache(maxsize=REMEMBERED)
def is_ogrn(text: str) -> bool:
    """Tell whether this is an OGRN (13 digits) or OGRNIP (15 digits) with the right check digit."""
    from stdnum.ru import ogrn as stdnum_ogrn

    return text.isascii() and text.isdigit() and bool(stdnum_ogrn.is_valid(text))


def is_bik(text: str) -> bool:
    """Tell whether this has the form of a bank's BIK: nine digits, the first of them zero.

    Source: Bank of Russia regulation 762-P, "БИК".
    """
    return _BIK.fullmatch(text) is not None


@lru_cache(maxsize=REMEMBERED)
def is_account(account: str, *, bik: str) -> bool:
    """Tell whether a settlement account's key digit fits the bank.

    Source: Bank of Russia, order of calculating the control key of an account number (515 of 1997).
    """
    if not (_ACCOUNT.fullmatch(account) and is_bik(bik)):
        return False
    if bik[-3:] in _TREASURY_DIVISIONS:
        return _key_is_right(_treasury_prefix(bik) + account)
    return _key_is_right(bik[-3:] + account)


@lru_cache(maxsize=REMEMBERED)
def is_correspondent_account(account: str, *, bik: str) -> bool:
    """Tell whether a bank's correspondent account's key digit fits the bank's BIK."""
    if not (_ACCOUNT.fullmatch(account) and is_bik(bik)):
        return False
    return _key_is_right(_treasury_prefix(bik) + account)


def is_iban(text: str) -> bool:
    """Tell whether this is an IBAN with the right length and check digits for its country."""
    from stdnum import iban as stdnum_iban

    return bool(stdnum_iban.is_valid(text))


def is_vat_id(text: str) -> bool:
    """Tell whether this is a VAT identification number of the European Union or Great Britain."""
    compact = text.replace(" ", "").upper()
    if compact.startswith("GB"):
        from stdnum.gb import vat as stdnum_gb_vat

        return bool(stdnum_gb_vat.is_valid(compact))
    from stdnum.eu import vat as stdnum_vat

    return bool(stdnum_vat.is_valid(compact))


def _treasury_prefix(bik: str) -> str:
    return f"0{bik[4:6]}"


def _key_is_right(digits: str) -> bool:
    total = sum(
        int(digit) * weight % 10 for digit, weight in zip(digits, _ACCOUNT_WEIGHTS, strict=False)
    )
    return total % 10 == 0
