"""What a Russian party's words say: name, INN, KPP, OGRN, address, bank, BIK, accounts.

The words come in any order, parted by commas, labels or lines. Check digits and the account's key
(it depends on the bank's BIK) vote for a number, or veto it: a misread digit goes to a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cofund.extraction.forms.banking import banking, digits_of
from cofund.extraction.forms.legal_form import with_legal_form
from cofund.extraction.forms.requisite_words import NUMBERS, PARTS, Part
from cofund.extraction.layout.passages import Passage
from cofund.extraction.reads import CHECK_DIGITS, LABEL, read, read_text
from cofund.identifiers import (
    is_inn,
    is_kpp,
    is_ogrn,
    is_person_inn,
)
from cofund.models.evidence import Read
from cofund.models.extraction import PartyRead

DIGITS = re.compile(r"\W{0,3}(?P<v>[0-9A-Z](?:[0-9A-Z]|\s(?=\d)){7,26})(?![0-9A-Z])")
BOTH_IDS = re.compile(
    r"\W{0,3}(?P<tax_id>\d{12}|\d{10})(?!\d)(?:\s*[/\\,;]?\s*(?:КПП\s*)?(?P<kpp>\d{9})(?!\d))?"
)
ADDRESS_BEGINS = re.compile(
    r"[,;]?\s*(?<!\d)(?=\d{6}\s*,)"
    r"|\s(?=(?:Россия,|г\.\s*[А-ЯЁ]|ул\.\s))"
    r"|[,;]\s*(?=(?:\d{6}\b|Росси[яи]|РФ\b|г\.|гор\.|город\b|обл\.|респ|край\b|Москва\b|Санкт-|"
    r"[А-ЯЁ][а-яё-]+\s+(?:обл|край|респ|г\b)|ул\.|пр-т|пр\.))"
)
ADDRESS_LOOKS = re.compile(
    r"(?<!\d)\d{6}(?!\d)|\b(?:г|ул|д|обл|пр|просп|пер|наб|пл|ш|респ|край|стр|офис|оф|кв)\b\.?|\bМосква\b",
    re.IGNORECASE,
)
RUSSIAN = re.compile(r"\b(?:ИНН|КПП|ОГРН|БИК)\b|[А-Яа-яЁё]{3}")
SAME_OFFICE = "same tax office as the INN"
KPP_FORM = "has the form of a KPP"
EDGES = " ,;:-–—"
LEADING = " :№#.-–(/"
A_BANK = re.compile(r"банк|\b(?:филиал|отделение)\b", re.IGNORECASE)
OPEN_END = re.compile(r"[\s,;:(/\-–—]+$")
CLOSED_START = re.compile(r"^[\s,;:.)/\-–—]+|^\d{7,}[\s,;]+")
LONGEST_NAME = 250


@dataclass(frozen=True)
class Requisite:
    """One labelled part of the block, with the words behind its label."""

    part: Part
    words: Passage


def is_russian(text: str) -> bool:
    """Tell whether the words of a party or a paper are Russian ones."""
    return RUSSIAN.search(text) is not None


def requisites(block: Passage) -> PartyRead:
    """Give what the words of a Russian party say."""
    return party_of(list(_parts(block)))


def party_of(parts: Sequence[Requisite]) -> PartyRead:
    """Give a party from its labelled parts; the first of them, without a label, is the name."""
    tax_id = _tax_id(parts)
    bik, account, correspondent = banking(
        _number(parts, "bik"), _number(parts, "account"), _number(parts, "correspondent")
    )
    name, rest = _name_and_rest(parts)
    return PartyRead(
        name=_named(name),
        tax_id=checked(tax_id, is_inn),
        kpp=_kpp(parts, tax_id),
        ogrn=checked(_number(parts, "ogrn"), is_ogrn),
        address=read_text(_address(parts, rest), LABEL),
        bank=read_text(_bank(parts), LABEL),
        bik=bik,
        account=account,
        correspondent_account=correspondent,
    )


def _named(name: Passage | None) -> Read[str] | None:
    if name is None or not name.text:
        return None
    return read(with_legal_form(name.text), name, passed=(LABEL,))


def checked(number: Passage | None, is_valid: Callable[[str], bool]) -> Read[str] | None:
    """Give a number at its label; its check digits vote for it, or veto."""
    if number is None or not number.pieces:
        return None
    digits = re.sub(r"\s", "", number.text)
    if is_valid(digits):
        return read(digits, number, passed=(LABEL, CHECK_DIGITS))
    return read(digits, number, passed=(LABEL,), failed=(CHECK_DIGITS,))


def _parts(block: Passage) -> Iterator[Requisite]:
    """The block cut at its labels; what stands before the first of them comes first."""
    text = block.text
    found = sorted(
        (match.start(), -match.end(), part)
        for part, label in PARTS
        for match in label.finditer(text)
    )
    starts: list[tuple[int, int, Part]] = []
    for start, minus_end, part in found:
        if not starts or start >= starts[-1][1]:
            starts.append((start, -minus_end, part))
    yield Requisite("other", block.part(0, starts[0][0] if starts else len(text)))
    bounds = [*starts, (len(text), len(text), "other")]
    for (_, end, part), (following, _, _) in pairwise(bounds):
        yield Requisite(part, block.part(end, following))


def _tax_id(parts: Sequence[Requisite]) -> Passage | None:
    for each in parts:
        if each.part == "ids":
            match = BOTH_IDS.match(each.words.text)
            if match:
                return each.words.part(*match.span("tax_id"))
    return _number(parts, "tax_id")


def _kpp(parts: Sequence[Requisite], tax_id: Passage | None) -> Read[str] | None:
    """A person has none; a company's mostly begins with the tax office of its INN."""
    inn = digits_of(tax_id)
    printed = next(
        (
            each.words.part(*match.span("kpp"))
            for each in parts
            if each.part in ("ids", "tax_id")
            and (match := BOTH_IDS.match(each.words.text))
            and match["kpp"]
        ),
        None,
    ) or _number(parts, "kpp")
    if printed is None or is_person_inn(inn):
        return None
    digits = digits_of(printed)
    votes = (SAME_OFFICE,) if digits[:4] == inn[:4] else ()
    vetoes = () if is_kpp(digits) else (KPP_FORM,)
    return read(digits, printed, passed=(LABEL, *votes), failed=vetoes)


