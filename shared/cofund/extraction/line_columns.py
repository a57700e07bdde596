"""What the columns of a table of goods and services mean, by the words of their heads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Literal

from cofund.extraction.vocabulary import Vocabulary, meaning_of, vocabulary

Column = Literal[
    "position", "description", "code", "quantity", "unit", "unit_price", "discount", "vat_rate",
    "vat", "net", "gross", "amount", "other",
]  # fmt: skip

VAT = r"(?:ндс|налог|vat|tax|ust|mwst|tva|btw|gst|umsatzsteuer|mehrwertsteuer|steuer)"
SUM = r"(?:сумма|стоимость|всего|итого|amount|total|value|betrag|preis|summe|montant|prix|wert)"
FREE = r"(?:без|не\s*включая|excl|exkl|ohne|hors|before|zzgl|w/o|without)"
WITH = r"(?:с\s|со\s|с\s*уч[её]том|вкл|incl|inkl|mit|ttc|with|brutto|gross)"

COLUMNS: Vocabulary[Column] = vocabulary(
    (
        "position",
        r"^\W*(?:№|n|#|nr|no|№?\s*п\W*п|№\s*строки|поз(?:иция)?|pos(?:ition)?|lfd\W*nr|line|rang|"
        r"item\s*(?:no|#|№)?|номер\s*(?:по\s*порядку|п\W*п|строки))\W*(?:п\W*п)?\W*$",
    ),
    (
        "other",
        r"акциз|\bмест[ео]?\b|брутто(?!.{0,20}сумма)|упаковк|страна|деклараци|цифров|прослеж|окпд",
    ),
    ("code", r"(?:единиц|ед\.?\s*изм).{0,40}\bкод\b|окей|кодпоокей"),
    ("unit_price", r"(?:цена|стоимость|тариф|расценк)\W*(?:за|\(тариф\))?\W*(?:ед|1|одн|шт|час)"),
    (
        "unit",
        r"единиц|^\W*ед\b|\bизм\b|измерени|^\W*units?\W*$|\buom\b|einheit|^\W*me\W*$|unit[ée]\b",
    ),
    (
        "description",
        r"наименован|описани|descri[pt]|bezeichnung|beschreibung|d[ée]signation|libell[ée]",
    ),
    (
        "code",
        r"^\W*код\b|\bкод\W*$|артикул|\bsku\b|\bart(?:ikel)?\W*n\W*(?:r|o|u)|item\s*(?:code|no|id)|"
        r"^\W*(?:ref|réf|r[ée]f[ée]rence|штрихкод)\b|product\s*(?:code|no|id)|^\W*hsn",
    ),
    ("vat_rate", rf"ставк|{VAT}\W*(?:rate|satz|%)|%\W*{VAT}|taux|steuersatz"),
    ("other", rf"{FREE}.{{0,8}}(?:скидк|discount|rabatt|remise)|до\s*скидк"),
    (
        "amount",
        r"(?:со?|с\s*уч[её]том|после|after|nach|apr[èe]s)\s*(?:скидк|discount|rabatt|remise)",
    ),
    ("discount", r"скидк|discount|rabatt|remise|nachlass|^\W*rem\W*$|abschlag"),
    (
        "unit_price",
        r"цена|\bprice|\bunit\s*cost|\btariff?|einzel|\bpreis|\bprix|\bp\W?u\W|тариф|"
        r"^\W*rate\b|\be[\s.-]?preis",
    ),
    (
        "net",
        rf"{SUM}.{{0,80}}{FREE}.{{0,12}}{VAT}|{FREE}.{{0,12}}{VAT}.{{0,40}}{SUM}|\bnet(?:to)?\b|"
        r"\bht\b|taxable|excl",
    ),
    (
        "gross",
        rf"{SUM}.{{0,80}}{WITH}.{{0,12}}{VAT}|{WITH}.{{0,8}}{VAT}|\bttc\b|brutto|\bgross|incl",
    ),
    (
        "vat",
        rf"^\W*(?:в\W*т\W*ч\W*|в\s*том\s*числе\s*)?(?:сумма\s*)?{VAT}|сумма\s*(?:налог|ндс)|"
        rf"{VAT}\W*(?:amount|betrag|руб)|(?:montant|amount)\W*(?:of\s*|de\s*la\s*)?{VAT}",
    ),
    (
        "quantity",
        r"кол\W*(?:во|ич)|\bqty\b|quantit|\bhours\b|menge|anzahl|\bqt[ée]\b|об[ъь][её]м|часов|"
        r"количество|^\W*сколько|^\W*(?:stk|stück|pcs|days|дней|units)\W*$|aantal",
    ),
    (
        "amount",
        r"сумма|стоимость|\bamount\b|\btotal\b|всего|итого|betrag|gesamt|montant|summe|bedrag|entgelt|"
        r"^\W*value\W*$|к\s*оплате",
    ),
    (
        "description",
        r"товар|работ|услуг|предмет|содержани|\bitem|service|details|produ[ck]t|artikel|leistung|"
        r"goods|article|^\W*(?:за\s*)?что\W*$|omschrijving|position\b|text\b|particulars|назначени",
    ),
)
"""Heads of columns, the more telling words first."""

SAYS_MONEY = re.compile(
    r"сумм|стоим|цен[аы]|итог|всего|тариф|amount|total|price|rate\b|cost|value|betrag|preis|gesamt|"
    r"summe|montant|prix|entgelt|wert\b|bedrag|к\s*оплате|руб|net\b|\bht\b|gross",
    re.IGNORECASE,
)
"""One of these stands above some column of every table of goods."""
MONEY: tuple[Column, ...] = ("amount", "net", "gross")
FEWEST = 3
LONGEST_HEAD = 140
LONGEST_NUMBER_SIGN = 3
"""Letters of a head that numbers rows: "Pos.", "п/п", "No."."""
HYPHENATED = re.compile(r"(?<=[^\W\d_])-\s*(?=[^\W\d_])")
NUMBERS = re.compile(r"\d[\d\s]*[.,]\d\d(?!\d)|\d{4,}")
"""Amounts and codes: no head has them."""

Columns = Mapping[Column, tuple[int, ...]]
"""For each meaning the places, among the heads, of those that have it."""


@lru_cache(maxsize=2_048)
def meaning_of_head(text: str) -> Column | None:
    """Give what a column's head means; words may be hyphenated or cut at a line's end."""
    if not text or len(text) > LONGEST_HEAD or NUMBERS.search(text):
        return None
    whole = HYPHENATED.sub("", text)
    return (
        meaning_of(text, COLUMNS)
        or meaning_of(whole, COLUMNS)
        or meaning_of(re.sub(r"\s+", "", whole), COLUMNS)
    )


def columns_of(heads: Sequence[str]) -> Columns | None:
    """Give what the heads of a table of goods mean; None where they are another table's."""
    found: dict[Column, tuple[int, ...]] = {}
    for place, text in enumerate(heads):
        meaning = meaning_of_head(text)
        if meaning is not None:
            found[meaning] = (*found.get(meaning, ()), place)
    if "description" not in found:
        found = _named_items(found, heads)
    return found if are_goods(found) else None


def _named_items(
    found: dict[Column, tuple[int, ...]], heads: Sequence[str]
) -> dict[Column, tuple[int, ...]]:
    """Items may be called just "Item" or "Position", where no other head calls them."""
    for column in ("position", "code"):
        places = found.get(column, ())
        if places and len(re.findall(r"[^\W\d_]", heads[places[0]])) > LONGEST_NUMBER_SIGN:
            rest = {meaning: at for meaning, at in found.items() if meaning != column}
            return {**rest, "description": places}
    return found


def are_goods(columns: Iterable[Column]) -> bool:
    """Whether columns of these meanings state goods: what, and for how much."""
    known = set(columns) - {"other"}
    return (
        "description" in known
        and bool(known & {*MONEY, "unit_price"})
        and len(known) >= FEWEST
    )  # fmt: skip


def telling(columns: Columns) -> tuple[int, int]:
    """Give how much columns say about goods: how many meanings they have, and how many they are."""
    places = [len(places) for meaning, places in columns.items() if meaning != "other"]
    return len(places), sum(places)
