"""How a document writes: its languages, its decimal mark, its order of days and months.

What one number or date leaves open, the document's other numbers and dates often decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from cofund.extraction.values import dates
from cofund.extraction.values.dates import DateOrder

Language = Literal["ru", "en", "de", "fr", "nl", "es", "it"]
Mark = Literal[",", "."]

TELLING: dict[Language, str] = {
    "en": "invoice total amount due date number bill price quantity the of and",
    "de": (
        "rechnung rechnungsnummer betrag summe gesamt menge preis datum ust mwst und der die "
        "zahlbar umsatzsteuer brutto netto einzelpreis"
    ),
    "fr": ("facture montant tva quantité prix échéance ht ttc le et du de règlement avoir"),
    "nl": "factuur factuurnummer bedrag btw totaal aantal prijs datum en het",
    "es": "factura importe iva fecha cantidad precio total y el de",
    "it": "fattura importo iva data quantità prezzo totale imponibile e il di",
}
CYRILLIC = re.compile(r"[а-яё]{3,}", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+")
ENOUGH = 3
"""So many different telling words make a language."""
TWO_DECIMALS = re.compile(
    r"(?<![\d.,])-?\d{1,3}(?:([., '\u00a0\u202f’])?\d{3})*([.,])\d\d(?![\d.,:])"
)
LONGEST = 200_000
CLEAR_MAJORITY = 4
"""One decimal mark is a document's own when it stands so many times as often as the other."""


@dataclass(frozen=True)
class Writing:
    """One document's way of writing, learnt from its text."""

    text: str

    @cached_property
    def languages(self) -> frozenset[Language]:
        """The languages that so many different words tell; often more than one, or none."""
        words = Counter(WORD.findall(self.text[:LONGEST].lower()))
        found: set[Language] = {
            language
            for language, telling in TELLING.items()
            if sum(1 for word in telling.split() if words[word]) >= ENOUGH
        }
        if len(CYRILLIC.findall(self.text[:LONGEST])) >= ENOUGH:
            found.add("ru")
        return frozenset(found)

    @cached_property
    def decimal_mark(self) -> Mark | None:
        """The mark before two decimals, where the document nearly always uses one."""
        marks = Counter(match[2] for match in TWO_DECIMALS.finditer(self.text[:LONGEST]))
        (mark, often), *others = [*marks.most_common(2), ("", 0)]
        seldom = others[0][1] if others else 0
        if often == 0 or often < CLEAR_MAJORITY * seldom:
            return None
        return "," if mark == "," else "."

    @cached_property
    def date_order(self) -> DateOrder | None:
        """The order that other dates prove; else the one of the languages, where all share it."""
        proved = dates.orders_of(self.text[:LONGEST])
        if proved:
            return next(iter(proved)) if len(proved) == 1 else None
        if self.languages and "en" not in self.languages:
            return "day first"
        return None

    @cached_property
    def clear_days(self) -> frozenset[date]:
        """The days that dates of one reading name."""
        found = dates.find_dates(self.text[:LONGEST])
        return frozenset(days[0] for _, _, days in found if len(days) == 1)

    def days(self, readings: tuple[date, ...]) -> tuple[date, ...]:
        """Give the days that a date may mean here: of two the one that stands elsewhere."""
        if len(readings) < 2:
            return readings
        known = [day for day in readings if day in self.clear_days]
        return (known[0],) if len(known) == 1 else readings


def writing_of(lines: Iterable[str]) -> Writing:
    """Give the way of writing of a document's lines."""
    return Writing("\n".join(lines))
