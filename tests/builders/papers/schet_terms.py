"""Счета that are agreements at once: a счёт-договор with clauses, a web service's оферта."""

from __future__ import annotations

from typing import Final

from tests.builders.papers.facts import Sale
from tests.builders.papers.page import russian_amount, russian_date
from tests.builders.papers.requisites import party, requisites, tax_words
from tests.builders.papers.russian import quantity_text
from tests.builders.papers.sheet import Column, Sheet
from tests.builders.papers.words import roubles_in_words

RIGHT: Final = "right"
CLAUSES = (
    "1. Исполнитель обязуется оказать услуги, перечисленные ниже, а Заказчик принять их.",
    "2. Оплата производится в течение 5 (пяти) банковских дней; аванс составляет 100 % суммы.",
    "3. Неустойка за просрочку составляет 0,1 % от суммы 10 000,00 руб. за каждый день, но не "
    "более 5 000,00 руб.",
    "4. Договор считается заключённым с момента оплаты; споры решает суд по месту Исполнителя.",
)


def schet_contract(sale: Sale) -> bytes:
    """Draw a счёт-договор: clauses with amounts of their own, a plain bank block, signatures."""
    sheet = Sheet(face="serif", size=11)
    sheet.say("СЧЁТ-ДОГОВОР", size=14, bold=True, align="centre")
    sheet.say(f"№ {sale.number} от {russian_date(sale.issued)}", align="centre")
    sheet.gap(10)
    sheet.say(
        f"{party(sale.seller)}, именуемое в дальнейшем «Исполнитель», в лице директора "
        f"{sale.seller.director}, и {party(sale.buyer)}, именуемое в дальнейшем «Заказчик», "
        "заключили настоящий договор:"
    )
    sheet.gap(8)
    columns: list[Column] = [(240, "left"), (60, RIGHT), (95, RIGHT), (110, RIGHT)]
    heads = ("Наименование услуги", "Объём", "Цена за ед.", "Стоимость")
    rows = [
        (
            line.description,
            f"{quantity_text(line.quantity)} {line.unit}",
            russian_amount(line.price_minor),
            russian_amount(line.amount_minor),
        )
        for line in sale.lines
    ]
    sheet.table(columns, [heads, *rows], rules="outer")
    sheet.say(
        f"Общая стоимость услуг: {russian_amount(sale.gross_minor)} "
        f"({roubles_in_words(sale.gross_minor)}), {tax_words(sale)}."
    )
    sheet.gap(10)
    for _ in range(4):
        for clause in CLAUSES:
            sheet.say(clause)
    sheet.gap(10)
    sheet.say("Реквизиты Исполнителя:", bold=True)
    requisites(sheet, sale.seller)
    sheet.gap(30)
    sheet.say("Исполнитель ________________            Заказчик ________________")
    return sheet.done()


def schet_offer(sale: Sale) -> bytes:
    """Draw a счёт-оферта of a web service: stripes, rouble signs, few words."""
    sheet = Sheet(face="pt", size=10)
    sheet.put("небывальщина.example", size=12, bold=True)
    sheet.say(f"Счёт-оферта № {sale.number}", size=18, bold=True, align=RIGHT)
    sheet.say(f"{sale.issued:%d.%m.%Y}", align=RIGHT)
    sheet.gap(20)
    sheet.pairs(
        [
            ("Исполнитель", f"{sale.seller.name}, ИНН {sale.seller.tax_id}"),
            ("Расчётный счёт", f"{sale.seller.account}, {sale.seller.bank}, БИК {sale.seller.bik}"),
            ("Заказчик", f"{sale.buyer.name}, ИНН {sale.buyer.tax_id}, КПП {sale.buyer.kpp}"),
        ],
        label=110,
        width=sheet.width,
    )
    sheet.gap(16)
    columns: list[Column] = [(270, "left"), (75, RIGHT), (80, RIGHT), (90, RIGHT)]
    rows = [
        (
            line.description,
            f"{quantity_text(line.quantity)} {line.unit}",
            f"{russian_amount(line.price_minor)} ₽",
            f"{russian_amount(line.amount_minor)} ₽",
        )
        for line in sale.lines
    ]
    sheet.table(columns, [("Что", "Сколько", "Цена", "Сумма"), *rows], rules="stripes")
    sheet.gap(10)
    sheet.say(tax_words(sale).capitalize(), align=RIGHT)
    sheet.say(f"К оплате: {russian_amount(sale.gross_minor)} ₽", size=15, bold=True, align=RIGHT)
    sheet.gap(16)
    sheet.say("Оплата счёта означает согласие с условиями оферты. Счёт действителен 3 дня.", size=8)
    return sheet.done()
