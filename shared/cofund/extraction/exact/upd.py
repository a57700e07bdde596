"""УПД and счёт-фактура of the tax service: ``ON_NSCHFDOPPR`` 5.01, 5.02, 5.03.

5.03 renamed number, date and currency, and moved the unit's name; the rest has kept its place.
"""

from __future__ import annotations

import re

from lxml import etree

from cofund.extraction.exact import forms
from cofund.extraction.exact.russian import party, unit
from cofund.extraction.exact.stated import MOST_LINES, Fields, SourceFound, TaxFound
from cofund.extraction.exact.sums import by_rate
from cofund.extraction.exact.tables import Entry, Reading, Table, elements, stated_at
from cofund.extraction.refused import CannotRead

KNOWN = ("5.01", "5.02", "5.03")
RENAMED_IN = "5.03"
KINDS = {"СЧФ": "tax_invoice", "СЧФДОП": "upd"}
ACT = re.compile(r"^\s*акт\b", re.IGNORECASE)
WAYBILL = re.compile(r"накладная", re.IGNORECASE)
TOTALS = "ТаблСчФакт/ВсегоОпл"

LINE: Table = (
    Entry("description", ("@НаимТов", "ДопСведТов/@ХарактерТов"), forms.text, need="must"),
    Entry("quantity", ("@КолТов",), forms.decimal),
    Entry("unit", ("@НаимЕдИзм", "ДопСведТов/@НаимЕдИзм")),
    Entry("unit", ("@ОКЕИ_Тов",), unit),
    Entry("unit_price", ("@ЦенаТов",), forms.decimal),
    Entry("vat_rate", ("@НалСт",), forms.rate),
    Entry("vat", ("СумНал/СумНал", "СумНал/БезНДС"), forms.tax),
    Entry("net", ("@СтТовБезНДС",), forms.decimal),
    Entry("gross", ("@СтТовУчНал",), forms.decimal),
)


def header_table(version: str) -> Table:
    """Give the fields of the whole document; a missing one is named as its version names it."""
    newest_first = version not in KNOWN or version >= RENAMED_IN

    def either(newer: str, older: str) -> tuple[str, str]:
        return (newer, older) if newest_first else (older, newer)

    return (
        Entry("number", either("СвСчФакт/@НомерДок", "СвСчФакт/@НомерСчФ"), need="must"),
        Entry(
            "issue_date",
            either("СвСчФакт/@ДатаДок", "СвСчФакт/@ДатаСчФ"),
            forms.day,
            need="must",
        ),
        Entry(
            "currency",
            either("СвСчФакт/ДенИзм/@КодОКВ", "СвСчФакт/@КодОКВ"),
            forms.currency,
            need="must",
        ),
        Entry("net", (f"{TOTALS}/@СтТовБезНДСВсего",), forms.decimal),
        Entry(
            "tax",
            (f"{TOTALS}/СумНалВсего/СумНал", f"{TOTALS}/СумНалВсего/БезНДС"),
            forms.tax,
        ),
        Entry("gross", (f"{TOTALS}/@СтТовУчНалВсего",), forms.decimal, need="must"),
    )


REFERENCES = Entry(
    "references",
    ("СвПродПер/СвПер/ОснПер/@РеквНомерДок", "СвПродПер/СвПер/ОснПер/@НомОсн"),
)


def read_upd(root: etree._Element, document: etree._Element) -> SourceFound:
    """Give what an УПД states.

    Raises:
        CannotRead: it has more lines than any honest one.
    """
    reading = Reading()
    version = root.get("ВерсФорм", "")
    if version not in KNOWN:
        reading.problem("unknown_version", root, "Файл/@ВерсФорм")
    header = document.find("СвСчФакт")
    assert header is not None
    fields = reading.fields(document, header_table(version))
    lines, included = _lines(reading, document)
    if lines:
        fields["vat_included"] = stated_at(document, "true" if included else "false")
    return {
        "syntax": "upd",
        "version": version[:20],
        "kind": _kind(document),
        "fields": fields,
        "seller": party(reading, header, "СвПрод"),
        "buyer": party(reading, header, "СвПокуп"),
        "lines": lines,
        "taxes": _taxes(lines, fields),
        "references": reading.each(document, REFERENCES),
        "problems": reading.problems,
    }


def _kind(document: etree._Element) -> str:
    """The function in the file decides; a document without счёт-фактура tells by its name."""
    function, name = document.get("Функция", ""), document.get("НаимДокОпр", "")
    if function == "ДОП":
        return "act" if ACT.search(name) else "waybill" if WAYBILL.search(name) else "upd"
    return KINDS.get(function, "upd")


def _lines(reading: Reading, document: etree._Element) -> tuple[list[Fields], bool]:
    """Lines without VAT where all of them state that amount, else with it."""
    rows = list(elements(document, "ТаблСчФакт/СведТов"))
    if len(rows) > MOST_LINES:
        raise CannotRead("too_much_content")
    lines = [reading.fields(row, LINE) for row in rows]
    included = not all("net" in line for line in lines)
    taken = "gross" if included else "net"
    return [_line(row, line, taken) for row, line in zip(rows, lines, strict=True)], included


def _line(row: etree._Element, line: Fields, taken: str) -> Fields:
    kept = {name: stated for name, stated in line.items() if name not in ("net", "gross")}
    if taken in line:
        kept["amount"] = line[taken]
    return {"description": stated_at(row, ""), **kept}


def _taxes(lines: list[Fields], fields: Fields) -> list[TaxFound]:
    """The file states no tax by rate; the lines' taxes make it, where they make the total."""
    return by_rate(lines, fields.get("tax"))
