"""Seller and buyer on papers of other countries: by labels, letterhead, address window, footer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import dropwhile

from cofund.extraction.abroad_ids import german_tax_number, iban, vat_ids
from cofund.extraction.address_blocks import (
    FAR_IN_WINDOW,
    FIRST_PAGE_LINES,
    LABELS,
    SALUTATION,
    Block,
    column_below,
    labelled_blocks,
    meaning,
    own_lines,
    postal_blocks,
)
from cofund.extraction.heading_words import FOREIGN_TITLE
from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage, joined
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.party_blocks import Role
from cofund.extraction.reads import HEADING, LABEL, read_text
from cofund.extraction.vocabulary import compact, label_meaning
from cofund.models.evidence import Box, Read
from cofund.models.extraction import PartyRead

PARTS = re.compile(r"\s+[-–·•●|*]\s*|\s*[·•●|]\s*|,\s+|\s{2,}")
TOWN = re.compile(r"(?<!\d)(?:[A-Z]{1,3}-)?\d{4,5}\s+[^\W\d_]{3}")
LEGAL_FORM = re.compile(
    r"(?<!\w)(?:GmbH|mbH|AG|KG|KGaA|UG|OHG|GbR|e\.\s?K\.?|e\.\s?V\.|a\.\s?G\.|SE|Ltd|Limited|LLP|"
    r"LLC|Inc|Corp|PLC|S\.?A\.?R\.?L|S\.?A\.?S\.?U?|S\.A|EURL|B\.?V|N\.?V|S\.?r\.?l|S\.?p\.?A|"
    r"S\.?L\.?U?|Pvt|Oy|AB|A/S|ApS)"
    r"(?![\w])\.?"
)
HOLDER = re.compile(
    r"(?:kontoinhaber(?:in)?|account\s+(?:holder|name)|titulaire(?:\s+du\s+compte)?|beneficiary)"
    r"\s*:?\s*"
    r"(?P<v>[^\d:|]{3,60})$",
    re.IGNORECASE,
)
NAME_ENDS = re.compile(
    r"\s*(?:[|·•●]|\s[-–−]\s|\sau\s+capital|\smit\s+Sitz|,\s*(?=[^,]*\d))", re.IGNORECASE
)
STREET = r"(?:str\.|straße|strasse|weg|allee|platz|street|road|avenue|rue)\s*\d"
NO_NAME = re.compile(
    r"^\W*\d|^\W*$|^\(|:|@|www\.|http|(?:siège|sitz|registered|seite|page|order|contact)\b|"
    rf"{STREET}|^[^\d]{{3,30}}\s\d{{1,4}}\s?[a-z]?$",
    re.IGNORECASE,
)
"""What is no name: a street, an address on the net, a sentence in brackets."""
LONGEST_NAME = 80


def parties_abroad(laid: LaidOut) -> Mapping[Role, PartyRead]:
    """Give seller and buyer as printed, with VAT ids, and the seller's account."""
    lines = laid.lines
    first_page = [line for line in lines if line.page == 1][:FIRST_PAGE_LINES]
    labelled = labelled_blocks(lines)
    sender = _sender(first_page)
    seller = _of_block(labelled, "seller") or _of_sender(sender)
    buyer = _of_block(labelled, "buyer") or _in_window(first_page, sender, seller)
    if seller.name is None:
        seller = seller.model_copy(update={"name": _letterhead(lines, first_page, buyer)})
    ids = _ids(lines, labelled)
    return {
        "seller": seller.model_copy(update={"tax_id": ids["seller"], "iban": iban(lines)}),
        "buyer": buyer.model_copy(update={"tax_id": ids["buyer"]}),
    }


def _of_block(blocks: Sequence[Block], role: Role) -> PartyRead | None:
    for block in blocks:
        party = _party(block, LABEL) if block.named == role else None
        if party is not None and party.name is not None:
            return party
    return None


