"""The seller of a paper that labels no seller: in its letterhead, or among its requisites.

What stands there is nobody else's: every number that is not the buyer's is the seller's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cofund.extraction.forms.requisites import requisites
from cofund.extraction.layout.passages import Passage, joined
from cofund.extraction.party_blocks import COMPANY
from cofund.extraction.reads import LABEL, read_text
from cofund.extraction.titles import TITLES
from cofund.models.extraction import PartyRead

INN = re.compile(r"(?<!\w)ИНН\b\D{0,12}(?P<v>\d{12}|\d{10})(?!\d)", re.IGNORECASE)
REQUISITE = re.compile(
    r"\b(?:ИНН|КПП|ОГРН|БИК|[рк]\s*/\s*с|сч[её]т|банк|адрес|тел|г\.|ул\.|д\.)", re.IGNORECASE
)
ADDRESS = re.compile(
    r"^\W*(?:адрес\W+)?(?:\d{6}\W|(?:Россия\W+)?(?:г\.|город)\s*[А-ЯЁ])", re.IGNORECASE
)
CONTACT = re.compile(r"[,;]?\s*\b(?:тел|факс|e-?mail|www|сайт)\b.*$", re.IGNORECASE)
OTHER_PARTY = re.compile(r"^\W*(?:покупатель|заказчик|плательщик|грузо|основание)", re.IGNORECASE)
A_ROLE = re.compile(r"\W*(?:исполнитель|поставщик|продавец|подрядчик|получатель)\W*", re.IGNORECASE)
A_BANK = re.compile(r"банк|\bБИК\b", re.IGNORECASE)
MOST_LINES = 400
TOP_LINES = 12
LINES_BELOW = 6
LINES_ABOVE = 3
FAR = 2.2


def letterhead_party(lines: Sequence[Passage], buyer: Passage | None) -> PartyRead:
    """Give the party that stands in the letterhead or the requisites; empty where none does."""
    lines = lines[:MOST_LINES]
    taken = buyer.text if buyer else ""
    at = next(
        (
            number
            for number, line in enumerate(lines)
            if (inn := line.find(INN, "v")) and inn.text not in taken
        ),
        None,
    )
    if at is None:
        return PartyRead()
    block = joined(_block(lines, at))
    party = requisites(block) if block else PartyRead()
    if party.name is not None and A_ROLE.fullmatch(party.name.value):
        party = party.model_copy(update={"name": None})
    if party.address is None and party.name is not None:
        address = _letterhead_address(lines[:TOP_LINES], party.name.value)
        party = party.model_copy(update={"address": read_text(address, LABEL)})
    return party


def _block(lines: Sequence[Passage], at: int) -> list[Passage]:
    """The line with the tax number, the name before or above it, the requisites below it."""
    start = at
    before = INN.split(lines[at].text)[0]
    if not COMPANY.search(before):
        above = range(at - 1, max(-1, at - 1 - LINES_ABOVE), -1)
        start = next((number for number in above if _names_a_company(lines[number])), at)
    first = lines[start]
    named = COMPANY.search(first.text)
    taken = [first.part(named.start(), len(first.text)) if named else first]
    for number in range(start + 1, min(start + 1 + LINES_BELOW, len(lines))):
        if number > at and not _goes_on(lines[number - 1], lines[number]):
            break
        taken.append(lines[number])
    return taken


def _names_a_company(line: Passage) -> bool:
    return COMPANY.search(line.text) is not None and not A_BANK.search(line.text)


def _goes_on(above: Passage, line: Passage) -> bool:
    """Whether a line still tells of the same party."""
    if OTHER_PARTY.match(line.text) or any(title.search(line.text) for _, title in TITLES):
        return False
    if above.box is not None and line.box is not None and above.page == line.page:
        height = line.box.bottom - line.box.top
        if line.box.top - above.box.bottom > FAR * height:
            return False
    return REQUISITE.search(line.text) is not None


def _letterhead_address(lines: Sequence[Passage], name: str) -> Passage | None:
    """Below the name where it stands in the letterhead."""
    for above, line in pairwise(lines):
        if name in above.text and ADDRESS.match(line.text):
            contact = CONTACT.search(line.text)
            return line.part(0, contact.start() if contact else len(line.text)).stripped()
    return None
