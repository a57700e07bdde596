"""One row of a table of goods: what stands in the columns of each meaning."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cofund.extraction.layout.heads import Head
from cofund.extraction.layout.passages import Passage
from cofund.extraction.layout.tables import Row
from cofund.extraction.line_columns import MONEY, Column, Columns, columns_of

Stated = Mapping[Column, tuple[Passage, ...]]
"""One row: what stands in the columns of each meaning, from left to right."""

CARRIED = re.compile(
    r"^\W*(?:перен[ео]с|итого\s+(?:по\s+|на\s+)?(?:странице|листу?|стр\b)|carried|brought|übertrag|"
    r"zwischensumme|[àa]\s+reporter|report\W*$|sub\W?total\s+page)",
    re.IGNORECASE,
)
"""Sums that are carried over to the next page: the table goes on."""
TOTAL_ROW = re.compile(
    rf"{CARRIED.pattern}"
    r"|^\W*(?:итог|всего|в\s*т\.?\s*ч\b|в\s+том\s+числе|к\s+оплате|общая\s+с|на\s+общую|сумма\s+(?:ндс|без|с\s+ндс)|"
    r"ндс\b|без\s+(?:налога|ндс)|sub\W?total|(?:grand\s+|order\s+)?total\b|(?:amount|balance)\s+due|"
    r"vat\b|(?:sales\s+)?tax\b|gesamt(?:betrag|summe|preis|netto|brutto)?\b|"
    r"summe\b|(?:brutto|netto)(?:betrag|summe)?\b|zzgl|mwst|ust\b|umsatzsteuer|mehrwertsteuer|"
    r"rechnungsbetrag|endbetrag|sous\W?total|montant\s+(?:total|ht|ttc|net)|net\s+[àa]\s+payer|tva\b|"
    r"subtota|totaa?l|zwischentotal|zuzüglich|btw\b|iva\b|base\s+imponible|imponibile|importe\s+total)",
    re.IGNORECASE,
)
LETTERS = re.compile(r"[^\W\d_]{2}")
DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class LinesHead:
    """The head of a table of goods: what its columns mean, and where its rows begin."""

    columns: Columns
    heads: tuple[Head, ...]
    first_row: int


def stated(known: LinesHead, row: Row) -> Stated:
    """Give what a row states in the columns of each meaning."""
    return {
        meaning: tuple(
            cell.passage
            for place in places
            for cell in row.within(known.heads[place].column, known.heads[place].until)
        )
        for meaning, places in known.columns.items()
    }


def text_of(row: Stated, column: Column) -> str:
    """Give what stands in the columns of one meaning; nothing where there are none."""
    return " ".join(passage.text for passage in row.get(column, ()))


def states_a_line(row: Stated) -> bool:
    """Whether a row states goods: it names something, for money, and is no sum of others."""
    description = text_of(row, "description")
    if not LETTERS.search(description):
        return False
    money: tuple[Column, ...] = (*MONEY, "unit_price")
    if not any(DIGIT.search(text_of(row, column)) for column in money):
        return False
    if columns_of([text_of(row, column) for column in row]) is not None:
        return False
    priced = DIGIT.search(text_of(row, "quantity")) and DIGIT.search(text_of(row, "unit_price"))
    return bool(priced) or not TOTAL_ROW.match(description)
