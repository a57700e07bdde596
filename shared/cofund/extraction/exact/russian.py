"""What УПД and УКД have in common: parties, their addresses and accounts, names of units."""

from __future__ import annotations

from itertools import islice

from lxml import etree

from cofund.extraction.exact import forms
from cofund.extraction.exact.stated import Fields
from cofund.extraction.exact.tables import Entry, Reading, Table

TITLES = {"СвИП": "ИП "}
CODES_OF_ADDRESS = frozenset({"КодРегион", "КодГАР", "ИдНом", "Регион", "ВидКод", "КодСтр"})
MOST_PARTS = 40
UNITS = {
    "796": "шт",
    "642": "ед",
    "839": "компл",
    "778": "упак",
    "166": "кг",
    "168": "т",
    "112": "л",
    "006": "м",
    "055": "м2",
    "113": "м3",
    "356": "ч",
    "359": "сут",
    "362": "мес",
    "366": "год",
    "792": "чел",
    "383": "руб",
    "876": "усл. ед",
}
"""The commonest codes of units (ОКЕИ), as papers print them: many files give the code alone."""


def person(full_name: etree._Element) -> str:
    """Give a person's name from ФИО; a sole trader carries the title."""
    owner = full_name.getparent()
    title = TITLES.get(str(owner.tag), "") if owner is not None else ""
    names = (full_name.get(part, "").strip() for part in ("Фамилия", "Имя", "Отчество"))
    return title + " ".join(name for name in names if name)


def address(written: etree._Element) -> str:
    """Give an address from its parts, in the order in which the file has them."""
    parts = [part for element in islice(written.iter(), MOST_PARTS) for part in _parts(element)]
    return ", ".join(part for part in parts if part)


def _parts(element: etree._Element) -> list[str]:
    stated = [str(v).strip() for k, v in element.attrib.items() if k not in CODES_OF_ADDRESS]
    return [*stated, (element.text or "").strip()]


def unit(code: str) -> str:
    """Give a unit's name by its code; an unknown code says nothing to people."""
    return UNITS.get(forms.compact(code), "")


PARTY: Table = (
    Entry(
        "name",
        (
            "ИдСв/СвЮЛУч/@НаимОрг",
            "ИдСв/СвИП/ФИО",
            "ИдСв/СвФЛУч/ФИО",
            "ИдСв/СвФЛУчастФХЖ/ФИО",
            "ИдСв/СвИнНеУч/@НаимОрг",
            "ИдСв/СвИнНеУч/ФИО",
        ),
        need="must",
        take=person,
    ),
    Entry(
        "tax_id",
        (
            "ИдСв/СвЮЛУч/@ИННЮЛ",
            "ИдСв/СвИП/@ИННФЛ",
            "ИдСв/СвФЛУч/@ИННФЛ",
            "ИдСв/СвФЛУчастФХЖ/@ИННФЛ",
            "ИдСв/СвИнНеУч/@Идентиф",
        ),
        forms.compact,
    ),
    Entry("kpp", ("ИдСв/СвЮЛУч/@КПП",), forms.digits),
    Entry("address", ("Адрес/АдрРФ", "Адрес/АдрГАР"), forms.text, take=address),
    Entry("address", ("Адрес/АдрИнф/@АдрТекст",), forms.text),
    Entry("bank", ("БанкРекв/СвБанк/@НаимБанк",)),
    Entry("bik", ("БанкРекв/СвБанк/@БИК",), forms.digits),
    Entry("account", ("БанкРекв/@НомерСчета",), forms.digits),
    Entry("correspondent_account", ("БанкРекв/СвБанк/@КорСчет",), forms.digits),
)
"""A seller or buyer; ``person`` and ``address`` are taken from elements, the rest is attributes."""


def party(reading: Reading, header: etree._Element, path: str) -> Fields:
    """Give a party; one that is missing altogether is a problem of its own."""
    found = header.find(path)
    if found is None:
        reading.problem("missing", header, f"{header.tag}/{path}")
        return {}
    return reading.fields(found, PARTY)
