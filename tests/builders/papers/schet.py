"""Счета на оплату as no template of 1C prints them: each laid out quite differently."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

from tests.builders.companies import Company
from tests.builders.papers.facts import Line, Sale
from tests.builders.papers.page import russian_amount, russian_date
from tests.builders.papers.requisites import party, requisites
from tests.builders.papers.russian import quantity_text
from tests.builders.papers.sheet import Column, Sheet
from tests.builders.papers.words import roubles_in_words

RIGHT: Final = "right"


def schet_letterhead(sale: Sale) -> bytes:
    """Draw a letterhead with a logo, lines without borders, the bank's details at the bottom."""
    sheet = Sheet(face="pt", size=9.5)
    sheet.picture(_logo(), 0, 46, 46)
    sheet.say(sale.seller.name, 60, size=15, bold=True)
    sheet.say(sale.seller.address, 60, size=8)
    sheet.say("тел. +7 (495) 000-00-01, office@example.com", 60, size=8)
    sheet.gap(24)
    sheet.say(f"СЧЁТ № {sale.number}", size=17, bold=True, align="centre")
    sheet.say(f"от «{sale.issued:%d}» {_month_year(sale)}", align="centre")
    sheet.gap(14)
    sheet.say(f"Заказчик: {sale.buyer.name}, ИНН {sale.buyer.tax_id}")
    sheet.say(f"Основание: {sale.basis or 'устная договорённость'}")
    sheet.gap(12)
    columns: list[Column] = [
        (20, "left"), (225, "left"), (50, RIGHT), (80, RIGHT), (60, RIGHT), (80, RIGHT),
    ]  # fmt: skip
    heads = ("№", "Услуга", "Кол-во", "Цена, руб.", "НДС", "Сумма, руб.")
    sheet.table(
        columns, [heads, *(_with_rate(sale, *one) for one in _numbered(sale))], rules="none"
    )
    sheet.gap(8)
    _right_totals(sheet, sale)
    sheet.say(f"Сумма прописью: {roubles_in_words(sale.gross_minor)}")
    sheet.gap(40)
    sheet.say("Банковские реквизиты", bold=True)
    requisites(sheet, sale.seller)
    return sheet.done()


def schet_with_sample(sale: Sale) -> bytes:
    """Draw "Образец заполнения платёжного поручения" first; the table is ruled at its heads."""
    sheet = Sheet(face="liberation", size=9)
    sheet.say("Образец заполнения платежного поручения", bold=True, align="centre")
    seller = sale.seller
    sheet.table(
        [(250, "left"), (60, "left"), (205, "left")],
        [
            (f"ИНН {seller.tax_id} КПП {seller.kpp}", "", ""),
            (f"Получатель\n{seller.name}".replace("\n", " "), "Сч. №", seller.account),
            (f"Банк получателя {seller.bank}", "БИК", seller.bik),
            ("", "Сч. №", seller.correspondent_account),
        ],
        heads=0,
    )
    sheet.gap(16)
    sheet.say(f"СЧЕТ № {sale.number} от {russian_date(sale.issued)}", size=13, bold=True)
    sheet.gap(6)
    sheet.say(f"Плательщик: {party(sale.buyer)}")
    sheet.say(f"Грузополучатель: {party(sale.buyer)}")
    sheet.gap(8)
    columns: list[Column] = [
        (25, "centre"), (250, "left"), (40, "centre"), (50, RIGHT), (70, RIGHT), (80, RIGHT),
    ]  # fmt: skip
    heads = ("№", "Наименование товара", "Единица изме- рения", "Коли- чество", "Цена", "Сумма")
    sheet.table(columns, [heads, *(_plain(*one) for one in _numbered(sale))], rules="heads")
    for label, amount in _totals(sale):
        sheet.put(label, 300, width=130, bold=True, align=RIGHT)
        sheet.say(amount, 435, width=77, bold=True, align=RIGHT)
    sheet.say(
        f"Всего наименований {len(sale.lines)}, на сумму {russian_amount(sale.gross_minor)} руб."
    )
    sheet.say(roubles_in_words(sale.gross_minor), bold=True)
    sheet.gap(20)
    sheet.say(f"Руководитель предприятия ____________________ ({seller.director})")
    sheet.say(f"Главный бухгалтер ____________________ ({seller.accountant})")
    return sheet.done()


