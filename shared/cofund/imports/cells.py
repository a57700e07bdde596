"""What a cell of a list means; what it may not mean is a problem with a name, never a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from cofund.identifiers import is_inn, is_kpp
from cofund.models.base import is_identifier
from cofund.models.claim import Level
from cofund.models.imports import RowProblemName
from cofund.money import Money, minor_digits
from cofund.pages.views.frame import FieldError
from cofund.typed import typed_amount, typed_count

LEVELS: dict[str, Level] = {
    "silver": "silver",
    "gold": "gold",
    "platinum": "platinum",
    "серебряный": "silver",
    "серебро": "silver",
    "золотой": "gold",
    "золото": "gold",
    "платиновый": "platinum",
    "платина": "platinum",
}
"""Levels as people write them."""
YES = ("да", "yes", "true", "1", "истина", "+")
NO = ("нет", "no", "false", "0", "ложь", "-")
CURRENCY = re.compile(r"\s*(?:₽|руб(?:лей|ля|ль|\.)?|р\.|RUB)\s*$", re.IGNORECASE)
BINARY = re.compile(r"-?\d+\.\d{7,}")
"""What Excel's binary numbers look like when a formula made them: 1234.5600000000001."""
NOISE = Decimal("0.000001")
NARROW = re.compile("[\u2007-\u200a]")
"""Spaces that programs put between thousands, beside the usual and the unbreakable ones."""
DOMAIN = re.compile(r"(?=.{4,200}$)[a-zа-я0-9-]+(?:\.[a-zа-я0-9-]+)+", re.IGNORECASE)
MOST_DOMAINS = 20
MOST_STAFF = 1_000_000
KPP_LENGTH = 9
PERSON_INN_LENGTH = 12


@dataclass(frozen=True)
class Wrong:
    """A cell that means nothing that it may mean."""

    problem: RowProblemName


def inn_of(text: str) -> str | Wrong:
    """Give an INN; a leading zero that a spreadsheet took away comes back where it fits."""
    digits = text.removesuffix(".0").replace(" ", "")
    for candidate in (digits, f"0{digits}"):
        if is_inn(candidate):
            return candidate
    return Wrong("not_an_inn")


def kpp_of(text: str, *, inn: str) -> str | Wrong:
    """Give a KPP, which companies have and people don't; a lost leading zero comes back."""
    if len(inn) == PERSON_INN_LENGTH:
        return Wrong("kpp_of_a_person")
    written = text.replace(" ", "").upper()
    padded = f"0{written}" if len(written) == KPP_LENGTH - 1 else written
    return padded if is_kpp(padded) else Wrong("not_a_kpp")


def level_of(text: str) -> Level | Wrong:
    """Give a level by its Russian or English name."""
    return LEVELS.get(text.lower(), Wrong("not_a_level"))


def amount_of(text: str, currency: str) -> Money | Wrong:
    """Give an amount as 1C and Excel write it: "1 234 567,89", "1.234.567,89 руб."."""
    bare = _without_noise(CURRENCY.sub("", NARROW.sub(" ", text)), currency)
    typed = typed_amount(bare, currency, field="amount")
    if not isinstance(typed, FieldError):
        return typed
    known: tuple[RowProblemName, ...] = ("too_precise", "below_zero", "too_large")
    return Wrong(next((name for name in known if name == typed.problem), "not_an_amount"))


def staff_of(text: str) -> int | Wrong:
    """Give how many people a partner employs."""
    typed = typed_count(NARROW.sub(" ", text).removesuffix(".0"), field="staff", most=MOST_STAFF)
    return typed if isinstance(typed, int) else Wrong("not_a_count")


def region_of(text: str) -> str | Wrong:
    """Give a region's id as budgets name it: "moscow", "north-west"."""
    written = text.lower()
    return written if is_identifier(written) else Wrong("not_a_region")


def yes_or_no(text: str) -> bool | Wrong:
    """Give what "да", "нет", "yes", "no" say."""
    lowered = text.lower()
    if lowered in YES:
        return True
    return False if lowered in NO else Wrong("not_yes_or_no")


def domains_of(text: str) -> tuple[str, ...] | Wrong:
    """Give domains of mail addresses, written with commas, semicolons or spaces between them."""
    found = tuple(word.lstrip("@").lower() for word in re.split(r"[\s,;]+", text) if word)
    right = len(found) <= MOST_DOMAINS and all(DOMAIN.fullmatch(domain) for domain in found)
    return found if right else Wrong("not_a_domain")


def _without_noise(text: str, currency: str) -> str:
    """Give a binary number as the amount that it was made for, where one is that near."""
    if not BINARY.fullmatch(text):
        return text
    try:
        value = Decimal(text)
        nearest = round(value, minor_digits(currency))
    except InvalidOperation:
        return text
    return f"{nearest:f}" if abs(value - nearest) < NOISE else text
