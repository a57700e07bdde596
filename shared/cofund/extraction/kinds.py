"""What kind of document it is: its own words decide, the partner's word only breaks ties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.vocabulary import Vocabulary, vocabulary
from cofund.models.extraction import DocumentKind

LONGEST_REASON = 120


@dataclass(frozen=True)
class Identified:
    """A kind, and the words that decided."""

    kind: DocumentKind
    reasons: tuple[str, ...]


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


TITLES: Vocabulary[DocumentKind] = vocabulary(
    ("payment_order", r"плат[её]жное\s+поручение\s*(?:№|\d|$)|^\s*0401060\b"),
    ("upd", r"универсальный\s+передаточный|^\W*универсальный\b"),
    (
        "credit_note",
        r"^\W*(?:credit\s+(?:note|memo|invoice)|корректировочный\s+сч[её]т|кредит-нота)"
        r"|^\W*(?:rechnungs|kauf\w{0,12})?(?:gutschrift|korrektur)\b(?!\s+auf\s+konto)"
        r"|^\W*(?:storno|korrektur)-?(?:rechnung|beleg)\b|^\W*(?:facture\s+d['’]\s?)?avoir\b"
        r"|^\W*note\s+de\s+cr[ée]dit\b|^\W*creditnota\b|^\W*nota\s+(?:de\s+|di\s+)?cr[ée]dito\b",
    ),
    ("tax_invoice", r"^\W*сч[её]т\s*-\s*фактура"),
    ("waybill", r"товарная\s+накладная|торг-?12"),
    ("receipt", r"^\W*(?:кассовый\s+чек|фискальный\s+чек)"),
    ("act", r"^\W*акт(?:\s+№|\s+об?\s|\s+сдачи|\s+выполненных|\s+при[её]м)"),
    (
        "participant_list",
        r"^\W*(?:список|реестр|перечень)\s+(?:участников|гостей|зарегистрированных)"
        r"|^\W*(?:лист\s+регистрации|регистрационный\s+лист)"
        r"|^\W*(?:list\s+of\s+(?:participants|attendees|guests)|(?:participant|attendee|guest)s?\s+list)",
    ),
    (
        "event_report",
        r"^\W*отч[её]т\s+(?:о|об|по)\s|^\W*отч[её]т$|^\W*(?:event|marketing|activity)\s+report\b"
        r"|^\W*report\s+on\b",
    ),
    (
        "event_programme",
        r"^\W*программа\s*(?:мероприятия|конференции|семинара|встречи|вечера|форума|ужина|дня|$)"
        r"|^\W*(?:повестка|расписание)\b|^\W*(?:event\s+)?(?:agenda|programme|schedule)\s*(?:of\b|$)",
    ),
    (
        "invoice",
        r"^\W*сч[её]т(?:-(?:договор|оферта))?(?:\s+на\s+оплату)?\s*(?:№|n\b|no\b|\d)"
        r"|^\W*сч[её]т(?:-договор|-оферта|\s+на\s+оплату)"
        r"|^\W*(?:\w{2,20}\s+)?invoices?\b(?!\s+(?:to|address)\b)|\binvoice\W*$"
        r"|^\W*\w{0,25}rechnung\b(?!\s+(?:an|gemäß|laut|aus|zu)\b)"
        r"|^\W*(?:facture|factuur|fattura|factura)\b(?!\s+(?:à|a|li[ée]e)\b)|^\W*quittung\b",
    ),
    ("contract", r"^\W*(?:договор|контракт|соглашение|contract|agreement)(?:\s|$)"),
)
"""Words that open a document of each kind, the most telling kinds first."""

NAME_HEAD = _words(
    r"^(?:фио|ф\.\s?и\.\s?о\.?|фамилия.*|имя|name|full\s+name|participant|участник)$"
)
PERSON_HEAD = _words(
    r"^(?:компания|организация|должность|e-?mail|эл\.?\s*почта|электронная\s+почта|телефон|"
    r"company|organi[sz]ation|position|job\s+title|phone|подпись|signature)\b"
)
INVOICE_LABEL = _words(
    r"\b(?:rechnungs?\s*-?\s*(?:nr|nummer|betrag|datum|summe)|invoice\s+(?:no|number|date|total)|"
    r"(?:num[ée]ro|n°|date|montant)\s+(?:de\s+)?(?:la\s+)?facture|factuurnummer|total\s+ttc)\b"
)
"""What only an invoice prints, in its heading or at its total."""
TIME_HEAD = _words(r"^(?:время|time)$")
TIMED_ROW = _words(r"^\d{1,2}[:.]\d{2}\b")
ENOUGH_TIMED_ROWS = 3


def identify(laid: LaidOut, declared: DocumentKind | None) -> Identified:
    """Give the document's kind with its reasons; *unknown* when nothing speaks for any.

    The first title found wins; without one the tables' heads speak. Two kinds in one line (the
    list's title says "программа") are decided by the partner's word where it is one of them.
    """
    for line in laid.heading:
        found = [Identified(kind, (reason,)) for kind, reason in _titles_of(line)]
        if found:
            return next((each for each in found if each.kind == declared), found[0])
    return (
        _by_table(laid) or _by_invoice_labels(laid) or _by_times(laid) or Identified("unknown", ())
    )


def _titles_of(line: Passage) -> Iterator[tuple[DocumentKind, str]]:
    """A title may also stand beside the letterhead."""
    yield from _titles(line.text)
    for segment in segments_of(line)[1:]:
        yield from _titles(segment.text)


def _titles(line: str) -> Iterator[tuple[DocumentKind, str]]:
    for kind, title in TITLES:
        if title.search(line):
            yield kind, line[:LONGEST_REASON]


def _by_table(laid: LaidOut) -> Identified | None:
    for table in laid.tables:
        for row in table.rows[:5]:
            heads = [cell.text for cell in row.cells]
            names = [head for head in heads if NAME_HEAD.match(head)]
            others = [head for head in heads if PERSON_HEAD.match(head)]
            if names and others:
                return Identified("participant_list", (*names, *others)[:5])
    return None


def _by_invoice_labels(laid: LaidOut) -> Identified | None:
    """A letter without a title is an invoice where it labels a number or sum as an invoice's."""
    found = next((line.text for line in laid.lines if INVOICE_LABEL.search(line.text)), None)
    return Identified("invoice", (found[:LONGEST_REASON],)) if found else None


def _by_times(laid: LaidOut) -> Identified | None:
    timed = [line.text for line in laid.lines if TIMED_ROW.match(line.text)]
    if len(timed) < ENOUGH_TIMED_ROWS:
        return None
    return Identified("event_programme", tuple(line[:LONGEST_REASON] for line in timed[:3]))
