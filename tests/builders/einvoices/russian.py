"""УПД 5.01, 5.02 and 5.03, УКД 5.01: as the tax service's schemas have them."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal
from xml.etree.ElementTree import Element

from cofund.money import round_half_up
from tests.builders.companies import Company
from tests.builders.einvoices.tree import decimal, named, node, written
from tests.builders.papers.facts import Line, Sale

Version = Literal["5.01", "5.02", "5.03"]
Function = Literal["СЧФ", "СЧФДОП", "ДОП"]

DAY = "%d.%m.%Y"
CURRENCIES = {"RUB": "643", "EUR": "978", "USD": "840"}


def upd(
    sale: Sale,
    version: Version = "5.03",
    function: Function = "СЧФДОП",
    *,
    named_as: str = "Счет-фактура и документ об отгрузке товаров",
    encoding: str = "windows-1251",
) -> bytes:
    """Give the seller's title of an УПД."""
    root = node(
        "Файл",
        named(
            "Документ",
            {"КНД": "1115131", "Функция": function, "НаимДокОпр": named_as},
            _header(sale, version),
            _table(sale, version),
            _transfer(sale, version),
        ),
        ВерсФорм=version,
        ВерсПрог="Выдуманная программа 1.0",
    )
    return written(root, encoding=encoding)


def _header(sale: Sale, version: Version) -> Element:
    issued, code = sale.issued.strftime(DAY), CURRENCIES[sale.currency]
    parties = (party("СвПрод", sale.seller), party("СвПокуп", sale.buyer))
    if version == "5.03":
        currency = node("ДенИзм", КодОКВ=code, НаимОКВ="Валюта")
        stated = {"НомерДок": sale.number, "ДатаДок": issued}
        return named("СвСчФакт", stated, *parties, currency)
    stated = {"НомерСчФ": sale.number, "ДатаСчФ": issued, "КодОКВ": code}
    return named("СвСчФакт", stated, *parties)


def _table(sale: Sale, version: Version) -> Element:
    tax = node("СумНалВсего", _tax(sale.tax_minor, sale.vat_rate))
    totals = {
        "СтТовБезНДСВсего": decimal(sale.net_minor),
        "СтТовУчНалВсего": decimal(sale.gross_minor),
    }
    rows = (_row(sale, line, at, version) for at, line in enumerate(sale.lines, start=1))
    return node("ТаблСчФакт", *rows, named("ВсегоОпл", totals, tax))


def _row(sale: Sale, line: Line, at: int, version: Version) -> Element:
    tax = line_tax(sale, line)
    rate = "без НДС" if sale.vat_rate is None else f"{sale.vat_rate}%"
    unit = {"НаимЕдИзм": line.unit}
    stated = {
        "НомСтр": str(at),
        "НаимТов": line.description,
        "ОКЕИ_Тов": "796",
        **(unit if version == "5.03" else {}),
        "КолТов": str(line.quantity),
        "ЦенаТов": decimal(line.price_minor),
        "СтТовБезНДС": decimal(line.amount_minor),
        "НалСт": rate,
        "СтТовУчНал": decimal(line.amount_minor + tax),
    }
    more = named("ДопСведТов", {} if version == "5.03" else unit)
    return named("СведТов", stated, node("СумНал", _tax(tax, sale.vat_rate)), more)


def _tax(minor: int, rate: int | None) -> Element:
    return node("БезНДС", "без НДС") if rate is None else node("СумНал", decimal(minor))


def line_tax(sale: Sale, line: Line) -> int:
    """Give the VAT on top of one line."""
    return round_half_up(Fraction(line.amount_minor * (sale.vat_rate or 0), 100))


def _transfer(sale: Sale, version: Version) -> Element | None:
    if not sale.basis:
        return None
    newer = version == "5.03"
    stated = {"РеквНомерДок" if newer else "НомОсн": sale.basis}
    return node("СвПродПер", node("СвПер", named("ОснПер", stated), СодОпер="Услуги оказаны"))


def party(tag: str, company: Company) -> Element:
    """Give a seller or a buyer; twelve digits are a sole trader's."""
    bank = named("СвБанк", {"НаимБанк": company.bank, "БИК": company.bik})
    bank.set("КорСчет", company.correspondent_account)
    return node(
        tag,
        node("ИдСв", _trader(company) if len(company.tax_id) == 12 else _company(company)),
        node("Адрес", named("АдрИнф", {"КодСтр": "643", "АдрТекст": company.address})),
        named("БанкРекв", {"НомерСчета": company.account}, bank),
    )


def _company(company: Company) -> Element:
    return node("СвЮЛУч", НаимОрг=company.name, ИННЮЛ=company.tax_id, КПП=company.kpp)


def _trader(company: Company) -> Element:
    surname, given, patronymic = company.name.removeprefix("ИП ").split()
    full = node("ФИО", Фамилия=surname, Имя=given, Отчество=patronymic)
    return node("СвИП", full, ИННФЛ=company.tax_id)


def ukd(sale: Sale, *, corrects: str, change: Literal["reduces", "increases"]) -> bytes:
    """Give a correction whose changes are the amounts of a sale."""
    up = change == "increases"
    document = named(
        "Документ",
        {"КНД": "1115127", "Функция": "КСЧФДИС"},
        named(
            "СвКСчФ",
            {
                "НомерКСчФ": sale.number,
                "ДатаКСчФ": sale.issued.strftime(DAY),
                "КодОКВ": CURRENCIES[sale.currency],
            },
            named("СчФ", {"НомерСчФ": corrects, "ДатаСчФ": sale.issued.strftime(DAY)}),
            party("СвПрод", sale.seller),
            party("СвПокуп", sale.buyer),
        ),
        node(
            "ТаблКСчФ",
            *(_changed(sale, line, up=up) for line in sale.lines),
            _changes(sale, "ВсегоУвел", happens=up),
            _changes(sale, "ВсегоУм", happens=not up),
        ),
    )
    return written(node("Файл", document, ВерсФорм="5.01"), encoding="windows-1251")


def _changed(sale: Sale, line: Line, *, up: bool) -> Element:
    net, tax = decimal(line.amount_minor), decimal(line_tax(sale, line))
    ways = {"СтоимУвел": net if up else "0.00", "СтоимУм": "0.00" if up else net}
    return named(
        "СведТов",
        {"НаимТов": line.description, "ОКЕИ_ТовПосле": "796", "НалСтПосле": f"{sale.vat_rate}%"},
        named("СтТовБезНДС", ways),
        node("СумНалРазн", node("СумУвел" if up else "СумУм", tax)),
    )


def _changes(sale: Sale, tag: str, *, happens: bool) -> Element:
    net, tax, gross = (sale.net_minor, sale.tax_minor, sale.gross_minor) if happens else (0, 0, 0)
    stated = {"СтТовБезНДСВсего": decimal(net), "СтТовУчНалВсего": decimal(gross)}
    return named(tag, stated, node("СумНал", node("СумНДС", decimal(tax))))
