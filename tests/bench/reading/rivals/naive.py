"""Number, date and total out of bare text, by labels: the same patterns for every text tool.

English, German, French and Russian. Where a label stands several times, the last total and the
first number and date are taken, as people write such patterns.
"""

from __future__ import annotations

import re

MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    )
    for number, name in enumerate(names.split(), start=1)
}
MONTHS |= {name[:3]: number for name, number in MONTHS.items() if name.isascii()}
AMOUNT = r"-?\d{1,3}(?:[ .,'\u00a0\u202f]\d{3})*[.,]\d{2}(?!\d)|-?\d+[.,]\d{2}(?!\d)"
TOTALS = (
    r"grand total|total due|amount due|invoice total|total amount|total ttc|montant ttc"
    r"|gesamtbetrag|bruttobetrag|bruttosumme|rechnungsbetrag|endbetrag|gesamtsumme"
    r"|всего к оплате|итого к оплате|итого с ндс|net à payer|gross amount|total incl[^\n]{0,12}",
    r"total|summe|gesamt|итого|всего",
)
NUMBER = re.compile(
    r"(?:invoice|rechnung|facture|avoir|credit note|gutschrift|сч[её]т(?:-фактура)?(?: на оплату)?"
    r"|акт|накладная|поручение)[ -]*(?:number|nummer|no\.?|nr\.?|n°|#|№|num[ée]ro)?[ .:]*"
    r"(?:no\.?|nr\.?|n°|#|№)?[ :]*((?=[\w./-]*\d)[\w./-]+)",
    re.IGNORECASE,
)
SIGNED_NUMBER = re.compile(
    r"(?:invoice|rechnung|facture|avoir|credit note|gutschrift)[^\n\d#]{0,30}?(?:\(\d+\) *)?"
    r"(?:number|nummer|no\.|nr\.|n°|#|№|num[ée]ro)[ .:]*\n?[ :]*((?=[\w./-]*\d)[\w./-]+)",
    re.IGNORECASE,
)
"""The same with a sign or the word "number", however many words stand between."""
DATES = (
    (re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b"), (1, 2, 3)),
    (re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b"), (3, 2, 1)),
    (re.compile(r"\b(\d{1,2})\.? +([^\W\d]{3,9})\.?,? +(\d{4})\b"), (3, 2, 1)),
    (re.compile(r"\b([^\W\d]{3,9})\.? +(\d{1,2}),? +(\d{4})\b"), (3, 1, 2)),
)
DATE_LABELS = tuple(
    re.compile(labels, re.IGNORECASE)
    for labels in (
        r"invoice date|rechnungsdatum|belegdatum|date de fact\w+|date d.[ée]mission",
        r"(?:rechnung|invoice|facture|avoir|gutschrift|сч[её]т|акт)[^\n]{0,60}?(?:vom|du|dated|от)\b",
        r"(?<![\w-])(?:datum|date|дата|от)\b",
    )
)
"""The surest first."""
AFTER_LABEL = 60


def fields_of(text: str) -> dict[str, dict[str, str]]:
    """Give what the patterns find; no statuses, because patterns have none."""
    found = {"number": _number(text), "issue_date": _date(text), "gross": _total(text)}
    return {name: {"value": value} for name, value in found.items() if value}


def amount_of(printed: str) -> str:
    """Give "1 234,50" and "1,234.50" as "1234.50"; the last mark is the decimal one."""
    digits = re.sub(r"[^\d.,-]", "", printed)
    whole, mark, part = digits[:-3], digits[-3:-2], digits[-2:]
    if mark not in (".", ","):
        return re.sub(r"[.,]", "", digits)
    return f"{re.sub(r'[.,]', '', whole)}.{part}"


def _number(text: str) -> str | None:
    found = SIGNED_NUMBER.search(text) or NUMBER.search(text)
    return found[1].rstrip(".") if found else None


def _date(text: str) -> str | None:
    for labels in DATE_LABELS:
        for label in labels.finditer(text):
            near = _first_date(text[label.end() : label.end() + AFTER_LABEL])
            if near:
                return near
    return _first_date(text)


def _first_date(text: str) -> str | None:
    found = []
    for pattern, (year, month, day) in DATES:
        for match in pattern.finditer(text):
            number = MONTHS.get(match[month].lower()) or MONTHS.get(match[month].lower()[:3])
            if match[month].isdigit():
                number = int(match[month])
            if number and number <= 12 and int(match[day]) <= 31:
                found.append((match.start(), f"{match[year]}-{number:02d}-{int(match[day]):02d}"))
    return min(found)[1] if found else None


def _total(text: str) -> str | None:
    for labels in TOTALS:
        pattern = rf"(?:{labels})[^\d\n]{{0,40}}\n?[^\d\n]{{0,20}}({AMOUNT})"
        found = re.findall(pattern, text, re.IGNORECASE)
        if found:
            return amount_of(found[-1])
    return None
