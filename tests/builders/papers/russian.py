"""Счёт на оплату and акт in the forms that 1C prints."""

from __future__ import annotations

from decimal import Decimal
from itertools import chain

from reportlab.lib import colors
from reportlab.platypus import Flowable, Spacer

from tests.builders.companies import Company
from tests.builders.papers.facts import Line, Sale
from tests.builders.papers.page import WIDTH, bare, grid, paper, russian_amount, russian_date, text
from tests.builders.papers.words import roubles_in_words

COLUMNS = [24, 0, 46, 44, 76, 82]
COLUMNS[1] = int(WIDTH) - sum(COLUMNS)


def invoice_pdf(sale: Sale) -> bytes:
    """Draw a счёт на оплату: bank block, heading, parties, bordered lines, totals, words."""
    heading = f"Счет на оплату № {sale.number} от {russian_date(sale.issued)}"
    parts: list[Flowable] = [
        _bank_block(sale.seller),
        Spacer(1, 14),
        text(heading, size=14, font="Bold"),
        Spacer(1, 12),
        _parties(
            sale, seller_label="Поставщик\n(Исполнитель):", buyer_label="Покупатель\n(Заказчик):"
        ),
        Spacer(1, 8),
        _lines(sale.lines, what="Товары (работы, услуги)"),
        _totals(sale, last_label="Всего к оплате:"),
        *_summary(sale, counted="Всего наименований"),
        Spacer(1, 10),
        *([text(f"Оплатить не позднее {sale.pay_by:%d.%m.%Y}", size=8)] if sale.pay_by else []),
        text("Оплата данного счета означает согласие с условиями поставки.", size=8),
        Spacer(1, 22),
        _signatures(sale.seller),
        *_hidden(sale),
    ]
    return paper(parts, title=heading)


def act_pdf(sale: Sale) -> bytes:
    """Draw an акт об оказании услуг."""
    heading = f"Акт № {sale.number} от {russian_date(sale.issued)}"
    parts: list[Flowable] = [
        text(heading, size=14, font="Bold"),
        Spacer(1, 12),
        _parties(sale, seller_label="Исполнитель:", buyer_label="Заказчик:"),
        Spacer(1, 8),
        _lines(sale.lines, what="Наименование работ, услуг"),
        _totals(sale, last_label="Всего к оплате:"),
        *_summary(sale, counted="Всего оказано услуг"),
        Spacer(1, 10),
        text(
            "Вышеперечисленные услуги выполнены полностью и в срок. Заказчик претензий по объему, "
            "качеству и срокам оказания услуг не имеет."
        ),
        Spacer(1, 22),
        text("ИСПОЛНИТЕЛЬ ______________________        ЗАКАЗЧИК ______________________"),
    ]
    return paper(parts, title=heading)


def _bank_block(seller: Company) -> Flowable:
    half = WIDTH / 2
    kpp = f"КПП  {seller.kpp}" if seller.kpp else "КПП"
    rows = [
        [text(f"{seller.bank}\nБанк получателя"), "", text("БИК"), text(seller.bik)],
        ["", "", text("Сч. №"), text(seller.correspondent_account)],
        [text(f"ИНН  {seller.tax_id}"), text(kpp), text("Сч. №"), text(seller.account)],
        [text(f"{seller.name}\nПолучатель"), "", "", ""],
    ]
    spans = [
        ("SPAN", (0, 0), (1, 1)),
        ("SPAN", (0, 3), (1, 3)),
        ("SPAN", (2, 2), (2, 3)),
        ("SPAN", (3, 2), (3, 3)),
    ]
    return grid(rows, [half / 2, half / 2, 44, half - 44], *spans)


def _parties(sale: Sale, *, seller_label: str, buyer_label: str) -> Flowable:
    rows = [
        [text(seller_label, size=8), text(_one_line(sale.seller), font="Bold")],
        [text(buyer_label, size=8), text(_one_line(sale.buyer), font="Bold")],
    ]
    if sale.basis:
        rows.append([text("Основание:", size=8), text(sale.basis, font="Bold")])
    return bare(rows, [80, WIDTH - 80])


def _one_line(company: Company) -> str:
    kpp = f", КПП {company.kpp}" if company.kpp else ""
    return f"{company.name}, ИНН {company.tax_id}{kpp}, {company.address}"


def _lines(lines: tuple[Line, ...], *, what: str) -> Flowable:
    heads = ["№", what, "Кол-во", "Ед.", "Цена", "Сумма"]
    rows = [[text(head, size=8, align=1) for head in heads]]
    rows += [
        [
            text(str(position), size=8, align=1),
            text(line.description, size=8),
            text(quantity_text(line.quantity), size=8, align=2),
            text(line.unit, size=8),
            text(russian_amount(line.price_minor), size=8, align=2),
            text(russian_amount(line.amount_minor), size=8, align=2),
        ]
        for position, line in enumerate(lines, start=1)
    ]
    return grid(rows, COLUMNS, ("BOX", (0, 0), (-1, -1), 1.4, colors.black), repeat=1)


def quantity_text(quantity: Decimal) -> str:
    """Give "2,5" or "500"."""
    return f"{quantity.normalize():f}".replace(".", ",")


def _totals(sale: Sale, *, last_label: str) -> Flowable:
    included = "В том числе НДС" if sale.vat_included else "НДС"
    tax = ("Без налога (НДС)", "-") if sale.vat_rate is None else (
        f"{included} {sale.vat_rate}%:",
        russian_amount(sale.tax_minor),
    )  # fmt: skip
    rows = [
        ("Итого:", russian_amount(sale.lines_minor)),
        tax,
        (last_label, russian_amount(sale.gross_minor)),
    ]
    cells = [[text(cell, font="Bold", align=2) for cell in row] for row in rows]
    return bare(cells, [WIDTH - COLUMNS[-1] - 20, COLUMNS[-1] + 20])


def _summary(sale: Sale, *, counted: str) -> list[Flowable]:
    words = sale.printed_words or roubles_in_words(sale.gross_minor)
    gross = russian_amount(sale.gross_minor)
    return [
        Spacer(1, 4),
        text(f"{counted} {len(sale.lines)}, на сумму {gross} руб."),
        text(words, font="Bold"),
    ]


def _signatures(seller: Company) -> Flowable:
    people = chain(
        [f"Руководитель ______________ {seller.director}"],
        [f"Бухгалтер ______________ {seller.accountant}"] if seller.accountant else [],
    )
    return text("        ".join(people))


def _hidden(sale: Sale) -> list[Flowable]:
    if not sale.hidden_text:
        return []
    return [text(sale.hidden_text, textColor=colors.white)]
