"""Who sold and who bought: the blocks beside or below their labels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from stdnum import iban as iban_number
from stdnum.eu import vat as eu_vat
from stdnum.gb import vat as gb_vat
from stdnum.ru import inn as inn_number
from stdnum.ru import ogrn as ogrn_number

from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage, Piece, joined
from cofund.extraction.reads import CHECK_DIGITS, LABEL, read, read_text
from cofund.models.extraction import PartyRead, Read

Role = Literal["seller", "buyer"]

LABELS: dict[Role, re.Pattern[str]] = {
    "seller": re.compile(
        r"^\W*(?:поставщик|исполнитель|продавец|подрядчик|seller|supplier|vendor|from|issued\s+by|"
        r"bill\s+from)\b(?:\s*\([^)]{1,40}\))?\s*:?",
        re.IGNORECASE,
    ),
    "buyer": re.compile(
        r"^\W*(?:покупатель|заказчик|плательщик|buyer|customer|client|bill(?:ed)?\s+to|invoice\s+to|"
        r"sold\s+to)\b(?:\s*\([^)]{1,40}\))?\s*:?",
        re.IGNORECASE,
    ),
}
LABEL_WORDS = re.compile(
    r"^\(?(?:поставщик|исполнитель|покупатель|заказчик|продавец|плательщик|seller|supplier|vendor|"
    r"from|buyer|customer|client|bill|to)\)?:?$",
    re.IGNORECASE,
)
ENDS = re.compile(
    r"^\W*(?:основание|грузо|валюта|договор|срок|назначение|к\s+платежно|№|n\s|#|товары|"
    r"наименование|description|invoice|date|due|purchase\s+order|item|qty)",
    re.IGNORECASE,
)
MOST_LINES = 8
INDENT = 4.0
SLACK = 5.0

INN = re.compile(r"ИНН(?:/КПП)?[^\d\n]{0,12}(?P<inn>\d{12}|\d{10})(?!\d)", re.IGNORECASE)
KPP = re.compile(r"(?:КПП\W{0,4}|ИНН/КПП[^\d\n]{0,12}\d{10}\s*/\s*)(?P<kpp>\d{9})(?!\d)", re.IGNORECASE)
OGRN = re.compile(r"ОГРН(?:ИП)?\W{0,4}(?P<ogrn>\d{15}|\d{13})(?!\d)", re.IGNORECASE)
VAT_ID = re.compile(
    r"(?:VAT|TAX)\s*(?:ID|No\.?|number|reg(?:istration)?\.?(?:\s*No\.?)?)?\s*[:.]?\s*"
    r"(?P<vat>[A-Z]{2}\s?[0-9A-Z]{8,12})\b"
)
IBAN = re.compile(r"\bIBAN\W{0,3}(?P<iban>[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{2,4}){3,8})\b")
NAME_ENDS = re.compile(r",?\s*(?:ИНН|КПП|ОГРН|адрес|р/с|тел)\b|,\s*\d{6}\b|\bVAT\b", re.IGNORECASE)
IDS = re.compile(r"(?:ИНН|КПП|ОГРН(?:ИП)?|ИНН/КПП)\W{0,4}[\d/]+|\bVAT\b.*$", re.IGNORECASE)
PHONE = re.compile(r",?\s*(?:тел\.?|р/с|phone|e-?mail)\b.*$", re.IGNORECASE)
BANK_BLOCK = {
    "bik": re.compile(r"БИК\W{0,4}(?P<v>\d{9})(?!\d)", re.IGNORECASE),
    "correspondent_account": re.compile(r"(?P<v>301\d{17})(?!\d)"),
    "account": re.compile(r"(?<!\d)(?P<v>4\d{19})(?!\d)"),
}
BANK = re.compile(r"^(?P<v>.*(?:банк|bank).*?)(?:\s+БИК\b.*)?$", re.IGNORECASE)
BANK_LINES = 10


@dataclass(frozen=True)
class Label:
    """A party's label: on which line, from which word, and which role it names."""

    role: Role
    line: int
    x: float


def parties(laid: LaidOut) -> dict[Role, PartyRead]:
    """Give seller and buyer as printed; the seller's bank from the block above the heading."""
    blocks = _blocks(laid)
    found = {role: _party(block) for role, block in blocks.items()}
    seller = found.get("seller", PartyRead())
    with_bank = seller.model_copy(update=_bank(laid))
    return {"seller": with_bank, "buyer": found.get("buyer", PartyRead())}


def _blocks(laid: LaidOut) -> dict[Role, Passage]:
    labels = _labels(laid.lines)
    blocks: dict[Role, Passage] = {}
    for label in labels:
        block = _block(laid.lines, label, labels)
        if block is not None and label.role not in blocks:
            blocks[label.role] = block
    return blocks


def _labels(lines: tuple[Passage, ...]) -> list[Label]:
    """Every label, also one that stands in the middle of a line beside another."""
    return [
        Label(role, number, _x(piece))
        for number, line in enumerate(lines)
        for index, piece in enumerate(line.pieces)
        for role, label in LABELS.items()
        if label.match(" ".join(each.text for each in line.pieces[index : index + 3]))
        and _opens(line, index)
    ]


def _opens(line: Passage, index: int) -> bool:
    """Whether a word opens its line, or a column of it."""
    if index == 0:
        return True
    before, piece = line.pieces[index - 1].box, line.pieces[index].box
    return before is not None and piece is not None and piece.x0 - before.x1 > 3 * SLACK