def schet_wide(sale: Sale) -> bytes:
    """Draw a landscape счёт: heads in two rows, VAT and gross columns, totals inside the table."""
    sheet = Sheet(face="narrow", size=9.5, wide=True)
    sheet.say(f"Счет на оплату № {sale.number} от {sale.issued:%d.%m.%Y}", size=14, bold=True)
    sheet.gap(8)
    top = sheet.y
    half = sheet.width / 2 - 10
    _party_column(sheet, "ПОСТАВЩИК", sale.seller, 0, half)
    bottom, sheet.y = sheet.y, top
    _party_column(sheet, "ПОКУПАТЕЛЬ", sale.buyer, half + 20, half)
    sheet.y = max(bottom, sheet.y) + 10
    columns: list[Column] = [
        (25, "centre"), (280, "left"), (45, "centre"), (50, RIGHT), (75, RIGHT), (85, RIGHT),
        (50, "centre"), (70, RIGHT), (80, RIGHT),
    ]  # fmt: skip
    first = ("№", "Наименование", "Ед.", "Кол-во", "Цена", "Стоимость", "НДС", "", "Стоимость")
    second = (
        "п/п",
        "товара, работы, услуги",
        "изм.",
        "",
        "без НДС",
        "без НДС",
        "%",
        "сумма",
        "с НДС",
    )
    rows = [_with_tax(sale, *one) for one in _numbered(sale)]
    net, tax, gross = (
        russian_amount(amount) for amount in (sale.lines_minor, sale.tax_minor, sale.gross_minor)
    )
    closing = ("", "Итого", "", "", "", net, "", tax, gross)
    sheet.table(columns, [first, second, *rows, closing], heads=2)
    sheet.gap(8)
    sheet.say(f"Итого к оплате: {gross} руб., в том числе НДС {sale.vat_rate}% — {tax} руб.")
    sheet.say(roubles_in_words(sale.gross_minor))
    sheet.say("М.П.", 300)
    return sheet.done()


def _numbered(sale: Sale) -> list[tuple[int, Line]]:
    return list(enumerate(sale.lines, start=1))


def _plain(position: int, line: Line) -> tuple[str, ...]:
    return (
        str(position),
        line.description,
        line.unit,
        quantity_text(line.quantity),
        russian_amount(line.price_minor),
        russian_amount(line.amount_minor),
    )


def _with_rate(sale: Sale, position: int, line: Line) -> tuple[str, ...]:
    rate = "без НДС" if sale.vat_rate is None else f"{sale.vat_rate}%"
    cells = _plain(position, line)
    return (*cells[:2], f"{cells[3]} {line.unit}", cells[4], rate, cells[5])


def _with_tax(sale: Sale, position: int, line: Line) -> tuple[str, ...]:
    tax = int((Decimal(line.amount_minor * (sale.vat_rate or 0)) / 100).quantize(Decimal(1)))
    gross = russian_amount(line.amount_minor + tax)
    return (*_plain(position, line), f"{sale.vat_rate}%", russian_amount(tax), gross)


def _totals(sale: Sale) -> list[tuple[str, str]]:
    on_top = "В том числе НДС" if sale.vat_included else f"Сумма НДС {sale.vat_rate}%"
    tax = "Без НДС" if sale.vat_rate is None else on_top
    return [
        ("Итого:", russian_amount(sale.lines_minor)),
        (f"{tax}:", russian_amount(sale.tax_minor) if sale.vat_rate is not None else "—"),
        ("Всего к оплате:", russian_amount(sale.gross_minor)),
    ]


def _right_totals(sheet: Sheet, sale: Sale) -> None:
    for label, amount in _totals(sale):
        sheet.say(f"{label} {amount}", align=RIGHT, bold=True)


def _party_column(sheet: Sheet, head: str, company: Company, x: float, width: float) -> None:
    sheet.say(head, x, width=width, bold=True)
    sheet.say(company.name, x, width=width)
    sheet.say(f"ИНН/КПП {company.tax_id}/{company.kpp}", x, width=width)
    sheet.say(company.address, x, width=width)
    sheet.say(f"р/с {company.account} в {company.bank}", x, width=width)
    sheet.say(f"БИК {company.bik}, к/с {company.correspondent_account}", x, width=width)


def _month_year(sale: Sale) -> str:
    return russian_date(sale.issued).partition(" ")[2]


def _logo() -> bytes:
    image = Image.new("RGB", (96, 96), "white")
    brush = ImageDraw.Draw(image)
    brush.ellipse((8, 8, 88, 88), fill=(30, 90, 160))
    brush.polygon([(48, 20), (72, 70), (24, 70)], fill="white")
    target = BytesIO()
    image.save(target, "PNG")
    return target.getvalue()
