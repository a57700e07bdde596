"""What a cell of a list means; what it may not mean is a problem with a name, never a guess."""

from __future__ import annotations

import re
import unicodedata
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
CURRENCY = re.compile(
    r"^(?:₽|RUB|RUR)\s*|\s*(?:₽|руб(?:лей|ля|ль|\.)?|р\.?|RUB|RUR)\s*$", re.IGNORECASE
)
SCALED = re.compile(r"\b(?:тыс|млн|млрд|миллион)|thousand|million|\bmln\b|'000", re.IGNORECASE)
CURRENCIES = {
    code: re.compile(words, re.IGNORECASE)
    for code, words in (
        ("RUB", r"₽|\bруб|\brub\b|\brur\b"),
        ("USD", r"\$|\busd\b|доллар"),
        ("EUR", r"€|\beur\b|\bевро\b"),
        ("CNY", r"\bcny\b|юан"),
        ("KZT", r"₸|\bkzt\b|тенге"),
        ("BYN", r"\bbyn\b"),
    )
}
"""What heads call the currencies that partners in Russia and beside it count in."""
MINUS = re.compile(r"^[\u2010-\u2015\u2212\ufe63\uff0d-]\s*(?=\d)")
BELOW_ZERO = re.compile(r"\((?P<inside>\d[\d\s.,']*)\)|(?P<before>\d[\d\s.,']*)[-\u2212]")
"""How accountants and 1C write less than zero: "(5 000)", "5 000-"."""
ONE_MARK = re.compile(r"-?\d{1,3}(?:(?:,\d{3}){2,5}|(?:\.\d{3}){2,5})")
"""Groups of three, told from decimals by being several: "12,345,678"."""
SHORTENED = re.compile(r"\d(?:[.,]\d+)?e\+?\d{1,2}", re.IGNORECASE)
"""What Excel makes of long numbers, whose last digits are gone: "7,70708E+09"."""
BETWEEN = re.compile(r"[/\\|]")
"""INN and KPP in one cell."""
BINARY = re.compile(r"-?\d+\.\d{7,}")
"""What Excel's binary numbers look like when a formula made them: 1234.5600000000001."""
NOISE = Decimal("0.000001")
NARROW = re.compile("[\u2007-\u200a]")
"""Spaces that programs put between thousands, beside the usual and the unbreakable ones."""
DOMAIN = re.compile(r"(?=.{4,200}$)[a-zа-я0-9-]+(?:\.[a-zа-я0-9-]+)+", re.IGNORECASE)
MOST_DOMAINS = 20
MOST_STAFF = 1_000_000
LONGEST_WORDS = 200
KPP_LENGTH = 9
PERSON_INN_LENGTH = 12


@dataclass(frozen=True)
class Wrong:
    """A cell that means nothing that it may mean."""

    problem: RowProblemName


def inn_and_kpp(text: str) -> tuple[str, str]:
    """Give what a cell says of the INN and, behind a stroke, of the KPP: "7700000000/770001001"."""
    inn, *others = BETWEEN.split(text, maxsplit=1)
    return inn.strip(), "".join(others).strip()


def inn_of(text: str) -> str | Wrong:
    """Give an INN; a leading zero that a spreadsheet took away comes back where it fits."""
    digits = _solid(text).removesuffix(".0")
    for candidate in (digits, f"0{digits}"):
        if is_inn(candidate):
            return candidate
    return Wrong("digits_lost" if SHORTENED.fullmatch(digits) else "not_an_inn")


def kpp_of(text: str, *, inn: str) -> str | Wrong:
    """Give a KPP, which companies have and people don't; a lost leading zero comes back."""
    if len(inn) == PERSON_INN_LENGTH:
        return Wrong("kpp_of_a_person")
    written = _solid(text).removesuffix(".0").upper()
    padded = f"0{written}" if len(written) == KPP_LENGTH - 1 else written
    return padded if is_kpp(padded) else Wrong("not_a_kpp")


def level_of(text: str) -> Level | Wrong:
    """Give a level by its Russian or English name."""
    return LEVELS.get(text.lower(), Wrong("not_a_level"))


def amount_of(text: str, currency: str) -> Money | Wrong:
    """Give an amount as 1C and Excel write it: "1 234 567,89", "1.234.567,89 руб."."""
    bare = _signed(CURRENCY.sub("", NARROW.sub(" ", text)))
    plain = re.sub(r"[.,]", "", bare) if ONE_MARK.fullmatch(bare) else bare
    typed = typed_amount(_without_noise(plain, currency), currency, field="amount")
    if not isinstance(typed, FieldError):
        return typed
    known: tuple[RowProblemName, ...] = ("too_precise", "below_zero", "too_large")
    return Wrong(next((name for name in known if name == typed.problem), "not_an_amount"))


def wrong_unit(head: str, currency: str) -> Wrong | None:
    """Say what is wrong with the unit that a head names: thousands, or another currency."""
    if SCALED.search(head):
        return Wrong("not_in_units")
    others = (words for code, words in CURRENCIES.items() if code != currency)
    return Wrong("other_currency") if any(words.search(head) for words in others) else None


def words_of(text: str) -> str | Wrong:
    """Give a name on one line, with plain spaces and without what nobody sees."""
    words = " ".join("".join(map(_visible, text)).split())
    return words if len(words) <= LONGEST_WORDS else Wrong("too_long")


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


def _solid(text: str) -> str:
    """Give a number without spaces, what nobody sees, and the apostrophe that keeps it text."""
    return "".join("".join(map(_visible, text)).split()).lstrip("'’`")


def _visible(letter: str) -> str:
    """Give a letter; a space for one that controls lines, nothing for one that nobody sees."""
    category = unicodedata.category(letter)
    return " " if category == "Cc" else "" if category == "Cf" else letter


def _signed(text: str) -> str:
    """Give an amount with the minus that it has, however that is written."""
    below = BELOW_ZERO.fullmatch(text)
    return f"-{below['inside'] or below['before']}" if below else MINUS.sub("-", text)


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
