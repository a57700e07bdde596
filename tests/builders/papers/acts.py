"""Акты оказанных услуг that 1C did not print: a letter, a report of hours, two parties' tables."""

from __future__ import annotations

from tests.builders.companies import Company
from tests.builders.papers.facts import Sale
from tests.builders.papers.page import russian_amount, russian_date
from tests.builders.papers.russian import quantity_text
from tests.builders.papers.sheet import Column, Sheet
from tests.builders.papers.words import roubles_in_words


def act_in_prose(sale: Sale) -> bytes:
    """Write an акт as a letter: the sum stands in a sentence, services in a numbered list."""
    sheet = Sheet(face="serif", size=12)
    sheet.say("АКТ", size=14, bold=True, align="centre")
    sheet.say("сдачи-приемки оказанных услуг", align="centre")
    sheet.say(f"№ {sale.number}", align="centre")
    sheet.put("г. Москва")
    sheet.say(f"«{sale.issued:%d}» {russian_date(sale.issued).partition(' ')[2]}", align="right")
    sheet.gap(12)
    sheet.say(
        f"{sale.seller.name} (ИНН {sale.seller.tax_id}), именуемое в дальнейшем «Исполнитель», "
        f"и {sale.buyer.name} (ИНН {sale.buyer.tax_id}), именуемое в дальнейшем «Заказчик», "
        f"составили настоящий акт о том, что по {sale.basis} Исполнитель оказал, а Заказчик "
        "принял следующие услуги:"
    )
    for position, line in enumerate(sale.lines, start=1):
        sheet.say(f"{position}) {line.description} — {russian_amount(line.amount_minor)} руб.", 20)
    sheet.gap(6)
    sheet.say(
        f"Стоимость оказанных услуг составляет {russian_amount(sale.gross_minor)} руб. "
        f"({roubles_in_words(sale.gross_minor)}), в том числе НДС {sale.vat_rate}% — "
        f"{russian_amount(sale.tax_minor)} руб."
    )
    sheet.say("Услуги оказаны полностью и в срок, стороны претензий не имеют.")
    sheet.gap(40)
    sheet.put(f"Исполнитель: ____________ {sale.seller.director}")
    sheet.say(f"Заказчик: ____________ {sale.buyer.director}", 270)
    return sheet.done()


def act_of_hours(sale: Sale) -> bytes:
    """Draw an акт whose totals stand in the table's last rows and whose parties stand below."""
    sheet = Sheet(face="narrow", size=10.5)
    sheet.say(
        f"Акт выполненных работ № {sale.number} от {sale.issued:%d.%m.%Y}",
        size=15,
        bold=True,
        align="centre",
    )
    sheet.say(f"к договору: {sale.basis}", align="centre")
    sheet.gap(12)
    columns: list[Column] = [
        (30, "centre"), (245, "left"), (50, "centre"), (50, "right"), (65, "right"), (75, "right"),
    ]  # fmt: skip
    heads = ("№ п/п", "Наименование работ", "Ед. изм.", "Кол-во", "Цена, руб.", "Стоимость, руб.")
    rows = [
        (
            str(position),
            line.description,
            line.unit,
            quantity_text(line.quantity),
            russian_amount(line.price_minor),
            russian_amount(line.amount_minor),
        )
        for position, line in enumerate(sale.lines, start=1)
    ]
    totals = [
        ("", label, "", "", "", russian_amount(amount))
        for label, amount in (
            ("Итого без НДС", sale.lines_minor),
            (f"НДС {sale.vat_rate}%", sale.tax_minor),
            ("Всего с НДС", sale.gross_minor),
        )
    ]
    sheet.table(columns, [heads, *rows, *totals])
    sheet.say(f"Всего выполнено работ на сумму: {roubles_in_words(sale.gross_minor)}")
    sheet.gap(20)
    top = sheet.y
    _side(sheet, "ИСПОЛНИТЕЛЬ:", sale.seller, 0)
    bottom, sheet.y = sheet.y, top
    _side(sheet, "ЗАКАЗЧИК:", sale.buyer, 270)
    sheet.y = max(bottom, sheet.y)
    return sheet.done()


def act_without_vat(sale: Sale) -> bytes:
    """Draw a sole trader's акт: stripes instead of borders, no VAT, a date in the first line."""
    sheet = Sheet(face="pt", size=10)
    sheet.say(russian_date(sale.issued), align="right")
    sheet.say(f"Акт об оказании услуг № {sale.number}", size=15, bold=True)
    sheet.gap(8)
    sheet.pairs(
        [
            ("Исполнитель", f"{sale.seller.name}, ИНН {sale.seller.tax_id}"),
            ("Заказчик", f"{sale.buyer.name}, ИНН {sale.buyer.tax_id}, КПП {sale.buyer.kpp}"),
        ],
        label=90,
        width=sheet.width,
    )
    sheet.gap(10)
    columns: list[Column] = [(300, "left"), (60, "right"), (75, "right"), (80, "right")]
    rows = [
        (
            line.description,
            quantity_text(line.quantity),
            russian_amount(line.price_minor),
            russian_amount(line.amount_minor),
        )
        for line in sale.lines
    ]
    sheet.table(columns, [("Услуга", "Количество", "Цена", "Сумма"), *rows], rules="stripes")
    sheet.gap(6)
    sheet.say(f"Итого: {russian_amount(sale.gross_minor)} руб.", bold=True, align="right")
    sheet.say("НДС не облагается (УСН)", align="right")
    sheet.say(
        f"Всего оказано услуг {len(sale.lines)}, на сумму {russian_amount(sale.gross_minor)} руб."
    )
    sheet.say(roubles_in_words(sale.gross_minor))
    return sheet.done()


def _side(sheet: Sheet, role: str, company: Company, x: float) -> None:
    for words in (
        role,
        company.name,
        f"ИНН {company.tax_id} КПП {company.kpp}",
        company.address,
        f"р/с {company.account}",
        company.bank,
        f"БИК {company.bik}",
        f"____________ {company.director}",
    ):
        sheet.say(words, x, width=235, bold=words == role)
