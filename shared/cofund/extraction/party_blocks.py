"""Where a party's words stand: behind its label, in a column below it, or in a preamble."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from cofund.extraction.forms.labelled import Labelled, labelled
from cofund.extraction.layout.passages import Passage
from cofund.extraction.vocabulary import Vocabulary, vocabulary

Role = Literal["seller", "buyer"]
Named = Literal["seller", "buyer", "payee", "payer", "other"]

IN_BRACKETS = r"(?:\s*[(/]\s*(?:исполнител\w|заказчик|поставщик|покупатель|[^)]{1,40})\)?)?"
TAIL = rf"\b{IN_BRACKETS}\s*(?:,\s*адрес\s*)?:?"
NAMES: Vocabulary[Named] = vocabulary(
    (
        "seller",
        r"[«\"]?(?:поставщик|исполнитель|продавец|подрядчик|арендодатель|лицензиар|организатор|"
        r"seller|supplier|vendor|issued\s+by|bill\s+from)"
        rf"{TAIL}|from\s*:",
    ),
    (
        "buyer",
        r"[«\"]?(?:покупатель|заказчик|клиент|арендатор|лицензиат|buyer|customer|client|"
        r"bill(?:ed)?\s+to|invoice\s+to|sold\s+to)"
        rf"{TAIL}",
    ),
    ("payee", r"(?:получатель(?:\s+плат[её]жа)?|бенефициар)\b\s*:"),
    ("payer", rf"плательщик{TAIL}"),
    (
        "other",
        r"(?:грузоотправитель|грузополучатель|основание|валюта|договор|срок\s+оплаты|"
        r"назначение\s+платежа|условия\s+оплаты|дата|invoice\b|due\b|purchase\s+order|ship(?:ped)?\s+to)"
        r"(?:\s+и\s+его\s+адрес)?\b\s*(?:№|:)?",
    ),
)
"""Labels of parties, and of what stands beside them."""

WANTED: dict[Role, tuple[Named, ...]] = {"seller": ("seller", "payee"), "buyer": ("buyer", "payer")}
LABEL_WORD = re.compile(
    r"\(?(?:поставщик|исполнитель|покупатель|заказчик|продавец|плательщик|seller|supplier|vendor|"
    r"from|buyer|customer|client|bill|to)\)?:?",
    re.IGNORECASE,
)
ENDS = re.compile(
    r"\W*(?:основание|грузо|валюта|договор\b|срок|назначение|к\s+платежно|№|n\s|#|товары|"
    r"наименование\s+(?:товар|работ|услуг)|description|invoice|date|due|purchase\s+order|item|qty|"
    r"в\s+счет|счет\s+на|оплат|внимание|итого|всего)",
    re.IGNORECASE,
)
IDS = re.compile(r"\bИНН\b|\bVAT\b|\b(?:tax|ust)\W", re.IGNORECASE)
ABOVE_PREAMBLE = 40
CALLED = re.compile(
    r"(?:именуем\w+|далее)\s*(?:в\s+дальнейшем)?\s*[-–—:,]*\s*[«\"“„]?\s*"
    r"(?P<role>исполнитель|заказчик|поставщик|покупатель|подрядчик|продавец|арендодатель|арендатор)",
    re.IGNORECASE,
)
LONGEST_NAMING = 400
SELLING = re.compile(r"исполн|постав|подряд|продав|арендодат", re.IGNORECASE)
COMPANY = re.compile(
    r"(?<!\w)(?:(?:ООО|[ПЗО]?АО|ИП|АНО|НКО|ФГБУ|ФГУП|ГБУ|МУП|Обществ\w|Акционерн\w|Публичн\w|Закрыт\w|"
    r"Индивидуальн\w|Автономн\w|Гражданин))"
)


def party_blocks(lines: Sequence[Passage]) -> dict[Role, Passage]:
    """Give the words of seller and buyer, without their labels; the most telling block of each."""
    found = labelled(lines, NAMES, ends=ENDS, skips=LABEL_WORD)
    blocks: dict[Role, Passage] = {}
    for role, names in WANTED.items():
        offered = [each for each in found if each.key in names and _is_a_party(lines, each)]
        if offered:
            blocks[role] = max(offered, key=lambda each: _weight(lines, each, names)).value
    return blocks


def _is_a_party(lines: Sequence[Passage], each: Labelled[Named]) -> bool:
    """Not the prose of an act ("Заказчик претензий не имеет") nor a line for a signature."""
    text = each.value.text
    first = next((character for character in text if character.isalpha()), "")
    has_colon = _colon(lines, each)
    return bool(first) and not text.startswith("_") and (has_colon or not first.islower())


def _weight(
    lines: Sequence[Passage], each: Labelled[Named], names: Sequence[Named]
) -> tuple[bool, bool, bool]:
    """With a tax number first, then by its own label, then with a colon; of equals the first."""
    has_ids = IDS.search(each.value.text) is not None
    return has_ids, each.key == names[0], _colon(lines, each)


def _colon(lines: Sequence[Passage], each: Labelled[Named]) -> bool:
    text = lines[each.spot.line].text
    return ":" in text[each.spot.start : each.spot.end + 2]


def preamble_blocks(lines: Sequence[Passage]) -> dict[Role, Passage]:
    """Give whom prose names: "ООО «…», именуемое в дальнейшем «Исполнитель»"."""
    head = [line for line in lines[:ABOVE_PREAMBLE] if line.pieces]
    if not head:
        return {}
    whole = Passage(tuple(piece for line in head for piece in line.pieces), head[0].origin)
    blocks: dict[Role, Passage] = {}
    ended = 0
    for match in CALLED.finditer(whole.text):
        role: Role = "seller" if SELLING.match(match["role"]) else "buyer"
        since = max(ended, match.start() - LONGEST_NAMING)
        begins = COMPANY.search(whole.text, since, match.start())
        ended = match.end()
        if begins and role not in blocks:
            blocks[role] = whole.part(begins.start(), match.start()).stripped()
    return blocks