def _party(block: Block, check: str) -> PartyRead:
    """The name is at its own label, or on the first line that is neither label nor greeting."""
    plain: list[Passage] = []
    name: Passage | None = None
    for line in own_lines(block):
        label = re.split(r"\s*:\s*", line.text, maxsplit=1)[0]
        named = label_meaning(label, LABELS) if ":" in line.text else None
        if named == "name":
            at = line.text.find(":") + 1
            name = name or line.part(at, len(line.text)).stripped(" ,;:")
        elif named is None and not SALUTATION.match(line.text) and ":" not in line.text:
            plain.append(line)
    if name is None:
        plain = list(dropwhile(lambda line: NO_NAME.search(_cut(line).text) is not None, plain))
        name, plain = (_cut(plain[0]), plain[1:]) if plain else (None, plain)
    address = joined(plain)
    known = name if name is not None and not NO_NAME.search(name.text) else None
    return PartyRead(name=read_text(known, check), address=read_text(address, check))


def _cut(line: Passage) -> Passage:
    """A name ends where an address begins."""
    end = NAME_ENDS.search(line.text)
    return line.part(0, end.start() if end else len(line.text)).stripped(" ,;")


def _sender(lines: Sequence[Passage]) -> tuple[int, Passage] | None:
    """The line above the address window, with the sender's name, street and town in one."""
    for number, line in enumerate(lines):
        parts = [part for part in PARTS.split(line.text) if part]
        if meaning(segments_of(line)[0]) is not None:
            continue
        if len(parts) >= 3 and TOWN.search(line.text) and not NO_NAME.search(parts[0]):
            return number, line
    return None


def _of_sender(sender: tuple[int, Passage] | None) -> PartyRead:
    if sender is None:
        return PartyRead()
    line = sender[1]
    first = PARTS.search(line.text)
    end = first.start() if first else len(line.text)
    name, address = line.part(0, end), line.part(first.end() if first else end, len(line.text))
    return PartyRead(
        name=read_text(name.stripped(" ,;"), HEADING), address=read_text(address, HEADING)
    )


def _in_window(
    lines: Sequence[Passage], sender: tuple[int, Passage] | None, seller: PartyRead
) -> PartyRead:
    """The address below the sender's line, else the first address that is not the seller's."""
    if sender is not None:
        number, line = sender
        below = Block(
            None, tuple(column_below(lines, number, segments_of(line)[0], far=FAR_IN_WINDOW))
        )
        if below.has_postal_code:
            return _party(below, HEADING)
    own = compact(seller.name.value) if seller.name else ""
    for block in postal_blocks(lines):
        party = _party(block, HEADING)
        if party.name is not None and (not own or own not in compact(_text(block))):
            return party
    return PartyRead()


def _text(block: Block) -> str:
    return " ".join(line.text for line in block.lines)


def _letterhead(
    lines: Sequence[Passage], first_page: Sequence[Passage], buyer: PartyRead
) -> Read[str] | None:
    """The first company on the page that is not the buyer; else whose account it is."""
    others = compact(buyer.name.value) if buyer.name else ""
    for line in first_page:
        for segment in segments_of(line):
            name = _cut(segment)
            if _is_company(name) and compact(name.text) not in ("", others):
                return read_text(name, HEADING)
    holder = next((found for line in lines if (found := line.find(HOLDER, "v"))), None)
    return read_text(holder.stripped() if holder else None, LABEL)


def _is_company(name: Passage) -> bool:
    text = name.text
    if len(text) > LONGEST_NAME or NO_NAME.search(text) or FOREIGN_TITLE.search(text):
        return False
    form = LEGAL_FORM.search(text)
    return form is not None and form.start() > 0


def _ids(lines: Sequence[Passage], blocks: Sequence[Block]) -> dict[Role, Read[str] | None]:
    """A VAT id is the buyer's where label or block says so; the first other is the seller's."""
    found = vat_ids(lines)
    within: set[Box] = {
        line.box
        for block in blocks
        if block.named == "buyer"
        for line in block.lines
        if line.box is not None
    }
    buyers = [each for each in found if each.of_buyer or each.segment.box in within]
    sellers = [each for each in found if each not in buyers]
    return {
        "seller": sellers[0].value if sellers else german_tax_number(lines),
        "buyer": buyers[0].value if buyers else None,
    }
