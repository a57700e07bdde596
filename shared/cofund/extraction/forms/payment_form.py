"""Form 0401060: a fixed order of numbered boxes, most labels in small print below their values.

Source: положение Банка России 762-П, приложение 3. The payer's numbers come before the payee's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cofund.extraction.forms.banking import banking
from cofund.extraction.forms.beside import beside
from cofund.extraction.forms.requisite_words import Part
from cofund.extraction.forms.requisites import Requisite, party_of
from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Origin, Passage, joined
from cofund.extraction.reads import LABEL, read_text
from cofund.models.extraction import PartyRead

INN = re.compile(r"\bИНН\W{0,4}(?P<v>\d{12}|\d{10})(?!\d)", re.IGNORECASE)
KPP = re.compile(r"\bКПП\W{0,4}(?P<v>\d{9})(?!\d)", re.IGNORECASE)
BIK = re.compile(r"\bБИК\W{0,4}(?P<v>\d{9})(?!\d)", re.IGNORECASE)
ACCOUNT = re.compile(r"(?<!\d)(?P<v>(?:[24]\d|03)(?: ?\d){18})(?! ?\d)")
CORRESPONDENT = re.compile(r"(?<!\d)(?P<v>301(?: ?\d){17})(?! ?\d)")
SUM = re.compile(r"(?:^|\s)Сумма\s+(?P<v>\d[\d\s]*(?:[-=.,]\d{2}|=)?)(?=\s|$)")
NAMES = (
    re.compile(r"(?<!банк )\bплательщик\b\s*:?", re.IGNORECASE),
    re.compile(r"(?<!банк )\bполучатель\b\s*:?", re.IGNORECASE),
)
BANKS = (
    re.compile(r"\bбанк\s+плательщика\b\s*:?", re.IGNORECASE),
    re.compile(r"\bбанк\s+получателя\b\s*:?", re.IGNORECASE),
)
PURPOSE_LABEL = re.compile(r"^\W*назначение\s+плат[её]жа\W*", re.IGNORECASE)
TABLE_LINE = re.compile(
    r"\b(?:вид\s+оп|наз\.?\s*пл|код\b|рез\.?\s*поле|очер|срок\s+плат|сч\.\s*№)|"
    r"(?:получатель|плательщик)\W*$",
    re.IGNORECASE,
)
MOST_PURPOSE_LINES = 6
PAYER, PAYEE = 0, 1


def form_party(laid: LaidOut, which: int) -> PartyRead:
    """Give the payer (0) or the payee (1)."""
    bik, account, correspondent = banking(
        _nth(laid.lines, BIK, which),
        _nth(laid.lines, ACCOUNT, which),
        _nth(laid.lines, CORRESPONDENT, which),
    )
    ids = _ids(laid.lines, which)
    party = party_of([Requisite("other", Passage((), _origin(laid))), *ids])
    return party.model_copy(
        update={
            "name": read_text(beside(laid, NAMES[which]), LABEL),
            "bank": read_text(beside(laid, BANKS[which]), LABEL),
            "bik": bik,
            "account": account,
            "correspondent_account": correspondent,
        }
    )


def form_amount(laid: LaidOut) -> Passage | None:
    """Give the box "Сумма"."""
    return _nth(laid.lines, SUM, 0)


def form_purpose(lines: Sequence[Passage]) -> Passage | None:
    """Give the lines above the label "Назначение платежа", up to the form's table."""
    end = next((at for at, line in enumerate(lines) if PURPOSE_LABEL.match(line.text)), None)
    if end is None:
        return None
    label = PURPOSE_LABEL.match(lines[end].text)
    if label and len(lines[end].text) > label.end() + 3:
        return lines[end].part(label.end(), len(lines[end].text))
    taken: list[Passage] = []
    for line in reversed(lines[max(0, end - MOST_PURPOSE_LINES) : end]):
        if TABLE_LINE.search(line.text):
            break
        taken.append(line)
    return joined(reversed(taken))


def _origin(laid: LaidOut) -> Origin:
    return laid.lines[0].origin


def _ids(lines: Sequence[Passage], which: int) -> list[Requisite]:
    """INN and KPP on one line: a sole trader has no KPP, so counting would slip."""
    with_inn = [line for line in lines if INN.search(line.text)]
    if which >= len(with_inn):
        return []
    line = with_inn[which]
    found: tuple[tuple[Part, Passage | None], ...] = (
        ("tax_id", line.find(INN, "v")),
        ("kpp", line.find(KPP, "v")),
    )
    return [Requisite(part, words) for part, words in found if words is not None]


def _nth(lines: Sequence[Passage], pattern: re.Pattern[str], which: int) -> Passage | None:
    found = [passage for line in lines for passage in line.find_all(pattern, "v")]
    return found[which] if which < len(found) else None