def _number(parts: Sequence[Requisite], part: Part) -> Passage | None:
    """The number right behind its label; accounts may be printed in groups."""
    for each in parts:
        span = _number_span(each) if each.part == part else None
        if span is not None:
            return each.words.part(*span)
    return None


def _number_span(each: Requisite) -> tuple[int, int] | None:
    text, form = each.words.text, NUMBERS.get(each.part)
    start = len(text) - len(text.lstrip(LEADING))
    plain = form.match(text, start) if form else None
    if plain is not None and not text[plain.end() : plain.end() + 1].isdigit():
        return plain.span()
    grouped = DIGITS.match(text)
    if form is None or grouped is None:
        return None
    compact = re.sub(r"\s", "", grouped["v"])
    return grouped.span("v") if form.fullmatch(compact) else None


def _name_and_rest(parts: Sequence[Requisite]) -> tuple[Passage | None, Passage | None]:
    """The first words up to the address, which may stand before the numbers."""
    head = parts[0].words
    if not head.pieces:
        return _unlabelled_name(parts)
    begins = ADDRESS_BEGINS.search(head.text)
    end = begins.start() if begins else len(head.text)
    name = _trimmed(head.part(0, end))
    rest = _trimmed(head.part(end, len(head.text)))
    return (name if name.pieces and len(name.text) <= LONGEST_NAME else None), (
        rest if rest.pieces else None
    )


def _trimmed(passage: Passage) -> Passage:
    """Without the marks that parted it from its neighbours; a pair of brackets stays."""
    begins, ends = CLOSED_START.match(passage.text), OPEN_END.search(passage.text)
    start = begins.end() if begins else 0
    return passage.part(start, max(start, ends.start() if ends else len(passage.text)))


def _unlabelled_name(parts: Sequence[Requisite]) -> tuple[Passage | None, Passage | None]:
    """Where numbers come first ("ИНН 7700100010 КПП 770001001 ООО «…»") the name follows them."""
    for each in parts[1:]:
        rest = _behind_number(each)
        if rest is None or each.part not in ("tax_id", "kpp", "ids"):
            continue
        begins = ADDRESS_BEGINS.search(rest.text)
        end = begins.start() if begins else len(rest.text)
        name, address = _trimmed(rest.part(0, end)), _trimmed(rest.part(end, len(rest.text)))
        if re.search(r"[^\W\d_]{2}", name.text) and not re.match(r"\d", name.text):
            return name, address if address.pieces else None
    return None, None


def _behind_number(each: Requisite) -> Passage | None:
    both = BOTH_IDS.match(each.words.text) if each.part in ("ids", "tax_id") else None
    span = both.span() if both else _number_span(each)
    rest = _trimmed(each.words.part(span[1] if span else 0, len(each.words.text)))
    return rest if rest.pieces else None


def _address(parts: Sequence[Requisite], beside_name: Passage | None) -> Passage | None:
    """At its label; without one beside the name, or behind the last number."""
    for each in parts:
        if each.part == "address" and _trimmed(each.words).pieces:
            return _trimmed(each.words)
    if beside_name is not None:
        return beside_name
    behind = [
        rest
        for each in parts
        if each.part in ("tax_id", "kpp", "ids", "ogrn")
        and (rest := _behind_number(each))
        and ADDRESS_LOOKS.search(rest.text)
    ]
    return behind[-1] if behind else None


def _bank(parts: Sequence[Requisite]) -> Passage | None:
    """At its label, or behind the account without one."""
    for each in parts:
        words = _trimmed(each.words)
        if each.part == "bank" and words.pieces:
            return words
    behind = (_behind_number(each) for each in parts if each.part in ("account", "correspondent"))
    return next((each for each in behind if each and A_BANK.search(each.text)), None)
