"""Invoices and credit notes in English and French: each laid out in its own way."""

from __future__ import annotations

from collections.abc import Callable

from babel.dates import format_date

from tests.builders.papers.bills import Bill, BillLine, english, french
from tests.builders.papers.sheet import Column, Sheet


def english_borderless_pdf(bill: Bill) -> bytes:
    """Draw an invoice without any ruling, its seller at the right, a deposit taken off."""
    sheet = Sheet(face="liberation", size=9.5)
    for words in (bill.seller.name, bill.seller.address, f"VAT Reg. No. {bill.seller.tax_id}"):
        sheet.say(words, align="right")
    sheet.gap(20)
    sheet.say("Bill to")
    sheet.say(bill.buyer.name, bold=True)
    sheet.say(bill.buyer.address)
    sheet.gap(20)
    sheet.say(f"Invoice No. {bill.number}", size=16)
    sheet.say(f"Issued on {format_date(bill.issued, 'd MMMM y', locale='en')}")
    sheet.gap(14)
    columns: list[Column] = [(280, "left"), (60, "right"), (85, "right"), (90, "right")]
    rows = [_row(line, english) for line in bill.lines]
    sheet.table(columns, [("Description", "Qty", "Rate", "Amount"), *rows], rules="none")
    sheet.gap(8)
    sheet.stack([
        ("Net", english(bill.net_minor)),
        *((f"VAT {rate}%", english(tax)) for rate, _, tax in bill.taxes),
        ("Total", f"£{english(bill.gross_minor)}"),
        ("Deposit received", english(-bill.prepaid_minor)),
        ("Amount due", f"£{english(bill.due_minor)}"),
    ])  # fmt: skip
    return sheet.done()


def english_totals_in_columns_pdf(bill: Bill) -> bytes:
    """Draw an invoice whose totals stand below their labels, with a discount."""
    sheet = Sheet(face="pt serif", size=10)
    sheet.put(bill.seller.name, size=13, bold=True)
    sheet.say("Invoice", size=20, align="right")
    sheet.say(bill.seller.address)
    sheet.say(f"VAT ID {bill.seller.tax_id}")
    sheet.gap(14)
    columns: list[Column] = [(170, "left"), (170, "left"), (175, "left")]
    issued = format_date(bill.issued, "d MMM y", locale="en")
    due = format_date(bill.pay_by, "d MMM y", locale="en") if bill.pay_by else ""
    heads = ("Invoice number", "Invoice date", "Payment due")
    sheet.table(columns, [heads, (bill.number, issued, due)], rules="none")
    sheet.gap(8)
    sheet.say(f"Customer: {bill.buyer.name}, {bill.buyer.address}, VAT ID {bill.buyer.tax_id}")
    sheet.gap(10)
    columns = [(275, "left"), (60, "right"), (90, "right"), (90, "right")]
    rows = [_row(line, english) for line in bill.lines]
    sheet.table(columns, [("Item", "Quantity", "Unit price", "Line total"), *rows], rules="heads")
    sheet.gap(14)
    (rate, _, tax), *_ = bill.taxes
    labels = ("Subtotal", "Discount", f"VAT {rate}%", "Total EUR")
    amounts = (bill.lines_minor, -bill.discount_minor, tax, bill.gross_minor)
    columns = [(128, "right")] * 4
    sheet.table(columns, [labels, tuple(map(english, amounts))], rules="outer")
    return sheet.done()


def american_pdf(bill: Bill) -> bytes:
    """Draw an invoice in dollars: sales tax, "Balance Due" in a box at the top."""
    sheet = Sheet(face="narrow", size=11)
    sheet.put(bill.seller.name, size=14, bold=True)
    sheet.frame(360, 155, 36, filled=True)
    sheet.gap(4)
    sheet.say("Balance Due", 366, size=9)
    sheet.say(f"${english(bill.due_minor)}", 366, size=14, bold=True)
    sheet.gap(10)
    sheet.say("INVOICE", size=16, bold=True)
    sheet.pairs(
        [
            ("Invoice #", bill.number),
            ("Date", format_date(bill.issued, "MMM d, y", locale="en_US")),
            ("Terms", "Net 30"),
            ("Bill To", f"{bill.buyer.name}, {bill.buyer.address}"),
        ],
        label=80,
        width=360,
    )
    sheet.gap(10)
    columns: list[Column] = [(295, "left"), (50, "right"), (80, "right"), (90, "right")]
    rows = [_row(line, english) for line in bill.lines]
    sheet.table(columns, [("Item & Description", "Qty", "Rate", "Amount"), *rows], rules="rows")
    sheet.gap(8)
    sheet.stack([
        ("Sub Total", english(bill.net_minor)),
        *((f"Sales Tax ({rate}%)", english(tax)) for rate, _, tax in bill.taxes),
        ("Total", f"${english(bill.gross_minor)}"),
        ("Balance Due", f"${english(bill.due_minor)}"),
    ])  # fmt: skip
    return sheet.done()


