"""Who sold and who bought: names, numbers, addresses, and the seller's bank."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from cofund.extraction.forms.letterhead import letterhead_party
from cofund.extraction.forms.requisites import is_russian, requisites
from cofund.extraction.forms.sellers_bank import payee_of, with_bank
from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage
from cofund.extraction.parties_abroad import parties_abroad
from cofund.extraction.party_blocks import Role, party_blocks, preamble_blocks
from cofund.extraction.reads import CHECK_DIGITS, LABEL, read, read_text
from cofund.identifiers import is_iban, is_inn, is_ogrn, is_vat_id
from cofund.models.evidence import Read
from cofund.models.extraction import PartyRead

INN = re.compile(r"\bИНН\W{0,4}(?P<v>\d{12}|\d{10})(?!\d)", re.IGNORECASE)
KPP = re.compile(r"\bКПП\W{0,4}(?P<v>\d{9})(?!\d)", re.IGNORECASE)
OGRN = re.compile(r"\bОГРН(?:ИП)?\W{0,4}(?P<v>\d{15}|\d{13})(?!\d)", re.IGNORECASE)
VAT_ID = re.compile(
    r"\b(?:VAT|TAX)\s*(?:ID|No\.?|number|reg(?:istration)?\.?(?:\s*No\.?)?)?\s*[:.]?\s*"
    r"(?P<v>[A-Z]{2}\s?[0-9A-Z]{8,12})\b"
)
IBAN = re.compile(r"\bIBAN\W{0,3}(?P<v>[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{2,4}){3,8})\b")
NAME_ENDS = re.compile(
    r",?\s*(?:\b(?:ИНН|КПП|ОГРН|адрес|р/с|тел|VAT)\b|(?<=,)\s*\d{6}\b)", re.IGNORECASE
)
IDS = re.compile(r"\b(?:ИНН|КПП|ОГРН(?:ИП)?)\W{0,4}\d+", re.IGNORECASE)
ADDRESS_ENDS = re.compile(r",?\s*\b(?:тел\b|р/с|phone|e-?mail|VAT\b|IBAN\b)", re.IGNORECASE)

BIK = re.compile(r"\bБИК\W{0,4}(?P<v>\d{9})(?!\d)", re.IGNORECASE)
CORRESPONDENT = re.compile(r"(?<!\d)(?P<v>301\d{17})(?!\d)")
ACCOUNT = re.compile(r"(?<!\d)(?P<v>4\d{19})(?!\d)")

ROLES: tuple[Role, Role] = ("seller", "buyer")


def parties(laid: LaidOut) -> Mapping[Role, PartyRead]:
    """Give seller and buyer as printed; the seller with the bank that the document names."""
    if not is_russian(laid.text):
        return parties_abroad(laid)
    labelled, prose = party_blocks(laid.lines), preamble_blocks(laid.lines)
    seller, buyer = (
        _completed(_party(labelled.get(role)), _party(prose.get(role))) for role in ROLES
    )
    others = labelled.get("buyer") or prose.get("buyer")
    seller = _completed(seller.model_copy(update=_iban(laid.lines)), payee_of(laid))
    seller = _completed(seller, letterhead_party(laid.lines, others))
    seller = with_bank(seller, others, laid)
    return {"seller": seller, "buyer": _without_bank_of(seller, buyer)}


def _completed(party: PartyRead, more: PartyRead) -> PartyRead:
    """A party with what another place of the paper says of it; nothing of another party's."""
    if party.tax_id and more.tax_id and party.tax_id.value != more.tax_id.value:
        return party
    if party.name and more.name and party.tax_id is None and more.tax_id is not None:
        same = more.name.value in party.name.value or party.name.value in more.name.value
        if not same:
            return party
    known = {name: getattr(party, name) or getattr(more, name) for name in PartyRead.model_fields}
    return party.model_copy(update=known)


def _without_bank_of(seller: PartyRead, buyer: PartyRead) -> PartyRead:
    """An account that turned out to be the seller's is not the buyer's."""
    if seller.account is None or buyer.account is None:
        return buyer
    if seller.account.value != buyer.account.value:
        return buyer
    bank = ("bank", "bik", "account", "correspondent_account")
    return buyer.model_copy(update=dict.fromkeys(bank))


def _party(block: Passage | None) -> PartyRead:
    if block is None:
        return PartyRead()
    if is_russian(block.text):
        return requisites(block)
    name = _name(block)
    return PartyRead(
        name=read_text(name, LABEL),
        tax_id=tax_id(block),
        kpp=read_text(block.find(KPP, "v"), LABEL),
        ogrn=checked_number(block.find(OGRN, "v"), is_ogrn),
        address=read_text(_address(block, name), LABEL),
        iban=checked_number(block.find(IBAN, "v"), is_iban),
    )


def _name(block: Passage) -> Passage:
    """The words before the first number or address; where none follows, the first line."""
    before_ids = NAME_ENDS.search(block.text)
    first_line = len(_first_line(block))
    if before_ids is None or "VAT" in before_ids[0].upper():
        return block.part(0, first_line).stripped(" ,;")
    return block.part(0, before_ids.start()).stripped(" ,;")


def _first_line(block: Passage) -> str:
    pieces = [block.pieces[0]]
    for above, piece in pairwise(block.pieces):
        if above.box and piece.box and piece.box.top > above.box.bottom - 1:
            break
        pieces.append(piece)
    return " ".join(piece.text for piece in pieces)


def _address(block: Passage, name: Passage) -> Passage:
    """What follows name and numbers, up to a telephone or an id of another country."""
    start = max((match.end() for match in IDS.finditer(block.text)), default=len(name.text))
    tail = block.part(start, len(block.text)).stripped(" ,;:")
    end = ADDRESS_ENDS.search(tail.text)
    return tail.part(0, end.start()).stripped(" ,;") if end else tail


def tax_id(block: Passage) -> Read[str] | None:
    """Give the INN, or the VAT number of another country."""
    inn = checked_number(block.find(INN, "v"), is_inn)
    return inn or checked_number(block.find(VAT_ID, "v"), is_vat_id)


def checked_number(passage: Passage | None, is_valid: Callable[[str], bool]) -> Read[str] | None:
    """Give a number at its label; its check digits vote for it, or veto.

    One random ten-digit number in eleven has right check digits: the label is asked for as well.
    """
    if passage is None:
        return None
    number = passage.text.replace(" ", "")
    if is_valid(number):
        return read(number, passage, passed=(LABEL, CHECK_DIGITS))
    return read(number, passage, passed=(LABEL,), failed=(CHECK_DIGITS,))


def _iban(lines: Sequence[Passage]) -> dict[str, Read[str] | None]:
    printed = next((found for line in lines if (found := line.find(IBAN, "v"))), None)
    return {"iban": checked_number(printed, is_iban)} if printed else {}
