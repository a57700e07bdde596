"""Telling people apart by what lists print of them: names, phones, addresses as they compare."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from cofund.lexicon import plain_text
from cofund.models.evidence import Read
from cofund.models.extraction import ParticipantRow

FEWEST_DIGITS = 6
"""Shorter numbers are extensions, or no phones."""
NATIONAL_DIGITS = 10
"""The digits before them are the country: +7 and 8 are one."""
NO_DIGITS = re.compile(r"[^0-9]+")
LEGAL_FORM = re.compile(
    r"\b(ооо|оао|зао|пао|ао|нко|ано|гк|llc|ltd|inc|gmbh|ag|plc|общество с ограниченной"
    r" ответственностью|акционерное общество)\b"
)


@dataclass(frozen=True)
class Comparable:
    """One row's values as they compare; empty where the list prints none."""

    name: str
    """Words in alphabetical order: the order of name and surname does not matter."""
    phone: str
    mail: str
    company: str

    @property
    def contacts(self) -> tuple[tuple[str, str], ...]:
        """Give what belongs to hardly anybody else, each with what it is."""
        known = (("phone", self.phone), ("mail", self.mail))
        return tuple((what, value) for what, value in known if value)


def comparable(row: ParticipantRow) -> Comparable:
    """Give a row's values as they compare."""
    return Comparable(
        name=plain_name(printed(row.name)),
        phone=plain_phone(printed(row.phone)),
        mail=plain_mail(printed(row.email)),
        company=plain_company(printed(row.company)),
    )


def plain_name(name: str) -> str:
    """Give a name's words, small, е for ё, in alphabetical order."""
    return " ".join(sorted(re.findall(r"[^\W_]+", plain_text(name))))


def plain_phone(phone: str) -> str:
    """Give a phone's last ten digits; empty for what is no phone."""
    digits = NO_DIGITS.sub("", phone)
    return digits[-NATIONAL_DIGITS:] if len(digits) >= FEWEST_DIGITS else ""


def plain_mail(mail: str) -> str:
    """Give an address in lower case without spaces; empty for what is no address."""
    address = "".join(mail.lower().split())
    return address if "@" in address else ""


@lru_cache(maxsize=1_024)
def plain_company(company: str) -> str:
    """Give a company's own words, without its legal form and quotes."""
    return " ".join(re.findall(r"[^\W_]+", LEGAL_FORM.sub(" ", plain_text(company))))


def printed(read: Read[str] | None) -> str:
    """Give a value as it was read; empty where the list has none."""
    return "" if read is None else read.value