def french_invoice_pdf(bill: Bill) -> bytes:
    """Draw a facture: HT, TVA by rate, TTC, a deposit, what is left to pay."""
    sheet = Sheet(face="dejavu", size=8.5)
    sheet.put(bill.seller.name, size=13, bold=True)
    sheet.say(f"FACTURE N° {bill.number}", size=13, bold=True, align="right")
    sheet.put(bill.seller.address)
    issued = format_date(bill.issued, "d MMMM y", locale="fr")
    sheet.say(f"Date de facture : {issued}", align="right")
    sheet.say(f"N° TVA intracommunautaire : {bill.seller.tax_id}")
    sheet.gap(14)
    sheet.frame(270, 245, 42)
    sheet.gap(4)
    for words in ("Facturé à :", bill.buyer.name, bill.buyer.address):
        sheet.say(words, 276, width=235)
    sheet.gap(16)
    columns: list[Column] = [
        (235, "left"), (50, "right"), (80, "right"), (55, "right"), (95, "right"),
    ]  # fmt: skip
    rows = [
        (line.description, f"{line.quantity.normalize():f}", french(line.price_minor),
         f"{line.rate} %", french(line.amount_minor))
        for line in bill.lines
    ]  # fmt: skip
    sheet.table(columns, [("Désignation", "Qté", "P.U. HT", "TVA", "Montant HT"), *rows])
    sheet.gap(6)
    sheet.stack([
        ("Total HT", f"{french(bill.net_minor)} €"),
        *((f"TVA {rate} %", f"{french(tax)} €") for rate, _, tax in bill.taxes),
        ("Total TTC", f"{french(bill.gross_minor)} €"),
        *([("Acompte versé", f"{french(-bill.prepaid_minor)} €")] if bill.prepaid_minor else []),
        ("Net à payer", f"{french(bill.due_minor)} €"),
    ])  # fmt: skip
    sheet.say(f"IBAN {bill.seller.iban}", size=8)
    return sheet.done()


def english_credit_note_pdf(bill: Bill) -> bytes:
    """Draw a credit note whose amounts are printed without a sign."""
    sheet = Sheet(face="pt", size=10)
    sheet.say("CREDIT NOTE", size=18, bold=True)
    sheet.pairs(
        [
            ("Credit note number", bill.number),
            ("Date of issue", f"{bill.issued:%Y-%m-%d}"),
            ("Original invoice", bill.refers_to),
            ("From", f"{bill.seller.name}, VAT {bill.seller.tax_id}"),
            ("To", f"{bill.buyer.name}, VAT {bill.buyer.tax_id}"),
        ],
        label=130,
        width=sheet.width,
    )
    sheet.gap(10)
    columns: list[Column] = [(275, "left"), (60, "right"), (90, "right"), (90, "right")]
    rows = [_row(line, english) for line in bill.lines]
    sheet.table(
        columns, [("Description", "Quantity", "Unit price", "Amount"), *rows], rules="stripes"
    )
    sheet.stack([
        ("Subtotal", english(bill.net_minor)),
        *((f"VAT ({rate}%)", english(tax)) for rate, _, tax in bill.taxes),
        ("Total credit EUR", english(bill.gross_minor)),
    ])  # fmt: skip
    return sheet.done()


def _row(line: BillLine, write: Callable[[int], str]) -> tuple[str, ...]:
    return (
        line.description,
        f"{line.quantity.normalize():f}",
        write(line.price_minor),
        write(line.amount_minor),
    )
