"""Invoices as spreadsheets: a счёт typed into cells, an English one with numbers as numbers."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.builders.papers.bills import Bill
from tests.builders.papers.facts import Sale
from tests.builders.papers.office import same_every_time
from tests.builders.papers.page import russian_amount, russian_date
from tests.builders.papers.russian import quantity_text
from tests.builders.papers.words import roubles_in_words


def schet_xlsx(sale: Sale) -> bytes:
    """Write a счёт on a grid with merged cells, amounts as text, as 1C exports it."""
    book, page = _book("Счет")
    seller, buyer = sale.seller, sale.buyer
    for row in (
        [None, seller.bank, None, None, "БИК", seller.bik],
        [None, "Банк получателя", None, None, "Сч. №", seller.correspondent_account],
        [None, f"ИНН {seller.tax_id}", f"КПП {seller.kpp}", None, "Сч. №", seller.account],
        [None, seller.name],
        [None, "Получатель"],
        [],
        [None, f"Счет на оплату № {sale.number} от {russian_date(sale.issued)}"],
        [],
        [None, "Поставщик:", f"{seller.name}, ИНН {seller.tax_id}, КПП {seller.kpp}"],
        [None, "Покупатель:", f"{buyer.name}, ИНН {buyer.tax_id}, КПП {buyer.kpp}"],
        [],
        ["№", "Товары (работы, услуги)", None, "Кол-во", "Ед.", "Цена", "Сумма"],
    ):
        page.append(row)
    for position, line in enumerate(sale.lines, start=1):
        page.append([
            position, line.description, None, quantity_text(line.quantity), line.unit,
            russian_amount(line.price_minor), russian_amount(line.amount_minor),
        ])  # fmt: skip
    page.append([None] * 5 + ["Итого:", russian_amount(sale.lines_minor)])
    tax = f"В том числе НДС {sale.vat_rate}%:"
    page.append([None] * 5 + [tax, russian_amount(sale.tax_minor)])
    page.append([None] * 5 + ["Всего к оплате:", russian_amount(sale.gross_minor)])
    gross = russian_amount(sale.gross_minor)
    page.append([f"Всего наименований {len(sale.lines)}, на сумму {gross} руб."])
    page.append([roubles_in_words(sale.gross_minor)])
    page.merge_cells("B7:G7")
    return _saved(book)


def invoice_xlsx(bill: Bill) -> bytes:
    """Write an English invoice with dates and amounts as a spreadsheet's own values."""
    book, page = _book("Invoice")
    for row in (
        [bill.seller.name],
        [bill.seller.address],
        [f"VAT ID: {bill.seller.tax_id}"],
        [],
        ["Invoice number", bill.number],
        ["Invoice date", bill.issued],
        ["Bill to", bill.buyer.name],
        [],
        ["Description", "Quantity", "Unit price", "Amount"],
        *(
            [
                line.description,
                float(line.quantity),
                line.price_minor / 100,
                line.amount_minor / 100,
            ]
            for line in bill.lines
        ),
        [],
        [None, None, "Net", bill.net_minor / 100],
        *([None, None, f"VAT {rate}%", tax / 100] for rate, _, tax in bill.taxes),
        [None, None, f"Total {bill.currency}", bill.gross_minor / 100],
    ):
        page.append(row)
    return _saved(book)


def _book(title: str) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = title
    return book, page


def _saved(book: Workbook) -> bytes:
    target = BytesIO()
    book.save(target)
    return same_every_time(target.getvalue())