def _x(piece: Piece) -> float:
    return piece.box.x0 if piece.box else 0.0


def _block(lines: tuple[Passage, ...], label: Label, labels: list[Label]) -> Passage | None:
    """The words that belong to a label: on its line, and on the lines until the next one."""
    right = min((each.x for each in labels if each.line == label.line and each.x > label.x), default=1e9)
    taken = []
    last = min(label.line + MOST_LINES, len(lines))
    for number in range(_first(lines, label), last):
        line = lines[number]
        if number > label.line and (_is_end(line) or _labelled(labels, number, label)):
            break
        if taken and _far_below(lines[number - 1], line):
            break
        taken.append(_column(line, label.x - INDENT, right - INDENT))
    return joined(taken)


def _first(lines: tuple[Passage, ...], label: Label) -> int:
    """A tall label may be centred on its block: the line above belongs to it when it overlaps."""
    if label.line == 0:
        return label.line
    above, own = lines[label.line - 1].box, lines[label.line].box
    if above is None or own is None:
        return label.line
    overlaps = above.bottom > own.top + 1 and above.x0 > label.x + 20
    return label.line - 1 if overlaps else label.line


def _is_end(line: Passage) -> bool:
    return ENDS.match(line.text) is not None


def _labelled(labels: list[Label], number: int, own: Label) -> bool:
    return any(each.line == number and each.role != own.role for each in labels)


def _far_below(above: Passage, line: Passage) -> bool:
    if above.box is None or line.box is None or above.page != line.page:
        return False
    return line.box.top - above.box.bottom > 1.6 * (line.box.bottom - line.box.top)


def _column(line: Passage, left: float, right: float) -> Passage:
    pieces = tuple(
        piece
        for piece in line.pieces
        if (piece.box is None or left <= piece.box.x0 < right) and not LABEL_WORDS.match(piece.text)
    )
    return Passage(pieces, line.origin)


def _party(block: Passage) -> PartyRead:
    block = _without_inline_label(block)
    return PartyRead(
        name=read_text(_name(block), LABEL),
        tax_id=_tax_id(block),
        kpp=read_text(block.find(KPP, "kpp"), LABEL),
        ogrn=_numbered(block.find(OGRN, "ogrn"), valid=ogrn_number.is_valid),
        address=read_text(_address(block), LABEL),
        iban=_numbered(block.find(IBAN, "iban"), valid=iban_number.is_valid),
    )


def _without_inline_label(block: Passage) -> Passage:
    """A file without boxes has label and value in one piece."""
    match = next((found for each in LABELS.values() if (found := each.match(block.text))), None)
    return block.part(match.end(), len(block.text)).stripped(" ,;:") if match else block


def _name(block: Passage) -> Passage:
    """The words before the first id or address; in a block of lines the first line."""
    end = NAME_ENDS.search(block.text)
    first_line = _first_line(block)
    cut = end.start() if end else len(block.text)
    return block.part(0, min(cut, len(first_line) if not end or "ИНН" not in block.text else cut)).stripped(
        " ,;"
    )


def _first_line(block: Passage) -> str:
    pieces = [block.pieces[0]]
    for above, piece in pairwise(block.pieces):
        if above.box and piece.box and piece.box.top > above.box.bottom - 1:
            break
        pieces.append(piece)
    return " ".join(piece.text for piece in pieces)


def _address(block: Passage) -> Passage | None:
    """What follows name and ids, up to a phone."""
    start = max((match.end() for match in IDS.finditer(block.text) if "VAT" not in match[0]), default=0)
    start = start or len(_name(block).text)
    vat = re.search(r"\bVAT\b", block.text)
    tail = block.part(start, vat.start() if vat else len(block.text)).stripped(" ,;:")
    phone = PHONE.search(tail.text)
    return tail.part(0, phone.start()) if phone else tail


def _tax_id(block: Passage) -> Read[str] | None:
    inn = _numbered(block.find(INN, "inn"), valid=inn_number.is_valid)
    return inn or _numbered(block.find(VAT_ID, "vat"), valid=_is_vat_id)


def _is_vat_id(number: str) -> bool:
    return bool(eu_vat.is_valid(number) or gb_vat.is_valid(number))


def _numbered(passage: Passage | None, *, valid: object) -> Read[str] | None:
    """A number at its label; its check digits vote for it, or veto."""
    if passage is None:
        return None
    assert callable(valid)
    number = passage.text.replace(" ", "")
    if valid(number):
        return read(number, passage, passed=(LABEL, CHECK_DIGITS))
    return read(number, passage, passed=(LABEL,), failed=(CHECK_DIGITS,))


def _bank(laid: LaidOut) -> dict[str, Read[str] | None]:
    """The seller's bank: in the 1C form a block above the heading."""
    block = joined(laid.lines[:BANK_LINES])
    if block is None or "БИК" not in block.text:
        iban = next((found for line in laid.lines if (found := line.find(IBAN, "iban"))), None)
        return {"iban": _numbered(iban, valid=iban_number.is_valid)} if iban else {}
    found: dict[str, Read[str] | None] = {
        field: read_text(block.find(pattern, "v"), LABEL) for field, pattern in BANK_BLOCK.items()
    }
    bank = next((match for line in laid.lines[:3] if (match := line.find(BANK, "v"))), None)
    return {**found, "bank": read_text(bank, LABEL)}
