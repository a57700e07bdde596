"""Платёжное поручение, form 0401060."""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer

from tests.builders.companies import Company
from tests.builders.papers.facts import Transfer
from tests.builders.papers.page import WIDTH, bare, grid, paper, text
from tests.builders.papers.words import roubles_in_words

LEFT, LABEL = 290, 50


def payment_order_pdf(transfer: Transfer) -> bytes:
    """Draw a payment order, with the bank's stamp once it is executed."""
    parts: list[Flowable] = [
        bare([["", text("0401060", align=2)]], [WIDTH - 80, 80]),
        bare(
            [
                [
                    text(f"ПЛАТЕЖНОЕ ПОРУЧЕНИЕ № {transfer.number}", size=11, font="Bold"),
                    text(f"{transfer.issued:%d.%m.%Y}\nДата"),
                    text("Электронно\nВид платежа"),
                ]
            ],
            [WIDTH - 200, 100, 100],
        ),
        Spacer(1, 8),
        bare(
            [[text("Сумма\nпрописью"), text(roubles_in_words(transfer.amount_minor))]],
            [70, WIDTH - 70],
        ),
        Spacer(1, 6),
        _accounts(transfer),
        Spacer(1, 6),
        text(transfer.purpose),
        text("Назначение платежа", size=7),
        Spacer(1, 14),
        text("Подписи ____________________        Отметки банка"),
        *_stamp(transfer),
    ]
    return paper(parts, title=f"Платежное поручение № {transfer.number}")


def _accounts(transfer: Transfer) -> Flowable:
    roubles, kopecks = divmod(transfer.amount_minor, 100)
    payer, payee = transfer.payer, transfer.payee
    rows = [
        [*_tax_ids(payer), text("Сумма"), text(f"{roubles}-{kopecks:02d}")],
        [_name(payer, "Плательщик"), "", text("Сч. №"), text(payer.account)],
        [_name_of_bank(payer, "Банк плательщика"), "", text("БИК"), text(payer.bik)],
        ["", "", text("Сч. №"), text(payer.correspondent_account)],
        [_name_of_bank(payee, "Банк получателя"), "", text("БИК"), text(payee.bik)],
        ["", "", text("Сч. №"), text(payee.correspondent_account)],
        [*_tax_ids(payee), text("Сч. №"), text(payee.account)],
        [_name(payee, "Получатель"), "", text("Вид оп."), text("01")],
    ]
    spans = [("SPAN", (0, row), (1, row)) for row in (1, 7)]
    spans += [("SPAN", (0, row), (1, row + 1)) for row in (2, 4)]
    return grid(rows, [LEFT / 2, LEFT / 2, LABEL, WIDTH - LEFT - LABEL], *spans)


def _tax_ids(company: Company) -> list[Flowable]:
    return [text(f"ИНН {company.tax_id}"), text(f"КПП {company.kpp}" if company.kpp else "КПП")]


def _name(company: Company, label: str) -> Flowable:
    return text(f"{company.name}\n{label}")


def _name_of_bank(company: Company, label: str) -> Flowable:
    return text(f"{company.bank}\n{label}")


def _stamp(transfer: Transfer) -> list[Flowable]:
    if not transfer.executed:
        return []
    stamp = f"{transfer.payer.bank}\nИСПОЛНЕНО {transfer.issued:%d.%m.%Y}"
    return [Spacer(1, 10), grid([[text(stamp, align=1)]], [220])]
