"""УКД and корректировочный счёт-фактура: ``ON_KORSCHFDOPPR``, what changed and by how much.

Amounts are those of the change, without a sign; the direction says which way they go. A line that
goes against the whole carries a minus.
"""

from __future__ import annotations

from decimal import Decimal

from lxml import etree

from cofund.extraction.exact import forms
from cofund.extraction.exact.russian import party, unit
from cofund.extraction.exact.stated import MOST_LINES, Fields, SourceFound, StatedFound
from cofund.extraction.exact.sums import by_rate, change, signed
from cofund.extraction.exact.tables import Entry, Reading, Table, elements, stated_at
from cofund.extraction.refused import CannotRead

KNOWN = ("5.01", "5.02", "5.03")

HEADER: Table = (
    Entry("number", ("СвКСчФ/@НомерКСчФ", "СвКСчФ/@НомерДок"), need="must"),
    Entry("issue_date", ("СвКСчФ/@ДатаКСчФ", "СвКСчФ/@ДатаДок"), forms.day, need="must"),
    Entry("currency", ("СвКСчФ/@КодОКВ", "СвКСчФ/ДенИзм/@КодОКВ"), forms.currency, need="must"),
)
UP, DOWN = "ТаблКСчФ/ВсегоУвел", "ТаблКСчФ/ВсегоУм"
TOTALS: Table = tuple(
    Entry(f"{name} {way}", tuple(f"{above}/{path}" for path in paths), forms.tax)
    for way, above in (("up", UP), ("down", DOWN))
    for name, paths in (
        ("net", ("@СтТовБезНДСВсего",)),
        ("tax", ("СумНал/СумНДС", "СумНал/СумНал", "СумНал/БезНДС")),
        ("gross", ("@СтТовУчНалВсего",)),
    )
)
LINE: Table = (
    Entry("description", ("@НаимТов",), forms.text, need="must"),
    Entry("unit", ("@НаимЕдИзмПосле", "ДопСведТов/@НаимЕдИзмПосле")),
    Entry("unit", ("@ОКЕИ_ТовПосле",), unit),
    Entry("vat_rate", ("@НалСтПосле",), forms.rate),
    Entry("net up", ("СтТовБезНДС/@СтоимУвел",), forms.decimal),
    Entry("net down", ("СтТовБезНДС/@СтоимУм",), forms.decimal),
    Entry("tax up", ("СумНалРазн/СумУвел",), forms.tax),
    Entry("tax down", ("СумНалРазн/СумУм",), forms.tax),
)
CORRECTED = Entry("references", ("СвКСчФ/СчФ/@НомерСчФ", "СвКСчФ/СчФ/@НомерДок"))


def read_ukd(root: etree._Element, document: etree._Element) -> SourceFound:
    """Give what an УКД states.

    Raises:
        CannotRead: it has more lines than any honest one.
    """
    reading = Reading()
    version = root.get("ВерсФорм", "")
    if version not in KNOWN:
        reading.problem("unknown_version", root, "Файл/@ВерсФорм")
    header = document.find("СвКСчФ")
    assert header is not None
    totals = _changes(reading.fields(document, TOTALS), ("net", "tax", "gross"))
    sign = _sign(totals.get("gross"))
    fields = reading.fields(document, HEADER)
    fields["direction"] = stated_at(document, "reduces" if sign < 0 else "increases")
    fields["vat_included"] = stated_at(document, "false")
    fields |= {name: signed(stated, sign) for name, stated in totals.items()}
    if "gross" not in fields:
        reading.problem("missing", document, f"{DOWN}/@СтТовУчНалВсего")
    lines = _lines(reading, document, sign)
    return {
        "syntax": "ukd",
        "version": version[:20],
        "kind": "credit_note",
        "fields": fields,
        "seller": party(reading, header, "СвПрод"),
        "buyer": party(reading, header, "СвПокуп"),
        "lines": lines,
        "taxes": by_rate(lines, fields.get("tax")),
        "references": reading.each(document, CORRECTED),
        "problems": reading.problems,
    }


def _sign(gross: StatedFound | None) -> int:
    """Nothing at all counts as reducing: it adds no cost."""
    return 1 if gross is not None and Decimal(gross["value"]) > 0 else -1


def _changes(stated: Fields, names: tuple[str, ...]) -> Fields:
    changes = (
        (name, change(stated.get(f"{name} up"), stated.get(f"{name} down"))) for name in names
    )
    return {name: each for name, each in changes if each is not None}


def _lines(reading: Reading, document: etree._Element, sign: int) -> list[Fields]:
    rows = list(elements(document, "ТаблКСчФ/СведТов"))
    if len(rows) > MOST_LINES:
        raise CannotRead("too_much_content")
    return [_line(row, reading.fields(row, LINE), sign) for row in rows]


def _line(row: etree._Element, line: Fields, sign: int) -> Fields:
    kept: Fields = {"description": stated_at(row, "")}
    kept |= {name: each for name, each in line.items() if " " not in name}
    changes = _changes(line, ("net", "tax"))
    if "net" in changes:
        kept["amount"] = signed(changes["net"], sign)
    if "tax" in changes:
        kept["vat"] = signed(changes["tax"], sign)
    return kept
