"""More счета: typed on a machine, over many pages with sums carried over, with discounts, bare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.builders.papers.facts import Line, Sale
from tests.builders.papers.page import russian_amount, russian_date
from tests.builders.papers.russian import quantity_text
from tests.builders.papers.sheet import Column, Sheet
from tests.builders.papers.words import roubles_in_words

RULER = "-" * 86


def schet_typewriter(sale: Sale) -> bytes:
    """Type a счёт in letters of one width: columns by spaces, rulings by dashes."""
    sheet = Sheet(face="mono", size=9.5)
    seller, buyer = sale.seller, sale.buyer
    for line in (
        seller.name,
        f"ИНН {seller.tax_id}  КПП {seller.kpp}",
        f"Р/с {seller.account}",
        f"в {seller.bank}",
        f"БИК {seller.bik}  К/с {seller.correspondent_account}",
        "",
        f"{'':24}С Ч Е Т  № {sale.number}",
        f"{'':24}от {russian_date(sale.issued)}",
        "",
        f"Плательщик: {buyer.name}",
        f"            ИНН {buyer.tax_id}  КПП {buyer.kpp}",
        RULER,
        f"{'Наименование':<44}{'Кол-во':>8}{'Цена':>16}{'Сумма':>18}",
        RULER,
        *(_typed(line) for line in sale.lines),
        RULER,
        f"{'ИТОГО:':>68}{russian_amount(sale.lines_minor):>18}",
        f"{f'В том числе НДС {sale.vat_rate}%:':>68}{russian_amount(sale.tax_minor):>18}",
        f"{'ВСЕГО К ОПЛАТЕ:':>68}{russian_amount(sale.gross_minor):>18}",
        RULER,
    ):
        _typed_line(sheet, line)
    sheet.say(f"Сумма прописью: {roubles_in_words(sale.gross_minor)}")
    sheet.gap(14)
    sheet.say(f"Руководитель ________________ /{seller.director}/")
    return sheet.done()


def schet_carried_over(sale: Sale) -> bytes:
    """Draw a счёт over several pages, each beginning with the sum carried over."""
    sheet = Sheet(face="pt serif", size=10)
    seller, buyer = sale.seller, sale.buyer
    sheet.say(f"Счёт № {sale.number} от {sale.issued:%d.%m.%Y} г.", size=14, bold=True)
    sheet.gap(6)
    sheet.pairs(
        [
            ("Поставщик:", f"{seller.name}, ИНН {seller.tax_id}, КПП {seller.kpp}"),
            ("Покупатель:", f"{buyer.name}, ИНН {buyer.tax_id}, КПП {buyer.kpp}"),
            ("Р/счёт:", f"{seller.account}, {seller.bank}, БИК {seller.bik}"),
        ],
        label=80,
        width=sheet.width,
    )
    sheet.gap(8)
    columns: list[Column] = [
        (30, "centre"), (235, "left"), (40, "centre"), (50, "right"), (75, "right"), (85, "right"),
    ]  # fmt: skip
    heads = ("№", "Товары (работы, услуги)", "Ед.", "Кол-во", "Цена", "Сумма")
    rows = [_row(position, line) for position, line in enumerate(sale.lines, start=1)]
    carried = _Carried(sale.lines)
    sheet.table(columns, [heads, *rows], rules="rows", turned=carried.rows)
    sheet.gap(6)
    for label, amount in (
        ("Итого", sale.lines_minor),
        (f"НДС {sale.vat_rate}%", sale.tax_minor),
        ("Всего с НДС", sale.gross_minor),
    ):
        sheet.put(label, 300, width=120, bold=True)
        sheet.say(russian_amount(amount), 425, width=88, bold=True, align="right")
    sheet.say(f"Всего к оплате: {roubles_in_words(sale.gross_minor)}")
    return sheet.done()


def schet_bare(sale: Sale) -> bytes:
    """Draw a sole trader's счёт: a name and a sum a line, no VAT, no table at all."""
    sheet = Sheet(face="dejavu", size=9.5)
    sheet.say(sale.seller.name, bold=True)
    sheet.say(f"ИНН {sale.seller.tax_id}, ОГРНИП {sale.seller.ogrn}")
    sheet.say(sale.seller.address)
    sheet.say(f"Расчетный счет: {sale.seller.account}")
    sheet.say(f"Банк: {sale.seller.bank}, БИК {sale.seller.bik}")
    sheet.gap(20)
    sheet.say(f"Счет № {sale.number} от {sale.issued:%d.%m.%y}", size=13, bold=True)
    sheet.gap(10)
    sheet.say(f"Покупатель: {sale.buyer.name} (ИНН {sale.buyer.tax_id})")
    sheet.gap(10)
    for line in sale.lines:
        sheet.put(line.description, width=400)
        sheet.say(f"{russian_amount(line.amount_minor)} руб.", 400, width=110, align="right")
    sheet.rule()
    sheet.put("Итого к оплате", bold=True)
    sheet.say(f"{russian_amount(sale.gross_minor)} руб.", 400, width=110, bold=True, align="right")
    sheet.say(f"({roubles_in_words(sale.gross_minor)}). НДС не облагается.")
    return sheet.done()


@dataclass(frozen=True)
class _Carried:
    """The sum of the rows that stand on the pages before."""

    lines: Sequence[Line]

    def rows(self, rows_before: int) -> list[tuple[str, ...]]:
        """Give the row to begin a page with; the heads are one of the rows before."""
        carried = sum(line.amount_minor for line in self.lines[: rows_before - 1])
        return [("", "Перенесено с предыдущей страницы", "", "", "", russian_amount(carried))]


def _row(position: int, line: Line) -> tuple[str, ...]:
    return (
        str(position),
        line.description,
        line.unit,
        quantity_text(line.quantity),
        russian_amount(line.price_minor),
        russian_amount(line.amount_minor),
    )


def _typed(line: Line) -> str:
    amounts = f"{russian_amount(line.price_minor):>16}{russian_amount(line.amount_minor):>18}"
    return f"{line.description[:43]:<44}{quantity_text(line.quantity):>8}{amounts}"


def _typed_line(sheet: Sheet, line: str) -> None:
    """Type each word where its letters' width puts it: a line's spaces are not drawn."""
    letter = sheet.size * 0.6
    at = 0
    for word in line.split(" "):
        if word:
            sheet.put(word, at * letter, width=len(word) * letter + 1)
        at += len(word) + 1
    sheet.gap(sheet.size * 1.3)
