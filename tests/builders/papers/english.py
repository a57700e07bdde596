"""An invoice in English."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date
from reportlab.platypus import Flowable, Spacer

from tests.builders.companies import Company
from tests.builders.papers.facts import Sale
from tests.builders.papers.page import WIDTH, bare, grid, paper, text

SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}


def english_invoice_pdf(sale: Sale) -> bytes:
    """Draw an invoice with its parties side by side and the tax on top of the subtotal."""
    half = WIDTH / 2
    parts: list[Flowable] = [
        text(sale.seller.name, size=13, font="Bold"),
        Spacer(1, 8),
        text("INVOICE", size=18, font="Bold"),
        Spacer(1, 8),
        bare(
            [
                [text("Invoice number:"), text(sale.number)],
                [text("Invoice date:"), text(english_date(sale.issued))],
                *([[text("Due date:"), text(english_date(sale.pay_by))]] if sale.pay_by else []),
                *([[text("Purchase order:"), text(sale.basis)]] if sale.basis else []),
            ],
            [100, WIDTH - 100],
        ),
        Spacer(1, 10),
        bare([[_party("From:", sale.seller), _party("Bill to:", sale.buyer)]], [half, half]),
        Spacer(1, 12),
        _lines(sale),
        _totals(sale),
        Spacer(1, 16),
        text(f"Please pay to {sale.seller.bank or 'our bank'}, IBAN {sale.seller.iban}"),
    ]
    return paper(parts, title=f"Invoice {sale.number}")


def english_date(day: date) -> str:
    """Give "5 March 2026"."""
    return format_date(day, "d MMMM y", locale="en")


def _party(label: str, company: Company) -> list[Flowable]:
    lines = (label, company.name, company.address, f"VAT ID: {company.tax_id}")
    return [text(line, font="Bold" if line == label else "Sans") for line in lines]


def _lines(sale: Sale) -> Flowable:
    rows = [
        [text(head, font="Bold") for head in ("#", "Description", "Qty", "Unit price", "Amount")]
    ]
    rows += [
        [
            text(str(position)),
            text(line.description),
            text(f"{line.quantity.normalize():f}", align=2),
            text(_amount(line.price_minor), align=2),
            text(_amount(line.amount_minor), align=2),
        ]
        for position, line in enumerate(sale.lines, start=1)
    ]
    return grid(rows, [24, WIDTH - 244, 50, 80, 90], repeat=1)


def _totals(sale: Sale) -> Flowable:
    symbol = SYMBOLS.get(sale.currency, sale.currency + " ")
    rows = [
        ("Subtotal", symbol + _amount(sale.lines_minor)),
        (f"VAT {sale.vat_rate}%", symbol + _amount(sale.tax_minor)),
        ("Total due", symbol + _amount(sale.gross_minor)),
    ]
    cells = [[text(label, font="Bold", align=2), text(amount, align=2)] for label, amount in rows]
    return bare(cells, [WIDTH - 100, 100])


def _amount(amount_minor: int) -> str:
    return f"{amount_minor // 100:,}.{amount_minor % 100:02d}"
